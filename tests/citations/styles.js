// Holds every citation in words of a built site against citeproc-js, given the same style, the same
// locale and the site's own CSL-JSON: as it stands without a day, and as it stands on 17 July 2024.
//
//     node styles.js SITE
//
// What differs has to be in differences.json, with who is right and why, and what is there has to
// differ: nothing changes unseen.
import { readFileSync } from 'node:fs';
import CSL from 'citeproc';
import { cited } from './files.js';
import { dated, plain } from './words.js';

const [site] = process.argv.slice(2);
const here = (path) => new URL(path, import.meta.url);
const csl = '../../generator/csl';
const DAY = [2024, 7, 17];

// The table of styles, where the generator has it: a name, the French file, the other file.
const bundled = readFileSync(here(`${csl}/src/bundled.rs`), 'utf8');
const styles = [...bundled.matchAll(/^ {4}"([a-z0-9-]+)": "([^"]+)", "([^"]+)";$/gm)].map(
  ([, id, french, other]) => ({ id, files: { fr: french, en: other } }),
);
const locales = { fr: 'fr-CA', en: 'en-US' };
const known = JSON.parse(readFileSync(here('differences.json'), 'utf8'));

const works = cited(site).map(({ folder, read, item }) => {
  // What is not cited in words: see `Work::in_words`.
  const { abstract, 'original-title': original, ...words } = item;
  const language = folder === 'en/' || folder.startsWith('en/') ? 'en' : 'fr';
  return { folder, language, page: read('index.html'), item: { ...words, id: folder || '/' } };
});

function engine(file, language, items) {
  const byId = new Map(items.map((item) => [item.id, item]));
  const system = {
    retrieveLocale: (name) => {
      try {
        return readFileSync(here(`${csl}/locales/locales-${name}.xml`), 'utf8');
      } catch {
        return false;
      }
    },
    retrieveItem: (id) => byId.get(id),
  };
  const style = readFileSync(here(`${csl}/styles/${file}.csl`), 'utf8');
  return new CSL.Engine(system, style, locales[language], true);
}

// An entry as plain HTML: without the number in the margin and what citeproc-js puts around it.
function tidy(html) {
  return html
    .replace(/<div class="csl-left-margin">.*?<\/div>/s, '')
    .replace(/<\/?div[^>]*>/g, '')
    .replace(/<span style="font-variant:\s*small-caps;">(.*?)<\/span>/g, '$1')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code))
    .trim();
}

let compared = 0;
let equal = 0;
const differences = [];
for (const { id, files } of styles) {
  for (const language of ['fr', 'en']) {
    const ours = works.filter((work) => work.language === language && shown(work.page, id));
    for (const accessed of [undefined, { 'date-parts': [DAY] }]) {
      const items = ours.map(({ item }) => ({ ...structuredClone(item), ...(accessed && { accessed }) }));
      const judge = engine(files[language], language, items);
      for (const [index, work] of ours.entries()) {
        judge.updateItems([items[index].id]);
        const expect = tidy(judge.makeBibliography()[1].join(''));
        const html = shown(work.page, id);
        const got = accessed ? dated(html, DAY) : plain(html);
        compared += 1;
        if (got === expect) equal += 1;
        else differences.push({ id, language, work: work.folder, dated: Boolean(accessed), got, expect });
      }
    }
  }
}

// The citation of a page in a style, as HTML.
function shown(page, id) {
  return page.match(new RegExp(`<p data-cite-option="${id}"[^>]*>([^]*?)</p>`))?.[1];
}

const share = ((100 * equal) / compared).toFixed(1);
console.log(`${works.length} works, ${styles.length} styles: ${equal} of ${compared} as citeproc-js has them, ${share} %`);
let problems = 0;
const met = new Set();
for (const difference of differences) {
  const reason = known.find((it) => it.works.includes(difference.work) && (!it.styles || it.styles.includes(difference.id)));
  if (reason) {
    met.add(reason);
    continue;
  }
  problems += 1;
  console.log(`${difference.work} ${difference.id} ${difference.language}${difference.dated ? ' dated' : ''}`);
  console.log(`  ours: ${JSON.stringify(difference.got)}`);
  console.log(`  js:   ${JSON.stringify(difference.expect)}`);
}
for (const reason of known) {
  if (met.has(reason)) console.log(`${reason.right}: ${reason.why}`);
  else {
    problems += 1;
    console.log(`differences.json names what does not differ: ${reason.why}`);
  }
}
const enough = compared >= 7 * 40 && equal >= 0.95 * compared;
if (!enough) console.log('less than 95 of 100 are equal');
process.exit(problems === 0 && enough ? 0 : 1);
