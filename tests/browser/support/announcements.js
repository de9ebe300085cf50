// What a status region says, as a screen reader would hear it: each change of its text.

/** Starts to listen to a region; `heard()` gives the messages so far, with their times. */
export async function listenTo(page, selector) {
  await page.evaluate((it) => {
    window.heard = [];
    new MutationObserver(() => {
      window.heard.push({ text: document.querySelector(it).textContent, at: performance.now() });
    }).observe(document.querySelector(it), { childList: true, characterData: true, subtree: true });
  }, selector);
  return {
    heard: () => page.evaluate(() => window.heard),
    texts: async () => (await page.evaluate(() => window.heard)).map(({ text }) => text.replace(/\s+/g, " ").trim()),
  };
}
