import type { Plugin } from 'esbuild';

/** `bundle` is the name of the file in dist. */
export const shared: readonly { readonly bundle: string; readonly names: readonly string[] }[];
export const sharedBundles: Plugin;
