// Mode 2, the citation: in the style or format of the reader's choice, on the reader's own day, on
// the clipboard, in a file, on the platform's sheet.

import { readFileSync } from "node:fs";

import { axeRules } from "../checks/axe.js";
import { atPassage, choose, clipboard, dayParts, keepWritten, moments, more, offerMore, offered, partOf, seen, written } from "../support/citations.js";
import { openNote } from "../support/open.js";
import { expectPlain } from "../support/plain.js";
import { pathOf } from "../support/pages.js";
import { expect, test } from "../support/test.js";
import { tabTo } from "../support/walk.js";

test.use({
  permissions: ["clipboard-read", "clipboard-write"],
  // Small capitals go onto the clipboard as a style. Chromium cleans what goes there under the
  // policy of the page, says that it applied none, and keeps it, which is all we ask.
  tolerated: /^error: Applying inline style violates/,
});

const status = (page) => page.locator("[data-cite-status]");
const copied = (name, lang) => (lang === "fr" ? `${name} : référence copiée.` : `${name}: reference copied.`);
const spaced = (text) => text.replace(/[\u00a0\u202f]/g, " ");

for (const { timezoneId, now, day, ...words } of moments) {
  for (const lang of ["fr", "en"]) {
    test.describe(`${now} in ${timezoneId} (${lang})`, () => {
      test.use({ timezoneId });

      for (const kind of ["note", "carnet"]) {
        test(`each style and format of a ${kind} is copied as it is seen`, async ({ page }) => {
          test.slow();
          await page.clock.setFixedTime(new Date(now));
          await keepWritten(page);
          await offerMore(page);
          await openNote(page, { kind, lang });
          const all = await offered(page);
          expect(all.length).toBeGreaterThan(1);
          for (const { id, name, isCode } of all) {
            await choose(page, id);
            await expect(page.locator("[data-cite-shown] > [data-cite-option]")).toHaveAttribute("data-cite-option", id);
            const parts = await dayParts(page);
            expect(parts.map(({ said }) => said), name).toEqual(parts.map((part) => partOf(day, part)));
            const text = await seen(page);
            await page.locator("[data-cite-copy]").press("Enter");
            await expect(status(page), name).toHaveText(copied(name, lang), { useInnerText: false });
            const { types, plain, html } = await clipboard(page);
            expect(plain, name).toBe(isCode ? text : text.trim());
            expect(types, name).toEqual(isCode ? ["text/plain"] : ["text/html", "text/plain"]);
            if (isCode) continue;
            expect(textOf(html), name).toBe(plain);
            const given = await written(page);
            expect(given.plain, name).toBe(plain);
            expect(textOf(given.html), name).toBe(plain);
            expect(given.html, name).not.toMatch(/class=|data-|hidden|<p\b/);
            expect(given.active, "within the click").toBe(true);
          }
        });
      }

      test("the site's own form is on the page and on the clipboard with the long date", async ({ page }) => {
        await page.clock.setFixedTime(new Date(now));
        await openNote(page, { lang });
        await page.locator("[data-cite-copy]").click();
        await expect(status(page)).not.toBeEmpty();
        const title = await page.locator("h1").innerText();
        const { plain, html } = await clipboard(page);
        expect(spaced(plain)).toContain(`(${lang === "fr" ? "consulté le" : "accessed"} ${words[lang]})`);
        expect(spaced(await seen(page))).toContain(words[lang]);
        expect(html).toContain(`<i>${title}</i>`);
        const address = await page.locator("[data-cite-shown] a").getAttribute("href");
        expect(address).toMatch(/^https:\/\/carnet\.example\/sub\/path\//);
        expect(html).toContain(`<a href="${address}">${address}</a>`);
      });
    });
  }
}

test("fonts, small capitals and addresses go onto the clipboard, and nothing of ours", async ({ page }) => {
  await page.clock.setFixedTime(new Date("2024-07-01T12:00:00-04:00"));
  await keepWritten(page);
  await offerMore(page);
  await openNote(page);
  await choose(page, more.style.id);
  await page.locator("[data-cite-copy]").click();
  await expect(status(page)).toHaveText(copied(more.style.name, "fr"));
  const given = await written(page);
  expect(given.html).toBe(more.style.rich("1er/7/24"));
  expect(given.plain).toBe(more.style.plain("1er/7/24"));
  expect((await clipboard(page)).html).toContain("small-caps");
});

test("a format is copied character for character", async ({ page }) => {
  await page.clock.setFixedTime(new Date("2024-07-01T12:00:00-04:00"));
  await offerMore(page);
  await openNote(page);
  await choose(page, more.format.id);
  await page.locator("[data-cite-copy]").click();
  await expect(status(page)).toHaveText(copied(more.format.name, "fr"));
  expect((await clipboard(page)).plain).toBe(more.format.plain("2024/07/01"));
});

test("a page left open overnight is cited on the day of the copy", async ({ page }) => {
  await page.clock.setFixedTime(new Date(moments[0].now));
  await openNote(page);
  await page.clock.setFixedTime(new Date(moments[1].now));
  await tabTo(page, "[data-cite-copy]");
  await page.keyboard.press("Enter");
  await expect(status(page)).not.toBeEmpty();
  expect(spaced((await clipboard(page)).plain)).toContain(moments[1].fr);
  await page.clock.setFixedTime(new Date(moments[2].now));
  await page.locator("[data-cite-shown] [data-cite-text]").click();
  expect(spaced(await seen(page)), "who selects by hand has the day too").toContain(moments[2].fr);
});

test("a second copy is told again", async ({ page }) => {
  await openNote(page);
  await tabTo(page, "[data-cite-copy]");
  await page.keyboard.press("Enter");
  await expect(status(page)).not.toBeEmpty();
  const first = await status(page).textContent();
  await page.keyboard.press("Enter");
  await expect.poll(() => status(page).textContent()).not.toBe(first);
  await expect(status(page)).toHaveText(first.trim());
});

test("by keyboard alone: choose, copy, open the others; the focus stays", async ({ page }) => {
  await offerMore(page);
  await openNote(page);
  const all = await offered(page);
  await tabTo(page, "[data-cite-choice]");
  for (const _ of all.slice(1)) await page.keyboard.press("ArrowDown");
  const last = all.at(-1);
  await expect(page.locator("[data-cite-shown] > [data-cite-option]")).toHaveAttribute("data-cite-option", (await page.locator("[data-cite-choice]").inputValue()));
  await page.keyboard.press("End");
  expect(await page.evaluate(() => document.activeElement.matches("[data-cite-choice]"))).toBe(true);
  const chosen = all.find(({ id }) => id === more.format.id) ?? last;
  await expect(page.locator("[data-cite-shown] > [data-cite-option]")).toHaveAttribute("data-cite-option", chosen.id);
  await tabTo(page, "[data-cite-copy]");
  await expect(page.locator("[data-cite-copy]")).toHaveAccessibleName(`Copier la référence (${chosen.name})`);
  await page.keyboard.press("Space");
  await expect(status(page)).toHaveText(copied(chosen.name, "fr"));
  expect(await page.evaluate(() => document.activeElement.matches("[data-cite-copy]"))).toBe(true);
  await tabTo(page, ".cite summary");
  await page.keyboard.press("Enter");
  const others = await page.locator("[data-cite-others] > [data-cite-option]").evaluateAll((them) => them.map((it) => it.dataset.citeOption));
  expect(others).toEqual(all.map(({ id }) => id).filter((id) => id !== chosen.id));
  for (const it of await page.locator("[data-cite-others] [data-cite-text]").all()) await expect(it).toBeVisible();
});

test("one menu holds styles and formats, each group with its name", async ({ page }) => {
  await openNote(page);
  const menu = page.getByRole("combobox", { name: "Style ou format" });
  const groups = await menu.evaluate((it) => [...it.querySelectorAll("optgroup")].map(({ label, children }) => [label, children.length]));
  const all = await offered(page);
  expect(groups).toEqual([
    [expect.stringMatching(/^Styles/), all.filter(({ isCode }) => !isCode).length],
    [expect.stringMatching(/^Formats/), all.filter(({ isCode }) => isCode).length],
  ]);
  expect(await menu.evaluate((it) => [...it.options].map(({ value, label }) => [value, label]))).toEqual(all.map(({ id, name }) => [id, name]));
});

test("the choice is remembered on other pages and after a reload", async ({ page }) => {
  await openNote(page);
  const { id } = (await offered(page)).at(-1);
  await choose(page, id);
  for (const go of [() => openNote(page, { kind: "carnet" }), () => openNote(page, { lang: "en" }), () => openNote(page)]) {
    await go();
    await expect(page.locator("[data-cite-choice]")).toHaveValue(id);
    await expect(page.locator("[data-cite-shown] > [data-cite-option]")).toHaveAttribute("data-cite-option", id);
  }
  // One that this page does not have is not chosen, and stays remembered.
  await page.evaluate(() => localStorage.setItem("carnet-cite", "nowhere"));
  await openNote(page);
  await expect(page.locator("[data-cite-choice]")).not.toHaveValue(id);
  expect(await page.evaluate(() => localStorage.getItem("carnet-cite"))).toBe("nowhere");
});

test("a storage that is refused is no error", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("no", "SecurityError");
      },
    });
  });
  await openNote(page);
  const { id, name } = (await offered(page)).at(-1);
  await choose(page, id);
  await page.locator("[data-cite-copy]").click();
  await expect(status(page)).toHaveText(copied(name, "fr"));
});

