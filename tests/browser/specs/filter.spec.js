// Mode 2, the filter of notes, by keyboard alone.

import { listenTo } from "../support/announcements.js";
import { openFilter } from "../support/open.js";
import { expect, test } from "../support/test.js";
import { tabTo } from "../support/walk.js";

const search = "[data-filter-form] input[type=search]";
const status = "[data-filter-status]";
const pause = 1000;

const words = {
  fr: { all: (n) => `${n} note${n > 1 ? "s" : ""}`, some: (n, of) => `${n} note${n > 1 ? "s" : ""} sur ${of}`, none: "Aucune note" },
  en: { all: (n) => `${n} note${n === 1 ? "" : "s"}`, some: (n, of) => `${n} note${n === 1 ? "" : "s"} of ${of}`, none: "No note" },
};

for (const lang of ["fr", "en"]) {
  test.describe(lang, () => {
    test("typing narrows the list to the notes that hold the word", async ({ page }) => {
      await openFilter(page, { lang });
      const all = await entries(page);
      const word = longestWord(all.at(-1).title);
      await tabTo(page, search);
      await page.keyboard.type(word);
      const left = await visible(page);
      expect(left.map(({ id }) => id)).toContain(all.at(-1).id);
      expect(left.length).toBeLessThan(all.length);
      for (const { text } of left) expect(fold(text)).toContain(fold(word).slice(0, 5));
    });

    test("accents, capitals and apostrophes make no difference", async ({ page }) => {
      await openFilter(page, { lang });
      const word = (await entries(page)).map(({ title }) => title).join(" ").match(/\p{L}*[éèêàç’]\p{L}+/u)?.[0];
      test.skip(!word, "no title has an accent or an apostrophe");
      await tabTo(page, search);
      await page.keyboard.type(word);
      const written = await visible(page);
      expect(written.length).toBeGreaterThan(0);
      await page.keyboard.press("Control+a");
      await page.keyboard.type(fold(word).replace(/’/g, "'").toUpperCase());
      expect(await visible(page)).toEqual(written);
    });

    test("checked values of a facet are alternatives, and facets add up", async ({ page }) => {
      await openFilter(page, { lang });
      const all = await entries(page);
      const [first, second] = await check(page, "kind", [0, 1]);
      expect(ids(await visible(page))).toEqual(ids(all.filter(({ kind }) => [first, second].includes(kind[0]))));
      const [milieu] = await check(page, "milieu", [0]);
      const left = all.filter((it) => [first, second].includes(it.kind[0]) && it.milieu.includes(milieu));
      expect(ids(await visible(page))).toEqual(ids(left));
      expect(await parameter(page, "kind")).toEqual([first, second]);
      expect(await parameter(page, "milieu")).toEqual([milieu]);
    });

    test("each value tells how many notes it would leave, given the rest", async ({ page }) => {
      await openFilter(page, { lang });
      const all = await entries(page);
      const [kind] = await check(page, "kind", [1]);
      const left = all.filter((it) => it.kind.includes(kind));
      for (const facet of await facets(page)) {
        const base = facet.name === "kind" ? all : left;
        for (const { value, count, isZero } of facet.values) {
          const expected = base.filter((it) => it[facet.name].includes(value)).length;
          expect({ value, count, isZero }).toEqual({ value, count: String(expected), isZero: expected === 0 });
        }
      }
    });

    test("the number of notes is told once, after a pause, in the right plural", async ({ page }) => {
      await openFilter(page, { lang });
      const total = (await entries(page)).length;
      await expect(page.locator(status)).toHaveAttribute("role", "status");
      await expect(page.locator(status)).toHaveText(words[lang].all(total));
      const region = await listenTo(page, status);
      await tabTo(page, search);
      const word = longestWord((await entries(page))[0].title);
      await page.keyboard.type(word, { delay: 40 });
      const typed = await page.evaluate(() => performance.now());
      await expect.poll(region.texts).toEqual([words[lang].some((await visible(page)).length, total)]);
      const [{ at }] = await region.heard();
      expect(at - typed, "told at once, while the reader still types").toBeGreaterThan(pause / 2);
    });

    test("no note, one note and all notes each have their own words", async ({ page }) => {
      await openFilter(page, { lang });
      const total = (await entries(page)).length;
      const title = (await entries(page))[0].title;
      await tabTo(page, search);
      await page.keyboard.type(title);
      await expect(page.locator(status)).toHaveText(words[lang].some(1, total));
      await page.keyboard.type("zzqx");
      await expect(page.locator(status)).toHaveText(words[lang].none);
      await page.keyboard.press("Control+a");
      await page.keyboard.press("Delete");
      await expect(page.locator(status)).toHaveText(words[lang].all(total));
    });
  });
}

