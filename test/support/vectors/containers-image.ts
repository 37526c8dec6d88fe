import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AcceptedSigner } from '../../../server/src/core/accepted-signer';
import type { Verdict } from '../../../server/src/core/verification';
import { MemoryRegistry, sha256 } from '../memory-registry';
import { sharedPath } from '../shared';
import { mediaTypes } from '../sign-image';
import { rootOfAuthority, rootOfLog } from './roots';
import { attach, key, keyless, type Attachment, type SignatureVector } from './vector';

const fixture = (...parts: string[]): string => sharedPath('vectors/containers+image/signature/fixtures', ...parts);
/** Links are kept as text; where one leads nowhere, it stands for any other content. */
function text(name: string): string {
  const content = readFileSync(fixture(name), 'utf8');
  const target = join(name, '..', content.trim());
  return content.startsWith('../') && existsSync(fixture(target)) ? text(target) : content;
}
const privateIssuer = 'CN=Linuxera Intermediate Certificate Authority,OU=Security,O=IT,L=Valencia,C=ES';

interface Row {
  readonly folder: string;
  readonly as: string;
  readonly signers: readonly AcceptedSigner[];
  readonly verdict: Verdict;
  readonly fails?: readonly string[];
  readonly reference?: string;
  readonly trustedRoot?: string;
}

export function containersImage(): SignatureVector[] {
  return [...byPeople(), ...byKeys(), ...byPrivateAuthority()].map(({ folder, as, reference, ...rest }) => {
    const { digest, contents } = readImage(folder);
    const repository = reference ?? `192.168.64.2:5000/cosign-signed/${folder}`;
    return { name: `containers/image ${folder}, ${as}`, reference: `${repository}@${digest}`, contents, ...rest };
  });
}

function byPeople(): Row[] {
  const verdicts: [string, Verdict][] = [
    ['fulcio-rekor-valid', 'verified'],
    ['key-rekor-valid', 'invalid'],
    ['pki-valid', 'invalid'],
    ['valid', 'invalid'],
    ['valid-2', 'invalid'],
    ['valid-with-tag', 'invalid'],
    ['mixed', 'invalid'],
    ['manifest-digest-error', 'invalid'],
    ['modified-manifest', 'invalid'],
    ['other-attachment', 'unsigned'],
    ['no-manifest', 'unknown'],
  ];
  const signers = [keyless('https://github.com/login/oauth', 'mitr@redhat.com')];
  return verdicts.map(([folder, verdict]) => ({ folder, as: 'person', signers, verdict }));
}

function byKeys(): Row[] {
  const [first, second] = [key('cosign.pub', text('cosign.pub')), key('cosign2.pub', text('cosign2.pub'))];
  const logged = { ...first, ignoreTlog: false };
  const secondLogged = { ...second, ignoreTlog: false };
  const exact = { ...first, exactRepository: true };
  const log = { trustedRoot: rootOfLog(text('rekor.pub')) };
  const sample = '192.168.64.2:5000/cosign-signed-single-sample';
  return [
    { folder: 'valid', as: 'key', signers: [first], verdict: 'verified' },
    { folder: 'valid', as: 'other key', signers: [second], verdict: 'invalid', fails: ['signature'] },
    { folder: 'valid', as: 'key with a log', signers: [logged], verdict: 'invalid', fails: ['transparency-log'] },
    { folder: 'valid', as: 'key in this repository', signers: [exact], verdict: 'verified', reference: sample },
    { folder: 'valid', as: 'key in another repository', signers: [exact], verdict: 'invalid', fails: ['docker-reference'] },
    { folder: 'valid-2', as: 'key of both', signers: [first], verdict: 'verified' },
    { folder: 'valid-2', as: 'other key', signers: [second], verdict: 'invalid', fails: ['signature'] },
    { folder: 'valid-with-tag', as: 'key', signers: [first], verdict: 'verified' },
    { folder: 'valid-with-tag', as: 'key in this repository', signers: [exact], verdict: 'verified', reference: '192.168.64.2:5000/skopeo-signed' },
    { folder: 'valid-with-tag', as: 'other key', signers: [second], verdict: 'invalid', fails: ['signature'] },
    { folder: 'mixed', as: 'key of one', signers: [first], verdict: 'verified' },
    { folder: 'manifest-digest-error', as: 'key', signers: [first], verdict: 'invalid', fails: ['payload-digest'] },
    { folder: 'modified-manifest', as: 'key', signers: [first], verdict: 'invalid', fails: ['payload-digest'] },
    { folder: 'other-attachment', as: 'key', signers: [first], verdict: 'unsigned' },
    { folder: 'no-manifest', as: 'key', signers: [first], verdict: 'unknown' },
    { folder: 'key-rekor-valid', as: 'key with a log', signers: [secondLogged], verdict: 'verified' },
    { folder: 'key-rekor-valid', as: 'key and the log alone', signers: [secondLogged], verdict: 'verified', ...log },
    { folder: 'key-rekor-valid', as: 'key without a log', signers: [second], verdict: 'verified' },
    { folder: 'key-rekor-valid', as: 'other key', signers: [first], verdict: 'invalid', fails: ['identity'] },
    { folder: 'key-rekor-valid', as: 'younger key', signers: [{ ...secondLogged, validFrom: '2026-01-01T00:00:00Z' }], verdict: 'invalid', fails: ['timestamp'] },
    { folder: 'key-rekor-valid', as: 'other log', signers: [secondLogged], verdict: 'invalid', fails: ['transparency-log'], trustedRoot: rootOfLog(text('cosign.pub')) },
  ];
}

