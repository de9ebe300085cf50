// What strangers sent, as a site, opened without the policy that would stop a script: none runs,
// nothing is loaded from elsewhere, and no address would run one.
//
// Only what an attack changes is there, beside the widgets and styles that every site has.
//
// The sites are made by `HOSTILE=FOLDER cargo test -p carnet-tests -- hostile`, one for each attack.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";

import { expect, test } from "@playwright/test";

const folder = process.env.HOSTILE ?? fail("HOSTILE must name the folder of the hostile sites; see tests/run");
const attacks = readdirSync(folder).sort();
const types = { ".html": "text/html; charset=utf-8", ".svg": "image/svg+xml", ".xhtml": "application/xhtml+xml", ".xml": "application/xml", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm", ".txt": "text/plain; charset=utf-8" };
/** Files that every site has and no attack changes. */
const own = /^(widgets\/|carnet\.css$|favicon\.svg$|_headers$|_redirects$|\.nojekyll$|robots\.txt$)/;

test.use({ bypassCSP: true });

test("there are enough of them", () => expect(attacks.length).toBeGreaterThanOrEqual(60));

for (const attack of attacks) {
  test(`nothing runs: ${attack}`, async ({ context }) => {
    test.setTimeout(180_000);
    const ran = [];
    await context.exposeFunction("ranHere", (what) => ran.push(what));
    await context.addInitScript(() => {
      for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => window.ranHere(`${name} in ${location.href}`);
    });
    context.on("dialog", (dialog) => (ran.push(`a dialog: ${dialog.message()}`), dialog.dismiss()));
    await context.route("**/*", (route) => {
      const url = new URL(route.request().url());
      // Texts may show pictures from elsewhere: those of `e.example`.
      if (url.host === "e.example" && route.request().resourceType() === "image") return route.abort();
      if (url.host !== "hostile.example") {
        ran.push(`a request to ${url.href.slice(0, 200)}`);
        return route.abort();
      }
      let file = join(folder, attack, decodeURIComponent(url.pathname));
      if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
      if (!existsSync(file)) return route.fulfill({ status: 404, contentType: types[".html"], body: "<p>404</p>" });
      return route.fulfill({ contentType: types[extname(file).toLowerCase()] ?? "application/octet-stream", body: stays(readFileSync(file)) });
    });
    for (const file of filesOf(join(folder, attack)).filter((file) => !own.test(file) && /\.(x?html|svg|xml)$/i.test(file))) {
      // Each in a tab of its own: one that leads on would lead away from the next.
      const page = await context.newPage();
      page.on("popup", (popup) => ran.push(`a window: ${popup.url()}`));
      await page.goto(`https://hostile.example/${file.split("/").map(encodeURIComponent).join("/")}`, { timeout: 120_000 });
      const addresses = await page.evaluate(provoke);
      ran.push(...addresses.map((what) => `${file}: ${what}`));
      await page.close();
    }
    expect(ran).toEqual([]);
  });
}

/** A page that does not lead on to another by itself, which two aliases could do for ever; where it
 * would is looked at by `provoke`. */
function stays(bytes) {
  return Buffer.from(bytes.toString("latin1").replace(/http-equiv="?refresh"?/gi, "data-leads-on"), "latin1");
}

/** Does to each element what would wake a handler, and tells what would run if it were followed. */
async function provoke() {
  const found = [];
  // What is not well-formed is shown by the browser in its own words.
  if (document.querySelector("parsererror")) return found;
  const all = [...document.querySelectorAll("*")];
  // In a page of many thousands of elements the first and last tell as much.
  const some = all.length > 4000 ? [...all.slice(0, 2000), ...all.slice(-2000)] : all;
  for (const it of some) {
    if (it.dataset?.leadsOn !== undefined && /url=["'\s]*(javascript|vbscript|data):/i.test(it.content)) found.push(`<meta ${it.content}>`);
    for (const { name, value } of it.attributes) {
      if (/^on/i.test(name)) found.push(`<${it.localName} ${name}>`);
      const scheme = value.replace(/[\u0000-\u0020]/g, "").toLowerCase();
      if (/^(xlink:)?(href|src|action|formaction|data|poster|to|values)$/i.test(name) && /^(javascript|vbscript|data:(?!image\/(png|jpeg|gif|webp)))/.test(scheme)) found.push(`<${it.localName} ${name}=${value.slice(0, 60)}>`);
      if (/^(srcdoc|style|ping)$/i.test(name)) found.push(`<${it.localName} ${name}>`);
    }
    for (const type of ["mouseover", "focus", "load", "error", "toggle", "animationstart", "begin"]) it.dispatchEvent(new Event(type));
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
  return found;
}

/** Every file below a folder, by its path there. */
function filesOf(folder, below = "") {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesOf(folder, `${below}${entry.name}/`) : [`${below}${entry.name}`]));
}

function fail(message) {
  throw new Error(message);
}
