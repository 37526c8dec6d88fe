import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

interface Manifest {
  readonly dependencies?: object;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
}

/** Lockfiles of the product and of the suites that install more. */
const lockfiles = ['package-lock.json', ...readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('package-lock.json') && !/(^|\/)(node_modules|out)\//.test(name))
  .map(name => `test/${name}`)];

function problemsOf(locked: Readonly<Record<string, LockedPackage>>): readonly string[] {
  return Object.entries(locked).flatMap(([path, { version, resolved, integrity, link }]) => {
    if (path === '' || link || version === undefined) return [];
    const isPublic = resolved === undefined || resolved.startsWith('https://registry.npmjs.org/');
    return isPublic && integrity?.startsWith('sha512-') ? [] : [path];
  });
}

describe('what is built into the extension', () => {
  it.each(lockfiles)('attack A24: comes from the public registry with the bytes that were locked: %s', name => {
    const { packages } = JSON.parse(read(name)) as { packages: Readonly<Record<string, LockedPackage>> };
    expect(Object.keys(packages).length).toBeGreaterThan(1);
    expect(problemsOf({ 'node_modules/x': { version: '1.0.0', resolved: 'https://evil.example/x.tgz' } })).toEqual(['node_modules/x']);
    expect(problemsOf(packages)).toEqual([]);
  });

  it('attack A24: is pinned to one version each, and runs nothing when it is installed', () => {
    const { dependencies, devDependencies, scripts } = JSON.parse(read('package.json')) as Manifest;
    // Everything is bundled: whoever installs the extension installs no package.
    expect(dependencies).toBeUndefined();
    expect(Object.values(devDependencies).filter(version => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
    expect(Object.keys(scripts).filter(name => /^(pre|post)?(install|prepare)$/.test(name))).toEqual([]);
    expect(read('.npmrc').split('\n')).toContain('ignore-scripts=true');
  });
});
