import type { NotationValidation, SignatureLayout } from '../core/accepted-signer';
import { message } from '../core/message';
import type { Material, NamedKey, NamedKeyless, NamedNotation, StoreKind } from '../core/named-signer';
import type { SignatureRequirement } from '../core/policy';
import { certificateMaterial, keyMaterial, keyPem, materialFile } from './material';
import { either, list, refine } from './combined-shapes';
import { record } from './mapping-shapes';
import { choice, flag, text } from './scalar-shapes';
import type { Fields } from './shape';
import { missing, pattern, sentence } from './values';

const layout = choice<SignatureLayout>(() => ['docker-hardened', 'docker-builder']);
const layoutField = { shape: layout, description: 'Where signatures are found when not beside the image: as Docker Hardened Images or the Docker GitHub Builder have them.' };

const keylessFields: Fields<Required<NamedKeyless>> = {
  issuer: { shape: sentence, description: 'The OpenID Connect issuer, compared exactly.' },
  identity: { shape: sentence, description: "The certificate's subject alternative name, compared exactly." },
  identityRegexp: { shape: sentence, description: 'An expression that matches the whole subject alternative name.' },
  sourceRepository: { shape: sentence, description: 'The repository that the image was built from, as the certificate names it, compared exactly.' },
  layout: layoutField,
};

/** A signer who is not wholly described would be more people than were meant. */
const keyless = refine(record(keylessFields, ['issuer']), (signer, { clean, ...whole }): NamedKeyless | undefined => {
  const { issuer, identity, identityRegexp } = signer;
  if (!clean) return undefined;
  if (issuer !== undefined && (identity !== undefined || identityRegexp !== undefined)) return { ...signer, issuer };
  return missing(whole, message('A signer needs an issuer, and an identity or identityRegexp'));
});

interface WrittenKey extends Required<Omit<NamedKey, 'material'>> {
  readonly file: Material;
  readonly pem: Material;
}

const keyFields: Fields<WrittenKey> = {
  file: { shape: materialFile, description: 'Path of the public key (PEM), in the folder of this file or below it.' },
  pem: { shape: keyPem, description: 'The public key itself, in PEM.' },
  ignoreTlog: { shape: flag, description: 'Signatures need no entry of a transparency log.' },
  exactRepository: { shape: flag, description: 'A signature must name the very repository that the image is in.' },
  layout: layoutField,
};

const keyMapping = refine(record(keyFields), ({ file, pem, ignoreTlog = false, ...rest }, { clean, ...whole }): NamedKey | undefined => {
  if (!clean) return undefined;
  const material = file ?? pem;
  if (material && !(file && pem)) return { material, ignoreTlog, ...rest };
  return missing(whole, message('A key needs either its file or its PEM'));
});

const key = either(refine(keyMaterial, (material): NamedKey => ({ material, ignoreTlog: false })), keyMapping);

type Override = Required<NonNullable<NamedNotation['override']>>;

const milder = choice<'enforce' | 'log'>(() => ['enforce', 'log']);
const overrideFields: Fields<Override> = {
  authenticity: { shape: milder, description: 'Whether the signer is one of the stores and identities.' },
  authenticTimestamp: { shape: milder, description: 'Whether it was signed while its certificates were valid.' },
  expiry: { shape: milder, description: 'Whether the signature has expired.' },
  revocation: { shape: choice<'enforce' | 'log' | 'skip'>(() => ['enforce', 'log', 'skip']), description: 'Whether its certificates were revoked.' },
} satisfies Record<NotationValidation, unknown>;

const certificates = list(certificateMaterial);
const isIdentity = (value: string): boolean => value === '*' || (/^x509\.subject:\s*\S/.test(value) && value.length <= 500);

type WrittenNotation = Required<Omit<NamedNotation, 'stores'>> & Record<StoreKind, readonly Material[]>;

const notationFields: Fields<WrittenNotation> = {
  identities: {
    shape: list(text(isIdentity, message('expected x509.subject: and a distinguished name, or *'))),
    description: 'Subjects of the signers, e.g. "x509.subject: C=US, ST=WA, O=Acme"; or "*" for everybody whom the stores vouch for.',
  },
  ca: { shape: certificates, description: 'Root certificates that vouch for signers: PEM, or files beside this one.' },
  signingAuthority: { shape: certificates, description: 'Root certificates of signing authorities.' },
  tsa: { shape: certificates, description: 'Root certificates that vouch for timestamps.' },
  level: { shape: choice<NamedNotation['level']>(() => ['strict', 'permissive', 'audit']), description: 'What is enforced; strict where it is not given.' },
  override: { shape: record(overrideFields), description: 'What single validations do instead.' },
  verifyTimestamp: { shape: choice<'always' | 'afterCertExpiry'>(() => ['always', 'afterCertExpiry']), description: 'When a timestamp is verified.' },
};

const notation = refine(record(notationFields, ['identities']), (signer, { clean, ...whole }): NamedNotation | undefined => {
  const { identities = [], ca = [], signingAuthority = [], tsa = [], level = 'strict', override, verifyTimestamp } = signer;
  if (!clean) return undefined;
  if (identities.length === 0 || ca.length + signingAuthority.length === 0) {
    return missing(whole, message('A Notation signer needs identities, and certificates in ca or signingAuthority'));
  }
  const stores = Object.fromEntries(Object.entries({ ca, signingAuthority, tsa }).filter(([, materials]) => materials.length > 0));
  return { level, identities, stores, ...(override ? { override } : {}), ...(verifyTimestamp ? { verifyTimestamp } : {}) };
});

type WrittenSignature = Required<Omit<SignatureRequirement, 'nobody' | 'effect' | 'source'>>;

const signatureFields: Fields<WrittenSignature> = {
  images: { shape: pattern, description: 'Pattern of the images that this is about.' },
  keyless: { shape: keyless, description: 'Who signs with a short-lived certificate.' },
  key: { shape: key, description: 'The public key that signs: PEM, the path of a file beside this one, or a mapping.' },
  notation: { shape: notation, description: 'Who signs with Notation.' },
  required: { shape: flag, description: 'An image without a good signature is an error.' },
};

/** An entry that is not wholly understood stays, and accepts nobody: without the part that is wrong it would accept others than were meant. */
export const signature = refine(record(signatureFields, ['images']), (entry, { clean, ...whole }): SignatureRequirement | undefined => {
  const { images, required = false, ...signers } = entry;
  if (images !== undefined) return clean ? { images, required, ...signers } : { images, required, nobody: true };
  return clean ? missing(whole, message('A signature entry needs the images that it is about')) : undefined;
});
