// The picture, the list and the tables of the map are three views of the same facts.

import { only } from "../support/sets.js";

/** What each view says: allies as "name | kind | ties", ties as "from | kind | to". */
export function read(page) {
  return page.evaluate(() => {
    const words = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";
    const all = (selector, root = document) => [...root.querySelectorAll(selector)];
    const view = document.querySelector("[data-map-view]");

    // What the legend says each shape and each line means is all that a reader of the picture has.
    const legend = new Map();
    for (const item of all(".legend li")) {
      const label = words(item).replace(/\s*\d+$/, "");
      const sample = item.querySelector("use")?.getAttribute("href") ?? item.querySelector("g g")?.getAttribute("class");
      legend.set(sample, label);
    }

    const names = new Map(all("[data-ally]", view).map((it) => [it.dataset.ally, words(it.querySelector("text"))]));
    const picture = {
      ties: all("[data-tie]", view).map((tie) => [
        names.get(tie.dataset.from),
        legend.get(tie.parentElement.getAttribute("class")),
        names.get(tie.dataset.to),
      ]),
    };
    const degree = (name) => picture.ties.filter(([from, , to]) => from === name || to === name).length;
    picture.allies = all("[data-ally]", view).map((it) => {
      const name = words(it.querySelector("text"));
      return [name, legend.get(it.querySelector("use")?.getAttribute("href")), String(degree(name))];
    });

    const list = { allies: [], ties: [], said: [] };
    for (const card of all("[data-ally-card]")) {
      const name = words(card.querySelector("h3"));
      const [kind, ties] = words(card.querySelector(".meta")).split(" · ");
      list.allies.push([name, kind, ties?.match(/^\d+/)?.[0]]);
      for (const tie of all(".ally-ties > li", card)) {
        const relation = words(tie.querySelector(".relation"));
        const other = words(tie.querySelector("a"));
        const isOutgoing = tie.firstElementChild.matches(".relation");
        const ends = isOutgoing ? [name, relation, other] : [other, relation, name];
        list.ties.push(ends);
        const since = words(tie.querySelector(".meta")).match(/\d{4}/)?.[0] ?? "";
        list.said.push([...ends, since, words(tie.querySelector(".tie-text"))]);
      }
    }

    const [allies, ties] = all("#part-tables ~ * table, #part-tables ~ table");
    const rows = (table) => all("tbody tr", table).map((row) => [...row.cells].map(words));
    const table = {
      allies: rows(allies).map((cells) => [cells[0], cells[1], cells.at(-1)]),
      ties: rows(ties).map(([from, kind, to]) => [from, kind, to]),
      said: rows(ties),
    };

    const lines = (facts) => facts.map((fact) => fact.join(" | "));
    const view3 = ({ allies, ties, said = [] }) => ({ allies: lines(allies), ties: lines(ties), said: lines(said) });
    return { picture: view3(picture), list: view3(list), table: view3(table) };
  });
}

export async function facts(page) {
  const { picture, list, table } = await read(page);
  const findings = [];
  if (table.allies.length === 0 || table.ties.length === 0) findings.push("the tables are empty");
  const compare = (what, one, other, oneName, otherName) => {
    for (const fact of only(one, other)) findings.push(`${what}, in the ${oneName} and not in the ${otherName}: ${fact}`);
    for (const fact of only(other, one)) findings.push(`${what}, in the ${otherName} and not in the ${oneName}: ${fact}`);
  };
  // A card stands for each end of a tie: the list says every tie twice.
  const twice = (ties) => ties.flatMap((tie) => [tie, tie]);
  compare("ally", picture.allies, list.allies, "picture", "list");
  compare("ally", table.allies, list.allies, "table", "list");
  compare("tie", picture.ties, table.ties, "picture", "table");
  compare("tie", twice(table.ties), list.ties, "table", "list");
  compare("what a tie says", twice(table.said), list.said, "table", "list");
  return findings;
}
