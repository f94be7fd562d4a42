/** A page of the command line, made safe for a panel of the editor. Pure. */

export interface SafePage {
  readonly html: string;
  /** Whether the page's scripts may run: it names them itself, one by one, by their hash. */
  readonly scripts: boolean;
}

/** The page can load nothing and run nothing, whatever stands in it: only its own style counts. */
const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:;">`;

/** A policy that lets nothing in but what is named by its hash. */
const OWN =
  /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; (?:[\w-]+-src (?:'none'|data:|'sha\d+-(?:[\w+/=]|&#x2f;)+')|base-uri 'none'|form-action 'none'|[; ])*">/;

export function safe(html: string): SafePage {
  const head = /<head[^>]*>/i.exec(html);
  if (head === null) {
    return { html: `<!DOCTYPE html><html><head>${POLICY}</head><body>${html}</body></html>`, scripts: false };
  }
  const own = OWN.exec(html);
  // Only a policy that stands before anything that could run counts.
  if (own !== null && !/<(script|style|body)/i.test(html.slice(0, own.index))) {
    return { html, scripts: true };
  }
  const at = head.index + head[0].length;
  return { html: `${html.slice(0, at)}\n${POLICY}${html.slice(at)}`, scripts: false };
}
