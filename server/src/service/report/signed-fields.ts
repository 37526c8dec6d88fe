import { message, type Message } from '../../core/message';
import type { ReportCheck, ReportField } from '../../core/report-page';
import type { AttestationReport, SignatureReport, SignedSubject } from '../../core/verification';
import { publisherById } from '../../publishers';
import { fieldOf, moment, type Say } from './fields';
import { checkLabels, formatLabels, outcomeWords } from './labels';
import { logLink, sourceLinks } from './links';

type Signed = SignatureReport | AttestationReport;

/** Who signed, and on whose word. */
export function signerFields(signed: Signed, say: Say): ReportField[] {
  const { identity, issuer, keySha256, format } = signed;
  // Of Notation it is who issued the certificate, which is told with the certificate.
  const voucher = format.startsWith('notation-') ? undefined : issuer;
  return [
    ...fieldOf(say(message('Signed by')), identity ?? (keySha256 === undefined ? undefined : say(message('a key without a name'))), { kind: 'code' }),
    ...fieldOf(say(message('Vouched for by')), voucher, { kind: 'code' }),
    ...fieldOf(say(message('Key (SHA-256)')), keySha256, { kind: 'code' }),
    ...('acceptedBy' in signed ? fieldOf(say(message('Accepted by')), acceptedBy(signed.acceptedBy, say)) : []),
  ];
}

function acceptedBy(source: string | undefined, say: Say): string | undefined {
  if (source === undefined) return undefined;
  const publisher = publisherById(source);
  if (publisher) return say(message('what is known of {0}', publisher.title));
  return source === 'policy' ? say(message('your trust policy')) : source;
}

/** What was signed, how, and where the signature lies. */
export function placeFields(signed: Signed, say: Say): ReportField[] {
  const { subject, place, format } = signed;
  return [
    ...(subject ? fieldOf(say(subjectLabel(signed)), say(message('{0}: {1}', subjectText(subject), subject.digest)), { kind: 'code' }) : []),
    ...fieldOf(say(message('Found in')), place, { kind: 'code' }),
    ...fieldOf(say(message('Format')), say(formatLabels[format])),
    ...('builtByItsRepository' in signed && signed.builtByItsRepository ? fieldOf(say(message('Built by')), say(message('the repository of the same name'))) : []),
    ...('claims' in signed ? claimFields(signed.claims, say) : []),
  ];
}

/** A signature that names something else, or was not read, lies there all the same: it does not sign what it lies at. */
function subjectLabel({ verdict, checks }: Signed): Message {
  const isGood = verdict === 'verified' || verdict === 'signed-unpinned';
  const namesIt = checks.some(({ name, outcome }) => name === 'payload-digest' && outcome === 'ok');
  return isGood || namesIt ? message('What is signed') : message('Attached to');
}

const subjectTexts: Readonly<Record<SignedSubject['kind'], Message>> = {
  manifest: message('the image'),
  index: message('the index, with all platforms'),
  platform: message('one platform'),
  'attestation-manifest': message('the attestations, which name the image'),
};

function subjectText({ kind, platform }: SignedSubject): Message {
  return platform === undefined ? subjectTexts[kind] : message('{0} ({1})', subjectTexts[kind], platform);
}

/** More than these nobody reads. */
const mostClaims = 20;

function claimFields(claims: SignatureReport['claims'], say: Say): ReportField[] {
  return Object.entries(claims ?? {}).slice(0, mostClaims).flatMap(([name, value]) => fieldOf(say(message('Claim of the signer')), `${name}=${value}`, { kind: 'code' }));
}

/** Certificate, log and clocks. */
export function proofFields({ certificate, log, timestamp }: Signed, say: Say): ReportField[] {
  return [
    ...(certificate ? [
      ...fieldOf(say(message('Certificate of')), certificate.subject, { kind: 'code' }),
      ...fieldOf(say(message('Certificate by')), certificate.issuedBy, { kind: 'code' }),
      ...fieldOf(say(message('Certificate valid')), `${moment(certificate.notBefore)} – ${moment(certificate.notAfter)}`),
      ...fieldOf(say(message('Certificate (SHA-256)')), certificate.sha256, { kind: 'code' }),
    ] : []),
    ...fieldOf(say(message('Log index')), log?.index, { kind: 'code', link: logLink(log?.page) }),
    ...fieldOf(say(message('Logged at')), moment(log?.integratedAt)),
    ...fieldOf(say(message('Time stamp')), moment(timestamp)),
  ];
}

/** What was built from what, as the certificate says. */
export function sourceFields(signed: Signed, say: Say): ReportField[] {
  const { source } = signed;
  if (!source) return [];
  const links = sourceLinks(signed);
  return [
    ...fieldOf(say(message('Source repository')), source.repository, { kind: 'code', link: links.repository }),
    ...fieldOf(say(message('Commit')), source.revision, { kind: 'code', link: links.revision }),
    ...fieldOf(say(message('Branch or tag')), source.ref, { kind: 'code' }),
    ...fieldOf(say(message('Workflow')), source.workflow, { kind: 'code' }),
    ...fieldOf(say(message('Run')), source.run, { kind: 'code', link: links.run }),
    ...fieldOf(say(message('Runner')), source.runner, { kind: 'code' }),
    ...fieldOf(say(message('Started by')), source.trigger, { kind: 'code' }),
  ];
}

export function checksOf({ checks }: Signed, say: Say): ReportCheck[] {
  return checks.map(({ name, outcome, reason }) => {
    const label = checkLabels.get(name);
    return {
      label: say(label ?? { template: '{0}', args: [name] }),
      outcome,
      word: say(outcomeWords[outcome]),
      ...(reason ? { reason: say(reason) } : {}),
    };
  });
}
