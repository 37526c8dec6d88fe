// The licence texts of everything that is bundled: their authors ask that these travel along.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

/** Permissive licences only: anything else is a decision for a person. */
const allowed = new Set(['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'Unlicense']);
const licenceFile = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/** Folders of the packages, relative to the root, of which bytes are in a bundle. */
function bundledPackages(metafiles) {
  const folders = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs }) =>
      Object.entries(inputs)
        .filter(([path, { bytesInOutput }]) => bytesInOutput > 0 && path.includes('node_modules/'))
        .map(([path]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)[0]),
    ),
  );
  return [...new Set(folders)].sort();
}

function describePackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const texts = readdirSync(join(root, folder))
    .filter((file) => licenceFile.test(file))
    .sort()
    .map((file) => readFileSync(join(root, folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  // A package that declares Apache-2.0 and forgot the file: its text names nobody, so our own copy is the same.
  if (texts.length === 0 && license === 'Apache-2.0') texts.push(readFileSync(join(root, 'LICENSE'), 'utf8').trim());
  if (texts.length === 0) texts.push(...licenceInReadme(folder));
  if (texts.length === 0) throw new Error(`${name} is bundled and has no licence file`);
  if (!isAllowed(license)) throw new Error(`${name} is bundled under a licence that nobody has allowed: ${license}`);
  return { id: `${name} ${version}`, license, text: texts.join('\n\n') };
}

/** Some packages carry the whole text in their README, below a heading of its own. */
function licenceInReadme(folder) {
  const readme = readdirSync(join(root, folder)).find((file) => /^readme\.md$/i.test(file));
  if (!readme) return [];
  const [, text] = readFileSync(join(root, folder, readme), 'utf8').split(/^(?:#+ *licen[cs]e|licen[cs]e\n-+) *$/im);
  return text?.includes('Permission is hereby granted') ? [text.trim()] : [];
}

/** A choice of licences is allowed when one of them is. */
function isAllowed(license) {
  return typeof license === 'string' && license.replace(/[()]/g, '').split(' OR ').some((choice) => allowed.has(choice));
}

/** The text of ThirdPartyNotices.txt. Throws for a bundled package without a licence, or with one outside the list. */
export function thirdPartyNotices(metafiles) {
  const packages = new Map(bundledPackages(metafiles).map(describePackage).map((entry) => [entry.id, entry]));
  const sections = [...packages.values()].map(({ id, license, text }) => `${'='.repeat(78)}\n${id} (${license})\n${'='.repeat(78)}\n\n${text}\n`);
  return `Plimsoll contains the following third-party software.\n\n${sections.join('\n')}`;
}
