import type { Consent } from '../../server/src/core/consent';
import type { ClockPort, HttpPort, KeptFilesPort } from '../../server/src/core/ports';
import { shippedTrustRoot, type TrustRootSettings } from '../../server/src/core/trust-root-settings';
import { createScratch } from '../../server/src/node/scratch';
import { Refreshing, type TufModule } from '../../server/src/service/refreshing';
import { TrustRoots } from '../../server/src/service/trust-roots';
import type { TrustRoot } from '../../server/src/signatures';
import * as tuf from '../../server/src/signatures/tuf';

export const asked: Consent = { offline: false, trusted: true, purpose: 'action', allowedHosts: [] };

/** A folder in memory, which several windows may share. */
export class MemoryKept implements KeptFilesPort {
  readonly files = new Map<string, string>();
  readOnly = false;

  async read(name: string): Promise<string | undefined> {
    return this.files.get(name);
  }

  async write(name: string, text: string): Promise<boolean> {
    if (!this.readOnly) this.files.set(name, text);
    return !this.readOnly;
  }
}

export interface Window {
  readonly http: HttpPort;
  readonly kept?: KeptFilesPort;
  readonly settings?: Partial<TrustRootSettings>;
  readonly files?: Readonly<Record<string, string>>;
  /** In place of what speaks TUF. */
  readonly load?: () => Promise<TufModule>;
}

/** One editor's trust roots, with a clock that is moved by hand. */
export class TrustRootsWindow {
  now = Date.parse('2026-11-26T12:00:00Z');
  /** Ends the waiting of whoever sleeps. */
  wake: () => void = () => undefined;
  readonly kept: KeptFilesPort;
  readonly refreshing: Refreshing;
  readonly #trustRoots: TrustRoots;

  constructor({ http, kept = new MemoryKept(), settings, files = {}, load = async () => tuf }: Window) {
    const clock: ClockPort = { now: () => this.now, sleep: () => new Promise(resolve => (this.wake = resolve)) };
    const ignore = () => undefined;
    this.kept = kept;
    this.refreshing = new Refreshing({
      load, http, kept, scratch: createScratch(), clock, log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    });
    this.#trustRoots = new TrustRoots({
      clock,
      refreshing: this.refreshing,
      files: { readText: async path => files[path], walk: async function* () { /* no files */ } },
      settings: () => ({ ...shippedTrustRoot, ...settings }),
    });
  }

  /** As a verification asks; what it begins in the background is not waited for. */
  believed(consent: Consent = asked): ReturnType<TrustRoots['believed']> {
    return this.#trustRoots.believed(consent);
  }

  /** The trust root's description, once nothing runs any more. */
  async info(consent: Consent = asked): Promise<TrustRoot['info']> {
    const root = await this.believed(consent);
    await this.settled();
    if ('template' in root) throw new Error(root.template);
    return root.info;
  }

  /** Until no refresh runs. */
  async settled(): Promise<void> {
    // A refresh that is due begins a few steps after the verification has its answer.
    for (let step = 0; step < 10; step++) await new Promise(resolve => setImmediate(resolve));
    await this.refreshing.finish(Infinity);
  }
}