test("an unchanged message is spoken again", async ({ page }) => {
  await openFilter(page);
  await tabTo(page, search);
  await page.keyboard.type("zzqx");
  await expect(page.locator(status)).toHaveText(words.fr.none);
  const region = await listenTo(page, status);
  await page.keyboard.type("y");
  await expect.poll(region.texts).toEqual([words.fr.none]);
  await page.keyboard.type("y");
  await expect.poll(region.texts).toEqual([words.fr.none, words.fr.none]);
  const [first, second] = await region.heard();
  expect(first.text, "the same text twice is no change to a screen reader").not.toBe(second.text);
});

test("typing never moves the focus, and Enter does not reload the page", async ({ page }) => {
  await openFilter(page);
  await tabTo(page, search);
  await page.evaluate(() => (window.sameDocument = true));
  await page.keyboard.type("zz");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(pause + 500);
  expect(await page.evaluate((it) => document.activeElement.matches(it), search)).toBe(true);
  expect(await page.evaluate(() => window.sameDocument)).toBe(true);
  await expect(page.locator(status)).toHaveText(words.fr.none);
});

test("the empty state names the filters and gives them back without losing the focus", async ({ page }) => {
  await openFilter(page);
  const [kind] = await check(page, "kind", [1]);
  const label = await page.locator(`input[name=kind][value="${kind}"] + .choice`).innerText();
  await page.locator(search).focus();
  await page.keyboard.type("zzqx");
  const empty = page.locator("[data-filter-empty]");
  await expect(empty).toBeVisible();
  await expect(empty).toContainText("zzqx");
  await expect(empty).toContainText(label);
  await tabTo(page, "[data-filter-empty] [data-filter-reset]");
  const region = await listenTo(page, status);
  await page.keyboard.press("Enter");
  await expect(empty).toBeHidden();
  const all = await entries(page);
  expect(await visible(page)).toHaveLength(all.length);
  expect(await page.evaluate((it) => document.activeElement.matches(it), search), "the focus went with the button").toBe(true);
  await expect.poll(region.texts).toEqual([words.fr.all(all.length)]);
});

test("the reset of the form clears everything, says so and stays under the finger", async ({ page }) => {
  await openFilter(page);
  await check(page, "kind", [0]);
  await tabTo(page, "[data-filter-form] [data-filter-reset]");
  const region = await listenTo(page, status);
  await page.keyboard.press("Enter");
  const all = await entries(page);
  expect(await visible(page)).toHaveLength(all.length);
  await expect.poll(region.texts).toContain(words.fr.all(all.length));
  expect(await page.locator("input[type=checkbox]:checked").count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement.matches("[data-filter-reset]"))).toBe(true);
  expect(await page.evaluate(() => location.search)).toBe("");
});

test("the filter is in the address: reload, share and back", async ({ page }) => {
  await openFilter(page);
  const [kind] = await check(page, "kind", [2]);
  await page.locator(search).focus();
  await page.keyboard.type("e");
  const left = await visible(page);
  expect(await parameter(page, "kind")).toEqual([kind]);
  expect(await parameter(page, "q")).toEqual(["e"]);

  await page.reload();
  await page.locator("[data-filter-form]:not([hidden])").waitFor();
  expect(await visible(page)).toEqual(left);
  await expect(page.locator(search)).toHaveValue("e");
  await expect(page.locator(`input[name=kind][value="${kind}"]`)).toBeChecked();

  const [other] = await check(page, "kind", [3]);
  expect(await parameter(page, "kind")).toEqual([kind, other]);
  await page.goBack();
  await expect(page.locator(`input[name=kind][value="${other}"]`)).not.toBeChecked();
  expect(await visible(page)).toEqual(left);
});

