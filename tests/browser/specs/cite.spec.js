// Mode 2, the citation: on the clipboard with the reader's own day.

import { openNote } from "../support/open.js";
import { expect, test } from "../support/test.js";
import { tabTo } from "../support/walk.js";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

// Late in the evening: in Toronto it is still that day, in Greenwich it is already the next.
const days = [
  { now: "2026-08-01T23:30:00-04:00", iso: "2026-08-01", fr: "1er août 2026", en: "August 1, 2026" },
  { now: "2027-02-14T09:00:00-05:00", iso: "2027-02-14", fr: "14 février 2027", en: "February 14, 2027" },
];

for (const lang of ["fr", "en"]) {
  for (const day of days) {
    test(`the citation is copied as HTML and as text, dated ${day.iso} (${lang})`, async ({ page }) => {
      await page.clock.setFixedTime(new Date(day.now));
      await openNote(page, { lang });
      await expect(page.locator("[data-cite-today]")).toHaveText(day[lang]);

      await tabTo(page, "[data-cite-copy=text]");
      await page.keyboard.press("Enter");
      await expect(page.locator("[data-cite-status]")).toHaveText(lang === "fr" ? "Citation copiée." : "Citation copied.");
      const { plain, html } = await clipboard(page);
      const shown = (await page.locator("[data-cite-text]").innerText()).replace(/\s+/g, " ").trim();
      expect(plain.replace(/\s+/g, " ").trim()).toBe(shown);
      expect(plain.replace(/\s/g, " ")).toContain(day[lang]);
      const title = await page.locator("h1").innerText();
      const address = await page.locator("[data-cite-text] a").getAttribute("href");
      expect(html).toContain(`<i>${title}</i>`);
      expect(html).toContain(`<a href="${address}">${address}</a>`);
      expect(html.replace(/\s/g, " ").replace(/<[^>]*>/g, "")).toContain(day[lang]);
      expect(await page.evaluate(() => document.activeElement.matches("[data-cite-copy=text]")), "the focus stays").toBe(true);
    });

    test(`the BibTeX entry is copied with its day of access, ${day.iso} (${lang})`, async ({ page }) => {
      await page.clock.setFixedTime(new Date(day.now));
      await openNote(page, { lang });
      const written = await page.locator("[data-cite-bibtex]").textContent();
      expect(written).not.toContain("urldate");
      await tabTo(page, "[data-cite-copy=bibtex]");
      await page.keyboard.press("Space");
      await expect(page.locator("[data-cite-status]")).toHaveText(lang === "fr" ? "Référence BibTeX copiée." : "BibTeX reference copied.");
      const { plain } = await clipboard(page);
      const isDay = (line) => line.startsWith("urldate");
      expect(fields(plain).filter(isDay)).toEqual([`urldate = {${day.iso}}`]);
      expect(fields(plain).filter((line) => !isDay(line))).toEqual(fields(written));
      expect(plain.match(/\{/g).length).toBe(plain.match(/\}/g).length);
    });
  }
}

test("a page left open overnight is cited on the day of the copy", async ({ page }) => {
  await page.clock.setFixedTime(new Date(days[0].now));
  await openNote(page);
  await page.clock.setFixedTime(new Date(days[1].now));
  await tabTo(page, "[data-cite-copy=text]");
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-cite-status]")).not.toBeEmpty();
  expect((await clipboard(page)).plain.replace(/\s/g, " ")).toContain(days[1].fr);
  await expect(page.locator("[data-cite-today]")).toHaveText(days[1].fr);
});

test("a second copy is told again", async ({ page }) => {
  await openNote(page);
  await tabTo(page, "[data-cite-copy=text]");
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-cite-status]")).not.toBeEmpty();
  const first = await page.locator("[data-cite-status]").textContent();
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator("[data-cite-status]").textContent()).not.toBe(first);
  await expect(page.locator("[data-cite-status]")).toHaveText(first.trim());
});

test("a clipboard that takes only text gets the text", async ({ page }) => {
  await page.addInitScript(() => {
    navigator.clipboard.write = () => Promise.reject(new Error("no"));
  });
  await openNote(page);
  await tabTo(page, "[data-cite-copy=text]");
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-cite-status]")).toHaveText("Citation copiée.");
  expect((await clipboard(page)).plain).toContain(await page.locator("h1").innerText());
});

test("without a clipboard the old command copies", async ({ page, context }) => {
  await page.addInitScript(() => {
    const { clipboard } = navigator;
    window.readPlain = () => clipboard.readText();
    Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined });
  });
  await openNote(page);
  await tabTo(page, "[data-cite-copy=text]");
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-cite-status]")).toHaveText("Citation copiée.");
  expect(await page.evaluate(() => window.readPlain())).toContain(await page.locator("h1").innerText());
});

test("when nothing copies, the text is selected and the reader is told", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined });
    document.execCommand = () => false;
  });
  await openNote(page);
  await tabTo(page, "[data-cite-copy=bibtex]");
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-cite-status]")).toHaveText(/La copie n’a pas marché/);
  const written = await page.locator("[data-cite-bibtex]").textContent();
  expect(await page.evaluate(() => String(getSelection()))).toContain(written.split("\n")[1].trim());
  await expect(page.locator("[data-cite-bibtex]")).toBeVisible();
});

test("a carnet can be cited too", async ({ page }) => {
  await openNote(page, { kind: "carnet" });
  await tabTo(page, "[data-cite-copy=text]");
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-cite-status]")).toHaveText("Citation copiée.");
  expect((await clipboard(page)).html).toContain(`<i>${await page.locator("h1").innerText()}</i>`);
});

/** The lines of an entry; a comma may follow the last field or not. */
function fields(entry) {
  return entry.trim().split("\n").map((line) => line.trim().replace(/,$/, ""));
}

function clipboard(page) {
  return page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (type) => (item.types.includes(type) ? (await item.getType(type)).text() : "");
    return { plain: await read("text/plain"), html: await read("text/html") };
  });
}
