/** What the language status item says. Pure. */

import type { Status } from "./protocol.ts";

/** How the server is. */
export type Health = "starting" | "running" | "stopped" | "failed";

export interface Shown {
  readonly text: string;
  readonly detail: string;
  readonly level: "information" | "warning" | "error";
  readonly busy: boolean;
}

export function shown(health: Health, status: Status | undefined): Shown {
  switch (health) {
    case "starting":
      return { text: "Lakespeak", detail: "starting", level: "information", busy: true };
    case "stopped":
      return { text: "Lakespeak", detail: "stopped", level: "warning", busy: false };
    case "failed":
      return { text: "Lakespeak", detail: "the server could not be started", level: "error", busy: false };
    case "running":
      return running(status);
  }
}

function running(status: Status | undefined): Shown {
  if (status === undefined) {
    return { text: "Lakespeak", detail: "running", level: "information", busy: false };
  }
  const text = `Lakespeak: ${counted(status.terms, "term")}`;
  const mistakes = status.glossaries.reduce((sum, file) => sum + file.mistakes, 0);
  if (mistakes > 0) {
    const files = status.glossaries.filter((file) => file.mistakes > 0);
    const first = files[0] === undefined ? "" : fileName(files[0].uri);
    const where = files.length === 1 ? first : counted(files.length, "glossary", "glossaries");
    return { text, detail: `${counted(mistakes, "mistake")} in ${where}`, level: "warning", busy: false };
  }
  const files = status.glossaries.length;
  const detail = files === 0 ? "no team glossary" : counted(files, "team glossary", "team glossaries");
  return { text, detail, level: "information", busy: false };
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The last part of an address. */
export function fileName(uri: string): string {
  const last = uri.slice(uri.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
