// The test of this house: like Playwright's, and the console must stay empty.

import { expect, test as base } from "@playwright/test";

export { expect };

export const test = base.extend({
  /** What the console may say in a test that breaks something on purpose: a pattern. */
  tolerated: [null, { option: true }],

  complaints: [
    async ({ context, tolerated }, use) => {
      const complaints = [];
      context.on("console", (message) => {
        const text = `${message.type()}: ${message.text()}`;
        if (!tolerated?.test(text)) complaints.push(text);
      });
      // An error that nothing caught is ours, and is never tolerated.
      context.on("weberror", (error) => complaints.push(`uncaught: ${error.error()}`));
      await use(complaints);
      expect(complaints, "what the console said").toEqual([]);
    },
    { auto: true },
  ],
});
