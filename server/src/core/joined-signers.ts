import type { AcceptedKey, AcceptedKeyless, AcceptedNotation, AcceptedSigner } from './accepted-signer';

/** The signers that both lists accept, as strictly as the stricter of them says. */
export function intersectSigners(some: readonly AcceptedSigner[], others: readonly AcceptedSigner[]): readonly AcceptedSigner[] {
  return some.flatMap(signer => others.flatMap(other => both(signer, other) ?? []));
}

/** The signer that meets both descriptions. Two that cannot be joined for sure are met by nobody. */
function both(a: AcceptedSigner, b: AcceptedSigner): AcceptedSigner | undefined {
  if (a.kind === 'keyless' && b.kind === 'keyless') return bothKeyless(a, b);
  if (a.kind === 'key' && b.kind === 'key') return bothKeys(a, b);
  return a.kind === 'notation' && b.kind === 'notation' && sameNotation(a, b) ? { ...a, source: b.source } : undefined;
}

function bothKeyless(a: AcceptedKeyless, b: AcceptedKeyless): AcceptedKeyless | undefined {
  const differ = (['identity', 'identityRegexp', 'sourceRepository'] as const).some(part => a[part] !== undefined && b[part] !== undefined && a[part] !== b[part]);
  if (a.issuer !== b.issuer || differ || addsLayout(a, b)) return undefined;
  return { ...b, ...a, source: b.source };
}

/** A key is the same by what it is, whatever it is called. */
function bothKeys(a: AcceptedKey, b: AcceptedKey): AcceptedKey | undefined {
  if (a.pem !== b.pem || addsLayout(a, b)) return undefined;
  const validFrom = [a.validFrom, b.validFrom].filter(date => date !== undefined).sort().at(-1);
  return {
    ...a,
    ignoreTlog: a.ignoreTlog && b.ignoreTlog,
    ...(a.exactRepository || b.exactRepository ? { exactRepository: true } : {}),
    ...(validFrom === undefined ? {} : { validFrom }),
    source: b.source,
  };
}

/** Another place to find signatures in is a place more: only who stands above may name it. */
function addsLayout(above: Pick<AcceptedKey, 'layout'>, { layout }: Pick<AcceptedKey, 'layout'>): boolean {
  return layout !== undefined && layout !== above.layout;
}

function sameNotation(a: AcceptedNotation, b: AcceptedNotation): boolean {
  return canonical(a) === canonical(b);
}

/** Names and sources apart, in one order. */
function canonical({ level, override = {}, verifyTimestamp, identities, stores }: AcceptedNotation): string {
  const sorted = (texts: readonly string[] = []): readonly string[] => [...new Set(texts)].sort();
  const actions = Object.entries(override).sort(([x], [y]) => (x < y ? -1 : 1));
  return JSON.stringify([level, actions, verifyTimestamp, sorted(identities), sorted(stores.ca), sorted(stores.signingAuthority), sorted(stores.tsa)]);
}
