import assert from "node:assert/strict";
import { test } from "node:test";
import { candidates, choose, describe, type Surroundings } from "../../src/binary.ts";

const around: Surroundings = {
  trusted: true,
  setting: "",
  variable: undefined,
  python: undefined,
  searchPath: "/usr/local/bin:/usr/bin",
  bundled: "/ext/server",
  windows: false,
  home: "/home/ada",
  folder: "/data/shop",
};

const all: Surroundings = { ...around, setting: "/opt/lakespeak", variable: "/var/lakespeak", python: "/venv/bin/python3" };

const chosen = (around: Surroundings, ...there: string[]) => choose(around, (path) => there.includes(path)).program?.path;

test("the most wanted place that has the program wins", () => {
  const order = [
    "/opt/lakespeak",
    "/var/lakespeak",
    "/venv/bin/lakespeak",
    "/usr/local/bin/lakespeak",
    "/usr/bin/lakespeak",
    "/ext/server/lakespeak",
  ];
  assert.deepEqual(
    candidates(all).map((program) => program.path),
    order,
  );
  for (let first = 0; first < order.length; first += 1) {
    assert.equal(chosen(all, ...order.slice(first)), order[first]);
  }
  assert.equal(chosen(all), undefined);
});

test("a folder that is not trusted chooses nothing", () => {
  const untrusted = { ...all, trusted: false };
  assert.deepEqual(candidates(untrusted), [{ origin: "bundled", path: "/ext/server/lakespeak" }]);
  assert.equal(chosen(untrusted, "/opt/lakespeak", "/var/lakespeak", "/venv/bin/lakespeak", "/usr/bin/lakespeak"), undefined);
});

test("what was named and is not there is said", () => {
  const choice = choose(all, (path) => path === "/usr/bin/lakespeak");
  assert.equal(choice.program?.origin, "search path");
  assert.deepEqual(
    choice.missing.map((program) => program.origin),
    ["setting", "variable"],
  );
  assert.deepEqual(choose(around, () => true).missing, []);
});

test("paths as people write them", () => {
  const cases: [string, string][] = [
    ["~/bin/lakespeak", "/home/ada/bin/lakespeak"],
    ["${userHome}/bin/lakespeak", "/home/ada/bin/lakespeak"],
    ["${workspaceFolder}/tools/lakespeak", "/data/shop/tools/lakespeak"],
    ["tools/lakespeak", "/data/shop/tools/lakespeak"],
    ["  /opt/lakespeak  ", "/opt/lakespeak"],
    ["~root/lakespeak", "/data/shop/~root/lakespeak"],
  ];
  for (const [setting, path] of cases) {
    assert.equal(candidates({ ...around, setting })[0]?.path, path);
  }
  const odd = { ...around, folder: "/data/$& shop", setting: "${workspaceFolder}/lakespeak" };
  assert.equal(candidates(odd)[0]?.path, "/data/$& shop/lakespeak");
});

test("folders of PATH that mean another place in every workspace are passed over", () => {
  const places = candidates({ ...around, searchPath: ":.:bin:./x:/usr/bin:" }).map((program) => program.path);
  assert.deepEqual(places, ["/usr/bin/lakespeak", "/ext/server/lakespeak"]);
  assert.deepEqual(candidates({ ...around, searchPath: undefined }).length, 1);
});

test("Windows", () => {
  const windows: Surroundings = {
    ...around,
    windows: true,
    searchPath: "C:\\tools;D:\\bin",
    bundled: "C:\\ext\\server",
    home: "C:\\Users\\ada",
    folder: "C:\\shop",
    python: "C:\\venv\\Scripts\\python.exe",
    setting: "~\\lakespeak.exe",
  };
  assert.deepEqual(
    candidates(windows).map((program) => program.path),
    [
      "C:\\Users\\ada\\lakespeak.exe",
      "C:\\venv\\Scripts\\lakespeak.exe",
      "C:\\tools\\lakespeak.exe",
      "D:\\bin\\lakespeak.exe",
      "C:\\ext\\server\\lakespeak.exe",
    ],
  );
});

test("a choice in words", () => {
  assert.equal(describe({ origin: "bundled", path: "/ext/lakespeak" }), "/ext/lakespeak (came with the extension)");
});
