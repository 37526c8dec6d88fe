export { chainguard, chainguardPredicates } from './chainguard';
export { distroless } from './distroless';
export { dockerHardened, type DockerHardenedLookAlike } from './docker-hardened';
export { kubernetes } from './kubernetes';
export { redHat } from './red-hat';
export { ecdsaKey, rsaKey, keySignature, type KeySigner } from './key';
export type { KeyLookAlike, KeylessLookAlike, LookAlike, LookAlikeOptions } from './look-alike';
