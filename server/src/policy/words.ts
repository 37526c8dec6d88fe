/**
 * Names that a policy file may use. Rules and formats of the contract that this version does not have yet are among them,
 * so that one file serves a team whose members run different versions.
 */
export interface KnownWords {
  readonly rules: readonly string[];
  readonly formats: readonly string[];
  /** Undefined: not checked. */
  readonly publishers?: readonly string[];
  /** Keys of the machine's own file, which others read. */
  readonly alsoAllowed?: readonly string[];
}

/** The table of rules of the contract. */
export const ruleWords: readonly string[] = [
  'reference-invalid', 'tag-missing', 'tag-latest', 'tag-not-pinned', 'digest-stale', 'digest-not-found', 'tag-not-found',
  'digest-single-platform', 'tag-outdated', 'publisher-unknown', 'publisher-untrusted', 'image-deprecated', 'image-moved',
  'end-of-life', 'tag-no-longer-built', 'paid-tag', 'debug-variant', 'hardened-alternative', 'final-stage-builds',
  'shell-missing', 'package-manager-missing', 'user-nonroot', 'entrypoint-differs', 'image-pull-policy',
  'signature-invalid', 'signer-untrusted', 'signature-missing', 'unused-ignore',
];

export const formatWords: readonly string[] = [
  'dockerfile', 'kubernetes', 'custom-resource', 'compose', 'kustomization', 'helm-values', 'helm-template', 'github-workflow',
  'gitlab-ci', 'circleci', 'azure-pipelines', 'bitbucket-pipelines', 'woodpecker', 'cloud-build', 'buildkite', 'devcontainer',
  'skaffold', 'ko', 'bake', 'shell', 'make', 'just', 'terraform', 'nomad', 'quadlet', 'jenkins', 'earthfile', 'bazel',
  'ansible', 'tilt', 'markdown',
];

export const defaultWords: KnownWords = { rules: ruleWords, formats: formatWords };

const longestWord = 40;

/** The word of `words` that `written` was most likely meant to be. */
export function suggestWord(written: string, words: readonly string[]): string | undefined {
  if (written.length > longestWord) return undefined;
  const most = Math.max(1, Math.floor(written.length / 3));
  let best: string | undefined;
  let least = most + 1;
  for (const word of words) {
    const distance = word.length > longestWord ? least : editDistance(written.toLowerCase(), word);
    if (distance >= least) continue;
    best = word;
    least = distance;
  }
  // `info` for `information`.
  return best ?? words.find(word => written.length >= 3 && word.startsWith(written.toLowerCase()));
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        (last[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (last[column - 1] as number) + (same ? 0 : 1),
        swapped ? (beforeLast[column - 2] as number) + 1 : Infinity,
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] as number;
}
