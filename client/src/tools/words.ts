import type { ToolName } from '../../../server/src/core/tool-input';
import type { Translations } from '../shown';

export interface About {
  readonly registry: string;
  readonly image: string;
}

/** What the user reads while a tool runs, and before it asks a registry. */
export interface ToolWords {
  readonly progress: string;
  readonly title: string;
  readonly question: string;
}

const words: Readonly<Record<ToolName, (l10n: Translations, about: About) => ToolWords>> = {
  list_container_images: l10n => quiet(l10n.t('Listing the container images of the workspace')),
  suggest_image_alternatives: l10n => quiet(l10n.t('Looking for alternatives in the catalog')),
  resolve_image_digest: (l10n, { registry, image }) => ({
    progress: l10n.t('Resolving the digest of {0}', image),
    title: l10n.t('Resolve the digest of a container image?'),
    question: l10n.t('Plimsoll asks the registry {0} which digest {1} stands for. Nothing is edited.', registry, image),
  }),
  verify_image_signature: (l10n, { registry, image }) => ({
    progress: l10n.t('Checking the signatures of {0}', image),
    title: l10n.t('Verify the signature of a container image?'),
    question: l10n.t('Plimsoll asks the registry {0} for the signatures of {1}. Nothing is edited.', registry, image),
  }),
};

export function wordsOf(tool: ToolName, l10n: Translations, about: About): ToolWords {
  return words[tool](l10n, about);
}

/** Of tools that ask nobody. */
function quiet(progress: string): ToolWords {
  return { progress, title: '', question: '' };
}
