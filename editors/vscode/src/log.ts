/** Lines of the server's log. Pure. */

export type Level = "error" | "warn" | "info" | "debug" | "trace";

/** The level that a line states (`2026-11-28T16:20:00.1Z  WARN lakespeak::server: …`); `info` where it states none. */
export function levelOf(line: string): Level {
  // Colours may stand around it.
  const stated = /^\S+\s+(?:\u001b\[\d+m)*(ERROR|WARN|INFO|DEBUG|TRACE)\b/.exec(line)?.[1];
  return stated === undefined ? (/panicked at|^error/i.test(line) ? "error" : "info") : (stated.toLowerCase() as Level);
}

/** The value of `LAKESPEAK_LOG` for a level: other crates stay quiet. */
export function filter(level: string): string {
  return /^(error|warn|info|debug|trace)$/.test(level) ? `warn,lakespeak=${level}` : "warn";
}
