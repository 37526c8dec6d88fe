import { engineOptions, inspectOptions, pullOptions, runOptions, scoutOptions } from './container-options';
import { behind, operands, optionValues, pairs, behindEquals, type Images } from './found';
import { options, type Options } from './options';
import { notChannel, notScratch, pulled, scanned } from './places';
import {
  buildahOptions, cosignOptions, craneOptions, crictlOptions, ctrOptions, diveOptions, grypeOptions, kubectlOptions, notationOptions, skopeoOptions,
  syftOptions, trivyOptions,
} from './tool-options';
import type { Word } from './word';

/** The words behind a program's name, down to what reads its operands. */
export interface Subcommands {
  readonly [word: string]: Subcommands | Images;
}

export interface Program {
  /** Between its name and the words that follow. */
  readonly options: Options;
  readonly commands: Subcommands | Images;
}

const run = operands({ options: runOptions, stops: true, as: pulled });
const pull = operands({ options: pullOptions, which: 'all', as: pulled });
const context = behind('docker-image://');
const build = optionValues(['--build-context'], word => {
  const value = behindEquals(word);
  return value && context(value);
});
const inspect = operands({ options: inspectOptions, which: 'all' });
const scout = operands({ options: scoutOptions, as: scanned });
const container = { run, create: run };

const engine: Program = {
  options: engineOptions,
  commands: {
    ...container,
    container,
    pull,
    image: { pull, build },
    build,
    builder: { build },
    buildx: { build, b: build, imagetools: { inspect: operands({ options: inspectOptions }) } },
    manifest: { inspect },
    scout: { cves: scout, quickview: scout, qv: scout, recommendations: scout, sbom: scout },
    sbom: operands({ options: scoutOptions, as: scanned }),
  },
};

const image = optionValues(['--image']);
const created = { deployment: image, deploy: image, job: image, cronjob: image, cj: image };
const kubectl: Program = {
  options: kubectlOptions,
  commands: { run: image, create: created, debug: optionValues(['--image', '--set-image'], imageOrPair), set: { image: pairs(kubectlOptions) } },
};

/** `--set-image` of `kubectl debug` says for which container. */
function imageOrPair(word: Word): Word | undefined {
  return behindEquals(word) ?? word;
}

const from = behind('docker://');
/** Whatever stands before it: only images of registries are written so. */
const firstFromRegistry: Images = (words, start) => {
  const found = words.slice(start).flatMap(word => from(word) ?? []);
  return found.slice(0, 1).map(word => ({ word, platform: undefined }));
};
const apptainer: Program = {
  options: options('c config', 'd debug q quiet s silent v verbose nocolor'),
  commands: { pull: firstFromRegistry, run: firstFromRegistry, exec: firstFromRegistry, shell: firstFromRegistry, build: firstFromRegistry },
};

const crane = operands({ options: craneOptions, as: word => (word.value === '-' ? undefined : word) });
const craneProgram: Program = {
  options: craneOptions,
  commands: {
    digest: crane, manifest: crane, config: crane, export: crane, copy: crane, cp: crane,
    pull: operands({ options: craneOptions, which: 'all-but-last' }),
    validate: optionValues(['--remote']),
  },
};

const skopeo = operands({ options: skopeoOptions, as: from });
const cosign = operands({ options: cosignOptions, which: 'all' });
/** What it signs and attests has been built just before, as a rule, and is left aside with what is pushed. */
const cosignCommands = {
  verify: cosign, 'verify-attestation': cosign, tree: cosign, triangulate: cosign, download: { sbom: cosign, attestation: cosign, signature: cosign },
};
const notation = operands({ options: notationOptions });
const trivy = operands({ options: trivyOptions });
const syftOperand = operands({ options: syftOptions, as: scanned });
const syft: Images = (words, start) => syftOperand(words, /^(?:scan|packages)$/.test(words[start]?.value ?? '') ? start + 1 : start);
const buildah = operands({ options: buildahOptions, as: notScratch });
const ctr = operands({ options: ctrOptions });
const crictl = operands({ options: crictlOptions });
const noOptions = options('');

/** Programs that take images as they are, and where; what they build, tag, push or sign is not theirs to take. */
export const programs: ReadonlyMap<string, Program> = new Map<string, Program>([
  ['docker', engine], ['podman', engine], ['nerdctl', engine],
  ['kubectl', kubectl], ['oc', kubectl],
  ['trivy', { options: trivyOptions, commands: { image: trivy, i: trivy } }],
  ['grype', { options: noOptions, commands: operands({ options: grypeOptions, as: scanned }) }],
  ['syft', { options: noOptions, commands: syft }],
  ['crane', craneProgram], ['gcrane', craneProgram],
  ['skopeo', { options: skopeoOptions, commands: { copy: skopeo, inspect: skopeo } }],
  ['cosign', { options: cosignOptions, commands: cosignCommands }],
  ['notation', { options: notationOptions, commands: { verify: notation, inspect: notation, list: notation, ls: notation } }],
  ['kind', { options: options('v verbosity loglevel', 'q quiet'), commands: { create: { cluster: image } } }],
  ['k3d', { options: options('', 'verbose trace timestamps'), commands: { cluster: { create: optionValues(['--image', '-i'], notChannel) } } }],
  ['apptainer', apptainer], ['singularity', apptainer],
  ['buildah', { options: buildahOptions, commands: { from: buildah, pull: buildah } }],
  ['ctr', { options: ctrOptions, commands: { image: { pull: ctr }, images: { pull: ctr }, i: { pull: ctr } } }],
  ['crictl', { options: crictlOptions, commands: { pull: crictl } }],
  ['dive', { options: noOptions, commands: operands({ options: diveOptions, as: scanned }) }],
]);
