// The citations of a page: what it offers, what is seen of it, and what comes onto the clipboard.

import { pathOf } from "./pages.js";

/** The moments at which citations are read. In each the reader's day is another one than Greenwich's, but for the second. */
export const moments = [
  { timezoneId: "America/Toronto", now: "2024-07-01T23:30:00-04:00", day: [2024, 7, 1], fr: "1er juillet 2024", en: "July 1, 2024" },
  { timezoneId: "America/Toronto", now: "2024-07-17T09:00:00-04:00", day: [2024, 7, 17], fr: "17 juillet 2024", en: "July 17, 2024" },
  { timezoneId: "America/Toronto", now: "2026-12-31T23:30:00-05:00", day: [2026, 12, 31], fr: "31 décembre 2026", en: "December 31, 2026" },
  { timezoneId: "Pacific/Apia", now: "2027-01-01T00:30:00+13:00", day: [2027, 1, 1], fr: "1er janvier 2027", en: "January 1, 2027" },
];

/** A style and a format beside those of the site, with all that a citation may hold. */
export const more = {
  style: {
    id: "essai",
    name: "Essai 1",
    html:
      '<span class="small-caps">Odile &amp; Cie</span>,\u00a0<i>Un «\u00a0titre\u00a0»</i>, <b>2</b><sup>e</sup> éd.<span data-cite-undated>, en ligne</span>' +
      '<span data-cite-dated hidden>, vu le <span data-cite-day="d" data-cite-first="1er"></span>/<span data-cite-day="m"></span>/<span data-cite-day="yy"></span></span>' +
      '. <a href="https://carnet.example/x?a&amp;b" data-cite-address>https://carnet.example/x?a&amp;b</a>.',
    plain: (day) => `Odile & Cie,\u00a0Un «\u00a0titre\u00a0», 2e éd., vu le ${day}. https://carnet.example/x?a&b.`,
    rich: (day) =>
      '<span style="font-variant: small-caps">Odile &amp; Cie</span>,\u00a0<i>Un «\u00a0titre\u00a0»</i>, <b>2</b><sup>e</sup> éd.' +
      `, vu le ${day}. <a href="https://carnet.example/x?a&amp;b">https://carnet.example/x?a&amp;b</a>.`,
  },
  format: {
    id: "essai-code",
    name: "Essai 2",
    html:
      "TY  - ELEC\nTI  - Un «\u00a0titre\u00a0» &amp; &lt;i&gt;\n" +
      '<span data-cite-dated hidden>Y2  - <span data-cite-day="yyyy"></span>/<span data-cite-day="mm"></span>/<span data-cite-day="dd"></span>\n</span>' +
      "UR  - <span data-cite-address>https://carnet.example/x</span>\nER  -   \n",
    plain: (day) => `TY  - ELEC\nTI  - Un «\u00a0titre\u00a0» & <i>\nY2  - ${day}\nUR  - https://carnet.example/x\nER  -   \n`,
  },
};

/** Lets the pages of notes come with `more`. */
export function offerMore(page) {
  const { style, format } = more;
  const option = ({ id, name, html }, tag) => `<div data-cite-option="${id}"><h3 class="cite-name" data-cite-name>${name}</h3><${tag} data-cite-text>${html}</${tag}>`;
  const file = '<p class="cite-file"><a href="./" download="essai.ris" data-cite-file>Essai</a></p>';
  return page.route(/\/notes\/[^/]+\/(#.*)?$/, async (route) => {
    const response = await route.fetch();
    const body = (await response.text())
      .replace(/<\/select>/, `<option value="${style.id}">${style.name}</option><option value="${format.id}">${format.name}</option>$&`)
      .replace(/<div data-cite-others>|<div data-cite-others="">/, `$&${option(style, "p")}</div>${option(format, "pre")}${file}</div>`);
    await route.fulfill({ response, body });
  });
}

/** Every style and format that the page offers, in order: its id, its name, whether it is for programs. */
export function offered(page) {
  return page.locator("[data-cite-option]").evaluateAll((all) =>
    all.map((it) => ({ id: it.dataset.citeOption, name: it.querySelector("[data-cite-name]").textContent, isCode: Boolean(it.querySelector("pre[data-cite-text]")) })),
  );
}

/** Chooses a style or format, where there is a choice. */
export async function choose(page, id) {
  const menu = page.locator("[data-cite-choice]");
  if (await menu.count()) await menu.selectOption(id);
}

/** What is seen of the chosen citation, character for character. */
export function seen(page, within = "[data-cite-shown]") {
  return page.locator(`${within} [data-cite-text]`).evaluate((it) => {
    const copy = it.cloneNode(true);
    for (const part of copy.querySelectorAll("[hidden]")) part.remove();
    return copy.textContent;
  });
}

/** The parts of the day in the chosen citation: how each is asked for and what it says. */
export function dayParts(page) {
  return page.locator("[data-cite-shown] [data-cite-day]").evaluateAll((all) =>
    all.map((it) => ({ form: it.dataset.citeDay, first: it.dataset.citeFirst, months: it.dataset.citeMonths?.split("|"), said: it.textContent })),
  );
}

/** What a part of the day should say. */
export function partOf([year, month, day], { form, first, months }) {
  const two = (number) => String(number % 100).padStart(2, "0");
  const forms = { d: day === 1 && first ? first : String(day), dd: two(day), m: String(month), mm: two(month), month: months?.[month - 1], yy: two(year), yyyy: String(year) };
  return forms[form];
}

/** What was copied, as the browser gives it back: its flavours and their texts. */
export function clipboard(page) {
  return page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (type) => (item.types.includes(type) ? (await item.getType(type)).text() : undefined);
    return { types: [...item.types].sort(), plain: await read("text/plain"), html: await read("text/html") };
  });
}

/** Keeps what pages hand to the clipboard, before the browser cleans it; `written` gives the last. */
export function keepWritten(page) {
  return page.addInitScript(() => {
    if (!navigator.clipboard) return;
    const write = navigator.clipboard.write.bind(navigator.clipboard);
    navigator.clipboard.write = async (items) => {
      window.written = items[0];
      window.writtenAt = { active: navigator.userActivation.isActive };
      return write(items);
    };
  });
}

export function written(page) {
  return page.evaluate(async () => ({
    html: await (await window.written.getType("text/html")).text(),
    plain: await (await window.written.getType("text/plain")).text(),
    ...window.writtenAt,
  }));
}

/** The path of the note, with an anchor of its text. */
export function atPassage(anchor, lang = "fr") {
  return `${pathOf("note", lang)}#${anchor}`;
}
