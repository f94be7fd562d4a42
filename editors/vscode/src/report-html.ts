/** A page of the command line, made safe for a panel of the editor. Pure. */

/** The page can load nothing and run nothing, whatever stands in it: only its own style counts. */
const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:;">`;

export function strict(html: string): string {
  const head = /<head[^>]*>/i.exec(html);
  if (head === null) {
    return `<!DOCTYPE html><html><head>${POLICY}</head><body>${html}</body></html>`;
  }
  const at = head.index + head[0].length;
  return `${html.slice(0, at)}\n${POLICY}${html.slice(at)}`;
}
