import { isCustom } from './custom/groups';
import { isNamesake, namesWorkload, workloadOf } from './workloads';

/** What a document may hold, as a cheap look at its text tells. */
export interface Header {
  readonly workloads: boolean;
  readonly customs: boolean;
}

const word = String.raw`["']?[ \t]*:[ \t]*["']?([A-Za-z][\w./-]{0,200})["']?[ \t]*(?:#.*)?\r?$`;
const ownKind = new RegExp(`^["']?kind${word}`, 'gm');
const ownVersion = new RegExp(`^["']?apiVersion${word}`, 'gm');
const anyVersion = /\bapiVersion["']?\s{0,20}:\s{0,40}(?:[&!]\S{0,60}\s{1,20}){0,2}["']?([\w.-]{1,200}\/[\w.-]{1,60}|v1)/g;
const anyKeyAtMargin = /^["']?(?:kind|apiVersion)\b/gm;

/**
 * A document that says at its margin what it is, once, is that and nothing else; so the body of a CustomResourceDefinition, two
 * megabytes of it, is not looked at. Of others each `kind` and `apiVersion` counts, wherever it stands.
 */
export function headerOf(document: string): Header {
  const kinds = [...document.matchAll(ownKind)];
  const versions = [...document.matchAll(ownVersion)];
  const [kind, apiVersion] = [kinds[0]?.[1], versions[0]?.[1]];
  const isPlain = kinds.length === 1 && versions.length === 1 && document.match(anyKeyAtMargin)?.length === 2;
  if (!isPlain || kind === undefined || apiVersion === undefined || holdsOthers(kind)) {
    return { workloads: namesWorkload(document), customs: namesCustom(document) };
  }
  const workload = workloadOf(kind, apiVersion);
  if (workload) return { workloads: true, customs: isNamesake(workload, apiVersion) };
  return { workloads: false, customs: isCustom(kind, apiVersion) };
}

function holdsOthers(kind: string): boolean {
  return kind.endsWith('List') || kind === 'Template';
}

/** Whether some `apiVersion`, wherever it stands, is of a group that Kubernetes does not have itself. */
export function namesCustom(text: string): boolean {
  const groupless = /\bkind["']?\s{0,20}:\s{0,40}["']?(BuildConfig|ImageStream|Template)\b/.exec(text)?.[1] ?? '';
  for (const [, apiVersion] of text.matchAll(anyVersion)) if (isCustom(groupless, apiVersion as string)) return true;
  return false;
}
