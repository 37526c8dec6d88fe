// Starts a server as an editor does, says `ready` when it has answered, and then waits to be killed.
//   node parent.mjs ipc|stdio SERVER
// The server inherits stderr: who reads it sees its end when the last of both processes has ended.
import { spawn } from 'node:child_process';

const [transport, server] = process.argv.slice(2);
const initialize = { jsonrpc: '2.0', id: 1, method: 'initialize', params: { processId: process.pid, rootUri: null, capabilities: {} } };

if (transport === 'ipc') {
  const child = spawn(process.execPath, [server, '--node-ipc'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.on('message', () => process.stdout.write('ready\n'));
  child.send(initialize);
} else {
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdout.once('data', () => process.stdout.write('ready\n'));
  const body = JSON.stringify(initialize);
  child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