function byPrivateAuthority(): Row[] {
  const mine = { trustedRoot: rootOfAuthority(text('pki_root_crts.pem')) };
  const other = { trustedRoot: rootOfAuthority(text('fulcio_v1.crt.pem')) };
  const owner = keyless(privateIssuer, 'qiwan@redhat.com');
  return [
    { folder: 'pki-valid', as: 'owner', signers: [owner], verdict: 'verified', ...mine },
    { folder: 'pki-valid', as: 'nobody', signers: [], verdict: 'signed-unpinned', ...mine },
    { folder: 'pki-valid', as: 'other owner', signers: [{ ...owner, identity: 'qiwan@redhat.com.evil' }], verdict: 'invalid', fails: ['identity'], ...mine },
    { folder: 'pki-valid', as: 'other issuer', signers: [{ ...owner, issuer: 'https://github.com/login/oauth' }], verdict: 'invalid', fails: ['identity'], ...mine },
    { folder: 'pki-valid', as: 'other authority', signers: [owner], verdict: 'invalid', fails: ['certificate-chain'], ...other },
    { folder: 'pki-valid', as: 'public-good instance', signers: [owner], verdict: 'invalid' },
  ];
}

/** Of the folder without a manifest only the signature is there, as of an image that was deleted. */
function readImage(name: string): { digest: string; contents: SignatureVector['contents'] } {
  const folder = fixture(`dir-img-cosign-${name}`);
  const registry = new MemoryRegistry();
  const manifest = existsSync(join(folder, 'manifest.json')) ? Buffer.from(text(`dir-img-cosign-${name}/manifest.json`)) : undefined;
  const digest = sha256(manifest ?? text('dir-img-cosign-valid/manifest.json'));
  if (manifest !== undefined) registry.put(digest, mediaTypes.manifest, manifest);
  const files = readdirSync(folder).filter((one) => one.startsWith('signature-')).sort();
  attach(registry, digest, files.map((one) => readSignature(join(folder, one))));
  return { digest, contents: registry.toContents() };
}

/**
 * `\0sigstore-json\n` and JSON, as containers/image keeps attachments in a folder; or a link to another, as text. The one by
 * a key that nobody knows is not among the vectors: a signature that the second key made stands in for it.
 */
function readSignature(path: string): Attachment {
  const content = readFileSync(path, 'utf8');
  if (content.includes('unknown-cosign-key')) {
    const { payload } = readSignature(fixture('dir-img-cosign-valid/signature-1'));
    const { annotations } = readSignature(fixture('dir-img-cosign-key-rekor-valid/signature-1'));
    const signature = 'dev.cosignproject.cosign/signature';
    return { payload, annotations: { [signature]: annotations[signature] ?? '' } };
  }
  if (content.startsWith('../')) return readSignature(join(path, '..', content.trim()));
  const parsed = JSON.parse(content.slice(content.indexOf('{'))) as { mimeType: string; payload: string; annotations: Record<string, string> };
  return { ...parsed, payload: Buffer.from(parsed.payload, 'base64') };
}
