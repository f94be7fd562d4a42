/**
 * A card as a page. Pure. Whatever a glossary holds, it comes out as text: no script runs in the page, and the only links
 * are web addresses and our own commands.
 */

import type { Card, CardRule, Example } from "./protocol.ts";
import { isWebAddress } from "./web.ts";

export interface Page {
  readonly cards: readonly Card[];
  /** Where the style sheet is. */
  readonly style: string;
  /** The source that the content security policy lets style sheets come from. */
  readonly source: string;
  /** The card that was shown before. */
  readonly back?: { readonly id: string; readonly name: string } | undefined;
}

export function page({ cards, style, source, back }: Page): string {
  const policy = `default-src 'none'; style-src ${source};`;
  const title = cards.map((card) => card.term.name).join(", ");
  const trail = back === undefined ? "" : `<nav><a href="${command("lakespeak.card", back.id)}">← ${text(back.name)}</a></nav>`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${text(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${text(style)}">
<title>${text(title)}</title>
</head>
<body>
${trail}
<main>
${cards.map(article).join("\n<hr>\n")}
</main>
</body>
</html>
`;
}

function article({ term, rules, url }: Card): string {
  const called = term.aliases.length === 0 ? "" : `<p class="quiet">Also called: ${prose(term.aliases.join(", "))}</p>`;
  const parts = [
    `<h1>${text(term.name)}</h1>`,
    `<p class="category">${text(term.category)}</p>`,
    term.deprecated === undefined ? "" : deprecated(term.deprecated),
    `<p class="plain">${prose(term.plain_english)}</p>`,
    called,
    section(
      "In use",
      term.examples.map((example) => `“${example}”`),
    ),
    section("The scene", term.real_drama),
    section("What usually happens", term.what_you_did),
    section("What helps", term.should_have_done),
    section("Good looks like", term.ideal_world),
    term.notes.map(note).join("\n"),
    rulesOf(rules),
    related(term.related),
    docs(term.docs, url),
  ];
  return `<article>\n${parts.filter((part) => part !== "").join("\n")}\n</article>`;
}

function deprecated({ replaced_by, because }: NonNullable<Card["term"]["deprecated"]>): string {
  const instead = replaced_by === null ? "" : ` Use <a href="${command("lakespeak.card", replaced_by)}">${text(replaced_by)}</a>.`;
  return `<p class="deprecated">No longer used. ${prose(because)}${instead}</p>`;
}

function section(title: string, texts: readonly string[]): string {
  const [first] = texts;
  if (first === undefined) {
    return "";
  }
  const body = texts.length === 1 ? `<p>${prose(first)}</p>` : `<ul>${texts.map((item) => `<li>${prose(item)}</li>`).join("")}</ul>`;
  return `<section><h2>${text(title)}</h2>${body}</section>`;
}

/** A note under its heading; one that is a Markdown link and nothing else becomes one. */
function note({ heading, text: written }: Card["term"]["notes"][number]): string {
  const [, title, url] = /^\[([^[\]]*)\]\((https:\/\/[^)\s]+)\)$/.exec(written) ?? [];
  const body = title !== undefined && url !== undefined && isWebAddress(url) ? `<a href="${text(url)}">${text(title)}</a>` : prose(written);
  return `<section><h2>${text(heading.replace(/:+$/, ""))}</h2><p>${body}</p></section>`;
}

function rulesOf(rules: readonly CardRule[]): string {
  if (rules.length === 0) {
    return "";
  }
  return `<section><h2>What is reported</h2>${rules.map(rule).join("\n")}</section>`;
}

function rule({ id, severity, message, advice, docs, examples }: CardRule): string {
  const link = docs !== null && isWebAddress(docs) ? ` · <a href="${text(docs)}">docs</a>` : "";
  const shown = [examplesOf("Reported", examples.bad), examplesOf("Left alone", examples.good)].join("");
  const more = shown === "" ? "" : `<details><summary>Examples</summary>${shown}</details>`;
  return `<div class="rule" id="${text(id)}">
<p><strong>${prose(message)}</strong></p>
${advice === "" ? "" : `<p>${prose(advice)}</p>`}
<p class="quiet"><code>${text(id)}</code> · ${text(severity)}${link}</p>
${more}
</div>`;
}

function examplesOf(title: string, examples: readonly Example[]): string {
  const texts = examples.map(codeOf).filter((code) => code !== "");
  return texts.length === 0 ? "" : `<h3>${text(title)}</h3>${texts.map((code) => `<pre><code>${text(code)}</code></pre>`).join("")}`;
}

/** The text of an example, which stands under the name of its language. */
function codeOf(example: Example): string {
  const code = Object.entries(example).find(([key, value]) => key !== "path" && key !== "files" && typeof value === "string");
  return code === undefined ? "" : String(code[1]).trimEnd();
}

function related(ids: readonly string[]): string {
  const links = ids.map((id) => `<a href="${command("lakespeak.card", id)}">${text(id.replaceAll("-", " "))}</a>`);
  return links.length === 0 ? "" : `<section><h2>Related</h2><p>${links.join(" · ")}</p></section>`;
}

function docs(docs: Card["term"]["docs"], url: string | null): string {
  const links = docs.filter((doc) => isWebAddress(doc.url)).map((doc) => [doc.url, doc.title] as const);
  if (url !== null && isWebAddress(url) && !links.some(([address]) => address === url)) {
    links.unshift([url, "Your team's guidance"]);
  }
  const items = links.map(([address, title]) => `<li><a href="${text(address)}">${text(title)}</a></li>`);
  return items.length === 0 ? "" : `<section><h2>Read on</h2><ul>${items.join("")}</ul></section>`;
}

function command(id: string, argument: string): string {
  return `command:${id}?${encodeURIComponent(JSON.stringify([argument]))}`;
}

/** Prose in which a piece between two single backticks is code. */
function prose(written: string): string {
  return text(written).replaceAll(/(?<!`)`([^`]+)`(?!`)/g, "<code>$1</code>");
}

/** Text for any place in a page. */
export function text(written: string): string {
  const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return written.replaceAll(/[&<>"']/g, (special) => escapes[special] ?? special);
}
