import { join } from 'node:path';

/** Milliseconds to wait for anything to show. */
const patience = 30_000;
const squiggles = ['error', 'warning', 'info'].map((kind) => `.squiggly-${kind}`).join(', ');
const bulb = '.lightBulbWidget:visible, [class*=codicon-gutter-lightbulb]:visible';
const row = '.action-widget .monaco-list-row.action';

/** Runs in the window. A long part of a line is drawn in several pieces. */
function charactersOf(wanted) {
  const plain = (node) => node.textContent.replaceAll('\u00a0', ' ');
  const line = [...document.querySelectorAll('.view-line')].find((each) => plain(each).includes(wanted));
  const colours = [...line.querySelectorAll('span > span')].flatMap((span) => [...plain(span)].map(() => document.defaultView.getComputedStyle(span).color));
  return { text: plain(line), colours };
}

/** A VS Code window as a user has it: what is seen, and what the keyboard does. */
export class Workbench {
  #page;
  #pictures;

  constructor(page, pictures) {
    this.#page = page;
    this.#pictures = pictures;
    page.setDefaultTimeout(patience);
  }

  /** Waits until a squiggle is drawn where `text` stands: both are measured on the screen. */
  async squiggleUnder(text) {
    const under = ({ wanted, selector }) => {
      const close = (a, b) => Math.abs(a - b) < 3;
      const marks = [...document.querySelectorAll(selector)].map((mark) => mark.getBoundingClientRect());
      return [...document.querySelectorAll('.view-line')].some((line) => {
        const place = line.textContent.replaceAll('\u00a0', ' ').indexOf(wanted);
        if (place < 0) return false;
        const box = line.getBoundingClientRect();
        const width = line.firstElementChild.getBoundingClientRect().width / line.textContent.length;
        const left = box.left + place * width;
        return marks.some((mark) => Math.abs(mark.bottom - box.bottom) < box.height / 2 && close(mark.left, left) && close(mark.width, wanted.length * width));
      });
    };
    await this.#page.waitForFunction(under, { wanted: text, selector: squiggles }, { timeout: patience });
  }

  async noSquiggle() {
    await this.#page.waitForFunction((selector) => document.querySelector(selector) === null, squiggles, { timeout: patience });
  }

  async lineWith(text) {
    const seen = (wanted) =>
      [...document.querySelectorAll('.view-line')].some((line) => line.textContent.replaceAll('\u00a0', ' ').includes(wanted));
    await this.#page.waitForFunction(seen, text, { timeout: patience });
  }

  /** What the first line with `text` reads, and the colour of each of its characters. */
  async coloursOf(text) {
    await this.lineWith(text);
    return this.#page.evaluate(charactersOf, text);
  }

  /** Waits until a piece of a line begins where `part` does: grammars come after the text. */
  async colouredPart(part) {
    const seen = (wanted) => {
      const spans = [...document.querySelectorAll('.view-line')].find((line) => line.textContent.includes(wanted))?.querySelectorAll('span > span') ?? [];
      return [...spans].some((span) => span.textContent.startsWith(wanted.slice(0, 20)));
    };
    await this.#page.waitForFunction(seen, part, { timeout: patience });
  }

  /** Puts the cursor there. Line and column count from 1. */
  async goTo(line, column) {
    await this.#page.locator('.editor-instance .view-lines').first().click();
    await this.#quickInput('Control+g', `:${line}:${column}`);
  }

  /** Waits for the light bulb at the cursor. */
  async lightBulb() {
    await this.#page.locator(bulb).first().waitFor();
  }

  /**
   * Answers with the titles of the entries. VS Code's own request for the light bulb, some 250 ms after every move of the
   * cursor, cancels one that a key has started just before, which then says "No code actions available": press again.
   */
  async openLightBulb() {
    const entries = this.#page.locator(row).first();
    const nothing = this.#page.locator('.monaco-editor-overlaymessage').filter({ hasText: 'No code actions' });
    await this.lightBulb();
    for (let presses = 0; presses < 5; presses++) {
      await this.#page.keyboard.press('Control+.');
      await entries.or(nothing).first().waitFor();
      if (await entries.isVisible()) return this.#page.locator(row).allInnerTexts();
      await this.#page.keyboard.press('Escape');
      await nothing.waitFor({ state: 'detached' });
    }
    throw new Error('VS Code shows a light bulb, and nothing in it');
  }

