/** What the manifest promises and what the code does are the same. */

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import manifest from "../../package.json" with { type: "json" };
import { ids } from "../../src/commands.ts";

const here = path.resolve(import.meta.dirname, "../..");
const sources = readdirSync(path.join(here, "src")).map((name) => readFileSync(path.join(here, "src", name), "utf8"));
const rust = readFileSync(path.resolve(here, "../../src/server/settings.rs"), "utf8");

const properties: Record<string, { description?: string; markdownDescription?: string; scope?: string; default?: unknown }> =
  manifest.contributes.configuration.properties;
const settings = Object.keys(properties);

/** Settings that the server never sees: the extension or the language client reads them. */
const clientOnly = ["lakespeak.path", "lakespeak.logLevel", "lakespeak.trace.server"];

test("every command of the manifest is registered, and the reverse", () => {
  const promised = manifest.contributes.commands.map(({ command }) => command).sort();
  assert.deepEqual(promised, Object.values(ids).sort());
});

test("every command in a menu or link exists", () => {
  const text = JSON.stringify(manifest);
  const named = [...text.matchAll(/command:(lakespeak\.\w+)/g)].map((match) => match[1]);
  const inMenus = Object.values(manifest.contributes.menus).flatMap((items) => items.map((item) => item.command));
  for (const command of [...named, ...inMenus]) {
    assert.ok(Object.values<string | undefined>(ids).includes(command), `${command}`);
  }
});

test("every setting is read: by the server, or by the extension", () => {
  for (const setting of settings) {
    const [, group, name] = /^lakespeak\.(\w+)(?:\.(\w+))?$/.exec(setting) ?? assert.fail(setting);
    if (clientOnly.includes(setting)) {
      // The language client reads `<id>.trace.server` by itself.
      const read = setting === "lakespeak.trace.server" || sources.some((source) => source.includes(`"${setting.slice(10)}"`));
      assert.ok(read, `${setting} is not read by the extension`);
    } else {
      const snake = (word: string | undefined) => word?.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) ?? "";
      assert.match(rust, new RegExp(`\\b${snake(name)}: `), `${setting} is not read by the server`);
      assert.ok(rust.includes(`group(section, "${group}")`), `${setting} is not read by the server`);
    }
  }
});

test("every setting that the code reads is in the manifest", () => {
  const own = /export const own = \{(.*?)\}/s.exec(sources.join("\n"))?.[1] ?? assert.fail();
  const read = [...own.matchAll(/"([\w.]+)"/g)].map((match) => `lakespeak.${match[1]}`);
  assert.ok(read.length > 0);
  for (const setting of read) {
    assert.ok(settings.includes(setting), setting);
  }
  for (const [, group] of rust.matchAll(/group\(section, "(\w+)"\)/g)) {
    assert.ok(
      settings.some((setting) => setting.startsWith(`lakespeak.${group}.`)),
      `the server reads ${group}`,
    );
  }
});

test("every setting says what it does, where it may stand, and what it is without", () => {
  for (const [name, property] of Object.entries(properties)) {
    assert.ok(property.description ?? property.markdownDescription, name);
    assert.ok(property.scope, name);
    assert.notEqual(property.default, undefined, name);
  }
  assert.equal(properties["lakespeak.path"]?.scope, "machine-overridable");
  assert.ok(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes("lakespeak.path"));
});

test("every file of the manifest is there", () => {
  const files = [
    manifest.icon,
    ...manifest.contributes.walkthroughs.flatMap(({ steps }) => steps.map((step) => step.media.image)),
    ...manifest.contributes.views.explorer.map((view) => view.icon),
  ];
  for (const file of files) {
    assert.ok(existsSync(path.join(here, file)), file);
  }
  for (const { url } of manifest.contributes.yamlValidation) {
    assert.ok(readFileSync(path.join(here, "scripts/build.ts"), "utf8").includes(path.basename(url)), url);
  }
});

test("every context that a condition asks for is set", () => {
  const asked = new Set(
    [...JSON.stringify(manifest).matchAll(/"when":"([^"]*)"/g)].flatMap((match) => match[1]?.match(/lakespeak\.\w+/g) ?? []),
  );
  asked.delete("lakespeak.glossary");
  for (const context of asked) {
    assert.ok(
      sources.some((source) => source.includes(`"setContext", "${context}"`)),
      context,
    );
  }
});

test("activation is for languages that are read", () => {
  const server = readFileSync(path.join(here, "src/server.ts"), "utf8");
  const read = JSON.parse(/LANGUAGES = (\[[^\]]*\])/s.exec(server)?.[1]?.replace(/,\s*\]/, "]") ?? "[]");
  const activated = manifest.activationEvents.flatMap((event) => (event.startsWith("onLanguage:") ? [event.slice(11)] : []));
  assert.deepEqual(activated, read);
  const widened = Object.keys(manifest.contributes.configurationDefaults).map((key) => key.slice(1, -1));
  assert.deepEqual(widened, read);
});

test("the version is the server's", () => {
  const cargo = readFileSync(path.resolve(here, "../../Cargo.toml"), "utf8");
  assert.equal(manifest.version, /^version = "(.*)"/m.exec(cargo)?.[1]);
});
