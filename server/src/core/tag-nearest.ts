/** What somebody may have meant who wrote a tag that does not exist. */
import { compareShapes } from './tag-family';
import { shapeOf, type TagShape } from './tag-shape';

interface Candidate {
  readonly shape: TagShape;
  readonly cost: number;
}

/** What is further away than this was not meant. */
const farthest = 8;
/** Families that differ in more letters than this are no slip of the fingers. */
const mostLetters = 3;
const ofKin = 1;
/** What it costs when the first number, the second one, the third one is another. */
const stepCosts = [6, 3, 1];
/** Nobody asks for what comes before a release without saying so. */
const unfinished = 3;
/** Of those that are equally near, as many are compared letter by letter. */
const mostCompared = 200;

/** The nearest first: the same family before one like it, the same version before its neighbours. At most `most`. */
export function nearestTags(wrong: string, tags: Iterable<string>, most = 3): readonly string[] {
  const asked = shapeOf(wrong);
  const familyCosts = new Map<string, number>();
  const candidates: Candidate[] = [];
  for (const tag of tags) {
    if (tag === wrong) continue;
    const shape = shapeOf(tag);
    let ofFamily = familyCosts.get(shape.family);
    if (ofFamily === undefined) familyCosts.set(shape.family, (ofFamily = familyCost(asked, shape)));
    const cost = ofFamily + versionCost(asked, shape);
    if (cost <= farthest) candidates.push({ shape, cost });
  }
  const near = candidates.sort((a, b) => a.cost - b.cost || compareShapes(b.shape, a.shape)).slice(0, mostCompared);
  const measured = near.map(({ shape, cost }) => ({ shape, cost, letters: editDistance(wrong, shape.tag), step: stepBetween(asked, shape) }));
  measured.sort((a, b) => a.cost - b.cost || a.letters - b.letters || a.step - b.step || compareShapes(b.shape, a.shape));
  return measured.slice(0, most).map(({ shape }) => shape.tag);
}

function familyCost(asked: TagShape, shape: TagShape): number {
  if (shape.family === asked.family) return 0;
  if (shape.kin === asked.kin) return ofKin;
  const letters = editDistance(asked.family.toLowerCase(), shape.family.toLowerCase());
  return letters > Math.min(mostLetters, Math.floor(asked.family.length / 2)) ? Infinity : ofKin + letters;
}

/** By the first number that differs: another major version is far, another patch is near. */
function versionCost(asked: TagShape, other: TagShape): number {
  const { kind, numbers } = asked;
  if (kind !== other.kind && (kind === 'date' || other.kind === 'date')) return Infinity;
  const shared = Math.min(numbers.length, other.numbers.length);
  if (shared === 0) return numbers.length === other.numbers.length ? 0 : farthest - 2;
  let same = 0;
  while (same < shared && numbers[same] === other.numbers[same]) same += 1;
  const early = other.early && !asked.early ? unfinished : 0;
  const differing = stepCosts[same] ?? 1;
  if (same < shared) return early + differing;
  // What is said less exactly stands for more than was meant, whatever its number is.
  return early + (other.numbers.length < numbers.length ? differing + 1 : Math.min(1, other.numbers.length - numbers.length));
}

/** How far apart the first numbers are that differ. */
function stepBetween({ numbers }: TagShape, other: TagShape): number {
  for (let part = 0; part < Math.min(numbers.length, other.numbers.length); part += 1) {
    const step = Math.abs((numbers[part] as number) - (other.numbers[part] as number));
    if (step > 0) return step;
  }
  return 0;
}

/** Letters to put in, take out, change or swap with the next one (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      let least = Math.min((last[column] as number) + 1, (now[column - 1] as number) + 1, (last[column - 1] as number) + (isSame ? 0 : 1));
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwap) least = Math.min(least, (before[column - 2] as number) + 1);
      now.push(least);
    }
    [before, last] = [last, now];
  }
  return last[b.length] as number;
}
