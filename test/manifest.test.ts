import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const json = <T>(path: string): T => JSON.parse(readFileSync(join(root, path), 'utf8')) as T;

interface Step {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}
interface Setting {
  readonly scope: string;
  readonly order: number;
  readonly markdownDescription: string;
  readonly enum?: readonly string[];
  readonly markdownEnumDescriptions?: readonly string[];
}
interface Manifest {
  readonly main: string;
  readonly browser: string;
  readonly keywords: readonly string[];
  readonly galleryBanner: { readonly color: string; readonly theme: string };
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string; readonly enablement?: string }[];
    readonly menus: { readonly commandPalette: readonly { readonly command: string; readonly when: string }[] };
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly walkthroughs: readonly { readonly title: string; readonly description: string; readonly when: string; readonly steps: readonly Step[] }[];
    readonly taskDefinitions: readonly { readonly type: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

const manifest = json<Manifest>('package.json');
const { contributes } = manifest;
const languages = ['package.nls.json', 'package.nls.ja.json'].map(path => json<Record<string, string>>(path));
const inBoth = (placeholder: string): string[] => languages.map(texts => texts[placeholder.slice(1, -1)] ?? '');
const [walkthrough] = contributes.walkthroughs;
const steps = walkthrough?.steps ?? [];
const commands = contributes.commands.map(({ command }) => command);

/** `command:NAME` in the links of a text. */
const linked = (text: string): string[] => [...text.matchAll(/\]\(command:([^)?]+)/g)].map(match => match[1] as string);

/** Of the editor itself. */
const builtIn = ['workbench.action.openSettings'];

/** What can be done at any time, with or without a document, a folder, or a server that runs. */
const always = ['showOutput', 'copyDiagnosticsInfo', 'openWalkthrough', 'openExample', 'restartServer', 'toggleCodeLens'];

/** What needs a machine of its own, and what needs a registry or the files of a folder besides. */
const ofTheMachine = ['signIn', 'signOut', 'clearCache'];
const confined = [
  ...ofTheMachine, 'pinImage', 'pinAll', 'pinWorkspace', 'updateDigest', 'updateAll', 'updateWorkspace', 'verifyImage', 'convertDockerfile', 'convertDockerfileTo',
  'images.refresh', 'images.filter', 'images.groupByImage', 'images.groupByFile', 'images.groupByProblem',
];

it('starts in a browser with the bundle that starts elsewhere', () => {
  expect(manifest.browser).toBe(manifest.main);
});

describe('commands', () => {
  it.each(contributes.commands)('$command has a title in both languages', ({ title, category }) => {
    expect(category).toBe('Plimsoll');
    for (const text of inBoth(title)) expect(text).toMatch(/\S/);
  });

  it('say when they can run, unless they always can', () => {
    const guarded = new Set([
      ...contributes.menus.commandPalette.map(({ command }) => command),
      ...contributes.commands.filter(({ enablement }) => enablement !== undefined).map(({ command }) => command),
    ]);
    expect(commands.filter(command => !guarded.has(command)).sort()).toEqual(always.map(name => `plimsoll.${name}`).sort());
  });

  it.each(confined)('%s is not in the palette of a browser, where it cannot run', name => {
    const whens = contributes.menus.commandPalette.filter(({ command }) => command === `plimsoll.${name}`).map(({ when }) => when);
    expect(whens).toHaveLength(1);
    expect(whens[0]).toContain('!plimsoll.isInBrowser');
    if (!ofTheMachine.includes(name)) expect(whens[0]).toContain('!virtualWorkspace');
  });

  it('are hidden from the palette only where they exist', () => {
    for (const { command } of contributes.menus.commandPalette) expect(commands).toContain(command);
  });
});

