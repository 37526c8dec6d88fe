import { describe, expect, it } from 'vitest';
import { renderConversion } from '../../client/src/convert-report';
import type { Translations } from '../../client/src/shown';
import type { ConvertedDocument } from '../../server/src/protocol';

const english: Translations = { t: (text, ...values) => text.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)])) };

const conversion: ConvertedDocument = {
  uri: 'file:///a/Dockerfile', version: 1, text: '', edits: [],
  changes: [
    { line: 1, from: 'node:24', to: 'dhi.io/node:24', differences: ['user node', 'no shell'] },
    { line: 3, from: 'RUN apt-get update \\\n  && apt-get install -y curl', to: 'RUN apk add --no-cache curl', differences: [] },
    { line: 4, from: '', to: 'USER root', differences: [] },
    { line: 5, from: 'RUN true', to: '', differences: [] },
  ],
  left: [
    { line: 9, reference: 'acme', failed: true, reason: 'no table has it' },
    { line: 8, reference: 'dhi.io/x', failed: false, reason: 'a hardened image already' },
  ],
};

describe('the report of a conversion', () => {
  it('says first what is left and why, then what will be different, then the rest', () => {
    expect(renderConversion(conversion, english).split('\n')).toEqual([
      'Left as it is, and why', '-'.repeat(60), 'Line 9: acme', '    no table has it', '',
      'What will be different', '-'.repeat(60), 'Line 1: node:24 → dhi.io/node:24', '    - user node', '    - no shell', '',
      'Other lines that change', '-'.repeat(60), 'Line 3: RUN apt-get update && apt-get install -y curl → RUN apk add --no-cache curl', 'Line 4: + USER root', 'Line 5: RUN true → (taken out)', '',
      'Good to know', '-'.repeat(60), 'Line 8: dhi.io/x: a hardened image already', '',
    ]);
  });

  it('is not empty where there is nothing to say, and lets nobody write lines of their own', () => {
    expect(renderConversion({ ...conversion, changes: [], left: [] }, english)).toContain('There is no image to convert.');
    const forged = renderConversion({ ...conversion, changes: [], left: [{ line: 1, reference: 'a\nLine 2: b', failed: true, reason: 'c\u202Ed' }] }, english);
    expect(forged.split('\n')).toHaveLength(5);
    expect(forged).not.toContain('\u202E');
  });
});
