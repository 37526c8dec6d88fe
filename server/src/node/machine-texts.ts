import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import type { ClockPort, MachineTextsPort } from '../core/ports';

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

/** Through one descriptor, so that what was looked at is what is read; without waiting for somebody to write into a pipe. */
async function readSmall(path: string): Promise<string | undefined> {
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const status = await file.stat();
      if (!status.isFile() || status.size > largest) return undefined;
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}
