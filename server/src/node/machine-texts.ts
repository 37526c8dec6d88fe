import { readdir } from 'node:fs/promises';
import type { ClockPort, MachineTextsPort } from '../core/ports';
import { readBounded } from './bounded-file';

/** Bytes: what somebody writes by hand is far smaller. */
const largest = 256 * 1024;
/** Milliseconds for which a file is believed not to have changed: a workspace full of images asks for it as often. */
const believed = 2000;
const mostEntries = 1000;

interface Seen<T> {
  readonly at: number;
  readonly value: Promise<T>;
}

/** The machine's own files, read again soon after they change. */
export function createMachineTexts(clock: ClockPort): MachineTextsPort {
  return { text: recently(clock, readSmall), list: recently(clock, namesIn) };
}

function recently<T>(clock: ClockPort, read: (path: string) => Promise<T>): (path: string) => Promise<T> {
  const all = new Map<string, Seen<T>>();
  return path => {
    const now = clock.now();
    const seen = all.get(path);
    if (seen && now >= seen.at && now < seen.at + believed) return seen.value;
    const value = read(path);
    all.delete(path);
    all.set(path, { at: now, value });
    if (all.size > mostEntries) all.delete(all.keys().next().value as string);
    return value;
  };
}

async function readSmall(path: string): Promise<string | undefined> {
  return (await readBounded(path, { largest }))?.toString('utf8');
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}
