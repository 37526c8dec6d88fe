import type { Link } from '../../conversion/clash';
import { copiedFrom, stageNamed, type Build } from '../../core/build';
import { linksStatically } from '../purpose';
import type { BaseUnit } from './units';

/** What these make runs wherever their runtime is. */
const portable: ReadonlySet<string> = new Set(['maven', 'gradle', 'openjdk', 'eclipse-temurin', 'amazoncorretto', 'dotnet', 'sapmachine', 'clojure', 'composer']);
/** These run nothing of what is copied into them. */
const servers: ReadonlySet<string> = new Set(['nginx', 'httpd', 'caddy', 'haproxy', 'varnish', 'traefik']);

/** What is copied between the stages of different units. */
export function linksOf(units: readonly BaseUnit[], build: Build): readonly Link[] {
  const unitOf = (index: number): number => units.findIndex(({ stages }) => stages.some(stage => stage.index === index));
  const links = new Map<string, Link>();
  for (const stage of build.stages) {
    for (const instruction of stage.instructions) {
      const from = copiedFrom(instruction);
      const source = instruction.keyword === 'copy' && from !== undefined ? stageNamed(build, from) : undefined;
      const [a, b] = [source ? unitOf(source.index) : -1, unitOf(stage.index)];
      const [giving, taking] = [units[a], units[b]];
      if (!giving || !taking || a === b) continue;
      const linked = !linksStatically(build) && !portable.has(giving.upstream.name) && !servers.has(taking.upstream.name);
      const libraries = installs(giving, developing) || installs(taking, library);
      links.set(`${a} ${b}`, { from: a, to: b, linked, libraries, sameImage: giving.upstream.name !== '' && giving.upstream.name === taking.upstream.name && !givesPrograms(giving) });
    }
  }
  return [...links.values()];
}

/** What is linked against in one stage, and installed to run it in another. */
const developing = /\b(?:install|add)\b[^&;|]*\s[\w.+-]+-dev(?:el)?\b/;
const library = /\b(?:install|add)\b[^&;|]*\slib[\w.+-]+/;

function installs({ stages }: BaseUnit, what: RegExp): boolean {
  return stages.some(({ instructions }) => instructions.some(({ keyword, args }) => keyword === 'run' && what.test(args.text)));
}

/** What is taken from stages of these are programs, which do not look for where they were made. */
const programsOnly: ReadonlySet<string> = new Set(['alpine', 'debian', 'ubuntu', 'dotnet', 'busybox', 'golang', 'rust', 'gcc', 'openjdk', 'eclipse-temurin', 'amazoncorretto']);

function givesPrograms({ upstream: { name } }: BaseUnit): boolean {
  return programsOnly.has(name);
}
