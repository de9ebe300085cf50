// Writes the citations of a site as a reader copies them: with a day of access, from the HTML of the
// pages, as the widget fills it in.
//
//     node dated.js SITE OUT 2024-07-01
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cited } from './files.js';

const [site, out, day] = process.argv.slice(2);
const [year, month, date] = day.split('-').map(Number);
const two = (number) => String(number).padStart(2, '0');

// What an empty element for a part of the day is filled with.
function part(attributes) {
  const value = (name) => attributes.match(new RegExp(`${name}="([^"]*)"`))?.[1];
  const parts = {
    d: date === 1 ? (value('data-cite-first') ?? '1') : String(date),
    dd: two(date),
    m: String(month),
    mm: two(month),
    month: value('data-cite-months')?.split('|')[month - 1],
    yy: two(year % 100),
    yyyy: String(year),
  };
  return parts[value('data-cite-day')];
}

// The text of a format, dated. What is undated is left out.
function text(html) {
  let written = '';
  const left = [];
  for (const [, tag, words] of html.matchAll(/<([^>]*)>|([^<]+)/g)) {
    if (tag === '/span') left.pop();
    else if (tag) {
      left.push(tag.includes('data-cite-undated'));
      if (tag.includes('data-cite-day')) written += part(tag);
    } else if (!left.includes(true)) written += words;
  }
  const signs = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
  return written.replace(/&(lt|gt|quot|#39|amp);/g, (_, name) => signs[name]);
}

for (const { folder, read } of cited(site)) {
  mkdirSync(join(out, folder), { recursive: true });
  const page = read('index.html');
  for (const [, file, html] of page.matchAll(/<pre [^>]*data-file="([^"]*)">([^]*?)<\/pre>/g)) {
    writeFileSync(join(out, folder, file), `${text(html)}\n`);
  }
}
