/** The Python environment that was selected with the Python extension, if that is there. */

import * as vscode from "vscode";

/** The part of the Python extension's interface that is used here. */
interface PythonApi {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    resolveEnvironment(path: { readonly path: string }): Promise<{ readonly executable: { readonly uri?: vscode.Uri } } | undefined>;
    readonly onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

/** Looking for an environment may take the Python extension long; the server does not wait longer. */
const PATIENCE = 1500;

async function api(): Promise<PythonApi["environments"]> {
  const extension = vscode.extensions.getExtension<PythonApi>("ms-python.python");
  return extension === undefined ? undefined : (await extension.activate()).environments;
}

/** The interpreter of the selected environment. */
export async function interpreter(folder: vscode.Uri | undefined): Promise<string | undefined> {
  const found = async () => {
    const environments = await api();
    const environment = await environments?.resolveEnvironment(environments.getActiveEnvironmentPath(folder));
    return environment?.executable.uri?.fsPath;
  };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, PATIENCE, undefined);
  });
  try {
    return await Promise.race([found(), late]);
  } catch {
    // Another extension's trouble is not ours.
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** Calls `changed` whenever another environment is selected. */
export async function watch(changed: () => void): Promise<vscode.Disposable | undefined> {
  try {
    return (await api())?.onDidChangeActiveEnvironmentPath(changed);
  } catch {
    return undefined;
  }
}
