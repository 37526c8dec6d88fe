import { crypto } from '@sigstore/core';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import seeds from '@sigstore/tuf/seeds.json';
import { toTrustMaterial, type TrustMaterial } from '@sigstore/verify';
import { message, type Message } from '../core/message';
import type { TrustRootInfo } from '../core/verification';
import { limits } from './limits';
import { asArray, asObject, dig, parseStrictObject, property } from './strict-json';

/** Whose certificates, logs and clocks are believed. */
export interface TrustRoot {
  readonly material: TrustMaterial;
  readonly info: TrustRootInfo;
  /** Given by somebody who knows why: it may lack logs, and what it lacks is not asked for. */
  readonly custom: boolean;
}

export type TrustRootResult =
  | { readonly ok: true; readonly root: TrustRoot }
  | { readonly ok: false; readonly reason: Message };

const mediaType = /^application\/vnd\.dev\.sigstore\.trustedroot(?:\+json;version=0\.1|\.v0\.[12]\+json)$/;

/** When `sigstore/root-signing` published the bytes that the Sigstore packages carry. */
const bundledDate = '2025-09-22';

/**
 * Reads a `trusted_root.json` (sigstore_trustroot.proto), such as `cosign trusted-root create` makes. Every authority must
 * say since when it is valid: one that does not would be believed for all of the past.
 * `source` names it in reports. Its date is the day on which its youngest authority began, which is no later than its own.
 * `complete`: it must have authorities and both kinds of log, as the public-good instance has; others may lack some.
 */
export function parseTrustedRoot(json: string, source = 'custom', { complete = false } = {}): TrustRootResult {
  if (json.length > limits.trustedRootBytes) return { ok: false, reason: message('The trusted root is too large.') };
  const parsed = parseStrictObject(json);
  if (parsed === undefined) return { ok: false, reason: message('The trusted root is not valid JSON.') };
  const reason = findProblem(parsed, complete);
  if (reason !== undefined) return { ok: false, reason };
  try {
    const material = toTrustMaterial(TrustedRoot.fromJSON(parsed));
    const sha256 = crypto.digest('sha256', Buffer.from(json, 'utf8')).toString('hex');
    return { ok: true, root: { material, info: { source, sha256, date: youngest(material) }, custom: !complete } };
  } catch {
    return { ok: false, reason: message('The trusted root holds a key or certificate that cannot be read.') };
  }
}

let bundled: TrustRoot | undefined;

/** The root of the public-good Sigstore instance as the pinned packages carry it. No network, no disk. */
export function bundledTrustRoot(): TrustRoot {
  bundled ??= readBundled();
  return bundled;
}

function readBundled(): TrustRoot {
  const base64 = seeds['https://tuf-repo-cdn.sigstore.dev'].targets['trusted_root.json'];
  const result = parseTrustedRoot(Buffer.from(base64, 'base64').toString('utf8'), 'bundled', { complete: true });
  if (!result.ok) throw new Error(result.reason.template);
  return { ...result.root, info: { ...result.root.info, date: bundledDate } };
}

const authorities = [
  { key: 'certificateAuthorities', start: ['validFor', 'start'], required: true },
  { key: 'tlogs', start: ['publicKey', 'validFor', 'start'], required: true },
  { key: 'ctlogs', start: ['publicKey', 'validFor', 'start'], required: true },
  { key: 'timestampAuthorities', start: ['validFor', 'start'], required: false },
] as const;
/** Without either, nothing could ever be verified. */
const indispensable = ['certificateAuthorities', 'tlogs'] as const;

function findProblem(root: unknown, complete: boolean): Message | undefined {
  const type = property(root, 'mediaType');
  if (typeof type !== 'string' || !mediaType.test(type)) return message('The file is not a Sigstore trusted root.');
  for (const { key, start, required } of authorities) {
    const entries = asArray(property(root, key) ?? []);
    if (entries === undefined || entries.length > limits.trustedRootEntries || (required && complete && entries.length === 0)) {
      return message('The trusted root needs a list of {0}.', key);
    }
    const undated = entries.find((entry) => asObject(entry) === undefined || !isTime(dig(entry, ...start)));
    if (undated !== undefined) return message('In the trusted root, one of {0} does not say since when it is valid.', key);
  }
  const empty = indispensable.every((key) => (asArray(property(root, key)) ?? []).length === 0);
  return empty ? message('The trusted root names neither an authority nor a log.') : undefined;
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(value) && !Number.isNaN(Date.parse(value));
}

function youngest({ certificateAuthorities, tlogs, ctlogs, timestampAuthorities }: TrustMaterial): string {
  const starts = [...certificateAuthorities, ...tlogs, ...ctlogs, ...timestampAuthorities].map(({ validFor }) =>
    validFor.start.getTime(),
  );
  return new Date(Math.max(...starts)).toISOString().slice(0, 10);
}
