// Mode 2, the map of allies, by keyboard alone.

import { focus } from "../checks/focus.js";
import { orderOfKeys } from "../checks/order-of-keys.js";
import { skip } from "../checks/skip.js";
import { stops } from "../checks/stops.js";
import { listenTo } from "../support/announcements.js";
import { openMap } from "../support/open.js";
import { expect, test } from "../support/test.js";
import { tabTo, walk } from "../support/walk.js";

const stop = "[data-map-view] [data-ally][tabindex='0']";
const status = "[data-map-status]";

test("the map is one stop of the Tab key, forwards and backwards", async ({ page }) => {
  await openMap(page);
  expect(await stops(page)).toEqual([]);
  const back = await walk(page, { from: "#part-allies ~ * a", to: "[data-map-entry]", key: "Shift+Tab" });
  expect(back.filter(({ ally }) => ally)).toHaveLength(1);
});

test("the arrows follow the written order, and Home and End its ends", async ({ page }) => {
  await openMap(page);
  const written = await writtenOrder(page);
  expect(await orderOfKeys(page)).toEqual([]);
  expect(await current(page), "the last ally is the end").toBe(written.at(-1));
  await page.keyboard.press("ArrowLeft");
  expect(await current(page)).toBe(written.at(-2));
  await page.keyboard.press("Home");
  expect(await current(page)).toBe(written[0]);
  await page.keyboard.press("ArrowLeft");
  expect(await current(page), "the first ally is the end").toBe(written[0]);
  await page.keyboard.press("End");
  expect(await current(page)).toBe(written.at(-1));
});

test("coming back, the Tab key stops at the ally where the reader was", async ({ page }) => {
  await openMap(page);
  await tabTo(page, stop);
  await page.keyboard.press("ArrowRight");
  const ally = await current(page);
  await page.keyboard.press("Tab");
  expect(await current(page)).toBeUndefined();
  await page.keyboard.press("Shift+Tab");
  expect(await current(page)).toBe(ally);
});

test("up and down go around the allies tied to one of them", async ({ page }) => {
  await openMap(page);
  const { id, tied } = await mostTied(page);
  await page.locator(stop).focus();
  while ((await current(page)) !== id) await page.keyboard.press("ArrowRight");
  const visited = new Set();
  for (let steps = 0; steps < tied.length; steps++) {
    await page.keyboard.press("ArrowDown");
    visited.add(await current(page));
  }
  expect([...visited].sort()).toEqual(tied);
  const last = await current(page);
  await page.keyboard.press("ArrowUp");
  expect(await current(page)).not.toBe(last);
  expect(tied).toContain(await current(page));
});

for (const lang of ["fr", "en"]) {
  test(`Enter chooses an ally: its card, its ties, the address, the message (${lang})`, async ({ page }) => {
    await openMap(page, { lang });
    const region = await listenTo(page, status);
    await tabTo(page, stop);
    await page.keyboard.press("ArrowRight");
    const id = await current(page);
    const name = await page.locator(`[data-map-view] [data-ally="${id}"]`).getAttribute("data-name");
    expect(await region.texts(), "moving the focus already speaks").toEqual([]);
    await page.keyboard.press("Enter");

    expect(await page.evaluate(() => new URLSearchParams(location.search).get("ally"))).toBe(id);
    const panel = page.locator("[data-map-panel]");
    await expect(panel).toBeVisible();
    await expect(panel.getByRole("heading")).toHaveText(name);
    const card = await page.locator(`[data-ally-card="${id}"]`).innerText();
    expect((await panel.innerText()).replace(/\s+/g, " ").trim()).toContain(card.replace(/\s+/g, " ").trim());
    await expect(page.locator(`[data-map-view] [data-ally="${id}"]`)).toHaveAttribute("aria-current", "true");
    const ties = (await tiesOf(page, id)).length;
    await expect.poll(region.texts).toEqual([lang === "fr" ? `${name} : ${ties} lien${ties > 1 ? "s" : ""}. Fiche ouverte après la carte.` : `${name}: ${ties} tie${ties === 1 ? "" : "s"}. Card open after the map.`]);
    expect(await current(page), "the focus stays on the ally").toBe(id);
    expect(await nearness(page, id)).toEqual(await expectedNearness(page, id));

    await page.keyboard.press("Enter");
    await expect(page.locator("h1")).toContainText(name);
  });
}

