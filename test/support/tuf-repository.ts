import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { HttpError, type HttpPort, type HttpRequest, type HttpResponse } from '../../server/src/core/ports';
import type { TufEvidence } from '../../server/src/signatures/tuf/proof';
import type { TufRepository } from '../../server/src/signatures/tuf/repository';

type Role = 'timestamp' | 'snapshot' | 'targets';

interface Key {
  readonly id: string;
  readonly value: object;
  readonly privateKey: KeyObject;
}

/** What is wrong with the next files; nothing by default. */
export interface Publishing {
  readonly expires?: Partial<Record<Role, string>>;
  readonly signer?: Partial<Record<Role, Key>>;
  /** In place of the next version. */
  readonly versions?: Partial<Record<Role, number>>;
  /** What the targets say of the trusted root. */
  readonly target?: object;
}

const later = '2999-01-01T00:00:00Z';
export const past = '2020-01-01T00:00:00Z';

export function newTufKey(): Key {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const value = { keytype: 'ecdsa', scheme: 'ecdsa-sha2-nistp256', keyval: { public: publicKey.export({ format: 'pem', type: 'spki' }) } };
  return { id: createHash('sha256').update(canonical(value)).digest('hex'), value, privateKey };
}

/** Canonical JSON, for texts without anything to escape but line ends, as TUF has it: they stay. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value === 'string') return `"${value.replace(/["\\]/g, '\\$&')}"`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${canonical(key)}:${canonical(one)}`).join()}}`;
}

function signed(content: object, keys: readonly Key[]): Buffer {
  const signatures = keys.map(({ id, privateKey }) => ({ keyid: id, sig: sign('sha256', Buffer.from(canonical(content)), privateKey).toString('hex') }));
  return Buffer.from(JSON.stringify({ signatures, signed: content }));
}

/** A TUF repository in memory, as Sigstore's is laid out, signed without any TUF library. */
export class TufRepo {
  readonly files = new Map<string, Buffer>();
  /** The first root. */
  readonly seed: string;
  readonly url: string;
  keys = { root: newTufKey(), targets: newTufKey(), online: newTufKey() };
  #root = 1;
  #versions: Record<Role, number> = { timestamp: 0, snapshot: 0, targets: 0 };

  constructor(trustedRoot: string, url = 'https://tuf.example/repo') {
    this.url = url;
    this.#put('1.root.json', signed(this.#rootContent(), [this.keys.root]));
    this.seed = this.text('1.root.json');
    this.publish(trustedRoot);
  }

  get repository(): TufRepository {
    return { url: this.url, root: this.seed, reach: 'public' };
  }

  text(name: string): string {
    return (this.files.get(`${new URL(this.url).pathname}/${name}`) as Buffer).toString('utf8');
  }

  /** New targets, a new snapshot and a new timestamp. */
  publish(trustedRoot: string, { expires = {}, signer = {}, versions = {}, target }: Publishing = {}): this {
    for (const role of ['timestamp', 'snapshot', 'targets'] as const) this.#versions[role] = versions[role] ?? this.#versions[role] + 1;
    const { timestamp, snapshot, targets } = this.#versions;
    const bytes = Buffer.from(trustedRoot);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const content = (role: Role, version: number, rest: object) => ({ _type: role, spec_version: '1.0', version, expires: expires[role] ?? later, ...rest });
    const put = (name: string, role: Role, version: number, rest: object) =>
      this.#put(name, signed(content(role, version, rest), [signer[role] ?? (role === 'targets' ? this.keys.targets : this.keys.online)]));
    this.#put(`targets/${sha256}.trusted_root.json`, bytes);
    put(`${targets}.targets.json`, 'targets', targets, { targets: { 'trusted_root.json': target ?? { length: bytes.length, hashes: { sha256 } } } });
    put(`${snapshot}.snapshot.json`, 'snapshot', snapshot, { meta: { 'targets.json': { version: targets } } });
    put('timestamp.json', 'timestamp', timestamp, { meta: { 'snapshot.json': { version: snapshot } } });
    return this;
  }

  /** A next root with other keys; signed by the keys of both roots unless told otherwise. */
  rotate(signers: (before: Key, after: Key) => readonly Key[] = (before, after) => [before, after]): this {
    const before = this.keys.root;
    this.keys = { root: newTufKey(), targets: newTufKey(), online: newTufKey() };
    this.#root += 1;
    this.#put(`${this.#root}.root.json`, signed(this.#rootContent(), signers(before, this.keys.root)));
    return this;
  }

  /** What a refresh of the newest state leaves. */
  evidence(changes: Partial<TufEvidence> = {}): TufEvidence {
    const { snapshot, targets } = this.#versions;
    const roots = Array.from({ length: this.#root }, (_, index) => this.text(`${index + 1}.root.json`));
    const trustedRoot = [...this.files].filter(([name]) => name.includes('/targets/')).at(-1)?.[1].toString('utf8') as string;
    return { roots, timestamp: this.text('timestamp.json'), snapshot: this.text(`${snapshot}.snapshot.json`), targets: this.text(`${targets}.targets.json`), trustedRoot, ...changes };
  }

  #put(name: string, bytes: Buffer): void {
    const path = `${new URL(this.url).pathname}/${name}`;
    this.files.delete(path);
    this.files.set(path, bytes);
  }

  #rootContent(): object {
    const { root, targets, online } = this.keys;
    const role = ({ id }: Key) => ({ keyids: [id], threshold: 1 });
    return {
      _type: 'root', spec_version: '1.0', version: this.#root, expires: later, consistent_snapshot: true,
      keys: Object.fromEntries([root, targets, online].map(({ id, value }) => [id, value])),
      roles: { root: role(root), targets: role(targets), snapshot: role(online), timestamp: role(online) },
    };
  }
}

/** Serves files by their paths as the real transport does, and remembers what it was asked. */
export class TufServer implements HttpPort {
  readonly requests: HttpRequest[] = [];
  files: ReadonlyMap<string, Uint8Array>;
  /** Answers in place of the files; undefined leaves it to them. */
  instead: (path: string) => Partial<HttpResponse> | Promise<Partial<HttpResponse>> | undefined = () => undefined;

  constructor({ files }: Pick<TufRepo, 'files'>) {
    this.files = files;
  }

  async exchange(request: HttpRequest): Promise<HttpResponse> {
    this.requests.push(request);
    const path = new URL(request.url).pathname;
    const file = this.files.get(path);
    const answer = await (this.instead(path) ?? (file ? { status: 200, body: file } : { status: 404 }));
    const response = { status: 200, headers: {}, body: new Uint8Array(), ...answer };
    if (request.signal?.aborted) throw new HttpError('cancelled', 'cancelled');
    if (response.body.length > request.maxBytes) throw new HttpError('too-large', `more than ${request.maxBytes} bytes`);
    return response;
  }

  get paths(): string[] {
    return this.requests.map(({ url }) => new URL(url).pathname);
  }
}
