import { languages, workspace, type CodeActionContext, type Diagnostic, type Disposable, type Range, type Uri } from 'vscode';
import type { Deferred } from '../../../server/src/protocol';
import { isMarkedBy, touches, type Mark } from './same-cause';

type Show = (uri: Uri, diagnostics: Diagnostic[]) => void;

/** What the server found in a document, and which part of it is not shown. */
interface Told {
  readonly uri: Uri;
  readonly found: readonly Diagnostic[];
  readonly show: Show;
  hidden: readonly Diagnostic[];
}

const ownSource = 'plimsoll';

/** Draws no line where another tool has drawn one for the same cause already. What can be done about it is offered all the same. */
export class Deferral {
  readonly #told = new Map<string, Told>();
  readonly #tell: (deferred: Deferred) => void;

  /** `tell`: what is hidden in a document by now. */
  constructor(tell: (deferred: Deferred) => void) {
    this.#tell = tell;
  }

  /** The server found something, or nothing any more. */
  show(uri: Uri, found: readonly Diagnostic[], show: Show): void {
    const before = this.#told.get(uri.toString());
    const told: Told = { uri, found, show, hidden: hiddenOf(uri, found) };
    if (found.length > 0) this.#told.set(uri.toString(), told);
    else this.#told.delete(uri.toString());
    draw(told);
    if (told.hidden.length > 0 || (before && before.hidden.length > 0)) this.#say(told);
  }

  /** Those that are not shown do not come with the question of what can be done about them: the editor does not know them. */
  withHidden(uri: Uri, range: Range, context: CodeActionContext): CodeActionContext {
    const hidden = this.#told.get(uri.toString())?.hidden.filter(diagnostic => touches(diagnostic.range, range)) ?? [];
    return hidden.length === 0 ? context : { ...context, diagnostics: [...context.diagnostics, ...hidden] };
  }

  /** Follows what other tools mark, and the setting. */
  follow(): Disposable[] {
    return [
      languages.onDidChangeDiagnostics(({ uris }) => {
        for (const uri of uris) this.#again(this.#told.get(uri.toString()));
      }),
      workspace.onDidChangeConfiguration(event => {
        if (!event.affectsConfiguration('plimsoll.deferToOthers')) return;
        for (const told of this.#told.values()) this.#again(told);
      }),
    ];
  }

  /** Our own marks are among those that changed: nothing is drawn where nothing is other than it was. */
  #again(told: Told | undefined): void {
    const hidden = told ? hiddenOf(told.uri, told.found) : [];
    if (!told || (hidden.length === told.hidden.length && hidden.every((diagnostic, index) => diagnostic === told.hidden[index]))) return;
    told.hidden = hidden;
    draw(told);
    this.#say(told);
  }

  #say({ uri, hidden }: Told): void {
    this.#tell({ uri: uri.toString(), findings: hidden.map(({ code, range: { start, end } }) => ({ rule: codeOf(code), range: { start: { line: start.line, character: start.character }, end: { line: end.line, character: end.character } } })) });
  }
}

function draw({ uri, found, show, hidden }: Told): void {
  show(uri, found.filter(diagnostic => !hidden.includes(diagnostic)));
}

function hiddenOf(uri: Uri, found: readonly Diagnostic[]): readonly Diagnostic[] {
  if (!workspace.getConfiguration('plimsoll', uri).get<boolean>('deferToOthers', true)) return [];
  const others = languages.getDiagnostics(uri).filter(({ source }) => source !== ownSource).map(markOf);
  return others.length === 0 ? [] : found.filter(diagnostic => isMarkedBy(markOf(diagnostic), others));
}

function markOf({ source, code, severity, range }: Diagnostic): Mark {
  return { source, code: codeOf(code), severity, range };
}

function codeOf(code: Diagnostic['code']): string {
  return String(typeof code === 'object' ? code.value : code);
}
