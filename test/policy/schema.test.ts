import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formats } from '../../server/src/formats';
import { policyFields } from '../../server/src/policy/file';
import { policySchema } from '../../server/src/policy/schema';
import { formatWords, ruleWords } from '../../server/src/policy/words';
import { publishers } from '../../server/src/publishers';

const file = join(import.meta.dirname, '../../schemas/plimsoll.schema.json');
const made = policySchema(ruleWords, formatWords, publishers.map(({ id }) => id));

describe('schemas/plimsoll.schema.json', () => {
  it('is what the table makes of it (UPDATE=1 writes it)', () => {
    const text = `${JSON.stringify(made, null, 2)}\n`;
    if (process.env['UPDATE'] === '1') writeFileSync(file, text);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('completes every key, rule and severity, and marks what is unknown', () => {
    expect(made).toMatchObject({
      additionalProperties: false,
      required: ['version'],
      properties: {
        version: { const: 1 },
        rules: { additionalProperties: false, properties: { 'tag-latest': { enum: ['off', 'information', 'warning', 'error'] } } },
        trust: { properties: { publishers: { items: { enum: expect.arrayContaining(['chainguard']) } } } },
        ignore: { items: { required: ['rule'] } },
        signatures: { items: { properties: { keyless: { required: ['issuer'] } } } },
      },
    });
    const { properties } = made as { properties: Record<string, { description?: string }> };
    expect(Object.keys(properties)).toEqual(Object.keys(policyFields));
    for (const { description } of Object.values(properties)) expect(description).toMatch(/\.$/);
  });

  it('knows every format that there is', () => {
    expect(formatWords).toEqual(expect.arrayContaining(formats.map(({ id }) => id)));
  });
});
