/**
 * What client and server say to each other beyond the language server protocol. Imports neither protocol package: the
 * client's and the server's libraries bring two versions of it.
 */

export type { FetchAnswer, FetchRequest } from '../core/editor-fetch';
export type { ReportCheck, ReportField, ReportPage, ReportSection, Tone } from '../core/report-page';
export type * from './conversion';
export type * from './edits';
export type * from './fixes';
export type * from './images';
export type * from './insertion';
export type * from './logins';
export * from './methods';
export type * from './place';
export * from './start';
export type * from './status';
export type * from './tools';
export type * from './trust';
export type * from './verification';
