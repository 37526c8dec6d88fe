import type { Fix } from './image-service';

/** What an ignore hides, and why. */
export interface Ignoring {
  readonly rule: string;
  readonly reason?: string | undefined;
}

/** Whether a fix writes a comment that hides findings. */
export function isIgnore({ kind }: Pick<Fix, 'kind'>): boolean {
  return kind === 'ignore-line' || kind === 'ignore-file';
}
