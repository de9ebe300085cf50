// One output for any address: links within the site are relative, lead somewhere, and say where.

import { posix } from "node:path";

import { canonical } from "../support/address.js";
import { files, pageFiles, text } from "../support/built.js";
import { expect, test } from "../support/test.js";

/** Every address that a page leads to or loads, with the tag that names it. */
function addresses(html) {
  return [...html.matchAll(/<([a-z]+)\b[^>]*?\s(?:href|src|action)=(?:"([^"]*)"|([^\s>"]+))[^>]*>/g)].map(([tag, , quoted, bare]) => ({ tag, address: quoted ?? bare }));
}

/** A lost page is served at any depth: its own links start from the root. */
const isLost = (file) => file.endsWith("404.html");

test("links within the site are relative", () => {
  const wrong = [];
  for (const file of pageFiles().filter((it) => !isLost(it))) {
    for (const { tag, address } of addresses(text(file))) {
      const mayBeAbsolute = /rel="?(canonical|shortlink|cite-as|alternate)/.test(tag) || /<a href="?[^">]*"?>https:/.test(tag);
      const isCitation = /\sdata-cite-address\b/.test(tag);
      if (address.startsWith("/") || (address.startsWith(canonical) && !mayBeAbsolute && !isCitation)) wrong.push(`${file}: ${tag}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("links within the site lead to a file, and to a place on its page", () => {
  const known = new Set(files(""));
  const idsOf = new Map();
  const ids = (file) => {
    if (!idsOf.has(file)) idsOf.set(file, new Set([...text(file).matchAll(/\sid=(?:"([^"]*)"|([^\s>"]+))/g)].map(([, quoted, bare]) => quoted ?? bare)));
    return idsOf.get(file);
  };
  const broken = [];
  let checked = 0;
  for (const file of pageFiles()) {
    for (const { address } of addresses(text(file))) {
      const inside = isLost(file) && address.startsWith("/") ? canonical + address.slice("/sub/path/".length) : address;
      const url = new URL(inside.replace(/&amp;/g, "&"), canonical + file);
      if (!url.href.startsWith(canonical)) continue;
      checked += 1;
      let target = decodeURIComponent(url.href.slice(canonical.length).replace(/[?#].*$/, ""));
      if (target === "" || target.endsWith("/")) target = posix.join(target, "index.html");
      const fragment = decodeURIComponent(url.hash.slice(1));
      if (!known.has(target)) broken.push(`${file}: ${address}`);
      else if (fragment && !ids(target).has(fragment)) broken.push(`${file}: ${address} (no such place)`);
    }
  }
  expect(checked).toBeGreaterThan(1000);
  expect(broken).toEqual([]);
});

test("no page holds a script, a style or a handler of its own, nor anything of another host", () => {
  const wrong = [];
  for (const file of pageFiles()) {
    const html = text(file);
    if (/<script(?![^>]*\ssrc=)/.test(withoutData(html))) wrong.push(`${file}: an inline script`);
    if (/<style\b|\sstyle="/.test(html)) wrong.push(`${file}: an inline style`);
    if (/<[a-z][^>]*\son[a-z]+="/.test(html)) wrong.push(`${file}: an inline handler`);
    if (/<(script|link rel="?stylesheet|img|iframe)[^>]*\s(src|href)="?https?:/.test(html)) wrong.push(`${file}: something of another host`);
  }
  expect(wrong).toEqual([]);
});

test("a page has no script but the loader, which does not hold it up", () => {
  const wrong = files(".html").filter((file) => {
    const scripts = withoutData(text(file)).match(/<script\b[^>]*>/g) ?? [];
    return scripts.length > 1 || scripts.some((tag) => !/widgets\/loader\..*\sdefer\b/.test(tag));
  });
  expect(wrong).toEqual([]);
});

/** A page without its linked data, of which browsers run nothing. */
function withoutData(html) {
  return html.replace(/<script type="?application\/ld\+json"?>[^<]*<\/script>/g, "");
}
