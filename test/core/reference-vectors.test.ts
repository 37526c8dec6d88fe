import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { digestProblem } from '../../server/src/core/digest';
import { familiarName, familiarReference, formatReference, fullName, parseReference, withDigest, withTag } from '../../server/src/core/reference';
import { parseStrict, patterns } from '../../server/src/core/reference-grammar';
import { describeWithShared, sharedPath } from '../support/shared';
import { entries, problemsFor, type Answer, type Entry } from './distribution';

interface Computed {
  readonly input: string;
  readonly result: Readonly<Record<Entry, Answer>>;
}
type Vector = Readonly<Record<string, string | boolean | null | string[]>>;
interface Upstream {
  readonly test: string;
  readonly list: string;
  readonly vector: Vector | string;
}

/**
 * `a_b.com/x`: the Go library keeps an empty domain here, and nobody can pull such an image. We call it an error,
 * as the registry would. The same text with a path that Docker Hub takes (`a_b/x`) is an ordinary name.
 */
function hasEmptyDomain({ result }: Computed): boolean {
  return result.ParseNormalizedNamed.domain === '';
}

function load(): { upstream: Upstream[]; computed: Computed[]; extra: Computed[]; sha512NotRegistered: Computed[] } {
  return JSON.parse(readFileSync(sharedPath('cases/reference-vectors.json'), 'utf8'));
}

function checkComputed(vector: Computed): void {
  for (const [entry, expected] of Object.entries(vector.result) as [Entry, Answer][]) {
    const found = entries[entry](vector.input);
    const where = `${entry}(${JSON.stringify(vector.input.slice(0, 120))})`;
    if (expected.error === undefined) expect(found, where).toEqual(expected);
    else expect(problemsFor(expected.error), where).toContain('problem' in found ? found.problem : JSON.stringify(found));
  }
}

function checkSpans(text: string): void {
  const result = parseReference(text);
  if (!result.ok) return;
  const { spans, reference } = result;
  const slice = (span?: { start: number; end: number }) => (span ? text.slice(span.start, span.end) : undefined);
  expect(slice(spans.tag)).toBe(reference.tag);
  expect(slice(spans.digest)).toBe(reference.digest);
  // With a tag behind it, since 64 hexadecimal digits alone are an image id.
  expect(parseReference(`${slice(spans.name)}:x`)).toMatchObject({ ok: true, reference: { repository: reference.repository } });
}

describeWithShared('the recorded answers of distribution/reference', 'cases/reference-vectors.json', () => {
  const { upstream, computed, extra, sha512NotRegistered } = load();
  const more = JSON.parse(readFileSync(sharedPath('cases/reference-extra-vectors.json'), 'utf8')) as { vectors: Computed[] };
  const all = [...computed, ...extra, ...more.vectors];

  it('are all there', () => {
    expect([upstream.length, computed.length, extra.length, more.vectors.length]).toEqual([319, 286, 148, 148]);
  });

  it('are ours, entry by entry', () => {
    for (const vector of all) if (!hasEmptyDomain(vector)) checkComputed(vector);
  });

  it('have spans that slice back', () => {
    for (const { input } of all) checkSpans(input);
  });

  it('differ from ours where the domain would be empty, and nowhere else', () => {
    const empty = all.filter(hasEmptyDomain).map(({ input }) => input);
    expect(empty).toContain('a_b.com/x');
    for (const input of empty) expect(parseReference(input), input).toEqual({ ok: false, problem: 'invalid-format' });
  });

  it('know sha384 and sha512, which the tools have linked in and the library alone has not', () => {
    for (const { input } of sha512NotRegistered) {
      const linked = all.find((vector) => vector.input === input) as Computed;
      expect(linked, input).toBeDefined();
      checkComputed(linked);
    }
  });

  describe('upstream tables', () => {
    for (const test of new Set(upstream.map((entry) => entry.test))) {
      const rows = upstream.filter((entry) => entry.test === test);
      it(`${test} (${rows.length})`, () => {
        const check = tables[test];
        expect(check, `no check for ${test}`).toBeDefined();
        for (const row of rows) check?.(row.vector as Vector, row.list);
      });
    }
  });
});

