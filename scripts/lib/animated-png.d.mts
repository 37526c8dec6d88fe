export interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}
export interface Frame {
  readonly png: Buffer;
  readonly milliseconds: number;
}
export function chunksOf(png: Buffer): readonly Chunk[];
export function animatedPng(frames: readonly Frame[], plays: number): Buffer;
