import { runWebGroup } from './web/group.mjs';

/** Each group has a window and a world of its own: trust, language and folders are properties of the window. `run`: how, if otherwise than in Node. */
export const groups = [
  { name: 'trusted', world: 'startWorld' },
  { name: 'restricted', world: 'startWorld', restricted: true },
  { name: 'multi-root', world: 'startMultiRoot' },
  // The older server comes without the native modules that a terminal needs.
  { name: 'tasks', world: 'startWorld', needs: 'newest' },
  { name: 'virtual', world: 'startVirtual' },
  { name: 'web', world: 'startFolder', run: runWebGroup },
  { name: 'japanese', world: 'startWorld', language: 'ja' },
];

/** What `npm run test:editor` runs when no group is named. */
export const usual = ['trusted', 'restricted', 'multi-root', 'virtual', 'web', 'japanese'];
