// Usage: node report.mjs FOLDER_OF_NODE_MODULES PAGE
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const [modules, name] = process.argv.slice(2);
const { chromium } = createRequire(path.resolve(modules, "x.js"))("playwright-core");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const page = await browser.newPage();
for (const round of [1, 2, 3]) {
  const start = Date.now();
  await page.goto(pathToFileURL(path.resolve(name)).href);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  console.log(`round ${round}: open and drawn after ${Date.now() - start} ms`);
  const filtered = await page.evaluate(async () => {
    const form = document.getElementById("filter");
    const count = document.getElementById("filter-count");
    const told = [];
    // From the event to the first frame that shows the new count.
    const filter = async (label, control, value) => {
      const counted = new Promise((done) => {
        const observer = new MutationObserver(() => { observer.disconnect(); done(); });
        observer.observe(count, { childList: true });
      });
      const start = performance.now();
      control.value = value;
      control.dispatchEvent(new Event("input", { bubbles: true }));
      await counted;
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      told.push(`${label}: ${Math.round(performance.now() - start)} ms, ${count.textContent} findings`);
    };
    for (const name of ["tier", "severity", "class", "component"]) {
      const control = form.elements[name];
      if (!control) continue;
      await filter(name, control, control.options[control.options.length - 1].value);
      await filter(`${name}, all again`, control, "");
    }
    const text = document.getElementById("filter-text");
    await filter("text", text, "sprintf");
    await filter("text, all again", text, "");
    return told;
  });
  for (const line of filtered) console.log(`  ${line}`);
}
await browser.close();
