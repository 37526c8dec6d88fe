import type { Consent } from '../core/consent';
import { message, type Message } from '../core/message';
import type { ClockPort, FilesPort } from '../core/ports';
import type { TrustRootSettings } from '../core/trust-root-settings';
import { bundledTrustRoot, parseTrustedRoot, type TrustRoot, type TrustRootResult } from '../signatures';
import type { KeptRoot } from '../signatures/tuf';
import { publicRepository } from '../signatures/tuf/public-repository';
import { keptName } from '../signatures/tuf/repository';
import type { KeptRepository, Refreshing } from './refreshing';

export interface TrustRootsParts {
  readonly files: FilesPort;
  readonly clock: ClockPort;
  readonly refreshing: Refreshing;
  /** Whom the machine names by now. */
  readonly settings: () => TrustRootSettings;
}

/** Milliseconds for which a verification waits for its trust root, where it has none at all. */
const longestWait = 5000;

/** Whose signatures count: what the machine's settings name, else what was refreshed last, else what ships. */
export class TrustRoots {
  readonly #parts: TrustRootsParts;

  constructor(parts: TrustRootsParts) {
    this.#parts = parts;
  }

  /** A trust root that was asked for and cannot be had is never replaced by another one: the answer says why. */
  async believed(consent: Consent): Promise<TrustRoot | Message> {
    const { trustedRoot, tufRoot } = this.#parts.settings();
    if (trustedRoot !== '') return this.#named(trustedRoot);
    const of = await this.#repository();
    if ('template' in of) return of;
    return tufRoot === '' ? this.#public(of, consent) : this.#private(of, consent);
  }

  async #named(path: string): Promise<TrustRoot | Message> {
    const json = await this.#parts.files.readText(path);
    if (json === undefined) return message('The trusted root {0} cannot be read', path);
    const result = parseTrustedRoot(json, path);
    return result.ok ? result.root : result.reason;
  }

  async #repository(): Promise<KeptRepository | Message> {
    const { tufMirror, tufRoot } = this.#parts.settings();
    if (tufMirror !== '' && !isUsable(tufMirror)) return message('The TUF mirror {0} is no https URL', tufMirror);
    const repository = publicRepository(tufMirror);
    if (tufRoot === '') return { repository, name: keptName(repository) };
    const root = await this.#parts.files.readText(tufRoot);
    if (tufMirror === '' || root === undefined) return message('The TUF root {0} cannot be read, or no TUF mirror is named beside it', tufRoot);
    return { repository: { ...repository, root }, name: keptName(repository) };
  }

  /** What was refreshed counts from the next verification on: this one waits for nothing. */
  async #public(of: KeptRepository, consent: Consent): Promise<TrustRoot> {
    const { refreshing } = this.#parts;
    const kept = await refreshing.kept(of);
    const note = await refreshing.lastFailure(of);
    void refreshing.whenDue(of, kept, { consent, urgent: false });
    const bundled = bundledTrustRoot();
    // What shipped after the last refresh is newer than it.
    const isNewer = kept !== undefined && kept.refreshed.slice(0, 10) >= bundled.info.date;
    const refreshed = isNewer ? readRefreshed(kept) : undefined;
    const root = refreshed?.ok === true ? refreshed.root : bundled;
    const date = root.info.sha256 === bundled.info.sha256 ? bundled.info.date : root.info.date;
    const reason = refreshed?.ok === false ? refreshed.reason : note;
    return { ...root, info: { ...root.info, date, ...(reason ? { note: reason } : {}) } };
  }

  /** Nothing that ships may stand in for somebody's own repository, so the first verification waits for it. */
  async #private(of: KeptRepository, consent: Consent): Promise<TrustRoot | Message> {
    const { refreshing, clock } = this.#parts;
    let kept = await refreshing.kept(of);
    const refresh = refreshing.whenDue(of, kept, { consent, urgent: kept === undefined });
    if (kept === undefined) {
      const waiting = new AbortController();
      await Promise.race([refresh, clock.sleep(longestWait, waiting.signal)]);
      waiting.abort();
      kept = await refreshing.kept(of);
    }
    const note = await refreshing.lastFailure(of);
    if (kept === undefined) return note ? message('The trust root of {0} is not there yet: {1}', of.repository.url, note) : message('The trust root of {0} is not there yet', of.repository.url);
    const refreshed = readRefreshed(kept);
    if (!refreshed.ok) return refreshed.reason;
    return { ...refreshed.root, info: { ...refreshed.root.info, ...(note ? { note } : {}) } };
  }
}

function readRefreshed({ evidence, refreshed }: KeptRoot): TrustRootResult {
  const result = parseTrustedRoot(evidence.trustedRoot, 'refreshed');
  return result.ok ? { ok: true, root: { ...result.root, info: { ...result.root.info, refreshed } } } : result;
}

/** The transport has the last word; here it is only said early. */
function isUsable(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, search, hash } = new URL(url);
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
  return (protocol === 'https:' || (protocol === 'http:' && isLoopback)) && username === '' && search === '' && hash === '';
}
