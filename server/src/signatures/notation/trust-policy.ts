import type { AcceptedNotation, NotationValidation } from '../../core/accepted-signer';
import { message, type Message } from '../../core/message';
import type { ImageReference } from '../../core/reference';
import { asArray, asObject, parseStrictObject, property, type JsonObject } from '../strict-json';
import { levelNames, validationNames } from './levels';
import { everything, readStoreName, scopeProblem, skipProblem, trustProblem, type StoreName } from './trust-policy-rules';

/** A statement of a trust policy document (Notary Project, trust store and trust policy specification), valid by construction. */
export interface TrustPolicy extends Pick<AcceptedNotation, 'name' | 'override' | 'verifyTimestamp' | 'identities'> {
  readonly scopes: readonly string[];
  readonly level: AcceptedNotation['level'] | 'skip';
  readonly stores: readonly StoreName[];
}

/** The statements of a document for images, or the first rule that it breaks: then none of it counts. */
export function parseTrustPolicies(bytes: Uint8Array): readonly TrustPolicy[] | Message {
  const document = parseStrictObject(bytes);
  const statements = asArray(property(document, 'trustPolicies'));
  if (property(document, 'version') !== '1.0') return message('The trust policy document is not one of version 1.0.');
  if (statements === undefined || statements.length === 0) return message('The trust policy document has no policies.');
  try {
    const policies = statements.map(readPolicy);
    const name = twice(policies.map((policy) => policy.name));
    const scope = twice(policies.flatMap(({ scopes }) => scopes));
    if (name !== undefined) return message('Two trust policies have the name {0}.', name);
    return scope === undefined ? policies : message('The scope {0} stands in the trust policy document twice.', scope);
  } catch (error) {
    if (error instanceof Invalid) return error.reason;
    throw error;
  }
}

class Invalid extends Error {
  readonly reason: Message;
  constructor(reason: Message) {
    super(reason.template);
    this.reason = reason;
  }
}

/** The one for this repository, else the one for everything. */
export function selectPolicy(policies: readonly TrustPolicy[], { registry, repository }: ImageReference): TrustPolicy | undefined {
  const find = (scope: string): TrustPolicy | undefined => policies.find(({ scopes }) => scopes.includes(scope));
  return find(`${registry}/${repository}`) ?? find(everything);
}

function readPolicy(value: unknown): TrustPolicy {
  const statement = asObject(value);
  const name = property(statement, 'name');
  if (statement === undefined || typeof name !== 'string' || name === '') throw new Invalid(message('A trust policy has no name.'));
  const fail = (reason: Message): never => {
    throw new Invalid(message('The trust policy {0}: {1}', name.slice(0, 200), reason));
  };
  const verification = asObject(property(statement, 'signatureVerification'));
  const level = property(verification, 'level');
  if (verification === undefined || !isLevel(level)) return fail(message('its level is none of strict, permissive, audit and skip.'));
  const [stores, identities] = [texts(statement, 'trustStores'), texts(statement, 'trustedIdentities')];
  const scopes = texts(statement, 'registryScopes');
  const problem = scopeProblem(scopes) ?? (level === 'skip' ? skipProblem(asObject(property(verification, 'override')), stores, identities) : trustProblem(stores, identities));
  if (problem) return fail(problem);
  const override = readOverride(verification);
  const verifyTimestamp = property(verification, 'verifyTimestamp');
  if (override === 'invalid') return fail(message('what it overrides is not understood.'));
  if (verifyTimestamp !== undefined && !isTimestampOption(verifyTimestamp)) return fail(message('verifyTimestamp is neither always nor afterCertExpiry.'));
  const options = { ...(override ? { override } : {}), ...(verifyTimestamp ? { verifyTimestamp } : {}) };
  return { name, level, scopes: scopes ?? [], identities: identities ?? [], stores: (stores ?? []).map(readStoreName).filter((store) => store !== undefined), ...options };
}

function isLevel(value: unknown): value is TrustPolicy['level'] {
  return value === 'skip' || levelNames.includes(value as string);
}

function isTimestampOption(value: unknown): value is 'always' | 'afterCertExpiry' {
  return value === 'always' || value === 'afterCertExpiry';
}

/** Undefined where it is absent; a value of another shape is read as one that no rule lets through. */
function texts(statement: JsonObject, key: string): readonly string[] | undefined {
  const value = property(statement, key);
  if (value === undefined) return undefined;
  const list = asArray(value);
  return list?.every((one) => typeof one === 'string') ? (list) : [''];
}

/** Only revocation may be skipped, and integrity is always enforced. */
function readOverride(verification: JsonObject): AcceptedNotation['override'] | 'invalid' {
  const value = property(verification, 'override');
  if (value === undefined) return undefined;
  const entries = Object.entries(asObject(value) ?? { bad: undefined });
  const good = entries.every(([name, action]) => {
    if (!validationNames.includes(name)) return false;
    return action === 'enforce' || action === 'log' || (action === 'skip' && name === ('revocation' satisfies NotationValidation));
  });
  return good ? (Object.fromEntries(entries)) : 'invalid';
}

function twice(list: readonly string[]): string | undefined {
  return list.find((one, at) => list.indexOf(one) !== at);
}
