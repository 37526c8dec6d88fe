import { window, type QuickPick, type QuickPickItem } from 'vscode';
import type { TrustedImage } from '../../server/src/protocol';

interface ImageItem extends QuickPickItem {
  readonly image: TrustedImage;
}

/** Milliseconds for which an entry must be looked at before its registry is asked: scrolling past asks nobody. */
const glance = 250;

/**
 * Lets somebody choose; undefined when nothing was chosen. The size of an entry comes when it is looked at: asking for
 * hundreds of them would use up the day's allowance of a registry.
 */
export async function chooseImage(
  title: string,
  images: Promise<readonly TrustedImage[]>,
  sizeOf: (reference: string) => Promise<string | null>,
): Promise<TrustedImage | undefined> {
  const pick = window.createQuickPick<ImageItem>();
  Object.assign(pick, { title, matchOnDescription: true, matchOnDetail: true, keepScrollPosition: true, busy: true });
  const showing = showSizes(pick, sizeOf);
  const chosen = new Promise<TrustedImage | undefined>(resolve => {
    // Enter is pressed early, too, while the list is empty yet.
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item) resolve(item.image);
    });
    pick.onDidHide(() => resolve(undefined));
  });
  pick.show();
  try {
    pick.items = (await images).map(toItem);
    pick.busy = false;
    return await chosen;
  } finally {
    showing.dispose();
    pick.dispose();
  }
}

function toItem(image: TrustedImage): ImageItem {
  const { reference, publisher, about, size } = image;
  return { label: reference, description: [publisher, ...(size === undefined ? [] : [size])].join(' · '), detail: about, image };
}

function showSizes(pick: QuickPick<ImageItem>, sizeOf: (reference: string) => Promise<string | null>): { dispose(): void } {
  const asked = new Set<string>();
  let waiting: NodeJS.Timeout | undefined;
  let open = true;

  async function ask(image: TrustedImage): Promise<void> {
    asked.add(image.reference);
    // Not to know a size is nothing to tell anybody.
    const size = await sizeOf(image.reference).catch(() => null);
    if (size === null || !open) return;
    const items = pick.items.map(item => (item.image === image ? toItem({ ...image, size }) : item));
    const active = pick.activeItems[0]?.label;
    pick.items = items;
    pick.activeItems = items.filter(({ label }) => label === active);
  }

  pick.onDidChangeActive(([item]) => {
    clearTimeout(waiting);
    if (item && item.image.size === undefined && !asked.has(item.image.reference)) waiting = setTimeout(() => void ask(item.image), glance);
  });
  return {
    dispose() {
      open = false;
      clearTimeout(waiting);
    },
  };
}
