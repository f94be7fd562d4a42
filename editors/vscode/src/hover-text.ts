/** The server's hovers as text. Pure. */

/** What stands between two parts of a hover. */
const RULE = "\n---\n\n";

/** A hover that begins with what findings say, without that: the cards stay. */
export function withoutFindings(markdown: string): string {
  const end = markdown.indexOf(RULE);
  return end < 0 ? markdown : markdown.slice(end + RULE.length);
}
