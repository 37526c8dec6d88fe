// Keeps answers as one window does: node keep-answers.mjs BUNDLE FOLDER NAME ROUNDS. Says `ready`, and after each line of its input `done`.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const [bundle, storage, name, rounds] = process.argv.slice(2);
const { openKept } = createRequire(import.meta.url)(bundle);
const ignore = () => undefined;
const kept = await openKept({
  storage,
  clock: { now: () => Date.now(), sleep: (milliseconds, signal) => new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => resolve(clearTimeout(timer)));
  }) },
  hash: { hex: (algorithm, bytes) => createHash(algorithm).update(bytes).digest('hex') },
  log: { debug: ignore, info: ignore, warn: text => console.log(text), error: ignore },
});

async function keep(key) {
  kept.put(key, { value: { name, text: 'x'.repeat(500) }, end: Infinity });
  await kept.finish();
}

for (let round = 0; round < Number(rounds); round += 1) await keep(`${name}${round}`);
console.log('ready');
for await (const key of createInterface({ input: process.stdin })) {
  await keep(key);
  console.log('done');
}
