import { defineConfig } from "@playwright/test";

import { base, port, site } from "./support/address.js";
import { executable, flags } from "./support/chromium.js";

export default defineConfig({
  testDir: "specs",
  fullyParallel: true,
  workers: process.env.WORKERS ? Number(process.env.WORKERS) : 2,
  forbidOnly: Boolean(process.env.CI),
  // A test that only passes the second time has not passed.
  retries: 0,
  timeout: 60_000,
  // When nothing works, a few dozen failures say so as well as hundreds.
  maxFailures: 50,
  reporter: [["list"], ["json", { outputFile: "test-results/report.json" }]],
  use: {
    actionTimeout: 10_000,
    baseURL: base,
    browserName: "chromium",
    launchOptions: { executablePath: executable, args: flags },
    // A scroll that glides would be measured on its way.
    contextOptions: { reducedMotion: "reduce" },
    locale: "fr-CA",
    timezoneId: "America/Toronto",
    viewport: { width: 1280, height: 800 },
  },
  webServer: {
    command: `exec node support/server.js "${site}" ${port}`,
    url: base,
  },
});
