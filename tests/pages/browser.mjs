// Opens the pages that were built in a folder and prints what is wrong with them, as JSON.
// node browser.mjs TOOLS BROWSER FOLDER
import { createRequire } from "node:module";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [tools, browser, folder] = process.argv.slice(2);
const require = createRequire(join(tools, "node_modules", "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const SIZES = [[390, 844], [820, 1100], [1440, 900]];
const PAGES = ["site/index.html", "site/airflow.html", "site/partitioning.html", "site/lakespeak-comments.html", "lakespeak-report.html"];
for (const team of ["site/hostile.html"]) if (existsSync(join(folder, team))) PAGES.push(team);

const complaints = [];
let looks = 0;
const url = (page) => pathToFileURL(join(folder, page)).href;

const engine = await chromium.launch({ executablePath: browser, args: ["--no-sandbox"] });

async function open(path, options) {
  const context = await engine.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const where = `${path} ${JSON.stringify(options)}`;
  page.setDefaultTimeout(60_000);
  page.on("pageerror", (error) => complaints.push(`${where}: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && complaints.push(`${where}: ${message.text()}`));
  page.on("dialog", (dialog) => (complaints.push(`${where}: a script of the glossary ran`), dialog.dismiss()));
  page.on("request", (request) => /^(file|data):/.test(request.url()) || complaints.push(`${where}: loads ${request.url()}`));
  await page.goto(url(path));
  return page;
}

async function look(path, [width, height], colorScheme) {
  const page = await open(path, { viewport: { width, height }, colorScheme });
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  // From outside the page's world: its own policy lets nothing in.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run({ preload: false, resultTypes: ["violations"] }));
  for (const { id, help, nodes } of violations) {
    complaints.push(`${path} ${width} ${colorScheme}: ${id}, ${help}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" | ")}`);
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > width) complaints.push(`${path} ${width}: ${wide - width} pixels too wide`);
  looks += 1;
  await page.context().close();
}

for (const path of PAGES) {
  for (const size of SIZES) {
    for (const scheme of ["light", "dark"]) await look(path, size, scheme);
  }
}

// The search: `/`, some letters, down, Enter.
const page = await open("site/index.html", { viewport: { width: 1440, height: 900 } });
await page.keyboard.press("/");
await page.keyboard.type("partitoning");
const says = await page.locator("#_count").textContent();
if (!says.includes("Did you mean")) complaints.push(`a slip of the finger: ${says}`);
await page.keyboard.press("ControlOrMeta+A");
await page.keyboard.type("partitioning");
await page.keyboard.press("ArrowDown");
await page.keyboard.press("Enter");
await page.waitForURL("**/partitioning.html");
await page.keyboard.press("Tab");
const first = await page.evaluate(() => document.activeElement.textContent);
if (!first.includes("Skip")) complaints.push(`the first stop is ${first}`);

// A rule's anchor is in sight when it is followed.
await page.goto(`${url("site/airflow.html")}#airflow-variable-at-parse-time`);
const top = await page.locator("#airflow-variable-at-parse-time").evaluate((rule) => rule.getBoundingClientRect().top);
if (top < 0 || top > 300) complaints.push(`the anchor stands at ${top}`);

// A renamed word leads on.
if (existsSync(join(folder, "site/renamed.html"))) {
  await page.goto(`${url("site/renamed.html")}#hostile-rule`);
  await page.waitForURL("**/hostile.html#hostile-rule");
}

// The report: a column sorts, a link in the picture opens its row.
await page.goto(url("lakespeak-report.html"));
const column = async () => (await page.locator("table.rules tbody tr > td:nth-of-type(2)").allTextContents()).map(Number);
const before = await column();
await page.locator("table.rules th button", { hasText: "Open" }).click();
const after = await column();
const rises = (list) => list.every((value, at) => at === 0 || list[at - 1] <= value);
if (rises(before) || !rises(after)) complaints.push(`not sorted: ${before} and then ${after}`);
await page.locator("svg.map.wide a").first().click();
if ((await page.locator("tr:target details[open]").count()) !== 1) complaints.push("the row of a tile stays closed");

await engine.close();
console.log(JSON.stringify({ looks, complaints }));
