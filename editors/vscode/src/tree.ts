/** The glossary as a tree: categories, terms, rules. Pure. */

import type { Glossary, Rule, Term } from "./protocol.ts";
import { counted } from "./status.ts";

export type Node =
  | { readonly kind: "category"; readonly name: string; readonly terms: readonly Term[] }
  | { readonly kind: "term"; readonly term: Term; readonly rules: readonly Rule[] }
  | { readonly kind: "rule"; readonly rule: Rule; readonly term: Term };

/** The categories with what matches a search, in the glossary's order; terms by name. */
export function categories(glossary: Glossary, search: string): Node[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const byName = new Map<string, Term[]>();
  for (const term of glossary.terms) {
    if (matches(term, words)) {
      const terms = byName.get(term.category) ?? [];
      terms.push(term);
      byName.set(term.category, terms);
    }
  }
  const order = new Intl.Collator("en", { sensitivity: "base", numeric: true });
  return [...byName].map(([name, terms]) => ({
    kind: "category",
    name: name === "" ? "Without a category" : name,
    terms: terms.sort((a, b) => order.compare(a.name, b.name)),
  }));
}

/** Whether all words stand somewhere in a term or its rules. */
function matches(term: Term, words: readonly string[]): boolean {
  const texts = [term.name, term.id, term.category, ...term.aliases, term.plain_english];
  for (const rule of term.rules) {
    texts.push(rule.id, rule.message);
  }
  const text = texts.join("\n").toLowerCase();
  return words.every((word) => text.includes(word));
}

export function children(node: Node): Node[] {
  switch (node.kind) {
    case "category":
      return node.terms.map((term) => ({ kind: "term", term, rules: term.rules }));
    case "term":
      return node.rules.map((rule) => ({ kind: "rule", rule, term: node.term }));
    case "rule":
      return [];
  }
}

/** What stands beside a node's name, in a quieter colour. */
export function description(node: Node): string {
  switch (node.kind) {
    case "category":
      return counted(node.terms.length, "term");
    case "term": {
      const parts = [];
      if (node.term.deprecated) {
        parts.push("no longer used");
      }
      if (node.term.mentions !== undefined && node.term.mentions > 0) {
        parts.push(`${node.term.mentions}×`);
      }
      return parts.join(" · ");
    }
    case "rule":
      return node.rule.severity;
  }
}
