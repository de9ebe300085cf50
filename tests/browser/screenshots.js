// Pictures of the site for people to look at; no part of the tests.
//
//     SITE=FOLDER node screenshots.js PICTURES

import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { chromium } from "@playwright/test";

import { base, port, site } from "./support/address.js";
import { executable, flags } from "./support/chromium.js";
import { open } from "./support/open.js";
import { pages } from "./support/pages.js";

const kinds = ["home", "note", "carnet", "notes", "map", "steps", "person", "term"];
const [pictures] = process.argv.slice(2);
if (!pictures) throw new Error("name the folder for the pictures");

mkdirSync(pictures, { recursive: true });
const server = spawn(process.execPath, [new URL("support/server.js", import.meta.url).pathname, site, String(port)], { stdio: "inherit" });
const browser = await chromium.launch({ executablePath: executable, args: flags });
try {
  await answers();
  for (const width of [390, 1280]) {
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ baseURL: base, colorScheme, viewport: { width, height: 900 }, reducedMotion: "reduce" });
      const page = await context.newPage();
      for (const sample of pages.filter(({ kind }) => kinds.includes(kind))) {
        await open(page, sample);
        await page.evaluate(() => scrollTo(0, 0));
        const name = `${sample.kind}-${sample.lang}-${width}-${colorScheme}.png`;
        await page.screenshot({ path: join(pictures, name), fullPage: true });
        console.log(name);
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
  server.kill();
}

/** Waits until the server answers. */
async function answers() {
  for (let tries = 0; tries < 50; tries++) {
    if (await fetch(base).catch(() => null)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the server does not answer");
}
