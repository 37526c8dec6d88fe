import { describe, expect, it } from 'vitest';
import { shippedCatalog } from '../../server/src/catalog/shipped';
import { message } from '../../server/src/core/message';
import { defaultPolicy } from '../../server/src/core/policy';
import { formats } from '../../server/src/formats';
import { createConverter, type ConversionEngine } from '../../server/src/service/convert';
import { editUse } from '../../server/src/service/edit';
import { offline } from '../support/conversion';
import { readText } from '../support/drawn-findings';

const text = 'FROM node:24 AS b\nRUN npm ci\nFROM scratch\nCOPY --from=b / /\n';
const formatOf = (id: string) => formats.find(format => format.id === id);

/** An engine whose rules find something on every image of one publisher. */
function engine(refused: string): ConversionEngine {
  return {
    catalog: shippedCatalog,
    today: '2026-08-26',
    read: own => formatOf('dockerfile')?.read(own),
    check: ({ uses }) => ({
      suppressed: [],
      findings: uses.filter(({ reference }) => reference?.registry === refused).map(use => ({ rule: 'shell-missing', concern: 'fit', severity: 'warning', range: use.range, message: message('found it'), use, related: [] })),
    }),
    isLocal: () => false,
    pinned: async reference => ({ reference }),
    unpinned: reference => Promise.resolve({ reference }),
    edit: (use, reference) => editUse(formatOf, use, reference),
  };
}

async function convert(refused: string) {
  const context = { policy: defaultPolicy, path: 'Dockerfile', localNames: new Set<string>() };
  return createConverter().convert({ document: readText(text), context, options: offline, engine: engine(refused) });
}

describe('what the rules find in the result', () => {
  it('keeps a base from being converted', async () => {
    expect((await convert('nobody')).text).toContain('FROM dhi.io/node:24-dev AS b');
    const { text: after, left } = await convert('dhi.io');
    expect(after).toBe(text);
    expect(left).toMatchObject([{ kind: 'failed', reason: { template: 'found it' } }]);
  });
});
