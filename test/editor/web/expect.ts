/** As much of an assertion library as a suite needs that runs where there is no Node. */

export function ok(value: unknown, text: string): asserts value {
  if (!value) throw new Error(text);
}

/** Of what JSON can write. */
export function equal(actual: unknown, expected: unknown): void {
  const [found, wanted] = [actual, expected].map(value => JSON.stringify(value, null, 2));
  if (found !== wanted) throw new Error(`expected ${wanted}\nbut found ${found}`);
}