test("a passage has its anchor in every address, and in what is copied", async ({ page }) => {
  await offerMore(page);
  await openNote(page);
  const menu = page.getByRole("combobox", { name: "Passage à citer" });
  const values = await menu.evaluate((it) => [...it.options].map(({ value }) => value));
  const headings = await page.locator(".prose :is(h2, h3)[id]").evaluateAll((all) => all.map(({ id }) => id));
  expect(values).toEqual(["", ...headings]);
  const anchor = headings[1];
  const [{ id: first }] = await offered(page);
  const whole = await page.locator("[data-cite-shown] [data-cite-address]").innerText();
  // A permanent address may lose an anchor on its way: passages are cited by the page itself.
  const own = await page.locator("link[rel=canonical]").getAttribute("href");
  await menu.selectOption(anchor);
  for (const address of await page.locator("[data-cite-address]").all()) {
    const text = await address.textContent();
    expect(text.endsWith(`#${anchor}`)).toBe(true);
    if (await address.getAttribute("href")) await expect(address).toHaveAttribute("href", text);
  }
  await page.locator("[data-cite-copy]").click();
  await expect(status(page)).not.toBeEmpty();
  const { plain, html } = await clipboard(page);
  expect(plain).toContain(`${own}#${anchor}`);
  expect(html).toContain(`<a href="${own}#${anchor}">`);
  await choose(page, more.format.id);
  await page.locator("[data-cite-copy]").click();
  await expect(status(page)).toHaveText(copied(more.format.name, "fr"));
  expect((await clipboard(page)).plain).toContain(`UR  - ${own}#${anchor}\n`);
  await choose(page, first);
  await menu.selectOption("");
  await expect(page.locator("[data-cite-shown] [data-cite-address]")).toHaveText(whole);
});

