import type { Offer } from '../../catalog';
import type { Base, Family } from '../../core/image-inside';
import { message, render, type Message } from '../../core/message';
import type { ConversionInput } from './engine';
import type { BaseUnit } from './units';

/** Official images that come with compilers and headers unless their tag says otherwise. */
const full: ReadonlySet<string> = new Set(['python', 'node', 'ruby', 'perl', 'erlang', 'elixir', 'php', 'openjdk']);
const smaller = /(?:^|-)(?:slim|alpine[\d.]*|fpm|cli)(?:-|$)/;
/** Servers that listen on another port where they may not be root. */
const ports: Readonly<Record<string, readonly [from: number, to: number]>> = { nginx: [80, 8080], httpd: [80, 8080] };

/** Official images that run as root unless a build says otherwise: of languages and distributions, and the servers that have an alternative. */
const asRoot: ReadonlySet<string> = new Set([
  'alpine', 'debian', 'ubuntu', 'fedora', 'amazoncorretto', 'bash', 'busybox', 'buildpack-deps', 'caddy', 'clojure', 'composer', 'dotnet', 'eclipse-temurin', 'elixir', 'erlang', 'gcc',
  'golang', 'gradle', 'httpd', 'maven', 'nginx', 'node', 'openjdk', 'perl', 'php', 'python', 'ruby', 'rust', 'swift', 'tomcat', 'traefik', 'wordpress',
]);
const usual: Readonly<Partial<Record<Family, { readonly shell: string; readonly packageManager: string }>>> = {
  debian: { shell: 'bash', packageManager: 'apt' },
  alpine: { shell: 'busybox', packageManager: 'apk' },
};

/** What will be different: what the catalog says of the image, and what matters to a build. */
export function differencesOf(unit: BaseUnit, offer: Offer, { engine }: ConversionInput): readonly Message[] {
  const { upstream, reference } = unit;
  const inside = engine.catalog.inside(offer.reference);
  const lacksCompiler = inside !== undefined && !inside.programs.includes('gcc') && full.has(upstream.name) && !smaller.test(reference.tag ?? '');
  const port = Object.hasOwn(ports, upstream.name) ? ports[upstream.name] : undefined;
  const before = new Set(ofOldImage(unit, engine.catalog.base(reference)).map(each => render(each)));
  return [
    ...offer.differences.filter(difference => !before.has(render(difference))),
    ...(lacksCompiler ? [message('no compilers and headers, unlike the full image')] : []),
    ...(port && offer.publisher !== 'docker-official' ? [message('listens on port {1} instead of {0}, unless its configuration says otherwise', port[0], port[1])] : []),
  ];
}

/** What the catalog would say of the old image: no difference, where it says the same of the new one. */
function ofOldImage({ upstream }: BaseUnit, base: Base | undefined): readonly Message[] {
  const kept = base && usual[base.family];
  return [
    ...(asRoot.has(upstream.name) ? [message('user root')] : []),
    ...(kept ? [message('shell {0}', kept.shell), message('package manager {0}', kept.packageManager)] : []),
  ];
}
