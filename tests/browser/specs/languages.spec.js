// Words in another language than their page's say so (WCAG 3.1.2): a list in English names notes,
// people and terms that only have a page in French.

import { pageFiles, text } from "../support/built.js";
import { pages } from "../support/pages.js";
import { expect, test } from "../support/test.js";

test.use({ tolerated: /404 \(Not Found\)/ });

/** The titles and summaries of the pages that exist in French only. */
function frenchWords() {
  const files = pageFiles();
  const isFrenchOnly = (file) => !file.startsWith("en/") && !files.includes(`en/${file}`) && /^(notes|terms|carnets|communities|bases)\//.test(file);
  const unescape = (it) => it.replace(/&amp;/g, "&").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#39;/g, "'");
  const words = (it) => unescape(it.replace(/<[^>]*>/g, "")).replace(/\s+/g, " ").trim();
  return files.filter(isFrenchOnly).flatMap((file) => {
    const html = text(file);
    const title = html.match(/<h1>([^]*?)<\/h1>/)[1];
    const summary = html.match(/<p class="?lede"?>([^]*?)<\/p>/)?.[1];
    return [title, summary].filter(Boolean).map(words).filter((it) => it.length > 12);
  });
}

for (const { kind, path } of pages.filter(({ lang, kind }) => lang === "en" && kind !== "lost")) {
  test(`French words on ${kind} (en) are marked as French`, async ({ page }) => {
    const french = frenchWords();
    expect(french.length).toBeGreaterThan(20);
    await page.goto(path);
    const unmarked = await page.evaluate((french) => {
      const known = new Set(french);
      const blocks = [...document.querySelectorAll("main :is(p, dd, dt, h1, h2, h3, h4, a, li, span)")];
      const words = (it) => it.textContent.replace(/\s+/g, " ").trim();
      // The words may stand in a child that is marked.
      const isMarked = (it) => it.closest("[lang]").lang === "fr" || [...it.querySelectorAll("[lang=fr]")].some((child) => words(child) === words(it));
      return blocks.filter((it) => known.has(words(it)) && !isMarked(it)).map((it) => `${it.localName}.${it.className}: ${words(it).slice(0, 60)}`);
    }, french);
    expect([...new Set(unmarked)]).toEqual([]);
  });
}
