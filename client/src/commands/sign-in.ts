import { l10n, window } from 'vscode';
import { requests, type CheckLoginAnswer, type CheckLoginRequest, type RegistryLogin } from '../../../server/src/protocol';
import { tellLogins } from '../answer-logins';
import { cancellable } from '../cancellable';
import { registryOf } from '../logins';
import type { Extension } from '../types';

/** Milliseconds; the server gives up on one registry after 28 s. */
const longest = 30_000;

/** Keeps a login for a registry, unless that refuses it. */
export async function signIn(extension: Extension, argument: unknown): Promise<void> {
  const { logins, notices } = extension;
  const registry = registryOf(hostOf(argument) ?? (await askForRegistry()) ?? '');
  if (registry === undefined) return;
  const login = await askForLogin(registry);
  if (!login) return;
  const before = await logins.of(registry);
  await logins.put(registry, login);
  const checked = await check(extension, registry);
  if (checked?.ok) return notices.done(l10n.t('Signed in to {0}', registry));
  if (checked?.refused) {
    // What was there before may still be good for something.
    await (before ? logins.put(registry, before) : logins.remove(registry));
    return notices.failed(l10n.t('Not signed in: {0}', checked.reason));
  }
  notices.told(l10n.t('The login for {0} is kept, but could not be tried: {1}', registry, checked?.reason ?? l10n.t('cancelled')));
}

export async function signOut({ logins, notices }: Extension): Promise<void> {
  const registries = await logins.registries();
  if (registries.length === 0) return notices.told(l10n.t('You are not signed in to any registry here'));
  const registry = await window.showQuickPick([...registries].sort(), { title: l10n.t('Sign Out of Registry'), placeHolder: l10n.t('Registry') });
  if (registry === undefined) return;
  await logins.remove(registry);
  notices.done(l10n.t('Signed out of {0}', registry));
}

function askForRegistry(): Thenable<string | undefined> {
  return window.showInputBox({
    title: l10n.t('Sign In to Registry'),
    prompt: l10n.t('Host of the registry, with its port if it has one: docker.io, ghcr.io, registry.example:5000'),
    ignoreFocusOut: true,
    validateInput: text => (registryOf(text) === undefined ? l10n.t('This is not the host of a registry') : undefined),
  });
}

async function askForLogin(registry: string): Promise<RegistryLogin | undefined> {
  const title = l10n.t('Sign In to {0}', registry);
  const username = await window.showInputBox({
    title,
    prompt: l10n.t('User name'),
    ignoreFocusOut: true,
    validateInput: text => (/^[^:\p{Cc}]+$/u.test(text) ? undefined : l10n.t('A user name has at least one character, and no colon')),
  });
  if (username === undefined) return undefined;
  const password = await window.showInputBox({
    title,
    prompt: l10n.t('Password or access token, kept by the editor in its secret storage'),
    password: true,
    ignoreFocusOut: true,
    validateInput: text => (text === '' ? l10n.t('A password is needed') : undefined),
  });
  return password === undefined ? undefined : { username, password };
}

/** Undefined: cancelled, or took too long. */
async function check(extension: Extension, registry: string): Promise<CheckLoginAnswer | undefined> {
  // The server is to ask for the new one.
  await tellLogins(extension);
  const request: CheckLoginRequest = { registry };
  const work = { title: l10n.t('Signing in to {0}', registry), longest };
  return cancellable(work, token => extension.client.sendRequest<CheckLoginAnswer>(requests.checkLogin, request, token));
}

function hostOf(argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null || !('host' in argument)) return undefined;
  return typeof argument.host === 'string' ? argument.host : undefined;
}
