// The files of a built site by which programs take citations, by their folders.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Every folder in which something is cited: what it says as CSL-JSON, and a way to its other files.
export function cited(site) {
  const folders = readdirSync(site, { recursive: true })
    .filter((path) => /(^|\/)citation\.json$/.test(path))
    .map((path) => path.slice(0, -'citation.json'.length))
    .sort();
  return folders.map((folder) => {
    const read = (name) => readFileSync(join(site, folder, name), 'utf8');
    return { folder, read, item: JSON.parse(read('citation.json'))[0] };
  });
}

// Two lists of problems: what is wrong, by folder.
export function report(problems, files) {
  for (const problem of problems) console.log(problem);
  console.log(`${files} files read, ${problems.length} problems`);
  process.exit(problems.length === 0 && files > 0 ? 0 : 1);
}

// The name of somebody as one text, whatever the parts that a format has for it.
export function spoken({ given, family, suffix, literal, ...particles }) {
  const all = [given, particles['dropping-particle'], particles['non-dropping-particle'], family, suffix, literal];
  return all.filter(Boolean).join(' ').replace(/’ /g, '’');
}
