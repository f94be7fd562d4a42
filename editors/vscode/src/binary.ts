/**
 * Which `lakespeak` program is run. Pure: what stands around is handed in, and whether a file is a program is asked.
 *
 * In a folder that nobody trusts yet, whoever wrote the folder must not choose what is run: only the program that came
 * with the extension counts there.
 */

import path from "node:path";

/** Where a program was looked for, most wanted first. */
export type Origin = "setting" | "variable" | "python" | "search path" | "bundled";

export interface Program {
  readonly origin: Origin;
  readonly path: string;
}

export interface Surroundings {
  readonly trusted: boolean;
  /** `lakespeak.path`; empty where it is not set. */
  readonly setting: string;
  /** `LAKESPEAK_PATH`. */
  readonly variable: string | undefined;
  /** The interpreter of the selected Python environment. */
  readonly python: string | undefined;
  /** `PATH`. */
  readonly searchPath: string | undefined;
  /** The folder of the program that came with the extension. */
  readonly bundled: string;
  readonly windows: boolean;
  readonly home: string;
  /** The first folder of the workspace. */
  readonly folder: string | undefined;
}

export interface Choice {
  readonly program: Program | undefined;
  /** What somebody asked for by name, and is not there. */
  readonly missing: readonly Program[];
}

/** Chooses the program. `isProgram` says whether a path is a file that can be run. */
export function choose(around: Surroundings, isProgram: (path: string) => boolean): Choice {
  const missing: Program[] = [];
  for (const program of candidates(around)) {
    if (isProgram(program.path)) {
      return { program, missing };
    }
    if (program.origin === "setting" || program.origin === "variable") {
      missing.push(program);
    }
  }
  return { program: undefined, missing };
}

/** All places where the program may be, most wanted first. */
export function candidates(around: Surroundings): Program[] {
  const paths = around.windows ? path.win32 : path.posix;
  const name = around.windows ? "lakespeak.exe" : "lakespeak";
  const bundled: Program = { origin: "bundled", path: paths.join(around.bundled, name) };
  if (!around.trusted) {
    return [bundled];
  }
  const programs: Program[] = [];
  const named = (origin: Origin, text: string | undefined) => {
    const expanded = expand(text?.trim() ?? "", around, paths);
    if (expanded !== "") {
      programs.push({ origin, path: expanded });
    }
  };
  named("setting", around.setting);
  named("variable", around.variable);
  if (around.python !== undefined && around.python !== "") {
    programs.push({ origin: "python", path: paths.join(paths.dirname(around.python), name) });
  }
  for (const folder of (around.searchPath ?? "").split(paths.delimiter)) {
    // A relative folder would mean another program in every workspace.
    if (paths.isAbsolute(folder)) {
      programs.push({ origin: "search path", path: paths.join(folder, name) });
    }
  }
  programs.push(bundled);
  return programs;
}

/** A path as people write it in settings; a relative one counts from the workspace's folder. */
function expand(text: string, around: Surroundings, paths: path.PlatformPath): string {
  const folder = around.folder ?? around.home;
  // A function, since a folder's name may hold `$&`.
  let expanded = text.replaceAll(/\$\{(workspaceFolder|userHome)\}/g, (_, name) => (name === "userHome" ? around.home : folder));
  if (expanded === "~" || expanded.startsWith("~/") || (around.windows && expanded.startsWith("~\\"))) {
    expanded = paths.join(around.home, expanded.slice(1));
  }
  return expanded === "" || paths.isAbsolute(expanded) ? expanded : paths.join(folder, expanded);
}

/** The choice in words, for the log and the server's info. */
export function describe(program: Program): string {
  const origins: Record<Origin, string> = {
    setting: "set by lakespeak.path",
    variable: "set by LAKESPEAK_PATH",
    python: "of the selected Python environment",
    "search path": "found on PATH",
    bundled: "came with the extension",
  };
  return `${program.path} (${origins[program.origin]})`;
}