test("Escape clears the choice, then leads back to the way into the map", async ({ page }) => {
  await openMap(page);
  await tabTo(page, stop);
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-map-panel]")).toBeVisible();
  const region = await listenTo(page, status);
  await page.keyboard.press("Escape");
  await expect(page.locator("[data-map-panel]")).toBeHidden();
  expect(await page.evaluate(() => location.search)).toBe("");
  await expect.poll(region.texts).toEqual(["Choix effacé. Toute la carte est affichée."]);
  await expect(page.locator("[data-near], [aria-current=true][data-ally]")).toHaveCount(0);
  await page.keyboard.press("Escape");
  expect(await page.evaluate(() => document.activeElement.matches("[data-map-entry]"))).toBe(true);
});

test("the choice is in the address: back, forward, reload and share", async ({ page }) => {
  await openMap(page);
  const panel = page.locator("[data-map-panel] h3");
  await tabTo(page, stop);
  await page.keyboard.press("Enter");
  const first = await panel.innerText();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  const second = await panel.innerText();
  expect(second).not.toBe(first);
  await page.goBack();
  await expect(panel).toHaveText(first);
  await page.goForward();
  await expect(panel).toHaveText(second);
  await page.reload();
  await page.locator("[data-map-controls]:not([hidden])").waitFor();
  await expect(panel).toHaveText(second);
  await page.goBack();
  await page.goBack();
  await expect(page.locator("[data-map-panel]")).toBeHidden();
});

test("an address that names no ally chooses none", async ({ page }) => {
  await openMap(page, { query: "?ally=nobody&ally=%FF" });
  await expect(page.locator("[data-map-panel]")).toBeHidden();
});

test("the panel leads on: its links are reached from the map and lead to the allies' pages", async ({ page }) => {
  await openMap(page);
  await tabTo(page, stop);
  await page.keyboard.press("Enter");
  const name = await page.locator("[data-map-panel] h3").innerText();
  await tabTo(page, "[data-map-panel] h3 a");
  await page.keyboard.press("Enter");
  await expect(page.locator("h1")).toContainText(name);
});

test("the way past the map leads into the list", async ({ page }) => {
  await openMap(page);
  expect(await skip(page)).toEqual([]);
});

test("a name typed in “Aller à” brings its ally under the focus and into view", async ({ page }) => {
  await openMap(page);
  const written = await writtenOrder(page);
  const id = written.at(-1);
  const name = await page.locator(`[data-map-view] [data-ally="${id}"]`).getAttribute("data-name");
  await tabTo(page, "[data-map-goto] input");
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  expect(await current(page)).toBe(id);
  await expect(page.locator("[data-map-panel] h3")).toHaveText(name);
  await expectInSight(page);
});

test("accents and capitals do not matter in “Aller à”, and an unknown name is told", async ({ page }) => {
  await openMap(page);
  const accented = await page.locator("[data-map-view] [data-ally]").evaluateAll((all) => all.map((it) => it.dataset.name).find((name) => /[éèê]/.test(name)));
  await tabTo(page, "[data-map-goto] input");
  await page.keyboard.type(accented.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase());
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-map-panel] h3")).toHaveText(accented);
  await page.locator("[data-map-goto] input").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Zzqx");
  const region = await listenTo(page, status);
  await page.keyboard.press("Enter");
  await expect.poll(region.texts).toEqual(["Aucun·e allié·e ne porte le nom « Zzqx »."]);
  expect(await page.evaluate(() => document.activeElement.localName)).toBe("input");
});

test("buttons and keys zoom, and 0 shows the whole again", async ({ page }) => {
  await openMap(page);
  const whole = await width(page);
  await tabTo(page, "[data-map-zoom=in]");
  await page.keyboard.press("Enter");
  const near = await width(page);
  expect(near).toBeGreaterThan(whole * 1.05);
  await page.locator("[data-map-zoom=out]").focus();
  await page.keyboard.press("Space");
  expect(await width(page)).toBeLessThan(near);
  await page.locator(stop).focus();
  await page.keyboard.press("+");
  expect(await width(page)).toBeGreaterThan(whole * 1.05);
  await page.keyboard.press("0");
  expect(await width(page)).toBeCloseTo(whole, 0);
});

