// An animated PNG from whole pictures of one size (https://www.w3.org/TR/png-3/): a viewer that knows no animation shows the first.
import { crc32 } from 'node:zlib';

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const oneSecond = 1000;

/** The chunks of a PNG, in order: `type` and `data`. */
export function chunksOf(png) {
  if (!png.subarray(0, signature.length).equals(signature)) throw new Error('this is no PNG');
  const chunks = [];
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

const dataOf = (png, wanted) => chunksOf(png).filter(({ type }) => type === wanted).map(({ data }) => data);

function chunk(type, data) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

function animationControl(frames, plays) {
  const data = Buffer.alloc(8);
  data.writeUInt32BE(frames, 0);
  data.writeUInt32BE(plays, 4);
  return chunk('acTL', data);
}

/** A frame covers the whole picture, and what was there before goes. */
function frameControl(sequence, header, milliseconds) {
  const data = Buffer.alloc(26);
  data.writeUInt32BE(sequence, 0);
  header.copy(data, 4, 0, 8);
  data.writeUInt16BE(milliseconds, 20);
  data.writeUInt16BE(oneSecond, 22);
  return chunk('fcTL', data);
}

function frameData(sequence, data) {
  const number = Buffer.alloc(4);
  number.writeUInt32BE(sequence);
  return chunk('fdAT', Buffer.concat([number, data]));
}

/** `frames` are `{ png, milliseconds }`; `plays` is how often they are shown, 0 for ever. The last frame stays. */
export function animatedPng(frames, plays) {
  const [header] = dataOf(frames[0].png, 'IHDR');
  let sequence = 0;
  const parts = frames.flatMap(({ png, milliseconds }, index) => {
    if (!dataOf(png, 'IHDR')[0].equals(header)) throw new Error(`frame ${index + 1} has another size or other colours than the first`);
    const control = frameControl(sequence++, header, milliseconds);
    const data = Buffer.concat(dataOf(png, 'IDAT'));
    return [control, index === 0 ? chunk('IDAT', data) : frameData(sequence++, data)];
  });
  return Buffer.concat([signature, chunk('IHDR', header), animationControl(frames.length, plays), ...parts, chunk('IEND', Buffer.alloc(0))]);
}
