import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');
const folder = join(root, '.github/ISSUE_TEMPLATE');
const names = readdirSync(folder).filter(name => name !== 'config.yml');

interface Form {
  readonly name: string;
  readonly description: string;
  readonly body: readonly { readonly type: string; readonly id?: string; readonly attributes: { readonly label?: string; readonly value?: string }; readonly validations?: { readonly required?: boolean } }[];
}
const read = (name: string): Form => parse(readFileSync(join(folder, name), 'utf8')) as Form;

describe('issue forms', () => {
  it('are for a fault, a wrong finding and a wrong fact', () => {
    expect(names.sort()).toEqual(['bug.yml', 'false-finding.yml', 'wrong-fact.yml']);
  });

  it.each(names)('%s is a form that GitHub takes, and asks for little', name => {
    const form = read(name);
    expect(Object.keys(form).sort()).toEqual(['body', 'description', 'name']);
    const fields = form.body.filter(({ type }) => type !== 'markdown');
    const ids = fields.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { type, id, attributes } of fields) {
      expect(['input', 'textarea']).toContain(type);
      expect(id).toMatch(/^[a-z-]+$/);
      expect(attributes.label).toMatch(/\S/);
    }
    expect(fields.some(({ validations }) => validations?.required)).toBe(true);
    expect(fields.length).toBeLessThanOrEqual(5);
  });

  it('name the commands as they are called', () => {
    const titles = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
    const text = readFileSync(join(folder, 'bug.yml'), 'utf8');
    for (const key of ['copyDiagnosticsInfo', 'showOutput']) expect(text).toContain(`"Plimsoll: ${titles[`command.${key}`]}"`);
  });
});
