import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { page } from "../../src/card-html.ts";
import { withoutFindings } from "../../src/hover-text.ts";
import { filter, levelOf } from "../../src/log.ts";
import type { Card, Glossary } from "../../src/protocol.ts";
import { safe } from "../../src/report-html.ts";
import { fileName, shown } from "../../src/status.ts";
import { categories, children, description } from "../../src/tree.ts";
import { isWebAddress } from "../../src/web.ts";

const status = { version: "1", terms: 312, rules: 40, glossaries: [] };
const file = (name: string, mistakes: number) => ({ uri: `file:///w/${name}`, terms: 1, mistakes });

test("the status item", () => {
  const cases: [Parameters<typeof shown>, string, string, string][] = [
    [["starting", undefined], "Lakespeak", "starting", "information"],
    [["stopped", status], "Lakespeak", "stopped", "warning"],
    [["failed", undefined], "Lakespeak", "the server could not be started", "error"],
    [["running", undefined], "Lakespeak", "running", "information"],
    [["running", status], "Lakespeak: 312 terms", "no team glossary", "information"],
    [["running", { ...status, terms: 1 }], "Lakespeak: 1 term", "no team glossary", "information"],
    [["running", { ...status, glossaries: [file("a", 0), file("b", 0)] }], "Lakespeak: 312 terms", "2 team glossaries", "information"],
    [
      ["running", { ...status, glossaries: [file("a", 0), file("my%20b.yml", 1)] }],
      "Lakespeak: 312 terms",
      "1 mistake in my b.yml",
      "warning",
    ],
    [["running", { ...status, glossaries: [file("a", 2), file("b", 1)] }], "Lakespeak: 312 terms", "3 mistakes in 2 glossaries", "warning"],
  ];
  for (const [args, text, detail, level] of cases) {
    assert.deepEqual(shown(...args), { text, detail, level, busy: args[0] === "starting" });
  }
  assert.equal(fileName("file:///a/%zz"), "%zz");
});

const term = (id: string, category: string, rules: string[] = []) => ({
  id,
  name: id.toUpperCase(),
  category,
  aliases: [`${id}-alias`],
  plain_english: `What ${id} is.`,
  deprecated: id === "old",
  source: { file: "f.yml", line: 0 },
  rules: rules.map((rule) => ({ id: rule, severity: "warning" as const, group: "recommended", message: `About ${rule}.` })),
});
const glossary: Glossary = { terms: [term("cdc", "Movement", ["late-read"]), term("old", "Storage"), term("lake", "Storage")] };

test("the glossary as a tree", () => {
  const tree = categories(glossary, "");
  assert.deepEqual(
    tree.map((node) => [node.kind === "category" && node.name, description(node), children(node).map(description)]),
    [
      ["Movement", "1 term", [""]],
      ["Storage", "2 terms", ["", "no longer used"]],
    ],
  );
  const [cdc] = children(tree[0] ?? assert.fail());
  const [rule] = children(cdc ?? assert.fail());
  assert.equal(rule?.kind === "rule" && rule.rule.id, "late-read");
  assert.deepEqual(children(rule ?? assert.fail()), []);
});

test("a search looks at names, meanings and rules", () => {
  const found = (search: string) =>
    categories(glossary, search).flatMap((node) => children(node).map((term) => term.kind === "term" && term.term.id));
  assert.deepEqual(found("LATE"), ["cdc"]);
  assert.deepEqual(found("what storage"), ["lake", "old"]);
  assert.deepEqual(found("lake-alias"), ["lake"]);
  assert.deepEqual(found("moon"), []);
});

const card: Card = {
  term: {
    id: "cdc",
    name: "CDC <b>",
    category: "Movement & more",
    aliases: [],
    plain_english: "Read `binlog` <script>alert(1)</script>",
    real_drama: ["One.", "Two."],
    what_you_did: [],
    should_have_done: ["Keys."],
    ideal_world: ["Quiet."],
    examples: ["We <i>CDC</i> the orders."],
    notes: [
      { heading: "Owner:", text: "[The <b> crew](https://example.com/crew?a=1&b=2)" },
      { heading: "<u>", text: "[Run](command:workbench.action.quit)" },
    ],
    related: ["data-lake"],
    docs: [
      { title: "Good", url: "https://example.com/?a=1&b=2" },
      { title: "Bad", url: "javascript:alert(1)" },
      { title: "Worse", url: "command:workbench.action.quit" },
    ],
  },
  rules: [
    {
      id: "late-read",
      severity: "warning",
      group: "recommended",
      message: "Late rows.",
      advice: "Read again.",
      docs: null,
      examples: { bad: [{ path: "a.sql", sql: "select 1 < 2\n" }], good: [] },
    },
  ],
  url: "https://wiki.example/cdc",
};

