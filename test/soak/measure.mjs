import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setInterval } from 'node:timers';

/** Resident memory of a process, in megabytes. */
export function residentMegabytes(pid) {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
  } catch {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
  }
}

const tick = 50;

/**
 * Tells for how many milliseconds in all a busy machine has kept this process waiting: by how much a timer was late. The server
 * beside it fares no better.
 */
export function createLateness() {
  let last = performance.now();
  let late = 0;
  const since = () => Math.max(0, performance.now() - last - tick);
  setInterval(() => {
    late += since();
    last = performance.now();
  }, tick).unref();
  return () => late + since();
}

export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function median(values) {
  return quantile(values, 0.5);
}
