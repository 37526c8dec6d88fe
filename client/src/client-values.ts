/** What is used of the library but for types, taken out of it once: a bundle copies all its names for each file that imports one. */
export { CloseAction, ErrorAction, RevealOutputChannelOn, State } from 'vscode-languageclient';
