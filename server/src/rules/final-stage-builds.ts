import { wordsOf, type Stage } from '../core/build';
import { isDockerHub } from '../core/docker-hub';
import { buildOf } from '../core/document';
import { message } from '../core/message';
import { fullName, type ImageReference } from '../core/reference';
import { baseName } from '../core/path';
import { isShell, startedBy } from './fit/programs';
import { startedCommand, startOf } from './fit/start';
import { findingOf, shown } from './finding';
import type { Rule } from './rule';

export const finalStageBuilds: Rule = {
  id: 'final-stage-builds',
  concern: 'fit',
  severity: 'information',
  summary: message('The only stage ships a compiler or a build tool'),
  explanation: message(
    'Everything that was needed to build the program is in the image that runs it: compilers, caches, sources. A second stage that copies the finished program from the first makes the image a fraction of the size, and leaves little in it to attack.',
  ),
  needs: [],
  check({ use, document }) {
    if (use.role !== 'base' || !use.reference || !isBuilder(use.reference)) return [];
    const [only, ...others] = buildOf(document)?.stages ?? [];
    if (!only || others.length > 0 || !runsProgram(only)) return [];
    return [findingOf(finalStageBuilds, use, message('{0} is made to build with, and this image ships it', shown(use.reference)))];
  },
};

/**
 * An image without a command, or with one that waits, opens a shell or runs tests, is a place to build in, and meant to be what
 * it is.
 */
function runsProgram(stage: Stage): boolean {
  const { entrypoint, cmd } = startOf([stage]);
  const started = startedCommand({ entrypoint, cmd, healthcheck: undefined });
  const words = [entrypoint, started].flatMap(instruction => (instruction ? wordsOf(instruction) : []));
  const [program = '', ...rest] = startedBy(words);
  const waits = ['sleep', 'tail'].includes(baseName(program)) || (isShell(program) && !rest.includes('-c') && !rest.some(word => word.endsWith('.sh')));
  return program !== '' && !waits && !rest.some(word => word === 'test' || word === 'verify');
}

/** Images that hold compilers and build tools, by what their names end in; those with a runtime of their own are not among them. */
const onDockerHub: ReadonlySet<string> = new Set([
  'library/golang', 'library/rust', 'library/maven', 'library/gradle', 'library/gcc', 'library/haskell', 'library/buildpack-deps', 'library/swift',
  'bitnami/golang', 'bitnami/rust', 'bitnami/maven', 'bitnami/gradle', 'bitnami/dotnet-sdk',
]);
const elsewhere: ReadonlySet<string> = new Set([
  'mcr.microsoft.com/dotnet/sdk',
  ...['go', 'rust', 'maven', 'gradle', 'dotnet-sdk', 'gcc-glibc', 'melange'].map(name => `cgr.dev/chainguard/${name}`),
  ...['golang', 'rust', 'maven', 'gradle'].map(name => `dhi.io/${name}`),
]);

/** Tags of theirs that hold no compiler: the runtime of Swift, and what only fetches sources. */
const runtimeTags: Readonly<Record<string, RegExp>> = { 'library/swift': /slim/, 'library/buildpack-deps': /(?:^|-)(?:curl|scm)$/ };

function isBuilder(reference: ImageReference): boolean {
  const { registry, repository, tag } = reference;
  if (isDockerHub(registry)) return onDockerHub.has(repository) && runtimeTags[repository]?.test(tag ?? '') !== true;
  return elsewhere.has(fullName(reference)) || (fullName(reference) === 'dhi.io/dotnet' && /(?:^|-)sdk(?:-|$)/.test(reference.tag ?? ''));
}
