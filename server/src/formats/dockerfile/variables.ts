import type { Range } from '../../core/range';

/** One `NAME=value` of an ARG before the first FROM. Only its identity counts. */
export interface Definition {
  readonly name: string;
}

/** What a build argument or a predefined name is worth at some point. */
export interface Variable {
  readonly value: string;
  /** Where the document has the whole value as one literal. */
  readonly whole?: Range;
  /** The definition in which that literal stands. */
  readonly holder?: Definition;
  /** Its value is that of one platform. */
  readonly perPlatform: boolean;
  /** A variable without a value went into it. */
  readonly incomplete: boolean;
}

export type Variables = Map<string, Variable>;

function fixed(value: string): Variable {
  return { value, perPlatform: true, incomplete: false };
}

/** What BuildKit defines by itself before the first ARG, for a build of linux/amd64 on linux/amd64. */
export function predefinedVariables(lastStageName: string | undefined): Variables {
  return new Map([
    ['BUILDPLATFORM', fixed('linux/amd64')],
    ['BUILDOS', fixed('linux')],
    ['BUILDOSVERSION', fixed('')],
    ['BUILDARCH', fixed('amd64')],
    ['BUILDVARIANT', fixed('')],
    ['TARGETPLATFORM', fixed('linux/amd64')],
    ['TARGETOS', fixed('linux')],
    ['TARGETOSVERSION', fixed('')],
    ['TARGETARCH', fixed('amd64')],
    ['TARGETVARIANT', fixed('')],
    ['TARGETSTAGE', fixed(lastStageName ?? 'default')],
  ]);
}
