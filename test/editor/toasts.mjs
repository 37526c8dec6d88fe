/** What pops up, and what the list behind the bell shows. */
const notices = '.notification-toast, .notifications-center .notification-list-item';

/** Runs in the window, before anything else does. */
function record(selector) {
  const window = document.defaultView;
  if (window !== window.top) return;
  const seen = new Map();
  // What is gone a moment later was there; what fills later is read again.
  const note = () => {
    for (const notice of document.querySelectorAll(selector)) seen.set(notice, notice.querySelector('.notification-list-item-message')?.textContent ?? '');
  };
  new window.MutationObserver(note).observe(document, { subtree: true, childList: true, characterData: true });
  window.noticesEverShown = () => [...seen.values()];
}

/** From here on every notice that the page shows is kept, however short. To be called before the page is loaded. */
export async function recordNotices(page) {
  await page.addInitScript(record, notices);
}

/** The texts of all of them so far. A window draws what it was told at its next frame, so that frame is awaited. */
export async function noticesEverShown(page) {
  return page.evaluate(async () => {
    const window = document.defaultView;
    const frame = () => new Promise((drawn) => window.requestAnimationFrame(drawn));
    await frame();
    await frame();
    return window.noticesEverShown();
  });
}
