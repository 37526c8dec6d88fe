/** What the window is kept waiting for when the extension is activated. */
const test = 'test/client/activation.test.ts';
const name = 'activation > waits for no server, and nothing is stopped that is about to start';

export const activation = [
  {
    id: 'activation-waits',
    file: 'client/src/extension.ts',
    text: 'starting = startServer(started);',
    replacement: 'await startServer(started);',
    test,
    name,
    why: 'The start of the server would count as the time that activation takes, and holds up whoever waits for that.',
  },
  {
    id: 'activation-stop',
    file: 'client/src/extension.ts',
    text: '  await starting;\n',
    replacement: '',
    test,
    name,
    why: 'A server that is about to start cannot be stopped: it would go on without its window.',
  },
];
