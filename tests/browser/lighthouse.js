// The four scores of Lighthouse on the pages that matter most; no part of the tests, for a machine
// that does other things at the same time gives other scores.
//
//     SITE=FOLDER node lighthouse.js

import { spawn } from "node:child_process";

import { chromium } from "@playwright/test";
import lighthouse from "lighthouse";

import { base, port, site } from "./support/address.js";
import { executable, flags } from "./support/chromium.js";
import { pathOf } from "./support/pages.js";

const debugging = port + 1;
const server = spawn(process.execPath, [new URL("support/server.js", import.meta.url).pathname, site, String(port)], { stdio: "inherit" });
const browser = await chromium.launch({ executablePath: executable, args: [...flags, `--remote-debugging-port=${debugging}`] });
try {
  console.log(["", "performance", "accessibility", "practices", "seo"].join("\t"));
  for (const kind of ["home", "note", "carnet", "notes", "map"]) {
    const { lhr } = await lighthouse(base + pathOf(kind), { port: debugging, logLevel: "error" });
    const scores = ["performance", "accessibility", "best-practices", "seo"].map((it) => Math.round(lhr.categories[it].score * 100));
    console.log([kind, ...scores].join("\t"));
    // What costs a point.
    const counted = Object.values(lhr.categories).flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0));
    for (const { id } of counted) {
      const { score, title, displayValue = "" } = lhr.audits[id];
      if (score !== null && score < 0.9) console.log(`  ${id}: ${title} ${displayValue}`);
    }
  }
} finally {
  await browser.close();
  server.kill();
}
