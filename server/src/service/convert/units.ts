import { catalogName, officialName } from '../../catalog/names';
import { stagesOn, type Build, type Stage } from '../../core/build';
import type { ReadDocument } from '../../core/document';
import { collectIgnores, ignoredAt } from '../../core/ignore';
import type { ImageUse } from '../../core/image-use';
import { message, type Message } from '../../core/message';
import { familiarName, type ImageReference } from '../../core/reference';
import type { Upstream } from '../../conversion/upstream';
import { judgedAs } from '../../policy/upstreams';
import type { ConversionLeft } from '../conversion';
import { isHardened } from '../hardened';
import type { ConversionInput } from './engine';

/** Stages that one place in the document supplies with their base. */
export interface BaseUnit {
  readonly use: ImageUse;
  /** What the image is judged as. */
  readonly reference: ImageReference;
  readonly upstream: Upstream;
  readonly stages: readonly Stage[];
}

export interface Sorted {
  readonly units: readonly BaseUnit[];
  /** Bases that stay: what is copied to and from their stages must still fit. */
  readonly fixed: readonly BaseUnit[];
  /** Uses beside the bases of stages. */
  readonly others: readonly ImageUse[];
  readonly left: readonly ConversionLeft[];
}

/** What there is to convert in a document, and what is not touched. */
export function sortUses(input: ConversionInput, build: Build): Sorted {
  const { document } = input;
  const left: ConversionLeft[] = [];
  const bases = new Map<number, ImageUse[]>();
  const fixed: ImageUse[] = [];
  const others: ImageUse[] = [];
  for (const use of document.uses) {
    const reason = reasonToSkip(use, input);
    if (reason && use.role === 'base' && use.reference) fixed.push(use);
    if (reason) left.push({ range: use.range, reference: use.raw, kind: 'skipped', reason });
    else if (use.role !== 'base') others.push(use);
    else bases.set(use.site.range.start, [...(bases.get(use.site.range.start) ?? []), use]);
  }
  const units = [...bases.values()].map(uses => toUnit(uses, build, input));
  return { units, fixed: fixed.map(use => toUnit([use], build, input)), others: others.filter(({ role }) => role !== 'syntax'), left };
}

function reasonToSkip(use: ImageUse, { document, context, engine }: ConversionInput): Message | undefined {
  if (!use.reference) return use.unresolved?.message ?? message('there is no reference');
  if (engine.isLocal(use)) return message('built by this workspace');
  if (isIgnored(use, document)) return message('ignored');
  const judged = judgedAs(use.reference, context.policy);
  const platform = otherPlatform(use, judged);
  if (platform) return platform;
  return use.role === 'base' && isHardened(judged) ? message('a hardened image already') : undefined;
}

/** Hardened images are for two platforms, and for whichever of them is asked for. */
function otherPlatform({ platform }: ImageUse, { repository }: ImageReference): Message | undefined {
  const architecture = /^(?:amd64|arm32v[567]|arm64v8|i386|mips64le|ppc64le|riscv64|s390x)(?=\/)/.exec(repository)?.[0];
  const other = architecture ?? (platform !== undefined && !/^linux\/(?:amd64|arm64(?:\/v8)?)$/.test(platform) ? platform : undefined);
  return other === undefined ? undefined : message('it is for {0} alone, and the new images are not', other);
}

function isIgnored({ range, site }: ImageUse, { comments }: ReadDocument): boolean {
  const ignores = collectIgnores(comments);
  return [range, site.range].some(({ start }) => ignoredAt(ignores, 'hardened-alternative', start) !== undefined);
}

function toUnit(uses: readonly ImageUse[], build: Build, { context }: ConversionInput): BaseUnit {
  const [use] = uses as [ImageUse, ...ImageUse[]];
  const indexes = new Set(uses.flatMap(({ stage }) => (stage ? stagesOn(build, stage.index).map(({ index }) => index) : [])));
  const reference = judgedAs(use.reference as ImageReference, context.policy);
  return { use, reference, upstream: upstreamOf(reference), stages: build.stages.filter(({ index }) => indexes.has(index)) };
}

function upstreamOf(reference: ImageReference): Upstream {
  const name = catalogName(reference);
  const title = familiarName(reference);
  if (/^docker\.io\/bitnami(?:legacy|secure)?\//.test(name)) return { title, name: 'bitnami' };
  if (name.startsWith('mcr.microsoft.com/dotnet/')) return { title, name: 'dotnet' };
  return { title, name: officialName(name) ?? '' };
}
