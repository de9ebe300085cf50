// To assistive technology the map is a named group that holds a list of links, and each link says
// the name of an ally, its kind and the number of its ties.

import { accessibilityTree, find } from "../support/devtools.js";

export async function names(page) {
  const tree = await accessibilityTree(page);
  const expected = await expectedNames(page);
  const title = await page.locator("#part-map-title").innerText();
  const [map] = find(tree, ({ role, name }) => role === "group" && name === title.replace(/\s+/g, " "));
  if (!map) return ["no group is named after the title of the map"];
  const [list] = find(map, ({ role }) => role === "list");
  if (!list) return ["the map holds no list"];
  const items = list.children.filter(({ role }) => role === "listitem");
  const links = items.flatMap((item) => find(item, ({ role, focusable }) => role === "link" && focusable));
  const findings = [];
  if (links.length !== expected.length) findings.push(`${expected.length} allies, ${links.length} links`);
  expected.forEach((name, index) => {
    const found = links[index]?.name;
    if (found !== name) findings.push(`expected a link “${name}”, found “${found}”`);
  });
  return findings;
}

/** The names as the written list has them: "Name, kind, 4 liens". */
function expectedNames(page) {
  return page.locator("[data-ally-card]").evaluateAll((cards) =>
    cards.map((card) => {
      const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
      const [kind, ties] = words(card.querySelector(".meta")).split(" · ");
      return [words(card.querySelector("h3")), kind, ties].join(", ");
    }),
  );
}
