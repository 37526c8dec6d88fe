import type { Offer } from '../../catalog';
import { message, render, type Message } from '../../core/message';
import type { ConversionInput } from './engine';
import type { BaseUnit } from './units';

/** Official images that come with compilers and headers unless their tag says otherwise. */
const full: ReadonlySet<string> = new Set(['python', 'node', 'ruby', 'perl', 'erlang', 'elixir', 'php', 'openjdk']);
const smaller = /(?:^|-)(?:slim|alpine[\d.]*|fpm|cli)(?:-|$)/;
/** Servers that listen on another port where they may not be root. */
const ports: Readonly<Record<string, readonly [from: number, to: number]>> = { nginx: [80, 8080], httpd: [80, 8080] };

/** Microsoft's images of .NET, of which no table tells: all but the smallest leave it to a build who runs it. */
const dotnetWithAccount = /(?:^|-)(?:chiseled|distroless)(?:-|$)/;

/** What will be different: what the catalog says of the image, and what matters to a build. */
export function differencesOf({ upstream, reference }: BaseUnit, offer: Offer, { engine }: ConversionInput): readonly Message[] {
  const inside = engine.catalog.inside(offer.reference);
  const lacksCompiler = inside !== undefined && !inside.programs.includes('gcc') && full.has(upstream.name) && !smaller.test(reference.tag ?? '');
  const port = Object.hasOwn(ports, upstream.name) ? ports[upstream.name] : undefined;
  const isRoot = upstream.name === 'dotnet' && !dotnetWithAccount.test(reference.tag ?? '');
  // No difference, where the catalog says the same of the old image.
  const before = new Set([...engine.catalog.surroundings(reference), ...(isRoot ? [message('user root')] : [])].map(each => render(each)));
  return [
    ...offer.differences.filter(difference => !before.has(render(difference))),
    ...(lacksCompiler ? [message('no compilers and headers, unlike the full image')] : []),
    ...(port && offer.publisher !== 'docker-official' ? [message('listens on port {1} instead of {0}, unless its configuration says otherwise', port[0], port[1])] : []),
  ];
}
