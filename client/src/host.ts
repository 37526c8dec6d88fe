/** The extension host is a worker of a browser: there is no disk, no process, and no way to a registry. */
export const isInBrowser = typeof process === 'undefined' || typeof process.versions?.node !== 'string';
