// Holds pages against the rules of HTML (html-validate) and of accessibility (axe-core in Chromium):
//
//     CHROMIUM=/usr/bin/chromium node check.mjs FILE...
//
// Prints one line of JSON for each file, in their order; an empty list means that nothing was found:
//   html      what breaks the rules of HTML
//   axe       what breaks a rule of accessibility, on a wide screen, a narrow one or on paper
//   doubtful  what axe could not decide, but for contrasts: it never can tell that of a short number
//   wider     where the page has to be moved sideways
//   asked     what the page wanted to load
//   said      what the browser complained about, for example a style that the page's policy forbids
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";

const here = createRequire(import.meta.url);
const axe = readFileSync(here.resolve("axe-core/axe.min.js"), "utf-8");
const validator = new HtmlValidate(here("./html-validate.json"));
const looks = [
  { name: "wide", media: "screen", size: { width: 1280, height: 800 } },
  { name: "narrow", media: "screen", size: { width: 320, height: 640 } },
  { name: "paper", media: "print", size: { width: 690, height: 980 } },
];
const quiet = [
  "--no-first-run",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--disable-component-update",
  "--disable-background-networking",
  "--disable-dev-shm-usage",
];

async function rulesOfHtml(file) {
  const report = await validator.validateString(readFileSync(file, "utf-8"), file);
  const messages = report.results.flatMap((result) => result.messages);
  return messages.map((one) => `${one.ruleId}, line ${one.line}: ${one.message}`);
}

// Runs in the page. Every rule that axe knows, also those that are not switched on by themselves.
async function everyRule() {
  const rules = globalThis.axe.getRules().map((rule) => rule.ruleId);
  const found = await globalThis.axe.run(document, { runOnly: { type: "rule", values: rules } });
  const plain = (results) =>
    results.map((rule) => `${rule.id}: ${rule.nodes.map((node) => `${node.target.join(" ")} (${node.any[0]?.message ?? ""})`).join(", ")}`);
  const root = document.documentElement;
  return {
    passes: found.passes.length,
    violations: plain(found.violations),
    incomplete: plain(found.incomplete.filter((rule) => !rule.id.startsWith("color-contrast"))),
    wider: root.scrollWidth > root.clientWidth,
  };
}

async function inBrowser(browser, file) {
  const found = { axe: [], doubtful: [], wider: [], asked: [], said: [] };
  const address = pathToFileURL(resolve(file)).href;
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  page.on("request", (request) => {
    const url = request.url();
    if (url !== address && !url.startsWith("data:")) found.asked.push(url);
  });
  page.on("console", (message) => found.said.push(message.text()));
  page.on("pageerror", (error) => found.said.push(String(error)));
  await page.goto(address);
  // No script element: the page's own policy forbids every one.
  await page.evaluate(axe);
  for (const { name, media, size } of looks) {
    await page.setViewportSize(size);
    await page.emulateMedia({ media });
    const seen = await page.evaluate(everyRule);
    if (!seen.passes) throw new Error("axe has looked at nothing");
    found.axe.push(...seen.violations.map((one) => `${name}: ${one}`));
    // The footer is not printed: its text stands in the margin of every page.
    const open = seen.incomplete.filter((one) => media !== "print" || !one.startsWith("hidden-content: footer ("));
    found.doubtful.push(...open.map((one) => `${name}: ${one}`));
    if (seen.wider) found.wider.push(name);
  }
  await context.close();
  return found;
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  chromiumSandbox: false,
  args: quiet,
});
try {
  for (const file of process.argv.slice(2)) {
    const found = { file, html: await rulesOfHtml(file), ...(await inBrowser(browser, file)) };
    console.log(JSON.stringify(found));
  }
} finally {
  await browser.close();
}