test("an address with nonsense in it filters nothing and breaks nothing", async ({ page }) => {
  await openFilter(page, { query: "?kind=nonsense&other=1&sort=sideways&q=%FF%" });
  await expect(page.locator(search)).toBeVisible();
});

test("notes can be put in the order of their titles, as the language sorts them", async ({ page }) => {
  await openFilter(page);
  await tabTo(page, "select[name=sort]");
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => page.url()).toContain("sort=title");
  const titles = (await visible(page)).map(({ title }) => title);
  expect(titles).toEqual([...titles].sort(new Intl.Collator("fr", { ignorePunctuation: true }).compare));
  await page.keyboard.press("ArrowUp");
  const dates = (await visible(page)).map(({ date }) => date);
  expect(dates).toEqual([...dates].sort().reverse());
});

test("the facets open by keyboard on a narrow screen", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await openFilter(page);
  await expect(page.locator("input[name=kind]").first()).toBeHidden();
  await tabTo(page, ".facets > summary");
  await page.keyboard.press("Enter");
  await expect(page.locator("input[name=kind]").first()).toBeVisible();
  await tabTo(page, "input[name=kind]");
  await page.keyboard.press("Space");
  await expect.poll(() => page.url()).toContain("kind=");
});

test("the form is a search with groups, fields and boxes that have names", async ({ page }) => {
  await openFilter(page);
  const tree = await page.getByRole("search").ariaSnapshot();
  expect(tree).toMatch(/- search "Filtrer les notes":/);
  expect(tree).toMatch(/- searchbox "Chercher \(titres, résumés, noms\)"/);
  expect(tree).toMatch(/- combobox "Trier par":/);
  for (const { legend, values } of await facets(page)) {
    expect(tree).toContain(`- group "${legend}":`);
    for (const { label, count } of values) expect(tree).toContain(`- checkbox "${label} ${count}"`);
  }
});

/** Goes to boxes of a facet by keyboard and checks them; gives their values. */
async function check(page, facet, places) {
  const values = [];
  for (const place of places) {
    const value = await page.locator(`input[name=${facet}]`).nth(place).getAttribute("value");
    await page.locator(search).focus();
    await tabTo(page, `input[name=${facet}][value="${value}"]`);
    await page.keyboard.press("Space");
    values.push(value);
  }
  return values;
}

function entries(page) {
  return page.locator("[data-entry]").evaluateAll((all) =>
    all.map((it) => ({
      id: it.dataset.entry,
      isShown: !it.hidden,
      title: it.querySelector("[data-entry-title]").textContent.trim(),
      text: it.textContent,
      date: it.dataset.date,
      ...Object.fromEntries(["kind", "carnet", "community", "author", "milieu", "year"].map((name) => [name, it.dataset[name].split(" ").filter(Boolean)])),
    })),
  );
}

async function visible(page) {
  return (await entries(page)).filter(({ isShown }) => isShown);
}

/** The values of a parameter of the address. */
function parameter(page, name) {
  return page.evaluate((it) => new URLSearchParams(location.search).getAll(it), name);
}

function ids(notes) {
  return notes.map(({ id }) => id);
}

function facets(page) {
  return page.locator("fieldset[data-facet]").evaluateAll((all) =>
    all.map((it) => ({
      name: it.dataset.facet,
      legend: it.querySelector("legend").textContent.trim(),
      values: [...it.querySelectorAll("label")].map((label) => ({
        value: label.querySelector("input").value,
        label: label.querySelector(".choice").textContent.trim(),
        count: label.querySelector("[data-count]").textContent,
        isZero: label.hasAttribute("data-zero"),
      })),
    })),
  );
}

function longestWord(title) {
  return title.match(/\p{L}+/gu).sort((a, b) => b.length - a.length)[0];
}

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae");
}