test("a page opened at a heading cites that passage; at anything else, all of it", async ({ page }) => {
  await openNote(page);
  const id = await page.locator(".prose h2[id]").last().getAttribute("id");
  for (const [anchor, value] of [[id, id], ["part-cite", ""], ["%E0%A4%A", ""]]) {
    await page.goto("about:blank");
    await page.goto(atPassage(anchor));
    await page.locator("[data-widget=cite]").scrollIntoViewIfNeeded();
    await page.locator("[data-cite-controls]:not([hidden])").first().waitFor();
    await expect(page.locator("[data-cite-passage]")).toHaveValue(value);
    const address = await page.locator("[data-cite-shown] a").getAttribute("href");
    expect(address.endsWith(value ? `/#${value}` : "/")).toBe(true);
  }
});

test("the file of a format has the reader's day, and its link stays", async ({ page }) => {
  await page.clock.setFixedTime(new Date("2024-07-01T12:00:00-04:00"));
  await offerMore(page);
  await openNote(page);
  await choose(page, more.format.id);
  const link = page.locator("[data-cite-shown] [data-cite-file]");
  const before = await link.getAttribute("href");
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  expect(download.suggestedFilename()).toBe("essai.ris");
  expect(readFileSync(await download.path(), "utf8")).toBe(more.format.plain("2024/07/01"));
  await expect(link).toHaveAttribute("href", before);
});