test("the keys of the map act only in the map", async ({ page }) => {
  await openMap(page);
  const before = await page.locator("[data-map-world]").getAttribute("transform");
  await page.locator("h1").click();
  for (const key of ["+", "-", "0", "ArrowRight", "Home", "Escape"]) await page.keyboard.press(key);
  expect(await page.locator("[data-map-world]").getAttribute("transform")).toBe(before);
  await page.locator("[data-map-goto] input").focus();
  await page.keyboard.type("+-0");
  await expect(page.locator("[data-map-goto] input")).toHaveValue("+-0");
  expect(await page.locator("[data-map-world]").getAttribute("transform")).toBe(before);
});

test("the map moves by buttons, in the direction that they name", async ({ page }) => {
  await openMap(page);
  for (let times = 0; times < 3; times++) await page.locator("[data-map-zoom=in]").click();
  const middle = () => page.locator("[data-map-view] [data-ally]").first().evaluate((it) => it.getBoundingClientRect().toJSON());
  for (const [side, axis, sign] of [["left", "x", 1], ["right", "x", -1], ["up", "y", 1], ["down", "y", -1]]) {
    const before = await middle();
    await page.locator(`[data-map-pan=${side}]`).focus();
    await page.keyboard.press("Enter");
    const after = await middle();
    expect(Math.sign(Math.round(after[axis] - before[axis])), `the ${side} side comes into view`).toBe(sign);
  }
});

for (const size of [{ width: 1280, height: 800 }, { width: 320, height: 640 }]) {
  test(`the ally with the focus is always in sight, near and far (${size.width} px)`, async ({ page }) => {
    await page.setViewportSize(size);
    await openMap(page);
    await page.locator(stop).focus();
    await page.keyboard.press("Home");
    const allies = (await writtenOrder(page)).length;
    for (const zoom of ["0", "+"]) {
      for (let times = 0; times < 3; times++) await page.keyboard.press(zoom);
      await page.keyboard.press("Home");
      for (let steps = 0; steps < allies; steps++) {
        await expectInSight(page);
        await page.keyboard.press("ArrowRight");
      }
    }
  });

  test(`each stop of the Tab key shows (${size.width} px)`, async ({ page }) => {
    test.slow();
    await page.setViewportSize(size);
    await openMap(page);
    expect(await focus(page)).toEqual([]);
  });
}

/** The middle of the ally with the focus is in the window, in the frame of the map, and on top. */
async function expectInSight(page) {
  const found = await page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    const ally = document.activeElement;
    const mark = ally.querySelector("use").getBoundingClientRect();
    const frame = ally.closest(".map-frame").getBoundingClientRect();
    const [x, y] = [mark.left + mark.width / 2, mark.top + mark.height / 2];
    const isInside = ({ left, top, right, bottom }) => x > left && x < right && y > top && y < bottom;
    return {
      ally: ally.dataset.ally,
      isInWindow: isInside({ left: 0, top: 0, right: innerWidth, bottom: innerHeight }),
      isInFrame: isInside(frame),
      isOnTop: ally.contains(document.elementFromPoint(x, y)),
    };
  });
  expect(found).toEqual({ ally: found.ally, isInWindow: true, isInFrame: true, isOnTop: true });
}

function current(page) {
  return page.evaluate(() => document.activeElement.dataset.ally);
}

function writtenOrder(page) {
  return page.locator("[data-ally-card]").evaluateAll((cards) => cards.map((it) => it.dataset.allyCard));
}

function tiesOf(page, id) {
  return page
    .locator("[data-map-view] [data-tie]")
    .evaluateAll((ties, id) => ties.map(({ dataset }) => [dataset.from, dataset.to]).filter((ends) => ends.includes(id)), id);
}

async function mostTied(page) {
  const ids = await writtenOrder(page);
  const all = [];
  for (const id of ids) {
    const ends = (await tiesOf(page, id)).flat().filter((end) => end !== id);
    all.push({ id, tied: [...new Set(ends)].sort() });
  }
  return all.sort((a, b) => b.tied.length - a.tied.length)[0];
}

function nearness(page) {
  return page
    .locator("[data-map-view] [data-ally]")
    .evaluateAll((all) => Object.fromEntries(all.map(({ dataset }) => [dataset.ally, dataset.near])));
}

async function expectedNearness(page, id) {
  const tied = new Set((await tiesOf(page, id)).flat());
  const near = (ally) => (ally === id ? "self" : tied.has(ally) ? "tied" : "far");
  return Object.fromEntries((await writtenOrder(page)).map((ally) => [ally, near(ally)]));
}

function width(page) {
  return page.locator("[data-map-world] [role=list]").evaluate((it) => it.getBoundingClientRect().width);
}
