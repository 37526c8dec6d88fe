import { Uri, type Diagnostic } from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import { ruleLink } from './rule-link';

/** The server links a rule's page on the web; here the link opens the packaged page, which needs no network. */
export function middleware(): Middleware {
  return {
    handleDiagnostics: (uri, diagnostics, next) => next(uri, diagnostics.map(withPackagedPage)),
  };
}

function withPackagedPage(diagnostic: Diagnostic): Diagnostic {
  const { code } = diagnostic;
  if (diagnostic.source !== 'plimsoll' || typeof code !== 'object') return diagnostic;
  const link = ruleLink(String(code.value));
  if (link !== undefined) diagnostic.code = { value: code.value, target: Uri.parse(link) };
  return diagnostic;
}
