import type { Family } from '../../core/image-inside';
import { applets } from './busybox';

const words = (text: string): readonly string[] => text.split(' ');

/** What every Debian and every Ubuntu has, with the packages that it installs itself from. */
const debian = words('bash tar gzip perl awk find xargs grep sed which useradd groupadd usermod groupmod adduser addgroup su');
/** What the build dependencies of the official images bring, which are there unless a tag says slim. */
const full = words('curl wget git gcc cc g++ c++ make pkg-config unzip bzip2 xz file patch autoconf automake ssh scp ssh-keyscan gpg ps openssl python3 update-ca-certificates');
const scm = words('curl wget git ssh scp ssh-keyscan gpg ps update-ca-certificates');
const certificates = words('openssl update-ca-certificates');

/** Official images on Debian, by what comes with them beside it; those that are not here have nothing that is looked for. */
const onDebian: Readonly<Record<string, readonly string[]>> = {
  python: full, node: full, ruby: full, perl: full, rust: full, gcc: full, erlang: full, elixir: full, haskell: full, 'buildpack-deps': full,
  golang: [...scm, ...words('gcc cc g++ c++ make pkg-config')],
  openjdk: [...scm, ...words('unzip bzip2 xz')], 'eclipse-temurin': words('curl wget gpg openssl'), maven: words('curl git ssh'), gradle: words('curl git ssh unzip wget'),
  php: words('curl xz gcc cc g++ c++ make pkg-config file autoconf'), nginx: words('curl openssl envsubst'), httpd: [], dotnet: words('curl wget git'), postgres: words('gosu xz openssl'), redis: words('gosu'),
};

/** Tools of a language that come with its official image. */
const languages: Readonly<Record<string, readonly string[]>> = {
  node: words('node npm npx yarn'), python: words('python python3 pip pip3'), golang: words('go'), rust: words('rustc cargo'), ruby: words('ruby'), maven: words('mvn java javac'), gradle: words('gradle java javac'),
  openjdk: words('java javac'), 'eclipse-temurin': words('java javac'), nginx: words('nginx'),
};

/** Programs that an official image has, of those that are looked for; undefined for an image that nobody wrote down. */
export function programsOfOld(name: string, tag: string, family: Family): ReadonlySet<string> | undefined {
  if (name === '' || name === 'bitnami') return undefined;
  const own = languages[name] ?? [];
  if (family === 'alpine') return new Set([...applets, ...own]);
  const slim = /(?:^|-)slim(?:-|$)/.test(tag);
  const more = onDebian[name] ?? certificates;
  return new Set([...debian, ...own, ...(slim ? certificates : more)]);
}