  /** Titles in the open light bulb that are longer than the place for them. */
  async cutOff() {
    const longer = (titles) => titles.filter((title) => title.scrollWidth > title.clientWidth).map((title) => title.textContent);
    return this.#page.locator(`${row} .title`).evaluateAll(longer);
  }

  /** Takes the first entry of the open light bulb whose title matches, by arrow keys and Enter. */
  async choose(title) {
    const entries = await this.#page.locator(row).allInnerTexts();
    const index = entries.findIndex((entry) => title.test(entry));
    if (index < 0) throw new Error(`nothing in the light bulb matches ${title}:\n${entries.join('\n')}`);
    for (let step = 0; step < index; step++) await this.#page.keyboard.press('ArrowDown');
    await this.#page.locator(`${row}.focused`).filter({ hasText: title }).waitFor();
    await this.#page.keyboard.press('Enter');
  }

  async openFile(name) {
    await this.#quickInput('Control+p', name, name);
    await this.#page.locator('.tab.active').filter({ hasText: name }).waitFor();
  }

  /** Waits for the tabs first: before the window is there, it hears no key. */
  async hideSideBar() {
    await this.#page.locator('.tab.active').waitFor();
    await this.#page.keyboard.press('Control+b');
    await this.#page.locator('.part.sidebar').waitFor({ state: 'hidden' });
  }

  async palette(command) {
    await this.#quickInput('F1', `>${command}`, command);
  }

  /** Runs a command that asks something at once. */
  async paletteThatAsks(command) {
    await this.#quickInput('F1', `>${command}`, command, false);
  }

  /** Follows the link of a problem's code, in the Problems view. */
  async followInProblems(code) {
    await this.palette('Problems: Focus on Problems View');
    await this.#follow('.markers-panel a', code);
  }

  /** Follows the link of a problem's code, in the hover at the cursor. */
  async followInHover(code) {
    await this.palette('Show or Focus Hover');
    await this.#follow('.monaco-hover a', code);
  }

  /** Opens the hover at the cursor, and waits until it says this. */
  async hoverSays(text) {
    await this.palette('Show or Focus Hover');
    await this.#page.locator('.monaco-hover:visible').filter({ hasText: text }).first().waitFor();
  }

  async closeHover() {
    await this.#page.keyboard.press('Escape');
    await this.#page.locator('.monaco-hover:visible').first().waitFor({ state: 'detached' });
  }

  async lensSays(title) {
    await this.#page.locator('.codelens-decoration a, .codelens-decoration span').filter({ hasText: title }).first().waitFor();
  }

  async lensesGone() {
    await this.#page.locator('.codelens-decoration').first().waitFor({ state: 'detached' });
  }

