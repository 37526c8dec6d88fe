import { shippedCatalog, shippedTables } from '../../server/src/catalog/shipped';
import { tagsOf } from '../../server/src/catalog/docker-hardened';
import type { BuildInstruction } from '../../server/src/core/build';
import { buildOf, type ReadDocument } from '../../server/src/core/document';
import { render } from '../../server/src/core/message';
import { defaultPolicy } from '../../server/src/core/policy';
import { applyEdits } from '../../server/src/core/range';
import { formatReference, type ImageReference } from '../../server/src/core/reference';
import type { ConversionOptions } from '../../server/src/service/conversion';
import type { ImageService } from '../../server/src/service/image-service';
import { offline } from './conversion';

/** What one document's conversion did. */
export interface ConversionReport {
  readonly text: string;
  /** Bases and images that were replaced. */
  readonly replaced: number;
  readonly reasons: readonly string[];
  /** What no conversion may do, in words. */
  readonly problems: string[];
}

const context = { policy: defaultPolicy, path: 'Dockerfile', localNames: new Set<string>() };
const fitting: ReadonlySet<string> = new Set(['shell-missing', 'package-manager-missing']);
/** Instructions that a conversion may put in or take out. */
const movable: ReadonlySet<string> = new Set(['user', 'run', 'workdir', 'entrypoint']);

/** Converts a Dockerfile, and holds the result to what every result must be. Undefined for what is no Dockerfile. */
export async function checkConversion(text: string, service: ImageService, options: ConversionOptions = offline): Promise<ConversionReport | undefined> {
  const read = (own: string): ReadDocument | undefined => service.read({ path: 'Dockerfile', text: own }, defaultPolicy);
  const document = read(text);
  if (!document || !buildOf(document)) return undefined;
  const conversion = await service.convert(document, context, options);
  const problems: string[] = [];
  const say = (problem: string): void => void problems.push(problem);
  if (applyEdits(text, conversion.edits) !== conversion.text) say('the edits do not make the text');
  const after = read(conversion.text);
  const replaced = conversion.changes.filter(({ differences }) => differences.length > 0).length;
  const report = { text: conversion.text, replaced, reasons: conversion.left.filter(({ kind }) => kind === 'failed').map(({ reason }) => render(reason)), problems };
  if (!after) {
    say('the result is no Dockerfile');
    return report;
  }
  if ((await service.convert(after, context, options)).text !== conversion.text) say('a second time something changes');
  compare(document, after, say);
  const before = new Set(document.uses.flatMap(({ reference }) => (reference ? [formatReference(reference)] : [])));
  for (const { reference } of after.uses) if (reference && !before.has(formatReference(reference)) && !existsInTables(reference)) say(`${formatReference(reference)} is in no table`);
  checkFindings({ document, after, service }, say);
  return report;
}

function compare(before: ReadDocument, after: ReadDocument, say: (problem: string) => void): void {
  const words = (document: ReadDocument): string => [...document.comments.map(({ text }) => text)].sort().join('\n');
  if (words(before) !== words(after)) say('comments are others than before');
  const kept = (document: ReadDocument): string[] => instructionsOf(document).filter(({ keyword }) => !movable.has(keyword)).map(({ keyword }) => keyword);
  if (!isSame(kept(before), kept(after))) say('instructions are others than before');
  const ends = (text: string): string => `${text.includes('\r\n')} ${/(?<!\r)\n/.test(text)}`;
  if (ends(before.text) !== ends(after.text)) say('line ends are others than before');
  if (before.text.startsWith('\uFEFF') !== after.text.startsWith('\uFEFF')) say('the BOM is gone');
}

/** Of a file that gets a second stage, everything is there in its order, with more in between. */
function isSame(before: readonly string[], after: readonly string[]): boolean {
  const stages = (keywords: readonly string[]): number => keywords.filter(keyword => keyword === 'from').length;
  if (stages(before) === stages(after)) return before.join() === after.join();
  let at = 0;
  for (const keyword of after) if (keyword === before[at]) at += 1;
  return stages(before) === 1 && stages(after) === 2 && at === before.length;
}

function instructionsOf(document: ReadDocument): readonly BuildInstruction[] {
  const build = buildOf(document);
  return build ? [...build.before, ...build.stages.flatMap(({ from, instructions }) => [from, ...instructions])] : [];
}

interface Pair {
  readonly document: ReadDocument;
  readonly after: ReadDocument;
  readonly service: ImageService;
}

/** What breaks on the new images. What broke on an image that stayed is not the conversion's. */
function checkFindings({ document, after, service }: Pair, say: (problem: string) => void): void {
  const key = ({ rule, use }: { rule: string; use: { reference: ImageReference | null } }): string => `${rule} ${use.reference ? formatReference(use.reference) : ''}`;
  const old = new Set(service.check(document, context).findings.map(key));
  for (const finding of service.check(after, context).findings) if (fitting.has(finding.rule) && !old.has(key(finding))) say(`${finding.rule}: ${render(finding.message)}`);
}

function existsInTables({ registry, repository, tag = 'latest' }: ImageReference): boolean {
  if (registry === 'cgr.dev') return shippedTables.chainguard.of(repository.replace('chainguard/', '')).some(({ tags }) => tags.includes(tag));
  if (registry === 'gcr.io') return shippedCatalog.contents({ registry, repository, tag }) !== undefined;
  if (registry === 'dhi.io') return shippedTables.dockerHardened.of(repository).some(image => tagsOf(image).includes(tag));
  return shippedTables.officialTags.of(repository.replace('library/', ''))?.has(tag) === true;
}
