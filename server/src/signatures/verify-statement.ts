import { message } from '../core/message';
import type { AttestationReport, SignatureReport } from '../core/verification';
import type { UnsignedLayer } from './discovery/candidate';
import { billsOfMaterials } from './discovery/cosign-sbom-tag';
import { Ledger, statementChecks } from './ledger';
import { limits } from './limits';
import { explainLookupFailure } from './lookup-failure';
import { whereabouts } from './outcome';
import type { Reading } from './reading';
import { isAbout, readStatement } from './statement';

/** What is said without a signature, and the manifest that lists it. */
export interface UnsignedReport {
  readonly report: AttestationReport;
  readonly listedBy: string;
}

/** Looks at what nobody signed: whether it can be read, and is about the image at all. Never rejects. */
export async function verifyStatement(unsigned: UnsignedLayer, reading: Reading): Promise<UnsignedReport> {
  const { format, layer, listedBy } = unsigned;
  const ledger = new Ledger(statementChecks);
  ledger.skip('signature', message('Nobody signed this one; only the digest of what lists it covers it.'));
  const read = format === 'buildkit' ? await readLayer(unsigned, reading, ledger) : { verdict: 'unsigned' as const, predicateType: billsOfMaterials.get(layer.mediaType) ?? '' };
  if (format === 'cosign-sbom') {
    ledger.ok('format');
    for (const name of ['payload-type', 'payload-digest'] as const) ledger.skip(name, message('An attached bill of materials states nothing of what it is about.'));
  }
  return { listedBy, report: { format, ...read, checks: ledger.checks(), ...whereabouts(unsigned) } };
}

async function readLayer({ layer, place, subject }: UnsignedLayer, reading: Reading, ledger: Ledger): Promise<Pick<AttestationReport, 'verdict' | 'predicateType' | 'statement'>> {
  const blob = await fetchLayer();
  if (blob === undefined) return { verdict: 'unknown', predicateType: '' };
  ledger.ok('format');
  const stated = readStatement(blob);
  if (!ledger.expect('payload-type', stated !== undefined, message('The layer holds no in-toto statement.')) || stated === undefined) {
    return { verdict: 'invalid', predicateType: '' };
  }
  const about = ledger.expect('payload-digest', isAbout(stated, subject.digest), message('The statement is about something else than this image.'));
  return { verdict: about ? 'unsigned' : 'invalid', ...stated };

  async function fetchLayer(): Promise<Uint8Array | undefined> {
    try {
      if (layer.size <= limits.blobBytes) return await reading.blob(place, layer);
      ledger.skip('format', message('The statement is too large to be read.'));
    } catch (error) {
      ledger.skip('format', explainLookupFailure(error));
    }
    return undefined;
  }
}

/** Whoever signs a manifest signs what it lists: a statement in an attestation manifest that is signed is signed, too. */
export function vouched({ report, listedBy }: UnsignedReport, signatures: readonly SignatureReport[]): AttestationReport {
  const about = signatures.filter(({ subject }) => subject?.digest === listedBy);
  const signature = about.find(({ verdict }) => verdict === 'verified') ?? about.find(({ verdict }) => verdict === 'signed-unpinned');
  if (report.verdict !== 'unsigned' || signature === undefined) return report;
  const { verdict, identity, issuer, keySha256, certificate, log, timestamp, source } = signature;
  const checks = report.checks.map((check) => (check.name === 'signature' ? { name: check.name, outcome: 'ok' as const } : check));
  return { ...report, verdict, checks, ...defined({ identity, issuer, keySha256, certificate, log, timestamp, source }) };
}

function defined<T extends object>(values: T): { [Key in keyof T]?: NonNullable<T[Key]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [Key in keyof T]?: NonNullable<T[Key]> };
}
