// The system's own Chromium; a browser is never downloaded.

import { accessSync, constants } from "node:fs";
import { join } from "node:path";

export const executable = process.env.CHROMIUM ?? find(["chromium", "chromium-browser", "google-chrome"]);

/** Quiet, and able to run as root in a container. */
export const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

function find(names) {
  for (const name of names) {
    for (const folder of process.env.PATH.split(":")) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here.
      }
    }
  }
  throw new Error("no Chromium found; install it or name it in CHROMIUM");
}