test("what a format says on the page is what its file says", async ({ page }) => {
  for (const lang of ["fr", "en"]) {
    for (const kind of ["note", "carnet"]) {
      await page.goto(pathOf(kind, lang));
      // Before the widget comes: the part without a day.
      const files = await page.locator("[data-cite-option]:has([data-cite-file])").evaluateAll((all) =>
        all.map((it) => {
          const text = it.querySelector("[data-cite-text]").cloneNode(true);
          for (const part of text.querySelectorAll("[hidden]")) part.remove();
          return { text: text.textContent, href: it.querySelector("[data-cite-file]").href };
        }),
      );
      for (const { text, href } of files) expect(await (await page.request.get(href)).text(), href).toBe(`${text}\n`);
    }
  }
});

test.describe("where there is a sheet to share with", () => {
  const withSheet = (page, answer) =>
    page.addInitScript((answer) => {
      window.shared = [];
      navigator.share = (data) => {
        window.shared.push({ ...data, active: navigator.userActivation.isActive });
        return answer ? Promise.reject(new DOMException("", answer)) : Promise.resolve();
      };
    }, answer);

  test("the citation and its address are handed over", async ({ page }) => {
    await withSheet(page, null);
    await openNote(page);
    const { name } = (await offered(page))[0];
    const button = page.locator("[data-cite-share]");
    await expect(button).toHaveAccessibleName(`Partager (${name})`);
    await button.click();
    const url = await page.locator("[data-cite-shown] a").getAttribute("href");
    expect(await page.evaluate(() => window.shared)).toEqual([{ text: (await seen(page)).trim(), url, active: true }]);
    await expect(status(page)).toBeEmpty();
  });

  test("a reader who changes their mind made no mistake", async ({ page }) => {
    await withSheet(page, "AbortError");
    await openNote(page);
    await page.locator("[data-cite-share]").click();
    await page.waitForTimeout(200);
    await expect(status(page)).toBeEmpty();
  });

  test("a platform that refuses leaves a copy", async ({ page }) => {
    await withSheet(page, "NotAllowedError");
    await openNote(page);
    const { name } = (await offered(page))[0];
    await page.locator("[data-cite-share]").click();
    await expect(status(page)).toHaveText(copied(name, "fr"));
    expect((await clipboard(page)).plain).toBe((await seen(page)).trim());
  });
});

test("where there is no sheet there is no button for one", async ({ page }) => {
  await page.addInitScript(() => delete Navigator.prototype.share);
  await openNote(page);
  await expect(page.locator("[data-cite-share]")).toBeHidden();
});

test("a clipboard that takes only text gets the text", async ({ page }) => {
  await page.addInitScript(() => {
    navigator.clipboard.write = () => Promise.reject(new Error("no"));
  });
  await openNote(page);
  const { name } = (await offered(page))[0];
  await page.locator("[data-cite-copy]").press("Enter");
  await expect(status(page)).toHaveText(copied(name, "fr"));
  expect((await clipboard(page)).plain).toBe((await seen(page)).trim());
});

test("without a clipboard the old command copies both flavours", async ({ page }) => {
  await page.addInitScript(() => {
    const { clipboard } = navigator;
    window.theirs = clipboard;
    Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined, configurable: true });
  });
  await openNote(page);
  const { name } = (await offered(page))[0];
  await page.locator("[data-cite-copy]").press("Enter");
  await expect(status(page)).toHaveText(copied(name, "fr"));
  await page.evaluate(() => Object.defineProperty(Navigator.prototype, "clipboard", { value: window.theirs }));
  const { plain, html } = await clipboard(page);
  expect(plain).toBe((await seen(page)).trim());
  expect(html).toContain("<i>");
});

