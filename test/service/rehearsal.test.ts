import { describe, expect, it } from 'vitest';
import type { ImageService } from '../../server/src/service/image-service';
import { rehearse } from '../../server/src/service/rehearsal';
import { createTestClock } from '../support/fake-registry-client';
import { createTestService } from '../support/service';

describe('a rehearsal', () => {
  it('goes through a Dockerfile and a manifest, to findings', async () => {
    const service = await createTestService({ client: { resolve: () => Promise.reject(new Error('nobody was asked')) } as never, clock: createTestClock() });
    const judged: [string, number][] = [];
    const check: ImageService['check'] = (document, context) => {
      const result = service.check(document, context);
      judged.push([document.format, result.findings.length]);
      return result;
    };
    rehearse(check);
    expect(judged).toEqual([['dockerfile', 4], ['kubernetes', 1]]);
  });
});
