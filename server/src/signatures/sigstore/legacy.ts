import { BUNDLE_V01_MEDIA_TYPE, type Bundle } from '@sigstore/bundle';
import { crypto } from '@sigstore/core';
import { HashAlgorithm } from '@sigstore/protobuf-specs';
import { asArray, parseStrictObject, property } from '../strict-json';
import { readAnnotations, readSignature, type AnnotatedMaterial } from './annotations';
import { decodeBase64Lines } from '../base64';

/** A signature in Cosign's old layout, brought into the shape that the Sigstore library verifies. */
export interface LegacySignature extends Pick<AnnotatedMaterial, 'certificate' | 'offered'> {
  readonly bundle: Bundle;
}

type Annotations = Readonly<Record<string, string>>;

/** Undefined when an annotation cannot be read. */
export function readLegacy(annotations: Annotations, payload: Buffer): LegacySignature | undefined {
  const signature = readSignature(annotations);
  const material = readAnnotations(annotations);
  if (signature === undefined || material === undefined) return undefined;
  const messageDigest = { algorithm: HashAlgorithm.SHA2_256, digest: crypto.digest('sha256', payload) };
  return toBundle(material, { $case: 'messageSignature', messageSignature: { messageDigest, signature } });
}

/** The layer of an attestation is an envelope (DSSE) with the signature in it. Undefined when it, or an annotation, cannot be read. */
export function readLegacyEnvelope(annotations: Annotations, envelope: Buffer): LegacySignature | undefined {
  const material = readAnnotations(annotations);
  const dsseEnvelope = readEnvelope(envelope);
  return material && dsseEnvelope && toBundle(material, { $case: 'dsseEnvelope', dsseEnvelope });
}

type Envelope = Extract<Bundle['content'], { $case: 'dsseEnvelope' }>['dsseEnvelope'];

/** Of several signatures one would be verified and the others only look as if. */
function readEnvelope(bytes: Buffer): Envelope | undefined {
  const parsed = parseStrictObject(bytes);
  const payloadType = property(parsed, 'payloadType');
  const payload = decodeBase64Lines(property(parsed, 'payload'));
  const signatures = asArray(property(parsed, 'signatures'));
  const sig = decodeBase64Lines(property(signatures?.[0], 'sig'));
  if (typeof payloadType !== 'string' || payload === undefined || signatures?.length !== 1 || sig === undefined) return undefined;
  return { payloadType, payload, signatures: [{ sig, keyid: '' }] };
}

function toBundle(material: AnnotatedMaterial, content: Bundle['content']): LegacySignature {
  const { certificate, offered, tlogEntries, rfc3161Timestamps } = material;
  const key: Bundle['verificationMaterial']['content'] =
    certificate === undefined
      ? { $case: 'publicKey', publicKey: { hint: '' } }
      : { $case: 'x509CertificateChain', x509CertificateChain: { certificates: [{ rawBytes: certificate }] } };
  const verificationMaterial = { content: key, tlogEntries, timestampVerificationData: { rfc3161Timestamps } };
  return { certificate, offered, bundle: { mediaType: BUNDLE_V01_MEDIA_TYPE, verificationMaterial, content } };
}
