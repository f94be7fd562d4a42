/** Our settings, under the namespace `lakespeak`. Those that the server reads by itself are only named. */

import * as vscode from "vscode";

export const SECTION = "lakespeak";

/** Settings that this extension reads. */
export const own = {
  path: "path",
  logLevel: "logLevel",
  hints: "inlayHints.enable",
} as const;

export function programSetting(): string {
  return configuration().get<string>(own.path, "");
}

/** The level of the server's log; `undefined` where nobody set it, so that the environment's own `LAKESPEAK_LOG` counts. */
export function logLevel(): string | undefined {
  const told = configuration().inspect<string>(own.logLevel);
  return told?.workspaceValue ?? told?.globalValue;
}

/** Whether a change means that another server must be started. */
export function needsRestart(change: vscode.ConfigurationChangeEvent): boolean {
  return [own.path, own.logLevel].some((name) => change.affectsConfiguration(`${SECTION}.${name}`));
}

/** Turns hints on or off, where they were turned off or on. Gives whether they are on now. */
export async function toggleHints(): Promise<boolean> {
  const settings = configuration();
  const on = !settings.get<boolean>(own.hints, true);
  const told = settings.inspect<boolean>(own.hints);
  const target = told?.workspaceValue === undefined ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
  await settings.update(own.hints, on, target);
  return on;
}

export function configuration(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration(SECTION);
}
