/** The team's glossary files: opened, created, and given new terms. */

import * as vscode from "vscode";
import { addition, fresh, wordOf } from "./glossary-file.ts";
import { fileName } from "./status.ts";

const NAME = "team.glossary.yml";

/** Opens a glossary of the workspace; offers to create one where there is none. */
export async function open(): Promise<void> {
  const file = await pick(await find());
  if (file === "none") {
    const create = "Create One";
    const answer = await vscode.window.showInformationMessage("This workspace has no team glossary yet.", create);
    if (answer === create) {
      await createNew();
    }
  } else if (file !== "cancelled") {
    await vscode.window.showTextDocument(file);
  }
}

/** Creates a glossary and leaves the cursor at the first word's meaning. */
export async function createNew(word = ""): Promise<void> {
  const folder = await pickFolder();
  if (folder === undefined) {
    return;
  }
  const file = vscode.Uri.joinPath(folder, NAME);
  if (await exists(file)) {
    await vscode.window.showTextDocument(file);
    return;
  }
  const change = new vscode.WorkspaceEdit();
  change.createFile(file);
  if (!(await vscode.workspace.applyEdit(change))) {
    void vscode.window.showErrorMessage(`Lakespeak: ${file.fsPath} could not be created.`);
    return;
  }
  const editor = await vscode.window.showTextDocument(file, { viewColumn: besideCode(), preview: false });
  await editor.insertSnippet(new vscode.SnippetString(fresh(word)), new vscode.Position(0, 0));
}

/** Adds the selected word to a glossary, which is created where there is none. */
export async function addTerm(): Promise<void> {
  const active = vscode.window.activeTextEditor;
  const range = active?.selection.isEmpty ? active.document.getWordRangeAtPosition(active.selection.active) : active?.selection;
  const word = wordOf(active?.document.getText(range ?? active.selection) ?? "");
  const file = await pick(await find());
  if (file === "none") {
    await createNew(word);
  } else if (file !== "cancelled") {
    await insert(file, word);
  }
}

async function insert(file: vscode.Uri, word: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(file);
  const editor = await vscode.window.showTextDocument(document, { viewColumn: besideCode(), preview: false });
  const place = addition(document.getText(), word);
  if (place === undefined) {
    void vscode.window.showInformationMessage(`Lakespeak: ${fileName(file.path)} is written in another form; add the word by hand.`);
    return;
  }
  const line = document.lineAt(Math.min(place.line, document.lineCount - 1));
  // Behind the last line there is no line to stand before.
  const behind = place.line >= document.lineCount;
  const at = behind ? line.range.end : line.range.start;
  const text = behind && line.text !== "" ? `\n${place.snippet}` : place.snippet;
  const target = place.replaces ? line.rangeIncludingLineBreak : new vscode.Range(at, at);
  // The snippet has its own indentation; the editor must not add the line's.
  await editor.insertSnippet(new vscode.SnippetString(text), target, { undoStopBefore: true, undoStopAfter: true });
}

function find(): Thenable<vscode.Uri[]> {
  return vscode.workspace.findFiles("**/*.glossary.{yml,yaml}", "**/{node_modules,.venv,venv,target,dbt_packages}/**", 200);
}

async function pick(files: readonly vscode.Uri[]): Promise<vscode.Uri | "none" | "cancelled"> {
  const [first, second] = files;
  if (first === undefined || second === undefined) {
    return first ?? "none";
  }
  const items = files.map((file) => ({ label: vscode.workspace.asRelativePath(file), file }));
  items.sort((a, b) => a.label.localeCompare(b.label));
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: "Which glossary?" });
  return chosen?.file ?? "cancelled";
}

async function pickFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    void vscode.window.showInformationMessage("Lakespeak: open a folder first; a team glossary belongs beside the code.");
  }
  return folders.length < 2 ? folders[0]?.uri : (await vscode.window.showWorkspaceFolderPick())?.uri;
}

/** The other column where code is open in this one. */
function besideCode(): vscode.ViewColumn {
  return vscode.window.activeTextEditor === undefined ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
}

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}
