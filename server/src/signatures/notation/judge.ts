import type { AcceptedNotation } from '../../core/accepted-signer';
import { message, type Message } from '../../core/message';
import type { CheckName } from '../ledger';
import type { Certificate } from './certificate';
import { attributesOf, isPartOf, nameOf, parseIdentity } from './x509-subject';
import type { Scheme } from './envelope';
import { actionOf, type Action } from './levels';
import { checkExpiry, checkTime, type Intact } from './signing-time';
import { readStore, type StoreKind } from './store-certificates';

/** What was found of one validation. `problem` absent: it holds. `action: 'skip'`: it was not looked at. */
export interface Finding {
  readonly name: CheckName;
  readonly action: Action;
  readonly problem?: Message;
}

export interface Judgement {
  readonly verdict: 'verified' | 'signed-unpinned' | 'invalid' | 'unknown';
  readonly findings: readonly Finding[];
  /** Milliseconds since 1970, by a clock that is trusted. */
  readonly time?: number;
}

/** Whether one trust policy accepts the signature. */
export function judge(intact: Intact, policy: AcceptedNotation): Judgement {
  const stores = policy.problem ?? readStores(policy);
  if ('template' in stores) return { verdict: 'unknown', findings: [{ name: 'identity', action: 'skip', problem: stores }] };
  const { time, problem } = checkTime(intact, policy, stores.tsa);
  const authenticity = checkAuthenticity(intact, policy, stores);
  const findings: Finding[] = [
    ...authenticity,
    finding('timestamp', actionOf(policy, 'authenticTimestamp'), problem),
    finding('expiry', actionOf(policy, 'expiry'), checkExpiry(intact)),
    { name: 'revocation', action: 'skip', problem: revocation[actionOf(policy, 'revocation')] },
  ];
  return { verdict: verdictOf(findings, authenticity), findings, ...(time === undefined ? {} : { time }) };
}

function verdictOf(findings: readonly Finding[], authenticity: readonly Finding[]): Judgement['verdict'] {
  if (findings.some(({ action, problem }) => action === 'enforce' && problem !== undefined)) return 'invalid';
  return authenticity.some(({ problem }) => problem !== undefined) ? 'signed-unpinned' : 'verified';
}

function finding(name: CheckName, action: Action, problem: Message | undefined): Finding {
  return { name, action, ...(problem === undefined ? {} : { problem }) };
}

/** Asking whether a certificate was revoked needs the network; where nobody asks, nobody may say that it was not. */
const revocation: Readonly<Record<Action, Message>> = {
  enforce: message('Revocation is not checked, although the trust policy wants it.'),
  log: message('Revocation is not checked.'),
  skip: message('The trust policy leaves out revocation.'),
};

/** Undefined where the policy names no store of the kind. */
type Stores = Readonly<Record<StoreKind, readonly Certificate[] | undefined>>;

function readStores({ stores }: AcceptedNotation): Stores | Message {
  const read = (kind: keyof Stores): readonly Certificate[] | undefined | Message => stores[kind] && readStore(kind, stores[kind]);
  const [ca, signingAuthority, tsa] = [read('ca'), read('signingAuthority'), read('tsa')];
  for (const store of [ca, signingAuthority, tsa]) if (store && 'template' in store) return store;
  return { ca, signingAuthority, tsa } as Stores;
}

/** An authority of the right kind of store vouches for the certificate, and its owner is one of those who are named. */
function checkAuthenticity({ envelope, chain }: Intact, policy: AcceptedNotation, stores: Stores): Finding[] {
  const action = actionOf(policy, 'authenticity');
  const authorities = stores[storeOf[envelope.attributes.scheme]] ?? [];
  const anchored = chain.some(({ der }) => authorities.some((authority) => authority.der.equals(der)));
  if (!anchored) {
    const reason = message('No authority of the trust policy {0} vouches for {1}.', policy.name, nameOf(chain[0].subject));
    return [{ name: 'certificate-chain', action: 'skip', problem: unanchored }, { name: 'identity', action, problem: reason }];
  }
  const named = isNamed(chain[0], policy.identities);
  const problem = named ? undefined : message('Signed by {0}, whom the trust policy {1} does not name.', nameOf(chain[0].subject), policy.name);
  return [finding('certificate-chain', action, undefined), finding('identity', action, problem)];
}

const unanchored = message('The chain is complete, and nothing says whether to trust its root.');

/** Which kind of store vouches under which signing scheme; the other kind never does. */
const storeOf = { 'notary.x509': 'ca', 'notary.x509.signingAuthority': 'signingAuthority' } as const satisfies Readonly<Record<Scheme, StoreKind>>;

function isNamed(leaf: Certificate, identities: readonly string[]): boolean {
  if (identities.length === 1 && identities[0] === '*') return true;
  const actual = attributesOf(leaf.subject);
  return actual !== undefined && identities.map(parseIdentity).some((wanted) => wanted !== undefined && isPartOf(wanted, actual));
}
