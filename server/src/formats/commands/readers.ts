/** What reads commands is a bundle of its own, which is loaded when somebody first looks at some. */
export { placeInJust, readJust } from './read-just';
export { placeInMake, readMake } from './read-make';
export { placeInShell, readShell } from './read-shell';
