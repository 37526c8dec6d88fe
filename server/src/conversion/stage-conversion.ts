import type { Stage } from '../core/build';
import type { GroupConversion } from './group';
import type { Accounts } from './known-accounts';
import type { Installed } from './requirements';
import { stateAfter, type StageState } from './stage-state';

/** The conversion of a group where it is at one of its stages. */
export interface StageConversion extends GroupConversion {
  readonly state: StageState;
  /** The stage ends up in the image that is built. */
  readonly shipped: boolean;
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
