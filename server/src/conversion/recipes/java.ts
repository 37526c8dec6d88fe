import { message } from '../../core/message';
import type { Recipe } from './recipe';
import { join } from './shape';

const tools: ReadonlySet<string> = new Set(['mvn', 'mvnw', 'gradle', 'gradlew', 'java', 'javac', 'dos2unix', 'sed']);
const builders: ReadonlySet<string> = new Set(['mvn', 'mvnw', 'gradle', 'gradlew']);
/** `21` of 3.9-eclipse-temurin-21, of 8-jdk21, and of 21-jdk. */
const named = /(?:temurin|jdk|openjdk|corretto|semeru)-?(\d+)/;
const leading = /^(\d+)/;

/** Maven or Gradle build a jar, and the image starts that. */
export const java: Recipe = {
  images: ['maven', 'gradle', 'eclipse-temurin', 'openjdk'],
  tools,
  plan({ commands, start, workdir, reference, upstream }) {
    const builds = commands.some(({ words }) => builders.has((words[0]?.value ?? '').replace(/^.*\//, '')));
    const jar = start[start.indexOf('-jar') + 1] ?? '';
    if (!builds || !/(?:^|\/)java$/.test(start[0] ?? '') || !start.includes('-jar')) return message('no jar is built and started: java -jar');
    if (!/^[\w./-]+\.jar$/.test(jar)) return message('{0} does not say which jar is started', jar);
    const path = join(workdir ?? '/', jar);
    const tag = reference.tag ?? '';
    const isTool = upstream.name === 'maven' || upstream.name === 'gradle';
    const [, version] = named.exec(tag) ?? (isTool ? [] : (leading.exec(tag) ?? []));
    if (version === undefined) return message('the tag does not say which Java it is');
    return { alone: true, base: `eclipse-temurin:${version}-jre${tag.includes('alpine') ? '-alpine' : ''}`, copies: [path] };
  },
};
