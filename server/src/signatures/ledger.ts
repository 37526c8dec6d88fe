import { message, type Message } from '../core/message';
import type { SignatureCheck } from '../core/verification';

/** Every report about a Sigstore signature has all of these, in this order. Stable ids: scripts and tests rely on them. */
export const sigstoreChecks = [
  'format',
  'subject',
  'payload-type',
  'payload-digest',
  'docker-reference',
  'certificate-usage',
  'certificate-chain',
  'signed-certificate-timestamp',
  'transparency-log',
  'timestamp',
  'signature',
  'identity',
] as const;

/** The same of a Notary Project signature (its specification's validations, and the parts of integrity). */
export const notationChecks = [
  'format',
  'subject',
  'payload-type',
  'payload-digest',
  'signature',
  'certificate-usage',
  'certificate-chain',
  'timestamp',
  'expiry',
  'revocation',
  'identity',
] as const;

/** Of a statement that nobody signed. */
export const statementChecks = ['format', 'payload-type', 'payload-digest', 'signature'] as const;

export type CheckName = (typeof sigstoreChecks)[number] | (typeof notationChecks)[number];

/** What was found out about one signature, check by check. A check that failed stays failed. */
export class Ledger {
  readonly #checks = new Map<CheckName, SignatureCheck>();
  readonly #names: readonly CheckName[];

  constructor(names: readonly CheckName[] = sigstoreChecks) {
    this.#names = names;
  }

  ok(...names: CheckName[]): void {
    for (const name of names) this.#set({ name, outcome: 'ok' });
  }

  fail(name: CheckName, reason: Message): void {
    this.#checks.set(name, { name, outcome: 'failed', reason });
  }

  /** Holds, and there is something to say about it. */
  note(name: CheckName, reason: Message): void {
    this.#set({ name, outcome: 'ok', reason });
  }

  skip(name: CheckName, reason: Message): void {
    this.#set({ name, outcome: 'skipped', reason });
  }

  /** Fails with `reason` unless `condition` holds. */
  expect(name: CheckName, condition: boolean, reason: Message): boolean {
    if (condition) this.ok(name);
    else this.fail(name, reason);
    return condition;
  }

  outcome(name: CheckName): SignatureCheck['outcome'] | undefined {
    return this.#checks.get(name)?.outcome;
  }

  /** The gravest of what failed: what is wrong at the start of the list makes the rest meaningless. */
  firstFailure(): Message | undefined {
    return this.checks().find(({ outcome }) => outcome === 'failed')?.reason;
  }

  checks(): readonly SignatureCheck[] {
    const notReached = message('Not checked, because something before it failed.');
    return this.#names.map((name) => this.#checks.get(name) ?? { name, outcome: 'skipped', reason: notReached });
  }

  #set(check: SignatureCheck & { readonly name: CheckName }): void {
    if (this.outcome(check.name) !== 'failed') this.#checks.set(check.name, check);
  }
}
