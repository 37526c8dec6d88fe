import { stagesOn, type Build, type Stage } from '../core/build';
import { buildOf, type ReadDocument } from '../core/document';
import { runningRoles, type ImageRole, type ImageUse } from '../core/image-use';
import type { Workload } from '../core/workload';

/** What is done with an image where it stands: what a build does on it, or what a manifest says of its container. */
export type Surroundings =
  | { readonly kind: 'stages'; readonly build: Build; /** Its own stage, and those that are built on it. */ readonly stages: readonly Stage[] }
  | { readonly kind: 'workload'; readonly workload: Workload };

export function surroundingsOf(use: ImageUse, document: ReadDocument): Surroundings | undefined {
  if (use.role === 'base' && use.stage) {
    const build = buildOf(document);
    return build && { kind: 'stages', build, stages: stagesOn(build, use.stage.index) };
  }
  if (!runningRoles.has(use.role) || document.limited) return undefined;
  const workload = document.readWorkload?.(document.text, use);
  return workload && { kind: 'workload', workload };
}

/** Those that run for good: who looks into a container, or runs a tool, ships nothing. */
const shippingRoles: ReadonlySet<ImageRole> = new Set(['container', 'init', 'service']);

/** Whether the image runs as it is, or the built one is made of it. */
export function isShipped(use: ImageUse, document: ReadDocument): boolean {
  if (shippingRoles.has(use.role)) return true;
  const around = surroundingsOf(use, document);
  return around?.kind === 'stages' && shippedStages(around.stages).length > 0;
}

/** Of stages that are built on each other, those that end up in the image: the final one, and what it is built on. */
export function shippedStages(stages: readonly Stage[]): readonly Stage[] {
  const shipped: Stage[] = [];
  let next = stages.find(({ final }) => final);
  while (next) {
    shipped.unshift(next);
    const { base } = next;
    next = stages.find(({ index }) => index === base);
  }
  return shipped;
}
