// Holds a page against WCAG 2.2, levels A and AA, as far as axe-core sees it in headless Chromium: contrast and structure.
// Usage: node accessibility.mjs FOLDER_OF_NODE_MODULES PAGE...
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const [modules, ...pages] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, "x.js"));
const { chromium } = require("playwright-core");
const axe = require("axe-core");

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
// The page's own policy lets no foreign script run.
const context = await browser.newContext({ bypassCSP: true });
let failures = 0;
for (const name of pages) {
  const page = await context.newPage();
  await page.goto(pathToFileURL(path.resolve(name)).href);
  await page.evaluate(axe.source);
  // What is folded is hidden, and would not be looked at.
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    const { violations, passes } = await page.evaluate(() =>
      axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
    console.log(`${name}, ${colorScheme}: ${passes.length} rules hold, ${violations.length} do not`);
    for (const { id, help, nodes } of violations) {
      failures += 1;
      console.log(`  ${id}: ${help}, in ${nodes.length} places, such as ${nodes[0].html.slice(0, 200)}`);
      console.log(`    ${nodes[0].failureSummary.replaceAll("\n", " ")}`);
    }
  }
}
await browser.close();
process.exitCode = failures ? 1 : 0;
