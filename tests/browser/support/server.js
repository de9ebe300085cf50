// A static host like many others: right types, gzip, the headers of `_headers`, `404.html` for what
// is missing. It serves the site under a sub-path, so that a link that is not relative leads nowhere.
//
//     node support/server.js FOLDER PORT

import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

import { prefix } from "./address.js";

const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
  ".xml": "application/xml",
};

const packable = new Set([".css", ".html", ".js", ".svg", ".wasm", ".xml"]);

const [folder, port] = process.argv.slice(2);
const rules = readRules(join(folder, "_headers"));

createServer((request, response) => {
  const { status, file } = find(decodeURIComponent(new URL(request.url, "http://host").pathname));
  for (const [name, value] of headersOf(request.url)) response.setHeader(name, value);
  response.setHeader("Content-Type", types[extname(file)] ?? "application/octet-stream");
  const isPacked = /\bgzip\b/.test(request.headers["accept-encoding"]) && packable.has(extname(file));
  if (isPacked) response.setHeader("Content-Encoding", "gzip");
  const body = readFileSync(file);
  response.writeHead(status);
  response.end(request.method === "HEAD" ? undefined : isPacked ? gzipSync(body) : body);
}).listen(Number(port), "127.0.0.1");

/** The file that answers a path. */
function find(path) {
  if (path.startsWith(prefix)) {
    let file = join(folder, normalize("/" + path.slice(prefix.length)));
    if (file.endsWith("/")) file += "index.html";
    if (statSync(file, { throwIfNoEntry: false })?.isFile()) return { status: 200, file };
  }
  return { status: 404, file: join(folder, "404.html") };
}

/** The headers that `_headers` gives a path, as Netlify and Cloudflare read it. */
function headersOf(url) {
  const path = url.startsWith(prefix) ? url.slice(prefix.length - 1) : url;
  return rules.filter(({ pattern }) => pattern.test(path)).flatMap(({ headers }) => headers);
}

/** `_headers`: a path pattern at the start of a line, the headers indented below it. */
function readRules(file) {
  const rules = [];
  for (const line of readFileSync(file, "utf8").split("\n")) {
    if (/^\s*(#|$)/.test(line)) continue;
    if (/^\S/.test(line)) {
      const pattern = line.trim().replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*");
      rules.push({ pattern: new RegExp(`^${pattern}$`), headers: [] });
    } else {
      const [, name, value] = line.match(/^\s+([^:]+):\s*(.*)$/);
      rules.at(-1).headers.push([name, value]);
    }
  }
  return rules;
}
