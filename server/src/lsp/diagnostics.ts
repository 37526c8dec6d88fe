import type { Diagnostic, DiagnosticRelatedInformation } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding, Severity } from '../core/finding';
import { message } from '../core/message';
import type { policyProblems } from '../service/policies';
import { diagnosticSource, spanOf } from './documents';
import { DiagnosticSeverity, DiagnosticTag } from './lsp-values';
import type { Runtime } from './runtime';
import type { Session } from './session';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** What editors strike through. */
const givenUp: ReadonlySet<string> = new Set(['image-deprecated', 'image-moved']);

/** The page about a rule on the web. The client opens the packaged page instead. */
function rulePage(homepage: string, rule: string): string {
  return `${homepage.replace(/\/$/, '')}/rules/${rule}`;
}

interface Saying {
  readonly session: Session;
  readonly runtime: Runtime;
}

/** Findings as the protocol has them. The sentences are in the user's language, the codes are not. */
export function toDiagnostics(findings: readonly Finding[], document: TextDocument, { session, runtime }: Saying): Diagnostic[] {
  // A document has thousands of findings and a handful of rules.
  const pages = new Map<string, { href: string }>();
  return findings.map(finding => {
    const page = pages.get(finding.rule) ?? { href: rulePage(runtime.homepage, finding.rule) };
    pages.set(finding.rule, page);
    return {
      range: spanOf(document, finding.range),
      severity: severities[finding.severity],
      source: diagnosticSource,
      code: finding.rule,
      codeDescription: page,
      message: session.say(finding.message),
      ...(givenUp.has(finding.rule) ? { tags: [DiagnosticTag.Deprecated] } : {}),
      ...(finding.related.length > 0 ? { relatedInformation: relatedTo(finding, document, session) } : {}),
    };
  });
}

function relatedTo({ related }: Finding, document: TextDocument, session: Session): DiagnosticRelatedInformation[] {
  return related.map(({ range, message: said }) => ({
    location: { uri: document.uri, range: spanOf(document, range) },
    message: session.say(said),
  }));
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
