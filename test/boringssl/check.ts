/** Verifies the vectors of standard input with the bundled verifier, and prints the verdict of each as JSON. */
import { text } from 'node:stream/consumers';
import { parseReference } from '../../server/src/core/reference';
import { createSignatureVerifier, parseTrustedRoot } from '../../server/src/signatures';
import { MemoryRegistry } from '../support/memory-registry';
import type { AttestationVector, SignatureVector } from '../support/signature-vectors';
import { verifyAttestation } from '../support/verification';

const clock = { now: () => Date.now() };
const consent = { offline: false, trusted: true, purpose: 'action', allowedHosts: [] } as const;

async function verdictOf({ reference, contents, signers, trustedRoot }: SignatureVector): Promise<string> {
  const parsed = parseReference(reference);
  const root = trustedRoot === undefined ? undefined : parseTrustedRoot(trustedRoot);
  if (!parsed.ok || root?.ok === false) return 'unreadable';
  const verifier = createSignatureVerifier(root === undefined ? { clock } : { clock, trustRoot: root.root });
  const request = { reference: parsed.reference, signers, publisherDoesNotSign: false };
  return (await verifier.verify(request, MemoryRegistry.fromContents(contents), { consent })).verdict;
}

async function main(): Promise<void> {
  const verdicts: Record<string, string> = {};
  for (const vector of JSON.parse(await text(process.stdin)) as (SignatureVector | AttestationVector)[]) {
    verdicts[vector.name] = 'candidate' in vector ? verifyAttestation(vector).verdict : await verdictOf(vector);
  }
  process.stdout.write(JSON.stringify(verdicts));
}

void main();
