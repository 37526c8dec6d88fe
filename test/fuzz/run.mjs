// `npm run fuzz -- [COUNT] [FIRST]`: judges mutated documents of every format in a process of their own, which may not die or be
// slow. Prints every document that is read or edited wrongly, by its seed, and one line in the end.
import { fork } from 'node:child_process';
import { bundleTs } from '../../scripts/lib/load-ts.mjs';

const [count = 20_000, first = 0] = process.argv.slice(2).map(Number);
/** Milliseconds for one document; the slowest takes a hundredth on a machine that does nothing else. */
const longest = 5000;
const { file } = await bundleTs('test/fuzz/child.ts', 'fuzz');

const bad = [];
const slowest = { seed: first, time: 0 };
const started = Date.now();

/** Judges from `from` on until all is done or the process is lost. Gives the next seed. */
function runFrom(from) {
  return new Promise(resolve => {
    const child = fork(file, [String(from), String(first + count)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    let current = from;
    let finished = false;
    let reason = 'the process died';
    const slow = () => {
      reason = `more than ${longest} ms`;
      child.kill('SIGKILL');
    };
    let watch = setTimeout(slow, longest);
    child.on('message', message => {
      clearTimeout(watch);
      if (message.seed !== undefined) {
        current = message.seed;
        watch = setTimeout(slow, longest);
        return;
      }
      finished = message.done + 1 === first + count;
      if (message.time > slowest.time) Object.assign(slowest, { seed: message.done, time: message.time });
      for (const problem of message.problems) bad.push(`seed ${message.done}: ${problem}`);
    });
    child.once('exit', () => {
      clearTimeout(watch);
      if (!finished) bad.push(`seed ${current}: ${reason}`);
      resolve(finished ? first + count : current + 1);
    });
  });
}

for (let next = first; next < first + count; ) next = await runFrom(next);
for (const line of bad.slice(0, 50)) console.log(line);
const seconds = ((Date.now() - started) / 1000).toFixed(1);
console.log(
  `fuzz: ${count} documents from seed ${first} in ${seconds} s, ${bad.length} problems; the slowest, seed ${slowest.seed}, took ${slowest.time.toFixed(0)} ms`,
);
process.exitCode = bad.length > 0 ? 1 : 0;
