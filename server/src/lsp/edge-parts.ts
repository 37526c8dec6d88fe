import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Contexts } from './contexts';
import type { PolicyDocuments } from './policy-documents';
import type { Runtime } from './runtime';
import type { Session } from './session';
import type { Typing } from './typing';

/** What whoever answers a request works with. */
export interface EdgeParts {
  readonly documents: TextDocuments<TextDocument>;
  readonly typing: Typing;
  readonly session: Session;
  readonly runtime: Runtime;
  readonly contexts: Contexts;
  readonly policies: PolicyDocuments;
}
