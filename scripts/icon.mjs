// Draws media/icon.png (the Marketplace takes no SVG) from media/icon.svg: `node scripts/icon.mjs`, after a change of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openHeadless } from './lib/chromium.mjs';
import { ensureServerInstalled } from './lib/install.mjs';
import { root } from './lib/paths.mjs';

await ensureServerInstalled();
const svg = readFileSync(join(root, 'media/icon.svg'), 'utf8');
const { page, close } = await openHeadless({ width: 256, height: 256 });
try {
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  await page.screenshot({ path: join(root, 'media/icon.png'), omitBackground: true });
} finally {
  await close();
}
