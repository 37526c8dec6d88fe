import { message, type Message } from '../core/message';
import { filePath } from './uris';

/** Why a document is judged by itself, and nobody asked about it: its policy cannot be read, and so not what it demands. */
export type Limit = 'in-browser' | 'not-on-disk';

/** Undefined: nothing holds us back. What nobody saved yet belongs to no folder, and so to no policy; '' is no document at all. */
export function limitOf(uri: string, { inBrowser }: { readonly inBrowser?: true }): Limit | undefined {
  if (inBrowser) return 'in-browser';
  const isNowhere = uri === '' || uri.startsWith('untitled:');
  return isNowhere || filePath(uri) !== undefined ? undefined : 'not-on-disk';
}

/** For the language status item: the one place where it is said. */
export const limitStatus: Readonly<Record<Limit, Message>> = {
  'in-browser': message('In a browser: no look-ups, and .plimsoll.yaml is not read'),
  'not-on-disk': message('Not on a disk: no look-ups, and .plimsoll.yaml is not read'),
};

/** Why a digest is not known, and a signature not checked. */
export const limitReasons: Readonly<Record<Limit, Message>> = {
  'in-browser': message('not looked up (in a browser nobody can be asked: this needs VS Code on a desktop or a remote machine)'),
  'not-on-disk': message('not looked up (this document is not on a disk, so its policy cannot be read)'),
};