  /** A hover is drawn anew while it fills: an aimed click could find its link gone. */
  async #follow(links, text) {
    const link = this.#page.locator(links).filter({ hasText: text }).first();
    await link.waitFor();
    await link.dispatchEvent('click');
  }

  async tabInFront(name) {
    await this.#page.locator('.tab.active').filter({ hasText: name }).waitFor();
  }

  /** Waits until no tab is open. */
  async noTabs() {
    await this.#page.locator('.tab').first().waitFor({ state: 'detached' });
  }

  /** By the mouse, as in `switchTo`. */
  async closeTab(name) {
    const tab = this.#page.locator('.tab').filter({ hasText: name });
    await tab.locator('.codicon-close').click();
    await tab.waitFor({ state: 'detached' });
  }

  /** Gives the file of the tab in front another name, in the tree of files. */
  async renameInFront(name) {
    await this.palette('File: Reveal Active File in Explorer View');
    await this.#page.locator('.explorer-folders-view .monaco-list-row.focused').waitFor();
    await this.#page.keyboard.press('F2');
    const input = this.#page.locator('.explorer-item-edited input');
    await input.fill(name);
    await input.press('Enter');
    await this.tabInFront(name);
  }

  /** Waits until a page of Markdown says this. It stands in a frame of its own, inside another one. */
  async pageSays(text) {
    const pages = () => this.#page.frames().filter((frame) => frame.parentFrame()?.parentFrame());
    const said = async (frame) => (await frame.locator('body').innerText({ timeout: 1_000 }).catch(() => '')).includes(text);
    const end = Date.now() + patience;
    while (!(await Promise.all(pages().map(said))).includes(true)) {
      if (Date.now() > end) throw new Error(`no page says ${text}`);
      await this.#page.waitForTimeout(100);
    }
  }

  /** Follows a link or presses a button in the page that is shown. */
  async pressInPage(text) {
    const pages = this.#page.frames().filter((frame) => frame.parentFrame()?.parentFrame());
    for (const page of pages) {
      const button = page.locator('a').filter({ hasText: text }).first();
      if (await button.isVisible().catch(() => false)) return button.click();
    }
    throw new Error(`no page has ${text} to press`);
  }

  /** Brings a part of the page that is shown into sight. */
  async scrollPageTo(text) {
    const pages = this.#page.frames().filter((frame) => frame.parentFrame()?.parentFrame());
    for (const page of pages) await page.locator('h2').filter({ hasText: text }).first().scrollIntoViewIfNeeded({ timeout: 500 }).catch(() => {});
  }

  async statusSays(text) {
    await this.#page.locator('.statusbar-item').filter({ hasText: text }).first().waitFor();
  }

  /** Opens what the language says of itself in the status bar, and waits until that says this; its picture is taken. */
  async languageStatusSays(text, picture) {
    await this.#page.locator('[id="status.languageStatus"]').hover();
    await this.#page.locator('.hover-language-status').filter({ hasText: text }).first().waitFor();
    await this.picture(picture);
  }

  /** Opens the list of notices; answers with its heading. */
  async bellSays() {
    await this.palette('Notifications: Show Notifications');
    return this.#page.locator('.notifications-center.visible .notifications-center-header-title').innerText();
  }

  /** Waits until the panel shows the output of this name, and has the focus: it comes late, and would close an input. It may be empty. */
  async outputOf(name) {
    const chosen = (wanted) => [...document.querySelectorAll('.part.panel select')].some((box) => box.selectedOptions[0]?.text === wanted);
    await this.#page.waitForFunction(chosen, name, { timeout: patience });
    await this.#page.locator('.part.panel .monaco-editor.focused').waitFor();
  }

  /** Waits until something pops up that says this. */
  async toastSays(text) {
    await this.#page.locator('.notification-toast').filter({ hasText: text }).first().waitFor();
  }

  /** Types into the input that a command shows, which is of this type, and waits until the next one or none is there. */
  async answer(text, type = 'text') {
    const input = this.#page.locator(`.quick-input-widget:visible input[type=${type}]`);
    await input.waitFor();
    await input.fill(text);
    await this.#page.keyboard.press('Enter');
    const isGone = (typed) => [...document.querySelectorAll('.quick-input-widget input')].every((each) => each.value !== typed || each.offsetParent === null);
    await this.#page.waitForFunction(isGone, text, { timeout: patience });
  }

  /** What has popped up. */
  async toasts() {
    return this.#page.locator('.notification-toast').allInnerTexts();
  }

  /** What the palette lists for what was typed. Nothing is run. */
  async paletteEntries(text) {
    await this.#page.keyboard.press('F1');
    const rows = this.#page.locator('.quick-input-list .monaco-list-row');
    await this.#page.locator('.quick-input-widget input[type=text]').fill(`>${text}`);
    await rows.filter({ hasText: text }).first().waitFor();
    const entries = await rows.allInnerTexts();
    await this.#page.keyboard.press('Escape');
    return entries;
  }

  /** By the mouse: a page of Markdown in front keeps some keys to itself. */
  async switchTo(name) {
    await this.#page.locator('.tab').filter({ hasText: name }).first().click();
    await this.tabInFront(name);
  }

  /** Waits for a line of a tree that reads so; answers with what a screen reader says of it. */
  async treeSays(text) {
    const line = this.#page.locator('.pane-body .monaco-list-row').filter({ hasText: text }).first();
    await line.waitFor();
    return line.getAttribute('aria-label');
  }

  async treeLacks(text) {
    await this.#page.locator('.pane-body .monaco-list-row').filter({ hasText: text }).waitFor({ state: 'detached' });
  }

  /** Opens a line of the tree that has the focus by the keyboard alone. */
  async expandInTree(text) {
    const line = this.#page.locator('.pane-body .monaco-list-row').filter({ hasText: text }).first();
    for (let step = 0; step < 60; step++) {
      if ((await line.getAttribute('class'))?.includes('focused')) return this.#page.keyboard.press('ArrowRight');
      await this.#page.keyboard.press('ArrowDown');
    }
    throw new Error(`the keyboard does not reach ${text}`);
  }

  /** The titles of the steps of the walkthrough that is open, once there are `least`. */
  async walkthroughSteps(least) {
    const titles = this.#page.locator('.gettingStartedDetailsContent .step-title:visible');
    if (least > 0) await titles.nth(least - 1).waitFor();
    return titles.allInnerTexts();
  }

  /** Opens a step, and waits for its picture, which takes the place of another one's a little later. */
  async walkthroughStep(title) {
    const step = this.#page.locator('.getting-started-step').filter({ hasText: title });
    const isOpen = (await step.getAttribute('class')).includes('expanded');
    const before = isOpen ? '' : await this.#walkthroughPicture();
    if (!isOpen) await step.locator('.step-title').click();
    const end = Date.now() + patience;
    for (let now = before; now === '' || now === before; now = await this.#walkthroughPicture()) {
      if (Date.now() > end) throw new Error(`no picture beside ${title}`);
      await this.#page.waitForTimeout(100);
    }
  }

  /** What is drawn beside the steps, or nothing. It stands in a frame of its own, inside another one. */
  async #walkthroughPicture() {
    const pages = this.#page.frames().filter((frame) => frame.parentFrame()?.parentFrame());
    const drawn = (frame) => frame.locator('svg').first().evaluate((svg) => svg.outerHTML, undefined, { timeout: 1_000 }).catch(() => '');
    return (await Promise.all(pages.map(drawn))).join('');
  }

  /** Waits until the file is on disk: the tab loses its mark. */
  async save() {
    await this.#page.keyboard.press('Control+s');
    await this.#page.locator('.tab.active:not(.dirty)').waitFor();
  }

  /** Types a last line into the document in front. */
  async typeAtEnd(text) {
    await this.#page.keyboard.press('Control+End');
    await this.#page.keyboard.type(`\n${text}`);
    await this.#page.locator('.tab.active.dirty').waitFor();
    await this.lineWith(text);
  }

  /** Waits until the document in front is as it is on disk. */
  async undo() {
    const clean = this.#page.locator('.tab.active:not(.dirty)');
    for (let presses = 0; presses < 20 && !(await clean.isVisible()); presses++) await this.#page.keyboard.press('Control+z');
    await clean.waitFor();
  }

  async closeLightBulb() {
    await this.#page.keyboard.press('Escape');
    await this.#page.locator(row).first().waitFor({ state: 'detached' });
  }

  async picture(name, clip) {
    const options = { path: join(this.#pictures, name), ...(clip ? { clip: { x: 0, y: 0, ...clip } } : {}) };
    await this.#page.screenshot(options);
  }

  /**
   * Opens an input by its key, types, and takes the entry that reads `entry` (or whatever is there). That entry is waited for where
   * Enter goes: a list shows what was used lately until it has heard what was typed.
   */
  async #quickInput(key, text, entry, isLast = true) {
    await this.#openInput(key, text, entry);
    await this.#page.keyboard.press('Enter');
    if (isLast) await this.#page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    else await this.#page.waitForFunction((typed) => document.querySelector('.quick-input-widget input').value !== typed, text, { timeout: patience });
  }

  /** Something that takes the focus late closes an input that a key has just opened: press again, as a user would. */
  async #openInput(key, text, entry) {
    const input = this.#page.locator('.quick-input-widget input[type=text]');
    const row = this.#page.locator('.quick-input-list .monaco-list-row.focused').filter({ hasText: entry ?? '' }).first();
    const timeout = patience / 4;
    const attempt = async () => {
      await this.#page.keyboard.press(key);
      await input.waitFor({ timeout });
      await input.fill(text, { timeout });
      if (entry) await row.waitFor({ timeout });
    };
    for (let retries = 3; retries > 0; retries--) {
      if (await attempt().then(() => true, () => false)) return;
    }
    await attempt();
  }
}
