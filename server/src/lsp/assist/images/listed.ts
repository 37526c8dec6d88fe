import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ReadDocument } from '../../../core/document';
import { valueOf } from '../../../core/fact';
import type { Facts } from '../../../core/facts';
import type { Finding } from '../../../core/finding';
import { followedBy } from '../../../core/followed';
import { hasMoved } from '../../../core/freshness';
import { spelling, type ImageUse } from '../../../core/image-use';
import { familiarName, formatReference, type ImageReference } from '../../../core/reference';
import type { FileImages, ListedFinding, ListedReference, ListedUse } from '../../../protocol';
import type { CheckResult } from '../../../service/image-service';
import type { Situation } from '../../contexts';
import { spanOf } from '../../documents';
import { plain } from '../../markdown';
import type { Runtime } from '../../runtime';
import type { Session } from '../../session';

interface Saying {
  readonly session: Session;
  readonly runtime: Runtime;
}

/** What a document names, as it is listed; its findings are those that its squiggles show. */
export function listedImages(document: TextDocument, read: ReadDocument, { context }: Situation, { session, runtime: { service } }: Saying): Omit<FileImages, 'uri' | 'name'> {
  const checked = service.check(read, context);
  const uses = read.uses.filter(({ unresolved }) => unresolved?.code !== 'empty');
  const unpinned = unpinnedOnPurpose(checked);
  const listed = uses.map((use): ListedUse => {
    const facts = service.facts(use, read, context);
    const { reference, unresolved } = use;
    return {
      raw: plain(spelling(use)),
      range: spanOf(document, use.range),
      ...(reference ? { reference: listedReference(use, reference, read) } : {}),
      ...(unresolved ? { reason: session.say(unresolved.message) } : {}),
      ...(valueOf(facts.local) === true ? { isLocal: true } : {}),
      ...(isStale(use, facts) ? { isStale: true } : {}),
      actions: actionsFor(use, { read, facts, unpinned }),
    };
  });
  const indices = new Map(uses.map((use, index) => [use, index]));
  return { uses: listed, findings: checked.findings.map(finding => listedFinding(finding, { document, indices, session })) };
}

function listedReference(use: ImageUse, reference: ImageReference, read: ReadDocument): ListedReference {
  const followed = reference.digest === undefined || reference.tag !== undefined ? undefined : followedBy(use, read);
  const tag = reference.tag ?? (followed === 'exclude' ? undefined : followed?.reference.tag);
  return {
    full: formatReference(reference),
    name: familiarName(reference),
    ...(tag === undefined ? {} : { tag }),
    ...(reference.digest === undefined ? {} : { digest: reference.digest }),
  };
}

/** From what is known already: nobody is asked. */
function isStale({ reference }: ImageUse, facts: Facts): boolean {
  const serves = reference?.digest === undefined ? undefined : valueOf(facts.tagNow)?.serves;
  return serves !== undefined && serves !== 'missing' && hasMoved(reference?.digest ?? '', serves);
}

interface Judged {
  readonly read: ReadDocument;
  readonly facts: Facts;
  readonly unpinned: ReadonlySet<number>;
}

/** What an action can do is found out when it is run; here, where there is no need to run it. */
function actionsFor(use: ImageUse, { read, facts, unpinned }: Judged): ListedUse['actions'] {
  const { reference, fixDisabled } = use;
  if (!reference || fixDisabled || read.onlyShown || valueOf(facts.local) === true) return [];
  const followed = followedBy(use, read);
  if (reference.digest === undefined) return followed === 'exclude' || unpinned.has(use.site.range.start) ? ['swap'] : ['pin', 'swap'];
  return followed === undefined || followed === 'exclude' ? ['swap'] : ['update', 'swap'];
}

/** Sites of which somebody said that they may stay unpinned. */
function unpinnedOnPurpose({ findings, suppressed }: CheckResult): ReadonlySet<number> {
  const sites = new Set(suppressed.flatMap(({ finding }) => (finding.concern === 'pinning' ? [finding.use.site.range.start] : [])));
  for (const { concern, use } of findings) if (concern === 'pinning') sites.delete(use.site.range.start);
  return sites;
}

interface Around {
  readonly document: TextDocument;
  readonly indices: ReadonlyMap<ImageUse, number>;
  readonly session: Session;
}

function listedFinding(finding: Finding, { document, indices, session }: Around): ListedFinding {
  const use = indices.get(finding.use);
  const { rule, severity, range } = finding;
  return { rule, severity, message: plain(session.say(finding.message)), range: spanOf(document, range), ...(use === undefined ? {} : { use }) };
}
