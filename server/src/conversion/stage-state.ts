import type { Stage } from '../core/build';
import type { GroupConversion } from './group';
import type { Accounts } from './known-accounts';
import type { Installed } from './requirements';

/** What a stage has come to, and hands on to those that are built on it. */
export interface StageState {
  /** What it has installed, by the names of the new distribution. */
  readonly packages: Set<string>;
  /** Accounts that it has made. */
  readonly created: Set<string>;
  /** Accounts that are no longer made, and the ones that do instead. */
  readonly replaced: Map<string, string>;
  /** Names of groups by their ids. */
  readonly groups: Map<string, string>;
  /** It brings an /etc/passwd of its own. */
  ownPasswd: boolean;
  hasWorkdir: boolean;
  /** A USER of the file, or one that was put in, is in force. */
  hasUser: boolean;
}

/** The conversion of a group where it is at one of its stages. */
export interface StageConversion extends GroupConversion {
  readonly state: StageState;
  /** The stage ends up in the image that is built. */
  readonly shipped: boolean;
}

/** A copy for a stage that begins where another one ended; what it does is none of that one's business. */
export function stateAfter(before: StageState | undefined): StageState {
  return {
    packages: new Set(before?.packages), created: new Set(before?.created), replaced: new Map(before?.replaced), groups: new Map(before?.groups),
    ownPasswd: before?.ownPasswd ?? false, hasWorkdir: before?.hasWorkdir ?? false, hasUser: before?.hasUser ?? false,
  };
}

/** Goes on to a stage: the one that it is built on has been converted before. */
export function enterStage({ index, base }: Stage, conversion: GroupConversion): StageConversion {
  const state = stateAfter(base === undefined ? undefined : conversion.states.get(base));
  conversion.states.set(index, state);
  return { ...conversion, state, shipped: conversion.group.shipped.has(index) };
}

/** The accounts that the stage may name by now. */
export function accountsOf({ group, target, state: { packages, created, replaced, ownPasswd }, shipped }: StageConversion): Accounts {
  return { target, origin: group.base.family, shipped, packages, created, replaced, ownPasswd };
}

export function installedIn({ group: { names, old }, state: { packages } }: StageConversion): Installed {
  return { packages, names, old };
}
