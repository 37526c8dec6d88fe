import { createIndexClient } from '../../server/src/oci';
import { defaultPolicy, type TrustPolicy } from '../../server/src/core/policy';
import { applyEdits } from '../../server/src/core/range';
import { render } from '../../server/src/core/message';
import type { ReadDocument } from '../../server/src/core/document';
import type { DocumentContext, EditPlan, ImageService } from '../../server/src/service/image-service';
import { createTestClient, type TestClock } from './fake-registry-client';
import { createTestService } from './service';

export interface RegistryService {
  readonly service: ImageService;
  readonly clock: TestClock;
}

/** An engine that asks over loopback. */
export async function serviceOverHttp(): Promise<RegistryService> {
  const { client, clock } = createTestClient();
  return { service: await createTestService({ client, clock, indexes: createIndexClient(client) }), clock };
}

export function contextOf(policy: Partial<TrustPolicy> = {}, path = 'Dockerfile'): DocumentContext {
  return { policy: { ...defaultPolicy, ...policy }, path, localNames: new Set() };
}

export function readBy(service: ImageService, text: string, path = '/w/Dockerfile'): ReadDocument {
  const document = service.read({ path, text }, defaultPolicy);
  if (!document) throw new Error(`no format claims ${path}`);
  return document;
}

/** What becomes of a text, and why the rest of it stays: `kind reason`. */
export function outcome(text: string, plan: EditPlan): { readonly text: string; readonly left: readonly string[] } {
  return { text: applyEdits(text, plan.edits), left: plan.left.map(({ kind, reason }) => `${kind}: ${render(reason)}`) };
}
