import { signersOf, type AcceptedKey, type AcceptedKeyless, type AcceptedSigner } from '../../core/accepted-signer';
import { fullName } from '../../core/reference';
import { unnamedKey } from '../../core/signer-material';
import type { SignatureReport, VerificationReport } from '../../core/verification';
import type { VerificationRequest } from '../../signatures/verifier';
import { commandLine } from './shell';
import { decisive } from './signers';

/** More signers than these nobody tries by hand. */
const mostCommands = 3;

/**
 * The same question for the tools that everybody has, to copy: about the signature that decided, else about whoever should
 * have signed. A command that would not be safe to paste is left out. For a POSIX shell.
 */
export function equalCommands(report: VerificationReport, request: VerificationRequest): readonly string[] {
  const signature = decisive(report);
  const isGood = report.verdict === 'verified' || report.verdict === 'signed-unpinned';
  const lines = signature && isGood ? [aboutSignature(signature, report, request)] : aboutSigners(report, request);
  const safe = lines.flatMap(words => commandLine(words) ?? []);
  return [...new Set(safe)].slice(0, mostCommands);
}

function aboutSignature(signature: SignatureReport, report: VerificationReport, request: VerificationRequest): readonly string[] {
  const { format, identity = '', issuer, place = fullName(request.reference), subject } = signature;
  const image = `${place}@${subject?.digest ?? report.digest ?? ''}`;
  if (format === 'notation-jws' || format === 'notation-cose') return ['notation', 'verify', image];
  const bundle = format === 'sigstore-bundle' ? ['--new-bundle-format'] : [];
  const who = issuer === undefined ? keyOf(identity, request) : keylessOf({ identity, issuer }, request);
  return who.length === 0 ? [] : ['cosign', 'verify', ...bundle, ...who, ...trustRoot(report), image];
}

/** As the policy names him, where it does. */
function keylessOf({ identity, issuer }: { identity: string; issuer: string }, { signers }: VerificationRequest): string[] {
  const same = signersOf(signers, 'keyless').filter(signer => signer.issuer === issuer);
  const exact = same.find(signer => signer.identity === identity);
  const patterns = same.filter(signer => signer.identity === undefined && signer.identityRegexp !== undefined);
  return keyless(exact ?? (patterns.length === 1 ? patterns[0] : undefined) ?? { issuer, identity });
}

function keyless({ issuer, identity, identityRegexp }: Pick<AcceptedKeyless, 'issuer' | 'identity' | 'identityRegexp'>): string[] {
  // Cosign searches: without anchors it would accept whatever contains a match.
  const who = identity === undefined ? `--certificate-identity-regexp=^(?:${identityRegexp ?? ''})$` : `--certificate-identity=${identity}`;
  return [who, `--certificate-oidc-issuer=${issuer}`];
}

function keyOf(name: string, { signers }: VerificationRequest): string[] {
  const keys = signersOf(signers, 'key');
  const found = keys.find(key => key.name === name) ?? (keys.length === 1 ? keys[0] : undefined);
  return found ? withKey(found) : [];
}

/** A key of a file alone has a name by which Cosign finds it. */
function withKey({ name, ignoreTlog, source }: AcceptedKey): string[] {
  if (source !== 'policy' || name === unnamedKey) return [];
  return [`--key=${name}`, ...(ignoreTlog ? ['--insecure-ignore-tlog=true'] : [])];
}

/** Those whose signatures are not beside the image itself are found by no such command. */
function aboutSigners(report: VerificationReport, { reference, signers }: VerificationRequest): readonly string[][] {
  const image = report.digest === undefined ? report.reference : `${fullName(reference)}@${report.digest}`;
  const beside = signers.filter(signer => !('layout' in signer) || signer.layout === undefined);
  return beside.map(signer => [...toolOf(signer, report), image]).filter(words => words.length > 1);
}

function toolOf(signer: AcceptedSigner, report: VerificationReport): string[] {
  if (signer.kind === 'notation') return ['notation', 'verify'];
  const who = signer.kind === 'key' ? withKey(signer) : keyless(signer);
  return who.length === 0 ? [] : ['cosign', 'verify', ...who, ...trustRoot(report)];
}

/** A trust root of one's own is a file. */
function trustRoot({ trustRoot: { source } }: VerificationReport): string[] {
  return /^(?:\/|[A-Za-z]:[\\/])/.test(source) ? [`--trusted-root=${source}`] : [];
}
