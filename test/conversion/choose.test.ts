import { describe, expect, it } from 'vitest';
import { choose, clashWith } from '../../server/src/conversion/choose';
import type { Libc, Link, Option } from '../../server/src/conversion/clash';

const glibc = (level: number): Libc => ({ kind: 'glibc', level, family: 'debian', release: String(level) });
const musl: Libc = { kind: 'musl', level: undefined, family: 'alpine' };

function option(cost: number, libc: Libc, more: Partial<Option> = {}): Option {
  return { cost, libc, publisher: 'a', ...more };
}

function staying(libc: Libc, runtime?: string): Option {
  return { cost: 1_000, libc, ...(runtime === undefined ? {} : { runtime }) };
}

const programs: Omit<Link, 'from' | 'to'> = { sameImage: false, linked: true, libraries: false };

describe('the choice of images', () => {
  it('takes the cheapest that runs what it is given', () => {
    const build = { stays: staying(glibc(36)), options: [option(1, glibc(41)), option(5, glibc(36))] };
    const run = { stays: staying(glibc(36)), options: [option(1, glibc(36))] };
    expect(choose([build, run], [{ ...programs, from: 0, to: 1 }]).map(({ cost }) => cost)).toEqual([5, 1]);
  });

  it('leaves a stage whose programs would not run, and takes the others all the same', () => {
    const build = { stays: staying(glibc(36)), options: [option(1, musl)] };
    const run = { stays: staying(glibc(36)), options: [option(1, glibc(36))] };
    const other = { stays: staying(musl), options: [option(1, musl)] };
    expect(choose([build, run, other], [{ ...programs, from: 0, to: 1 }]).map(({ cost }) => cost)).toEqual([1_000, 1, 1]);
  });

  it('finds the best of many stages that give to one', () => {
    const giving = Array.from({ length: 14 }, () => ({ stays: staying(glibc(36)), options: Array.from({ length: 9 }, (_, index) => option(index + 1, index === 8 ? glibc(36) : musl)) }));
    const taking = { stays: staying(glibc(36)), options: [] };
    const links = giving.map((_, from) => ({ ...programs, from, to: giving.length }));
    expect(choose([...giving, taking], links).map(({ cost }) => cost)).toEqual([...giving.map(() => 9), 1_000]);
  });
});

describe('what keeps a stage from an image', () => {
  const cases: readonly { readonly clash: string; readonly wanted: Option; readonly other: Option; readonly link: Omit<Link, 'from' | 'to'>; readonly before: readonly [Option, Option] }[] = [
    { clash: 'libc', wanted: option(1, musl), other: option(1, glibc(36)), link: programs, before: [staying(glibc(36)), staying(glibc(36))] },
    { clash: 'libraries', wanted: option(1, glibc(36)), other: option(1, glibc(41)), link: { ...programs, libraries: true }, before: [staying(glibc(36)), staying(glibc(36))] },
    { clash: 'layout', wanted: option(1, glibc(36)), other: option(1, glibc(36), { publisher: 'b' }), link: { ...programs, sameImage: true }, before: [staying(glibc(36)), staying(glibc(36))] },
    { clash: 'runtime', wanted: option(1, glibc(36), { runtime: 'node 24' }), other: option(1, glibc(36), { runtime: 'node 22' }), link: programs, before: [staying(glibc(36), 'node 22'), staying(glibc(36), 'node 22')] },
  ];

  it.each(cases)('is the $clash of the other', ({ clash, wanted, other, link, before }) => {
    const found = clashWith({ option: wanted, unit: 0 }, [before[0], other], [{ ...link, from: 0, to: 1 }], before);
    expect(found).toEqual({ other: 1, clash });
  });

  it('is nothing where nothing is copied', () => {
    expect(clashWith({ option: option(1, musl), unit: 0 }, [staying(glibc(36)), staying(glibc(36))], [], [])).toBeUndefined();
  });
});
