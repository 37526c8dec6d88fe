import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver/node';
import { builtBundle } from './built';
import type { LspClient } from './lsp-client';

/** What the editor does not say of a policy file. */
const ofWholeRun = 'This ignore entry hides nothing: ';

/** As an editor labels files by their names, where it has no other extension. */
const languages: readonly (readonly [RegExp, string])[] = [
  [/\.ya?ml$/i, 'yaml'],
  [/\.jsonc?$/i, 'json'],
  [/\.md$/i, 'markdown'],
  [/(?:^|[/.])(?:docker|container)file(?:$|[^/]*$)/i, 'dockerfile'],
];

const severities = ['', 'error', 'warning', 'information'];

interface Row {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
}

function runCli(folder: string, args: readonly string[]): Promise<string> {
  const env = { PATH: process.env['PATH'] ?? '', LANG: 'C' };
  return new Promise(resolve => {
    execFile(process.execPath, [builtBundle('cli'), ...args], { cwd: folder, env, maxBuffer: 1 << 28 }, (_error, out) => resolve(out));
  });
}

/**
 * Findings of the built command line by file, each as one line. Files with images and without findings have an empty list, and so
 * have policy files with expired entries; which hide nothing at all is for a run over the whole workspace alone to say.
 */
export async function findingsOfCli(folder: string): Promise<Map<string, string[]>> {
  const images = JSON.parse(await runCli(folder, ['images', '--offline', '--format', 'json'])) as { images: Row[] };
  const report = JSON.parse(await runCli(folder, ['check', '--offline', '--format', 'json'])) as { findings: Row[] };
  const byFile = new Map<string, string[]>(images.images.map(({ file }) => [file, []]));
  for (const { file, line, column, endLine, endColumn, rule, severity, message } of report.findings) {
    if (file.endsWith('.plimsoll.yaml') && message.startsWith(ofWholeRun)) continue;
    if (!byFile.has(file)) byFile.set(file, []);
    byFile.get(file)?.push(`${line}:${column}-${endLine}:${endColumn} ${severity} ${rule}: ${message}`);
  }
  return byFile;
}

/** The text report's findings by file: `line:column  message  rule`, in the language asked for. */
export async function sentencesOfCli(folder: string, language: string): Promise<string[]> {
  const text = await runCli(folder, ['check', '--offline', '--lang', language]);
  return text.split('\n').flatMap(line => /^ {2}(\d+:\d+) {2}[^ ]+ {2}(.*) {2}([a-z-]+)$/.exec(line)?.slice(1).join(' ') ?? []);
}

function asLine({ range: { start, end }, severity, code, message }: Diagnostic): string {
  return `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1} ${severities[severity ?? 0]} ${String(code)}: ${message as string}`;
}

/**
 * What the server says of a file. It may first speak without the names that the workspace builds, so the answer is waited for
 * until it is `expected`; when it never is, the caller's time-out, or the last one after `patience` milliseconds.
 */
export async function findingsOfServer(server: LspClient, place: { folder: string; file: string }, expected: readonly string[], patience = 5000): Promise<string[]> {
  const path = join(place.folder, place.file);
  const uri = pathToFileURL(path).href;
  const language = languages.find(([names]) => names.test(place.file))?.[1] ?? 'plaintext';
  // An editor keeps the byte order mark to itself.
  await server.open(uri, readFileSync(path, 'utf8').replace(/^\uFEFF/, ''), language);
  const last = () => server.published.findLast(params => params.uri === uri)?.diagnostics.map(asLine);
  const same = (found: readonly string[] | undefined) => JSON.stringify(found) === JSON.stringify(expected);
  const end = Date.now() + patience;
  while (!same(last()) && Date.now() < end) await new Promise(resolve => setTimeout(resolve, 10));
  await server.close(uri);
  return server.published.findLast(params => params.uri === uri && params.version !== undefined)?.diagnostics.map(asLine) ?? ['nothing was published'];
}