describe('the walkthrough', () => {
  it('is one, short, and shown to nobody who was just made to install it', () => {
    expect(contributes.walkthroughs).toHaveLength(1);
    expect(steps.length).toBeGreaterThan(0);
    expect(steps.length).toBeLessThanOrEqual(5);
    // An editor opens the walkthrough of what was just installed if this holds at that moment.
    expect(walkthrough?.when).toBe('plimsoll.isStarted');
    expect(readFileSync(join(root, 'client/src/context-keys.ts'), 'utf8')).toContain(`'${walkthrough?.when}'`);
  });

  it.each(steps)('step $id links a command that exists, the same in both languages', ({ title, description, media }) => {
    for (const text of [...inBoth(title), ...inBoth(description), ...inBoth(media.altText)]) expect(text).toMatch(/\S/);
    // It would be shown as it stands.
    for (const text of inBoth(description)) expect(text).not.toContain('`');
    const [english, japanese] = inBoth(description).map(linked);
    expect(english).toHaveLength(1);
    expect(japanese).toEqual(english);
    const known = [...commands, ...builtIn, ...Object.values(contributes.views).flat().map(({ id }) => `${id}.focus`)];
    for (const command of english ?? []) expect(known).toContain(command);
  });

  it.each(steps)('step $id is done by something that can happen', ({ completionEvents, description }) => {
    const known: Readonly<Record<string, readonly string[]>> = {
      onCommand: [...commands, ...builtIn, 'plimsoll.applyFix', 'plimsoll.images.focus'],
      onView: Object.values(contributes.views).flat().map(({ id }) => id),
      onSettingChanged: Object.keys(contributes.configuration.properties),
      onContext: ['plimsoll.isEditable'],
    };
    for (const event of completionEvents) {
      const [kind = '', name = ''] = event.split(/:(.*)/);
      expect(known[kind], event).toContain(name);
    }
    // What the button runs is one of them.
    const [button] = linked(inBoth(description)[0] ?? '');
    expect(completionEvents).toContain(`onCommand:${button}`);
  });

  it.each(steps)('the picture of step $id is small, and takes its colours from the theme', ({ media }) => {
    const picture = readFileSync(join(root, media.svg), 'utf8');
    expect(picture.length).toBeLessThan(5000);
    expect(picture).not.toMatch(/<(script|image|use|foreignObject|style)|href|url\(|\son\w+=/i);
    const colours = [...picture.matchAll(/(?:fill|stroke)="([^"]*)"/g)].map(match => match[1] as string);
    expect(colours.length).toBeGreaterThan(5);
    for (const colour of colours) expect(colour).toMatch(/^(none|var\(--vscode-[A-Za-z-]+, .+\))$/);
  });

  // Whether they are in the package is seen when it is made: scripts/package.mjs demands each.
  it('has its pictures where the package takes them from', () => {
    expect(readFileSync(join(root, '.vscodeignore'), 'utf8').split('\n')).toContain('!media/**');
    for (const { media } of steps) expect(media.svg).toMatch(/^media\/walkthrough\/[a-z]+\.svg$/);
  });
});

describe('settings', () => {
  const settings = Object.entries(contributes.configuration.properties);

  it.each(settings)('%s is described in a few sentences, and links only settings that exist', (_key, { markdownDescription }) => {
    for (const text of inBoth(markdownDescription)) {
      expect(text).toMatch(/[.。]$/);
      expect(text.length).toBeLessThan(260);
      for (const [, link] of text.matchAll(/#([\w.]+)#/g)) expect(contributes.configuration.properties).toHaveProperty([link as string]);
    }
  });

  it('describe each word that they may have', () => {
    for (const [key, { enum: words, markdownEnumDescriptions }] of settings) {
      expect(markdownEnumDescriptions?.length, key).toBe(words?.length);
      for (const text of (markdownEnumDescriptions ?? []).flatMap(inBoth)) expect(text, key).toMatch(/[.。]$/);
    }
  });

  it('have an order of their own', () => {
    expect(settings.map(([, { order }]) => order)).toEqual(settings.map((_, index) => index));
  });

  it('are for the machine alone where they name a file or a host', () => {
    const named = /Host|Realms|mirrors|Registries|Config|Root|Mirror|transport/;
    for (const [key, { scope }] of settings.filter(([name]) => named.test(name))) expect(scope, key).toBe('machine');
  });
});

describe('what a marketplace shows', () => {
  it('has keywords that it takes: at most 30, each once', () => {
    expect(manifest.keywords.length).toBeLessThanOrEqual(30);
    expect(new Set(manifest.keywords).size).toBe(manifest.keywords.length);
  });

  it('stands on the colour of the icon', () => {
    expect(readFileSync(join(root, 'media/icon.svg'), 'utf8')).toContain(manifest.galleryBanner.color);
    expect(manifest.galleryBanner.theme).toBe('dark');
  });

  it('starts the extension for nothing but languages and two files', () => {
    for (const event of manifest.activationEvents) expect(event).toMatch(/^(onLanguage:[a-z-]+|workspaceContains:\.devcontainer[a-z/.]+)$/);
  });
});
