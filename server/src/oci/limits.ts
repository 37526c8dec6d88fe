/** The bounds of the client. Times are in milliseconds, sizes in bytes. */
export interface Limits {
  /** One exchange, body included. */
  readonly exchange: number;
  /** One look-up: every exchange, retry and redirect of it. */
  readonly lookup: number;
  /** Requests under way to one host. */
  readonly concurrency: number;
  readonly redirects: number;
  /** Further tries after a server error or a connection that died. */
  readonly retries: number;
  /** The first wait between tries; each later one is three times as long. */
  readonly retryDelay: number;
  /** How long a host is left alone that said no time, and at most. */
  readonly pause: number;
  readonly longestPause: number;
  /** How long in all a host is waited for that asks for pauses; one that asks for more is not waited for at all. */
  readonly patience: number;
  /** How long the background leaves a host alone that does not answer, at first and at most. */
  readonly outage: number;
  readonly longestOutage: number;
  readonly manifestBytes: number;
  readonly tokenBytes: number;
  readonly referrersBytes: number;
  readonly referrersPages: number;
  /** One page of a list of tags. */
  readonly tagsBytes: number;
  readonly tagsPages: number;
  /** Pages of a list that has the newest tags first and is slow to read to its end. */
  readonly recentTagsPages: number;
  readonly mostTags: number;
  /** How long a registry that has no Referrers API is believed to have none. */
  readonly referrersApiAgain: number;
}

const kibi = 1024;

export const defaultLimits: Limits = {
  exchange: 15_000,
  // The command line gives a reference 30 s; ending before that names the host that was slow.
  lookup: 28_000,
  concurrency: 8,
  redirects: 5,
  retries: 2,
  retryDelay: 200,
  pause: 60_000,
  longestPause: 3_600_000,
  // The command line has some: in an editor somebody is better told at once.
  patience: 0,
  outage: 5000,
  longestOutage: 300_000,
  manifestBytes: 4 * kibi * kibi,
  tokenBytes: 64 * kibi,
  referrersBytes: 4 * kibi * kibi,
  referrersPages: 10,
  tagsBytes: 4 * kibi * kibi,
  tagsPages: 50,
  recentTagsPages: 5,
  mostTags: 20_000,
  referrersApiAgain: 600_000,
};
