export { checkLogin } from './check-login';
export { completionsFor, resolveCompletion } from './completion';
export { insertImage, trustedImages, trustedSize, trustedTags } from './insertion';
export { editImages, imageAlternatives, updateWorkspace, workspaceImages } from './images';
export { nameSigner } from './name-signer';
export { signerActions } from './signer-actions';
export { trustActions } from './trust';
export { updateAll } from './update';
export { verify } from './verification';
