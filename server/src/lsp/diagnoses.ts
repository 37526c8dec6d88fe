import { sameNames } from '../core/local-names';
import type { Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { withUses, type DocumentPart, type ReadDocument } from '../core/document';
import type { Finding } from '../core/finding';
import { hasIgnores, mayIgnore } from '../core/ignore';
import type { DocumentContext } from '../service/image-service';
import { toDiagnostics } from './diagnostics';
import type { Runtime } from './runtime';
import type { Session } from './session';

/** What was found in a part, as it was said last. */
interface Judged {
  /** The line where the part began. */
  readonly line: number;
  readonly diagnostics: readonly Diagnostic[];
}

interface Found {
  readonly diagnostics: Diagnostic[];
  readonly judged: ReadonlyMap<object, Judged>;
}

/** What was found last, in what, and under which circumstances. */
interface Last extends Found {
  readonly read: ReadDocument;
  readonly context: DocumentContext;
  readonly standing: string;
}

/**
 * The findings of open documents as the protocol has them. An edit changes one part of a long document: what was found in the
 * others is said again, on the lines where they stand now.
 */
export class Diagnoses {
  readonly #parts: { readonly session: Session; readonly runtime: Runtime };
  readonly #last = new Map<string, Last>();

  constructor(parts: { session: Session; runtime: Runtime }) {
    this.#parts = parts;
  }

  of(document: TextDocument, read: ReadDocument, context: DocumentContext): Diagnostic[] {
    const standing = this.#parts.runtime.service.standing();
    const last = this.#last.get(document.uri);
    const before = last && last.standing === standing && sameContext(last.context, context) ? last : undefined;
    if (before?.read === read) return before.diagnostics;
    const found = this.#find(document, read, { context, known: before?.judged ?? nothing });
    this.#last.set(document.uri, { ...found, read, context, standing });
    return found.diagnostics;
  }

  forget(uri: string): void {
    this.#last.delete(uri);
  }

  #find(document: TextDocument, read: ReadDocument, { context, known }: { context: DocumentContext; known: Last['judged'] }): Found {
    // A comment in one part may speak of a use in another.
    if (!read.parts || (mayIgnore(read.text) && hasIgnores(read.comments))) {
      const { findings } = this.#parts.runtime.service.check(read, context);
      return { diagnostics: toDiagnostics(findings, document, this.#parts), judged: nothing };
    }
    const fresh = this.#judge(document, read, { context, parts: read.parts.filter(({ identity }) => !known.has(identity)) });
    const judged = new Map<object, Judged>();
    const diagnostics: Diagnostic[] = [];
    for (const { identity, start } of read.parts) {
      const there = movedTo((fresh.get(identity) ?? known.get(identity)) as Judged, document.positionAt(start).line);
      judged.set(identity, there);
      diagnostics.push(...there.diagnostics);
    }
    return { diagnostics, judged };
  }

  #judge(document: TextDocument, read: ReadDocument, { context, parts }: { context: DocumentContext; parts: readonly DocumentPart[] }) {
    const uses = parts.flatMap(part => read.uses.slice(part.uses.start, part.uses.end));
    const { findings } = this.#parts.runtime.service.check(withUses(read, uses), context);
    const judged = new Map<object, Judged>();
    let next = 0;
    for (const [index, { identity, start }] of parts.entries()) {
      const first = next;
      const end = parts[index + 1]?.start ?? Infinity;
      while (next < findings.length && (findings[next] as Finding).range.start < end) next += 1;
      const diagnostics = toDiagnostics(findings.slice(first, next), document, this.#parts);
      judged.set(identity, { line: document.positionAt(start).line, diagnostics });
    }
    return judged;
  }
}

const nothing: Last['judged'] = new Map();

function sameContext(a: DocumentContext, b: DocumentContext): boolean {
  return a.policy === b.policy && sameNames(a, b) && a.path === b.path;
}

/** A part begins at the start of a line, so only the lines of what it holds move with it. */
function movedTo({ line, diagnostics }: Judged, to: number): Judged {
  const by = to - line;
  return by === 0 ? { line, diagnostics } : { line: to, diagnostics: diagnostics.map(diagnostic => movedBy(diagnostic, by)) };
}

function movedBy(diagnostic: Diagnostic, lines: number): Diagnostic {
  const { range, relatedInformation } = diagnostic;
  const related = relatedInformation?.map(({ location, message }) => ({
    location: { ...location, range: rangeBy(location.range, lines) },
    message,
  }));
  return { ...diagnostic, range: rangeBy(range, lines), ...(related ? { relatedInformation: related } : {}) };
}

function rangeBy({ start, end }: Diagnostic['range'], lines: number): Diagnostic['range'] {
  return {
    start: { line: start.line + lines, character: start.character },
    end: { line: end.line + lines, character: end.character },
  };
}
