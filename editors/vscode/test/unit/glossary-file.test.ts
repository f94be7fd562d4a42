import assert from "node:assert/strict";
import { test } from "node:test";
import { addition, fresh, wordOf } from "../../src/glossary-file.ts";

/** The text with a term added; a snippet's stops stand as their text. */
function added(text: string, word: string): string | undefined {
  const place = addition(text, word);
  if (place === undefined) {
    return undefined;
  }
  const plain = place.snippet.replaceAll(/\$\{\d:([^}]*)\}/g, "<$1>").replaceAll(/\\([\\$}])/g, "$1");
  const lines = text.split("\n");
  lines.splice(place.line, place.replaces ? 1 : 0, ...plain.replace(/\n$/, "").split("\n"));
  return lines.join("\n");
}

const MEANING = "<What it means>";

test("a term goes to the end of the list", () => {
  const cases: [string, string, string][] = [
    ["an indented list", "terms:\n  - name: A\n", `terms:\n  - name: A\n  - name: B\n    plain_english: ${MEANING}\n`],
    ["a list at the margin", "terms:\n- name: A\n", `terms:\n- name: A\n- name: B\n  plain_english: ${MEANING}\n`],
    ["no line end", "terms:\n  - name: A", `terms:\n  - name: A\n  - name: B\n    plain_english: ${MEANING}`],
    [
      "a key behind it",
      "terms:\n  - name: A\n\nversion: 1\n",
      `terms:\n  - name: A\n  - name: B\n    plain_english: ${MEANING}\n\nversion: 1\n`,
    ],
    ["an empty list", "terms: []  # none\nversion: 1\n", `terms:\n  - name: B\n    plain_english: ${MEANING}\nversion: 1\n`],
    ["nothing under it", "version: 1\nterms:\n", `version: 1\nterms:\n  - name: B\n    plain_english: ${MEANING}\n`],
    ["no list", "version: 1\n\n", `version: 1\nterms:\n  - name: B\n    plain_english: ${MEANING}\n\n`],
    ["an empty file", "", `terms:\n  - name: B\n    plain_english: ${MEANING}\n`],
  ];
  for (const [what, text, expected] of cases) {
    assert.equal(added(text, "B"), expected, what);
  }
});

test("files in another form are left alone", () => {
  assert.equal(addition("contexts:\n  - name: Shop\n    terms:\n      - name: A\n", "B"), undefined);
  assert.equal(addition("terms: [{name: A}]\n", "B"), undefined);
});

test("a word is written as YAML, and never as a part of the snippet", () => {
  const cases: [string, string][] = [
    ["active customer", "active customer"],
    ["Größe", "Größe"],
    ["on", '"on"'],
    ["a: b", '"a: b"'],
    ["# x", '"# x"'],
    ['say "hi"', '"say \\"hi\\""'],
    ["cost $1 ${x}", '"cost $1 ${x}"'],
  ];
  for (const [word, written] of cases) {
    assert.equal(added("terms:\n", word)?.split("\n")[1], `  - name: ${written}`);
  }
});

test("a new glossary asks for what is missing", () => {
  assert.match(fresh(""), /- name: \$\{2:the word\}\n {4}plain_english: \$\{3:/);
  assert.match(fresh("GMV"), /- name: GMV\n/);
});

test("a selection is a word only if it is one", () => {
  assert.equal(wordOf("  active\n  customer "), "active customer");
  assert.equal(wordOf("x".repeat(81)), "");
});
