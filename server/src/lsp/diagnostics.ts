import { DiagnosticSeverity, DiagnosticTag, type Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding, Severity } from '../core/finding';
import { message } from '../core/message';
import type { Range } from '../core/range';
import type { SpanOfText } from '../protocol';
import type { policyProblems } from '../service/policies';
import type { Runtime } from './runtime';
import type { Session } from './session';

export const diagnosticSource = 'plimsoll';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** What editors strike through. */
const givenUp: ReadonlySet<string> = new Set(['image-deprecated', 'image-moved']);

export function spanOf(document: TextDocument, { start, end }: Range): SpanOfText {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

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
    ...(givenUp.has(finding.rule) ? { tags: [DiagnosticTag.Deprecated] } : {}),
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
