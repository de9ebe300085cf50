// The built site as files.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { site } from "./address.js";

/** The paths of the files whose name ends so, in order. */
export function files(ending) {
  const all = readdirSync(site, { recursive: true, withFileTypes: true });
  const paths = all.filter((it) => it.isFile()).map((it) => join(it.parentPath, it.name));
  return paths.map((path) => path.slice(site.replace(/\/*$/, "/").length)).filter((path) => path.endsWith(ending)).sort();
}

export function text(file) {
  return readFileSync(join(site, file), "utf8");
}

export function bytes(file) {
  return readFileSync(join(site, file));
}

/** Every page but the stubs that lead from an old address to a new one. */
export function pageFiles() {
  return files(".html").filter((file) => !isStub(file));
}

export function isStub(file) {
  return /http-equiv="?refresh/i.test(text(file));
}

/** The pages of the notes that are in lists, in a language; those that are unlisted are in none. */
export function noteFiles(lang) {
  const folder = lang === "fr" ? "notes/" : `${lang}/notes/`;
  return files("/index.html")
    .filter((file) => file.startsWith(folder) && file !== `${folder}index.html` && !isStub(file))
    .filter((file) => !/<meta name="?robots"? content="?noindex/.test(text(file)));
}

/** Each note once: in that language where it has a page in it, else in another. */
export function notesFor(lang) {
  const name = (file) => file.split("/").at(-2);
  const own = noteFiles(lang);
  const others = ["fr", "en"].flatMap(noteFiles).filter((file) => !own.some((it) => name(it) === name(file)));
  return [...own, ...others];
}
