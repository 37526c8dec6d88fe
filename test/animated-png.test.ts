import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { animatedPng, chunksOf } from '../scripts/lib/animated-png.mjs';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, data: Buffer): Buffer {
  const bytes = Buffer.alloc(data.length + 12);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  data.copy(bytes, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), data.length + 8);
  return bytes;
}

/** A row of grey points, in two pieces of data and with a remark, as an editor's screenshot may have them. */
function picture(...points: number[]): Buffer {
  const header = Buffer.from([0, 0, 0, points.length, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  const data = deflateSync(Buffer.from([0, ...points]));
  const parts = [chunk('IHDR', header), chunk('tEXt', Buffer.from('a\0b')), chunk('IDAT', data.subarray(0, 5)), chunk('IDAT', data.subarray(5)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...parts]);
}

const shown = animatedPng([{ png: picture(1, 2), milliseconds: 1500 }, { png: picture(3, 4), milliseconds: 40 }, { png: picture(5, 6), milliseconds: 2000 }], 3);
const chunks = chunksOf(shown);
const dataOf = (wanted: string): Buffer[] => chunks.filter(({ type }) => type === wanted).map(({ data }) => data);

describe('an animated PNG', () => {
  it('has the first picture as one of its frames, where viewers without animation look', () => {
    expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'acTL', 'fcTL', 'IDAT', 'fcTL', 'fdAT', 'fcTL', 'fdAT', 'IEND']);
  });

  it('says how many frames there are, and how often they are shown', () => {
    const [control] = dataOf('acTL');
    expect([control?.readUInt32BE(0), control?.readUInt32BE(4)]).toEqual([3, 3]);
  });

  it('numbers control and data of frames in one sequence without gaps', () => {
    const numbered = chunks.filter(({ type }) => type === 'fcTL' || type === 'fdAT');
    expect(numbered.map(({ data }) => data.readUInt32BE(0))).toEqual([0, 1, 2, 3, 4]);
  });

  it('covers the whole picture with each frame, for its time', () => {
    const whole = { width: 2, height: 1, x: 0, y: 0, perSecond: 1000, dispose: 0, blend: 0 };
    const said = dataOf('fcTL').map(data => ({
      width: data.readUInt32BE(4), height: data.readUInt32BE(8), x: data.readUInt32BE(12), y: data.readUInt32BE(16),
      time: data.readUInt16BE(20), perSecond: data.readUInt16BE(22), dispose: data.readUInt8(24), blend: data.readUInt8(25),
    }));
    expect(said).toEqual([1500, 40, 2000].map(time => ({ ...whole, time })));
  });

  it('keeps what each picture shows', () => {
    const pieces = [...dataOf('IDAT'), ...dataOf('fdAT').map(data => data.subarray(4))];
    expect(pieces.map(data => [...inflateSync(data)])).toEqual([[0, 1, 2], [0, 3, 4], [0, 5, 6]]);
  });

  it('has the checksum that each chunk must have', () => {
    expect(shown).toEqual(Buffer.concat([signature, ...chunks.map(({ type, data }) => chunk(type, data))]));
  });

  it('is not made from pictures of two sizes, nor from what is no PNG', () => {
    expect(() => animatedPng([{ png: picture(1, 2), milliseconds: 1 }, { png: picture(1, 2, 3), milliseconds: 1 }], 1)).toThrow('frame 2 has another size');
    expect(() => animatedPng([{ png: Buffer.from('GIF89a, of some length'), milliseconds: 1 }], 1)).toThrow('this is no PNG');
  });
});