/** Which of our parts each table of the library's own tests is about. */
const tables: Readonly<Record<string, (vector: Vector, list: string) => void>> = {
  TestWithNameFailure: ({ input, err }) => {
    // WithName takes a name alone: a tag or digest behind it is an error as well.
    const problem = nameProblem(String(input));
    expect(problemsFor(String(err)), String(input)).toContain(problem);
  },
  TestIdentifierRegexp: ({ input, match }) => {
    const result = parseReference(String(input));
    expect(!result.ok && result.problem === 'image-id', String(input)).toBe(match);
  },
  TestReferenceRegexp: ({ input, match, subs }) => {
    const whole = new RegExp(`^(${patterns.name})(?::(${patterns.tag}))?(?:@(${patterns.digest}))?$`);
    checkPattern(whole, input, match, subs);
  },
  TestFullNameRegexp: ({ input, match, subs }) => {
    checkPattern(new RegExp(`^(?:(${patterns.domain})/)?(${patterns.path})$`), input, match, subs);
  },
  TestDomainRegexp: ({ input, match }) => {
    expect(new RegExp(`^${patterns.domain}$`).test(String(input)), String(input)).toBe(match);
  },
  TestValidateReferenceName: (vector, list) => {
    expect(parseReference(vector as unknown as string).ok, vector as unknown as string).toBe(list === 'validRepoNames');
  },
  TestValidateRemoteName: (vector, list) => {
    expect(parseReference(vector as unknown as string).ok, vector as unknown as string).toBe(list === 'validRepositoryNames');
  },
  TestReferenceParse: ({ input, err, domain, repository, tag, digest }) => {
    // Upstream's own test runs without crypto/sha512, unlike every tool: see `sha512NotRegistered`.
    if (err === 'unsupported digest algorithm' && String(input).includes('@sha512:')) return expect(parseStrict(String(input)).ok).toBe(true);
    const result = parseStrict(String(input));
    if (err !== null) {
      expect(result.ok, String(input)).toBe(false);
      return expect(problemsFor(String(err)), String(input)).toContain(result.ok ? '' : result.problem);
    }
    if (!result.ok) throw new Error(String(input));
    const { value } = result;
    const name = value.domain === '' ? value.path : `${value.domain}/${value.path}`;
    expect([value.domain, name, value.tag ?? '', value.digest ?? '']).toEqual([domain, repository, tag, digest]);
  },
  TestParseNamed: ({ input, err, domain, path }) => {
    // ParseNamed demands the canonical form: what normalising would change is refused.
    const result = parseReference(String(input));
    const canonical = result.ok && formatReference(result.reference) === input;
    expect(canonical, String(input)).toBe(err === null);
    if (result.ok && err === null) expect([result.reference.registry, result.reference.repository]).toEqual([domain, path]);
  },
  TestWithTag: ({ name, tag, digest, combined }) => {
    expect(combine(String(name), String(tag), String(digest))).toBe(combined);
  },
  TestWithDigest: ({ name, tag, digest, combined }) => {
    expect(combine(String(name), String(tag), String(digest))).toBe(combined);
  },
  TestSerialization: ({ input, err, name, tag, digest }) => {
    const result = parseStrict(String(input));
    expect(result.ok).toBe(err === null);
    if (!result.ok) return;
    const { value } = result;
    expect([value.domain === '' ? value.path : `${value.domain}/${value.path}`, value.tag ?? '', value.digest ?? '']).toEqual([name, tag, digest]);
  },
  TestDomainAndPath: ({ input, domain, path }) => {
    expect(parseStrict(String(input))).toMatchObject({ ok: true, value: { domain, path } });
  },
  TestParseAnyReference: ({ Reference, Equivalent, Expected }) => {
    const found = entries.ParseAnyReference(String(Reference)) as Answer;
    expect(found.string).toBe(Equivalent);
    if (Expected !== null) expect(found.digest).toBe(Expected);
  },
  TestParseDockerRef: ({ input, expected }) => {
    expect((entries.ParseDockerRef(String(input)) as Answer).string).toBe(expected);
  },
  TestMatch: ({ reference, pattern, expected }) => {
    const result = parseReference(String(reference));
    if (!result.ok) throw new Error(String(reference));
    const glob = pathMatch(String(pattern));
    expect(glob.test(familiarReference(result.reference)) || glob.test(familiarName(result.reference))).toBe(expected);
  },
  TestNormalizedSplitHostname: ({ input, domain, path }) => {
    expect(parseReference(String(input))).toMatchObject({ ok: true, reference: { registry: domain, repository: path } });
  },
  TestParseRepositoryInfo: ({ FamiliarName, FullName, AmbiguousName, Domain, RemoteName }) => {
    for (const text of [FamiliarName, FullName, AmbiguousName].filter((name) => name !== '')) {
      const result = parseReference(String(text));
      if (!result.ok) throw new Error(String(text));
      const { reference } = result;
      expect([familiarName(reference), fullName(reference), reference.registry, reference.repository]).toEqual([FamiliarName, FullName, Domain, RemoteName]);
    }
  },
};

function nameProblem(input: string): string {
  const result = parseStrict(input);
  if (!result.ok) return result.problem.startsWith('digest-') ? 'invalid-format' : result.problem;
  return result.value.tag === undefined && result.value.digest === undefined ? 'none' : 'invalid-format';
}

function checkPattern(pattern: RegExp, input: Vector[string] | undefined, match: Vector[string] | undefined, subs: Vector[string] | undefined): void {
  const found = pattern.exec(String(input));
  expect(found !== null, String(input)).toBe(match);
  // Upstream leaves the groups out of some rows.
  if (found && (subs as string[]).length > 0) expect(found.slice(1).map((sub) => sub ?? ''), String(input)).toEqual(subs);
}

/** The digests of these two tables are too short to be read from text, so they are joined to a parsed name. */
function combine(name: string, tag: string, digest: string): string {
  const result = parseStrict(name);
  if (!result.ok) throw new Error(name);
  const { domain, path } = result.value;
  const tagged = withTag({ registry: domain, repository: path }, tag === '' ? undefined : tag);
  const text = formatReference(withDigest(tagged, digest === '' ? undefined : digest));
  return domain === '' ? text.slice(1) : text;
}

/** `path.Match` of Go, as far as the table uses it. */
function pathMatch(pattern: string): RegExp {
  return new RegExp(`^${pattern.replace(/[.]/g, '\\.').replace(/\*+/g, '[^/]*')}$`);
}

describe('the digests of a reference', () => {
  it('are judged by algorithm, length and hexadecimal digits', () => {
    expect(digestProblem(`sha256:${'a'.repeat(64)}`)).toBeUndefined();
    expect(digestProblem(`sha384:${'a'.repeat(96)}`)).toBeUndefined();
    expect(digestProblem(`sha512:${'a'.repeat(128)}`)).toBeUndefined();
    expect(digestProblem(`sha256:${'a'.repeat(63)}`)).toBe('invalid-length');
    expect(digestProblem(`sha256:${'A'.repeat(64)}`)).toBe('invalid-format');
    expect(digestProblem(`md5:${'a'.repeat(32)}`)).toBe('unsupported-algorithm');
    expect(digestProblem('a'.repeat(64))).toBe('invalid-format');
  });
});
