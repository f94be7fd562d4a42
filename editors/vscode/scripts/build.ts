/** Bundles the extension into `dist/`, and copies the schemas, which live with the glossary. */

import { copyFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";

const here = path.resolve(import.meta.dirname, "..");
const root = path.resolve(here, "../..");

await build({
  absWorkingDir: here,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode"],
  minify: true,
  sourcemap: false,
  legalComments: "linked",
  logLevel: "warning",
});

await mkdir(path.join(here, "schemas"), { recursive: true });
const schemas = { "schema.json": "glossary.schema.json", "config.schema.json": "config.schema.json" };
for (const [from, to] of Object.entries(schemas)) {
  await copyFile(path.join(root, "glossary", from), path.join(here, "schemas", to));
}
