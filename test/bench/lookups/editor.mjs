// The built server and documents full of images: how many requests they cost.
import { Connection } from '../connection.mjs';
import { setTimeout as pause } from 'node:timers/promises';

const capabilities = { workspace: { configuration: true }, textDocument: { publishDiagnostics: { versionSupport: true } } };

/** Requests per unique reference that is named twice, and those that another document with the same images costs. */
export async function requestsOfDocuments(server, host, { tags, counts }) {
  const connection = new Connection(server.command, server.args, { allowedHosts: [host] });
  const text = [...tags, ...tags].map((tag) => `FROM ${host}/team/app:${tag}\n`).join('');
  const open = async (name) => {
    const before = counts.requests;
    connection.notify('textDocument/didOpen', { textDocument: { uri: `file:///bench/${name}/Dockerfile`, languageId: 'dockerfile', version: 1, text } });
    for (let last = -1; last !== counts.requests;) {
      last = counts.requests;
      // Longer than the server waits before it asks.
      await pause(1500);
    }
    return counts.requests - before;
  };
  try {
    await connection.request('initialize', { processId: process.pid, rootUri: null, workspaceFolders: null, capabilities, initializationOptions: { isTrusted: true } });
    connection.notify('initialized', {});
    return { first: (await open('first')) / tags.length, cached: await open('second') };
  } finally {
    await connection.stop();
  }
}
