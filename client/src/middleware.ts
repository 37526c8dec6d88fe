import { Uri, type Diagnostic } from 'vscode';
import type { Middleware } from 'vscode-languageclient';
import type { Deferral } from './deferral/deferral';
import { ruleLink } from './rule-link';

/**
 * The server links a rule's page on the web; here the link opens the packaged page, which needs no network. And what another
 * tool marks already is not marked twice.
 */
export function middleware(deferral: Deferral): Middleware {
  return {
    handleDiagnostics: (uri, diagnostics, next) => deferral.show(uri, diagnostics.map(withPackagedPage), next),
    provideCodeActions: (document, range, context, ...[token, next]) => next(document, range, deferral.withHidden(document.uri, range, context), token),
  };
}

function withPackagedPage(diagnostic: Diagnostic): Diagnostic {
  const { code } = diagnostic;
  if (diagnostic.source !== 'plimsoll' || typeof code !== 'object') return diagnostic;
  const link = ruleLink(String(code.value));
  if (link !== undefined) diagnostic.code = { value: code.value, target: Uri.parse(link) };
  return diagnostic;
}
