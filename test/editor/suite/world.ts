/** What the runner tells the tests inside the window about the world around it. */
export interface WorldForTests {
  /** `127.0.0.1:PORT` of a real registry; nobody allowed it, so only an action may ask it. */
  readonly registry: string;
  /** `127.0.0.1:PORT` of one that counts requests; the user allowed it, so the background may ask it. */
  readonly counter: string;
  /** `127.0.0.1:PORT` of one that wants a login; the environment has it. It serves `team/app:1`. */
  readonly guarded: string;
  /** Digest by reference. */
  readonly digests: Readonly<Record<string, string>>;
  /** Who signed `REGISTRY/acme/signed:1`. */
  readonly identity: string;
}

export function world(): WorldForTests {
  return JSON.parse(process.env['PLIMSOLL_TEST_WORLD'] ?? '') as WorldForTests;
}

/** Requests that the counting registry has had so far. */
export async function requestsCounted(): Promise<number> {
  const response = await fetch(`http://${world().counter}/asked`);
  return Number(await response.text());
}
