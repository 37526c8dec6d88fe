import { afterEach } from 'vitest';
import { LoopbackRegistry } from './loopback-registry';
import { LspClient, type ClientOptions } from './lsp-client';

const cleanUp: (() => unknown)[] = [];

afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

/** Done after the test, the latest first. */
export function afterwards(step: () => unknown): void {
  cleanUp.push(step);
}

/** The built server, offline unless the settings say otherwise; stopped after the test. */
export async function client(options: ClientOptions = {}): Promise<LspClient> {
  const started = await LspClient.start({ ...options, settings: options.settings ?? { offline: true } });
  afterwards(() => started.stop());
  return started;
}

/** A registry on loopback, stopped after the test. */
export async function registry(): Promise<LoopbackRegistry> {
  const started = await LoopbackRegistry.start();
  afterwards(() => started.stop());
  return started;
}
