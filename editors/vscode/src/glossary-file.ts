/** Texts for a team's glossary file: a new one, and a new term for one that is there. Pure. */

/** An insertion: `text` before the line `line` (from zero), or in place of that line. */
export interface Insertion {
  readonly line: number;
  readonly replaces: boolean;
  /** A snippet of the editor, with `$1` and the like. */
  readonly snippet: string;
}

/** A new glossary, as a snippet. */
export function fresh(word: string): string {
  return [
    "# Words of our own. Everybody who opens this repository sees them on hover.",
    "version: 1",
    "category: ${1:Our words}",
    "terms:",
    ...term(word, "  ", 2),
    "",
  ].join("\n");
}

/**
 * Where a term goes into a glossary, and its text: to the end of the list under `terms:`. `undefined` for a file in
 * another format (Contextive's), which has no such list.
 */
export function addition(text: string, word: string): Insertion | undefined {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.some((line) => /^contexts\s*:/.test(line))) {
    return undefined;
  }
  const start = lines.findIndex((line) => /^(["']?)terms\1\s*:/.test(line));
  if (start < 0) {
    const end = lastUsed(lines, lines.length);
    return { line: end, replaces: false, snippet: `terms:\n${term(word, "  ", 1).join("\n")}\n` };
  }
  const value = (lines[start] ?? "")
    .replace(/^[^:]*:/, "")
    .replace(/(^|\s)#.*$/, "")
    .trim();
  if (value !== "" && !/^\[\s*\]$|^(~|null)$/.test(value)) {
    // A list in brackets: no line of its own to stand on.
    return undefined;
  }
  // The list goes on to the next key at the margin; items may stand at the margin themselves.
  let end = start + 1;
  while (end < lines.length && !/^[^\s#-]/.test(lines[end] ?? "")) {
    end += 1;
  }
  end = lastUsed(lines, end);
  const item = lines.slice(start + 1, end).find((line) => /^\s*-(\s|$)/.test(line));
  const indent = item === undefined ? "  " : (/^\s*/.exec(item)?.[0] ?? "");
  const snippet = `${term(word, indent, 1).join("\n")}\n`;
  return value === "" ? { line: end, replaces: false, snippet } : { line: start, replaces: true, snippet: `terms:\n${snippet}` };
}

/** The line after the last one before `end` that is not blank. */
function lastUsed(lines: readonly string[], end: number): number {
  let line = end;
  while (line > 0 && (lines[line - 1] ?? "").trim() === "") {
    line -= 1;
  }
  return line;
}

function term(word: string, indent: string, stop: number): string[] {
  const name = word === "" ? `\${${stop}:the word}` : scalar(word);
  return [`${indent}- name: ${name}`, `${indent}  plain_english: \${${stop + 1}:What it means}`];
}

/** A word as YAML writes it, inside a snippet. */
function scalar(word: string): string {
  const plain = /^[\p{L}][\p{L}\p{N} _()/.-]*$/u.test(word) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(word) && !word.endsWith(" ");
  const written = plain ? word : JSON.stringify(word);
  return written.replaceAll(/[\\$}]/g, (special) => `\\${special}`);
}

/** A selection as the name of a term: one line, not too long. */
export function wordOf(selection: string): string {
  const tidy = selection.replaceAll(/\s+/g, " ").trim();
  return tidy.length <= 80 ? tidy : "";
}