test("when nothing copies, the text is selected and the reader is told", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined });
    document.execCommand = () => false;
  });
  await openNote(page);
  for (const { id, isCode } of await offered(page)) {
    await choose(page, id);
    await page.locator("[data-cite-copy]").press("Enter");
    await expect(status(page)).toHaveText(/La copie n’a pas marché/);
    const selected = await page.evaluate(() => String(getSelection()));
    const text = await seen(page);
    expect(isCode ? selected.trim() : selected).toBe(text.trim());
  }
});

test("a reader's own copy is left alone after ours", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined }));
  await openNote(page);
  await page.locator("[data-cite-copy]").press("Enter");
  await expect(status(page)).not.toBeEmpty();
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector("h1")));
  const taken = page.evaluate(() => new Promise((done) => document.addEventListener("copy", (it) => done(it.defaultPrevented))));
  await page.keyboard.press("Control+c");
  expect(await taken).toBe(false);
});

test("a remembered choice does not lose the focus of who comes by keyboard", async ({ page }) => {
  await page.addInitScript(() => delete window.IntersectionObserver);
  await page.goto(pathOf("note"));
  const all = await offered(page);
  await page.evaluate((id) => localStorage.setItem("carnet-cite", id), all.at(-1).id);
  await page.reload();
  await page.locator("[data-cite-shown] a").focus();
  await page.locator("[data-cite-controls]:not([hidden])").first().waitFor();
  expect(await page.evaluate(() => document.activeElement.matches("[data-cite-choice]"))).toBe(true);
});

for (const colorScheme of ["light", "dark"]) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    for (const lang of ["fr", "en"]) {
      test(`axe finds nothing with a format chosen and the others open (${lang})`, async ({ page }) => {
        await offerMore(page);
        await openNote(page, { lang });
        await choose(page, more.format.id);
        await page.locator(".cite summary").click();
        await page.locator("[data-cite-copy]").click();
        await expect(status(page)).not.toBeEmpty();
        expect(await axeRules(page)).toEqual([]);
      });
    }
  });
}

test("paper shows the chosen citation, and nothing to press", async ({ page }) => {
  await offerMore(page);
  await openNote(page);
  await choose(page, more.style.id);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("[data-cite-shown] [data-cite-text]")).toBeVisible();
  for (const name of [".cite button", ".cite select", ".cite details", ".cite label"]) {
    for (const it of await page.locator(name).all()) await expect(it).toBeHidden();
  }
});

test("with forced colours the controls and the citation show their edges", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await openNote(page);
  for (const name of ["[data-cite-choice]", "[data-cite-copy]", "[data-cite-shown] [data-cite-text]"]) {
    const [edge, back] = await page.locator(name).evaluate((it) => [getComputedStyle(it).borderTopColor, getComputedStyle(document.body).backgroundColor]);
    expect(edge, name).not.toBe(back);
  }
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  for (const lang of ["fr", "en"]) {
    test(`every style and format can be read, undated (${lang})`, async ({ page }) => {
      await page.goto(pathOf("note", lang));
      await expectPlain(page, { kind: "note", lang });
      await page.locator(".cite summary").click();
      for (const text of await page.locator("[data-cite-text]").all()) {
        await expect(text).toBeVisible();
        expect(await text.innerText()).not.toMatch(/consult|accessed/i);
      }
      for (const name of await page.locator("[data-cite-others] [data-cite-name]").all()) await expect(name).toBeVisible();
    });
  }
});

/** What a piece of HTML says. */
function textOf(html) {
  const entities = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00a0" };
  return html
    .replace(/<(meta|\/?body|\/?html|!--)[^>]*>/g, "")
    .replace(/<[^>]*>/g, "")
    .replace(/&(\w+);/g, (it, name) => entities[name] ?? it);
}
