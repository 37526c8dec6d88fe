import { today as todayOf } from '../core/day';
import type { Catalog } from '../catalog';
import type { KnownHosts } from '../core/host-trouble';
import type { ClockPort } from '../core/ports';
import { createAnswers, type Answers, type KeptAnswers } from '../facts/answers';
import type { AskedAs } from '../facts/asked-as';
import { createCatalogFacts } from '../facts/catalog-facts';
import { createDetails, type Details } from '../facts/details';
import { createIndexes, type Indexes } from '../facts/indexes';
import { createPublishers, type Publishers } from '../facts/publishers';
import { createResolutions, type Resolutions } from '../facts/resolutions';
import { createTagAdvising, type TagAdvising } from './tag-advice';
import { createTagLists, type TagLists } from '../facts/tag-lists';
import type { RegistryClient } from '../oci/client';
import type { DetailsClient } from '../oci/details';
import type { HubAccounts } from '../oci/hub-accounts';
import type { IndexClient } from '../oci/index-children';
import type { SignatureVerifier } from '../signatures/verifier';
import type { Converter } from './convert/engine';
import type { FormatLookup } from './edit';
import { createFactsOf, type FactsOf } from './facts-of';
import { lazyPinning, type LazyPinning } from './lazy-pinning';
import type { Pinning, PinningParts } from './pinning';
import { createShelf, type Shelf } from './shelf';
import { createSignerRequests, type SignerRequests } from './signer-requests';
import type { Signers } from './verifying';

export interface ServiceParts {
  readonly client: RegistryClient;
  readonly accounts: HubAccounts;
  readonly details: DetailsClient;
  /** Absent where nobody looks at it. */
  readonly hosts?: KnownHosts;
  readonly indexes: IndexClient;
  /** `os/architecture[/variant]` of the containers that the user runs. */
  readonly platform: string;
  readonly clock: ClockPort;
  /** As whom registries are asked; as nobody when absent. */
  readonly askedAs?: AskedAs;
  /** Called at the first need, for what registries answered in earlier sessions; without it nothing outlives the process. */
  readonly loadKept?: () => Promise<KeptAnswers | undefined>;
  /** Called at the first need: its tables are not loaded before. */
  readonly loadCatalog: () => Promise<Catalog>;
  /** Called wherever it must be known who should have signed. */
  readonly loadSigners: () => Promise<Signers>;
  /** Called at the first verification: the Sigstore packages are not loaded before. */
  readonly loadVerifier: () => Promise<SignatureVerifier>;
  /** Names whom the verifier believes now; always the same when absent. */
  readonly believes?: () => string;
  /** Called at the first thing that writes a digest or verifies. */
  readonly loadPinning: () => Promise<(parts: PinningParts) => Pinning>;
  /** Called at the first conversion. */
  readonly loadConverter: () => Promise<Converter>;
}

/** Where the engine's facts come from, each with what it remembers. */
export interface Sources {
  readonly clock: ClockPort;
  readonly answers: Answers;
  readonly hosts: KnownHosts;
  readonly resolutions: Resolutions;
  readonly tagLists: TagLists;
  readonly tagAdvising: TagAdvising;
  readonly details: Details;
  readonly indexes: Indexes;
  readonly publishers: Publishers;
  readonly requests: SignerRequests;
  readonly pinning: LazyPinning;
  readonly shelf: Shelf;
  readonly facts: FactsOf;
  /** `YYYY-MM-DD`. */
  today(): string;
  /** As long as it is the same text, all of them say what they said. */
  standing(): string;
}

export function createSources(parts: ServiceParts, formatOf: FormatLookup): Sources {
  const { client, accounts, clock, platform, loadCatalog } = parts;
  const answers = createAnswers(parts);
  const resolutions = createResolutions(client, clock, answers);
  const tagLists = createTagLists(client, answers);
  const details = createDetails(parts.details, answers);
  const indexes = createIndexes(parts.indexes, answers);
  const publishers = createPublishers(accounts, answers);
  const requests = createSignerRequests(parts.loadSigners);
  const pinning = lazyPinning(async () => {
    const create = await parts.loadPinning();
    return create({ client, requests, load: parts.loadVerifier, clock, resolutions, tagLists, formatOf, believes: parts.believes ?? (() => '') });
  });
  const shelf = createShelf(loadCatalog);
  const today = createCalendar(clock);
  const inCatalog = createCatalogFacts({ catalog: shelf.current, today });
  const tagAdvising = createTagAdvising(tagLists, async () => (await pinning.load()).adviseTags);
  const facts = createFactsOf({ resolutions, signatures: pinning.current, requests, details, indexes, tagAdvising, publishers, inCatalog, platform });
  const standing = (): string => [today(), shelf.current() !== undefined, ...[resolutions, details, indexes, tagAdvising, publishers, pinning].map(source => source.revision())].join(' ');
  const { hosts = { trouble: () => undefined } } = parts;
  return { clock, answers, hosts, resolutions, tagLists, tagAdvising, details, indexes, publishers, requests, pinning, shelf, facts, today, standing };
}

const day = 24 * 3_600_000;

/** `YYYY-MM-DD`. Everybody asks for every image, and it is the same for a day. */
function createCalendar(clock: ClockPort): () => string {
  let written = '';
  let number = -1;
  return () => {
    const now = Math.floor(clock.now() / day);
    if (now !== number) written = todayOf(clock);
    number = now;
    return written;
  };
}
