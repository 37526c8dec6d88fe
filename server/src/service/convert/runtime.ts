import { catalogName, officialName } from '../../catalog/names';
import type { ImageReference } from '../../core/reference';

/** Languages of which what is made for one version is not certain to run on another; how far their versions count. */
const languages: Readonly<Record<string, { readonly title: string; readonly parts: number }>> = {
  node: { title: 'node', parts: 1 }, python: { title: 'python', parts: 2 }, ruby: { title: 'ruby', parts: 2 }, php: { title: 'php', parts: 2 }, composer: { title: '', parts: 0 },
  elixir: { title: 'elixir', parts: 2 }, erlang: { title: 'erlang', parts: 1 }, perl: { title: 'perl', parts: 2 },
  openjdk: { title: 'java', parts: 1 }, 'eclipse-temurin': { title: 'java', parts: 1 }, amazoncorretto: { title: 'java', parts: 1 }, maven: { title: 'java', parts: 0 }, gradle: { title: 'java', parts: 0 },
};
const distroless = /^distroless\/(nodejs|python3?|java)(\d*)/;
const distrolessTitles: Readonly<Record<string, string>> = { nodejs: 'node', java: 'java' };

/** `node 22`: the language that an image runs, and its version. Undefined where its name and tag do not tell. */
export function runtimeOf(reference: ImageReference): string | undefined {
  const { registry, repository, tag = '' } = reference;
  if (registry === 'gcr.io') {
    const [, name = '', version = ''] = distroless.exec(repository) ?? [];
    const title = distrolessTitles[name];
    return title === undefined || version === '' ? undefined : `${title} ${version}`;
  }
  const name = registry === 'dhi.io' ? repository : (officialName(catalogName(reference)) ?? '');
  const language = Object.hasOwn(languages, name) ? languages[name] : undefined;
  if (!language || language.title === '') return undefined;
  if (language.parts === 0) {
    const [, java] = /(?:jdk|temurin|openjdk|corretto)-?(\d+)/.exec(tag) ?? [];
    return java === undefined ? undefined : `java ${java}`;
  }
  const [version] = /^(\d+(?:\.\d+)*)/.exec(tag) ?? [];
  const parts = version?.split('.').slice(0, language.parts) ?? [];
  return parts.length === language.parts ? `${language.title} ${parts.join('.')}` : undefined;
}
