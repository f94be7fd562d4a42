/**
 * Packs a VSIX with the server inside: `node scripts/package.ts --target linux-x64 --binary PATH [--out FILE]`.
 * What vsce is asked beyond that stands behind `--`.
 */

import { execFileSync } from "node:child_process";
import { chmod, copyFile, mkdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";

const here = path.resolve(import.meta.dirname, "..");
const { values, positionals } = parseArgs({
  options: { target: { type: "string" }, binary: { type: "string" }, out: { type: "string" } },
  allowPositionals: true,
});
const { target, binary } = values;
if (target === undefined || binary === undefined) {
  throw new Error("both --target and --binary are needed");
}
const out = path.resolve(values.out ?? path.join(here, `lakespeak-${target}.vsix`));

const folder = path.join(here, "server");
await rm(folder, { recursive: true, force: true });
await mkdir(folder);
const program = path.join(folder, target.startsWith("win32") ? "lakespeak.exe" : "lakespeak");
await copyFile(binary, program);
await chmod(program, 0o755);

const run = (module: string, ...args: string[]) => execFileSync(process.execPath, [module, ...args], { cwd: here, stdio: "inherit" });
run(path.join(here, "scripts/build.ts"));
// Pictures of the README must be found on the marketplace's page: the publishing workflow says where they are.
const links = positionals.length === 0 ? ["--no-rewrite-relative-links", "--allow-missing-repository"] : positionals;
run(path.join(here, "node_modules/@vscode/vsce/vsce"), "package", "--no-dependencies", "--target", target, "--out", out, ...links);
console.log(`${out}: ${((await stat(out)).size / 2 ** 20).toFixed(2)} MiB`);