test("whatever a glossary holds comes out as text", () => {
  const html = page({ cards: [card], style: "vscode-resource:/card.css", source: "vscode-resource:" });
  assert.match(html, /default-src &#39;none&#39;; style-src vscode-resource:;/);
  assert.doesNotMatch(html, /<script|<[biu]>|javascript:|href="command:workbench|style=/);
  assert.match(html, /<h1>CDC &lt;b&gt;<\/h1>/);
  assert.match(html, /Read <code>binlog<\/code> &lt;script&gt;/);
  assert.match(html, /<ul><li>One\.<\/li><li>Two\.<\/li><\/ul>/);
  assert.match(html, /<pre><code>select 1 &lt; 2<\/code><\/pre>/);
  assert.match(html, /<h2>In use<\/h2><p>“We &lt;i&gt;CDC&lt;\/i&gt; the orders\.”<\/p>/);
  assert.match(html, /<h2>Owner<\/h2><p><a href="https:\/\/example\.com\/crew\?a=1&amp;b=2">The &lt;b&gt; crew<\/a><\/p>/);
  assert.match(html, /<h2>&lt;u&gt;<\/h2><p>\[Run\]/);
  assert.match(html, /href="https:\/\/wiki\.example\/cdc">Your team&#39;s guidance</);
  assert.match(html, /href="command:lakespeak\.card\?%5B%22data-lake%22%5D"/);
  assert.doesNotMatch(html, /What usually happens/);
});

test("the way back", () => {
  const html = page({ cards: [card], style: "s", source: "s", back: { id: "x", name: "X" } });
  assert.match(html, /<nav><a href="command:lakespeak\.card\?%5B%22x%22%5D">← X<\/a>/);
});

test("only web addresses are opened", () => {
  for (const [address, is] of [
    ["https://a.example", true],
    ["http://a", true],
    ["file:///etc", false],
    ["vscode://x", false],
    ["no", false],
  ] as const) {
    assert.equal(isWebAddress(address), is, address);
  }
});

test("a hover without its findings", () => {
  assert.equal(withoutFindings("**No end.**\n\nAdd one.\n---\n\n**Card**\n---\n\n**Other**"), "**Card**\n---\n\n**Other**");
  assert.equal(withoutFindings("**Card**\n"), "**Card**\n");
  // The server writes the line in between so.
  assert.match(readFileSync(path.resolve(import.meta.dirname, "../../../../src/views/markup.rs"), "utf8"), /Markdown => "\\n---\\n\\n"/);
});

test("levels of the server's log", () => {
  assert.equal(levelOf("2026-11-28T16:20:00.1Z  WARN lakespeak::server: a"), "warn");
  assert.equal(levelOf("\u001b[2m2026\u001b[0m \u001b[31mERROR\u001b[0m lakespeak"), "error");
  assert.equal(levelOf("thread 'main' panicked at src/x.rs"), "error");
  assert.equal(levelOf("hello"), "info");
  assert.equal(filter("debug"), "warn,lakespeak=debug");
  assert.equal(filter("x=trace,y"), "warn");
});

test("a report can load nothing, and run only what it names by its hash", () => {
  const policy = (more: string) =>
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-a+/b&#x2f;='; ${more}img-src data:; base-uri 'none'; form-action 'none'">`;
  const own = `<html><head>${policy("script-src 'sha256-x'; ")}<style>p{}</style></head></html>`;
  assert.deepEqual(safe(own), { html: own, scripts: true });
  for (const loose of [
    "<html><head lang=en><title>x</title></head></html>",
    `<html><head lang=en>${policy("script-src 'unsafe-inline'; ")}</head></html>`,
    `<html><head lang=en>${policy("script-src https:; ")}</head></html>`,
    `<html><head lang=en><script></script>${policy("")}</head></html>`,
  ]) {
    const { html, scripts } = safe(loose);
    assert.equal(scripts, false);
    assert.match(
      html,
      /^<html><head lang=en>\n<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'/,
    );
  }
  assert.match(safe("x").html, /Content-Security-Policy.*<body>x<\/body>/s);
});
