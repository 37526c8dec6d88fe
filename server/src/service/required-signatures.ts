import type { ReadDocument } from '../core/document';
import type { Finding } from '../core/finding';
import type { ImageUse } from '../core/image-use';
import { message, type Message } from '../core/message';
import { formatReference } from '../core/reference';
import type { TrustRootInfo, VerificationReport, Verdict } from '../core/verification';
import { valueOf } from '../core/fact';
import { requiresSignature } from '../policy/signers';
import type { ActionOptions } from './action-options';
import type { DocumentContext, ImageService } from './image-service';

export interface RequiredSignatures {
  readonly findings: readonly Finding[];
  /** Required, and could not be checked: neither good nor bad. */
  readonly unknown: readonly { readonly reference: string; readonly reason: Message }[];
  readonly trustRoot?: TrustRootInfo;
}

/** Rule by verdict; `verified` yields no finding and `unknown` is no verdict. */
const ruleOf: Readonly<Partial<Record<Verdict, string>>> = {
  invalid: 'signature-invalid',
  'signed-unpinned': 'signer-untrusted',
  unsigned: 'signature-missing',
  'publisher-does-not-sign': 'signature-missing',
};

/** Verifies the images that the policy requires a signature for. Asks the network, so only a command calls it. */
export async function checkRequiredSignatures(
  document: ReadDocument,
  context: DocumentContext,
  service: ImageService,
  options: ActionOptions,
): Promise<RequiredSignatures> {
  const uses = document.uses.filter(
    ({ reference }) => reference && requiresSignature(reference, context.policy),
  );
  const checked = uses.filter(use => valueOf(service.facts(use, document, context).local) !== true);
  const reports = await Promise.all(
    checked.map(async use => ({ use, report: await verifyUse(use, context, service, options) })),
  );
  const trustRoot = reports[0]?.report.trustRoot;
  return {
    findings: reports.flatMap(({ use, report }) => toFinding(use, report)),
    unknown: reports
      .filter(({ report }) => report.verdict === 'unknown')
      .map(({ report }) => ({ reference: report.reference, reason: report.reason })),
    ...(trustRoot ? { trustRoot } : {}),
  };
}

function verifyUse(use: ImageUse, context: DocumentContext, service: ImageService, options: ActionOptions): Promise<VerificationReport> {
  if (!use.reference) throw new TypeError('a use without a reference cannot be verified');
  return service.verify(use.reference, context.policy, options);
}

function toFinding(use: ImageUse, report: VerificationReport): Finding[] {
  const rule = signedByOther(report) ? 'signer-untrusted' : ruleOf[report.verdict];
  if (rule === undefined || !use.reference) return [];
  return [
    {
      rule,
      concern: 'signature',
      severity: 'error',
      range: use.site.range,
      message: message('The policy requires a signature on {0}: {1}', formatReference(use.reference), report.reason),
      use,
      related: [],
    },
  ];
}

/** A signature that is good in itself, by somebody whom the policy does not name. */
function signedByOther({ signatures }: VerificationReport): boolean {
  const failed = signatures.flatMap(({ checks }) => checks.filter(({ outcome }) => outcome === 'failed'));
  return failed.length > 0 && failed.every(({ name }) => name === 'identity');
}
