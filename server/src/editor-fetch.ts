/** Bundled by itself, for the extension host: loaded when the server first asks the editor to fetch something. */
export { createEditorRequests } from './node/editor-requests';
