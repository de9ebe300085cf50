// Writes the citations of a site as a reader copies them: with a day of access, from the HTML of the
// pages, as the widget fills it in.
//
//     node dated.js SITE OUT 2024-07-01
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cited } from './files.js';
import { dated } from './words.js';

const [site, out, written] = process.argv.slice(2);
const day = written.split('-').map(Number);

for (const { folder, read } of cited(site)) {
  mkdirSync(join(out, folder), { recursive: true });
  const page = read('index.html');
  for (const [, file, html] of page.matchAll(/<pre [^>]*data-file="([^"]*)">([^]*?)<\/pre>/g)) {
    writeFileSync(join(out, folder, file), `${dated(html, day)}\n`);
  }
}
