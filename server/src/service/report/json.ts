import { render } from '../../core/message';
import type { AttestationReport, SignatureReport, TrustRootInfo, VerificationReport } from '../../core/verification';

/** Identity of the policy file that was the floor. */
export interface PolicyEvidence {
  readonly path: string;
  /** Lower-case hex over the file's bytes. */
  readonly sha256: string;
}

export interface Occasion {
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly policy: PolicyEvidence | null;
}

/** What every JSON report carries: two runs over the same input differ in `checkedAt` alone. */
export function evidence({ version, now, policy }: Occasion, trustRoot?: TrustRootInfo): object {
  return {
    schemaVersion: 1,
    tool: { name: 'plimsoll', version },
    checkedAt: new Date(now).toISOString(),
    policy,
    ...(trustRoot ? { trustRoot: trustRootJson(trustRoot) } : {}),
  };
}

function trustRootJson({ note, ...info }: TrustRootInfo): object {
  return { ...info, ...(note ? { note: render(note) } : {}) };
}

/** A verification as scripts read it: English, whatever the user speaks. The same from the command line and the editor. */
export function verificationJson(report: VerificationReport, occasion: Occasion): object {
  const { reference, digest, verdict, reason, signatures, attestations, trustRoot } = report;
  return {
    ...evidence(occasion, trustRoot),
    reference,
    digest: digest ?? null,
    verdict,
    reason: render(reason),
    signatures: signatures.map(signature => ({ ...signedJson(signature), ...onlyOfSignatures(signature) })),
    attestations: attestations.map(attestation => ({ predicateType: attestation.predicateType, ...signedJson(attestation) })),
  };
}

function signedJson(signed: SignatureReport | AttestationReport): object {
  const { format, verdict, identity, issuer, checks, subject, place, keySha256, certificate, log, timestamp, source } = signed;
  return {
    format,
    verdict,
    identity: identity ?? null,
    issuer: issuer ?? null,
    checks: checks.map(({ name, outcome, reason }) => ({ name, outcome, reason: reason ? render(reason) : null })),
    // Absent where there is nothing: JSON.stringify leaves out what is undefined.
    subject, place, keySha256, certificate, log, timestamp, source,
  };
}

function onlyOfSignatures({ acceptedBy, builtByItsRepository, claims }: SignatureReport): object {
  return { acceptedBy, builtByItsRepository, claims };
}
