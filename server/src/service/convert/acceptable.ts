import type { Offer } from '../../catalog';
import { message, type Message } from '../../core/message';
import { familiarReference } from '../../core/reference';

/** Software of which what ran on an older major version runs on a newer one, nearly always. */
const carriesOver: ReadonlySet<string> = new Set(['node', 'openjdk', 'eclipse-temurin', 'amazoncorretto', 'sapmachine', 'ibm-semeru-runtimes', 'ibmjava']);

interface AskedFor {
  /** Name of the official image. */
  readonly upstream: string;
  readonly tag: string;
  /** A publisher was asked for by name. */
  readonly asked: boolean;
}

/** The tag of a build tool or a server says which Java it brings: `3.9-eclipse-temurin-21`. */
function isOtherJava(tag: string, { reference }: Offer): boolean {
  const [, java] = /(?:jdk|jre|temurin|openjdk|corretto|semeru|zulu)-?(\d+)/.exec(tag) ?? [];
  if (java === undefined || !/(?:^|\/)(?:maven|gradle|tomcat)$/.test(reference.repository)) return false;
  return !new RegExp(`(?:jdk|jre)-?${java}(?!\\d)`).test(reference.tag ?? '');
}

/** The first Go that builds nothing without a go.mod, unless it is told to. */
const firstWithModules = 16;

function wantsModules(tag: string, upstream: string): boolean {
  const [, minor] = /^1\.(\d+)/.exec(tag) ?? [];
  return upstream === 'golang' && minor !== undefined && Number(minor) < firstWithModules;
}

/** Over more major versions than this nothing carries over. */
const mostMajors = 4;

function isNear(tag: string, { reference }: Offer): boolean {
  const major = (text: string): number => Number(/\d+/.exec(text)?.[0] ?? Number.NaN);
  // Of Distroless the name says the version.
  const now = /distroless\/[a-z]+(\d+)/.exec(reference.repository)?.[1] ?? reference.tag ?? '';
  return Math.abs(major(now) - major(tag)) <= mostMajors;
}

/** What a change of version costs. Undefined: nobody who is careful makes it unasked. */
export function costOf(offer: Offer, { upstream, tag, asked }: AskedFor): number | undefined {
  const { kept, isGuess } = offer;
  const guess = isGuess ? 1 : 0;
  if (!asked && (isOtherJava(tag, offer) || wantsModules(tag, upstream))) return undefined;
  if (kept === 'same') return guess;
  if (kept === 'minor') return 2 + guess;
  return asked || (!isGuess && carriesOver.has(upstream) && isNear(tag, offer)) ? 4 + guess : undefined;
}

export function otherVersion(offer: Offer, { tag, upstream }: Pick<AskedFor, 'tag' | 'upstream'>): Message {
  if (wantsModules(tag, upstream)) return message('the nearest image is {0}, whose Go builds nothing without a go.mod', familiarReference(offer.reference));
  if (isOtherJava(tag, offer)) return message('the nearest image is {0}, which brings another Java', familiarReference(offer.reference));
  return message('the nearest image is {0}, which is of another major version', familiarReference(offer.reference));
}
