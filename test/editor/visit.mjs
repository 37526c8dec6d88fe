import { join } from 'node:path';
import { openHeadless } from '../../scripts/lib/chromium.mjs';
import { examples } from '../../scripts/lib/paths.mjs';
import { startVSCodeServer } from '../../scripts/lib/vscode-server.mjs';
import { noticesEverShown, recordNotices } from './toasts.mjs';
import { speak } from './window.mjs';
import { Workbench } from './workbench.mjs';

/**
 * Opens the Dockerfile of `folder` (default: examples) in a window and takes the steps, `[title, step]`, in order, each from where the last one left; the
 * first that fails ends the visit. `pictures` is where the picture of a failure goes. Answers with how many `passed` and `failed`.
 */
export async function visit(steps, { pictures, language, folder = examples, ...options }) {
  const server = await startVSCodeServer(options);
  try {
    const window = await openHeadless({ width: 1440, height: 800 });
    try {
      await recordNotices(window.page);
      if (language) await speak(window.page, language);
      await window.page.goto(server.url({ folder, file: join(folder, 'Dockerfile') }));
      const notices = () => noticesEverShown(window.page);
      return await take(steps, { workbench: new Workbench(window.page, pictures), installed: server.installed, folder, notices });
    } finally {
      await window.close();
    }
  } finally {
    await server.stop();
  }
}

async function take(steps, here) {
  let passed = 0;
  for (const [title, step] of steps) {
    try {
      await step(here);
    } catch (error) {
      console.log(`  FAIL ${title}\n       ${error.message.replaceAll('\n', '\n       ')}`);
      await here.workbench.picture('failed.png').catch(() => {});
      return { passed, failed: 1 };
    }
    console.log(`  ok   ${title}`);
    passed++;
  }
  return { passed, failed: 0 };
}
