/** Judges the documents of a range of seeds, and says before each which one it is: whoever kills it is known by that. */
import { problemsOf } from './judge';
import { mutantOf } from './mutants';

const [from = 0, to = 0] = process.argv.slice(2).map(Number);

function send(message: object): Promise<void> {
  return new Promise(resolve => process.send?.(message, undefined, undefined, () => resolve()));
}

async function main(): Promise<void> {
  for (let seed = from; seed < to; seed += 1) {
    await send({ seed });
    const started = performance.now();
    const mutant = mutantOf(seed);
    const problems = problemsOf(mutant);
    const time = performance.now() - started;
    await send({ done: seed, time, length: mutant.text.length, problems });
  }
  process.disconnect();
}

void main();
