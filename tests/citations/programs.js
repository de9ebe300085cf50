// What citation-js reads in the citations of a built site, and whether anything is lost on the way:
// CSL-JSON, RIS and both dialects of BibTeX, each against what the CSL-JSON says.
//
//     node programs.js SITE
//
// SITE may be what `dated.js` wrote.
import { createRequire } from 'node:module';
import { Cite, plugins } from '@citation-js/core';
import '@citation-js/plugin-csl';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';
import { cited, report, spoken } from './files.js';

// Its reader of lines, for the tags that citation-js has no word of CSL for.
const ris = createRequire(import.meta.url)('@citation-js/plugin-ris/lib/ris.js');

plugins.config.get('@bibtex').parse.sentenceCase = 'never';

const problems = [];
let files = 0;
const all = cited(process.argv[2]);
for (const { folder, read, item } of all) {
  const check = (what, came, expected) => {
    const [one, other] = [came, expected].map((it) => JSON.stringify(it));
    if (one !== other) problems.push(`${folder || './'}: ${what}: ${one} came, ${other} is right`);
  };
  const parsed = (name) => {
    files += 1;
    try {
      const { data } = new Cite(read(name), { generateGraph: false });
      check(`entries of ${name}`, data.length, 1);
      return data[0];
    } catch (error) {
      problems.push(`${folder}${name}: ${error.message}`);
      return {};
    }
  };

  const json = parsed('citation.json');
  for (const key of Object.keys(item)) check(`${key} in CSL-JSON`, json[key], item[key]);

  // A comma in a name is one that looks like it, see the generator.
  const commas = (text) => text?.replaceAll('\u201a', ',');
  const lines = parsed('citation.ris');
  check('type in RIS', lines.type, 'webpage');
  check('title in RIS', lines.title, item.title);
  check('site in RIS', lines['collection-title'], item['container-title']);
  for (const key of ['publisher', 'abstract', 'language', 'URL', 'issued']) check(`${key} in RIS`, lines[key], item[key]);
  const authors = (item.author ?? []).map(spoken);
  check('authors in RIS', (lines.author ?? []).map((name) => commas(spoken(name))), authors);
  const organisations = (item.author ?? []).filter((name) => name.literal).map((name) => name.literal);
  const whole = (lines.author ?? []).filter((name) => !name.given).map((name) => commas(name.literal ?? name.family));
  check('organisations in RIS', organisations.filter((name) => !whole.includes(name)), []);
  const [tags] = ris.parse(read('citation.ris'));
  check('id in RIS', tags.ID, item.id);
  // citation-js follows EndNote, which has the day of access elsewhere; Zotero reads it here.
  const [accessed] = item.accessed?.['date-parts'] ?? [];
  check('day of access in RIS', tags.Y2?.split('/').slice(0, 3).map(Number), accessed);
  check('original title in RIS', tags.OP, item['original-title']);
  check('licence in RIS', tags.CR, item.license);
  check('year in RIS', tags.PY && Number(tags.PY), item.issued?.['date-parts'][0][0]);

  for (const [name, dialect] of [['citation.bib', 'BibTeX'], ['citation.biblatex.bib', 'BibLaTeX']]) {
    const entry = parsed(name);
    const plain = (text) => text?.replace(/<\/?[a-z ="]+>/g, (tag) => (item.title.includes(tag) ? tag : ''));
    check(`id in ${dialect}`, entry.id, item.id);
    check(`title in ${dialect}`, plain(entry.title), item.title);
    check(`authors in ${dialect}`, (entry.author ?? []).map(spoken), authors);
    check(`address in ${dialect}`, entry.URL, item.URL);
    check(`date in ${dialect}`, entry.issued, item.issued);
    if (dialect === 'BibLaTeX') check(`day of access in ${dialect}`, entry.accessed, item.accessed);
  }
}

const keys = all.map(({ item }) => item.id);
const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
if (twice.length > 0) problems.push(`keys of two works: ${twice.join(' ')}`);
const odd = keys.filter((key) => !/^[a-z0-9_-]+$/.test(key));
if (odd.length > 0) problems.push(`keys with other signs: ${odd.join(' ')}`);
report(problems, files);
