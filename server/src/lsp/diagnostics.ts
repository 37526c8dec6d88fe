import { DiagnosticSeverity, type Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding, Severity } from '../core/finding';
import { message } from '../core/message';
import type { policyProblems } from '../service/policies';
import { diagnosticSource, spanOf } from './documents';
import type { Runtime } from './runtime';
import type { Session } from './session';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** The page about a rule on the web. The client opens the packaged page instead. */
export function rulePage(homepage: string, rule: string): string {
  return `${homepage.replace(/\/$/, '')}/rules/${rule}`;
}

/** A finding as the protocol has it. The sentences are in the user's language, the code is not. */
export function toDiagnostic(
  finding: Finding,
  document: TextDocument,
  { session, runtime }: { session: Session; runtime: Runtime },
): Diagnostic {
  const related = finding.related.map(place => ({
    location: { uri: document.uri, range: spanOf(document, place.range) },
    message: session.say(place.message),
  }));
  return {
    range: spanOf(document, finding.range),
    severity: severities[finding.severity],
    source: diagnosticSource,
    code: finding.rule,
    codeDescription: { href: rulePage(runtime.homepage, finding.rule) },
    message: session.say(finding.message),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
  };
}

/** Something wrong in `.plimsoll.yaml` itself. */
export function toPolicyDiagnostic(
  problem: ReturnType<typeof policyProblems>[number],
  document: TextDocument,
  session: Session,
): Diagnostic {
  const { message: text, suggestion } = problem;
  const said = suggestion === undefined ? text : message('{0}: did you mean {1}?', text, suggestion);
  return {
    range: spanOf(document, problem.range),
    severity: severities.warning,
    source: diagnosticSource,
    message: session.say(said),
  };
}
