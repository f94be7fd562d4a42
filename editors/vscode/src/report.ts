/** The workspace report: made by the command line, shown beside the code. */

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { safe } from "./report-html.ts";
import type { Server } from "./server.ts";

const run = promisify(execFile);

export async function showReport(server: Server): Promise<void> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = folders.length < 2 ? folders[0] : await vscode.window.showWorkspaceFolderPick();
  if (folder === undefined || server.program === undefined) {
    if (folders.length === 0) {
      void vscode.window.showInformationMessage("Lakespeak: open a folder first; the report is about its files.");
    }
    return;
  }
  const program = server.program.path;
  const options = { location: vscode.ProgressLocation.Window, title: "Lakespeak reads the workspace" };
  try {
    const page = safe(await vscode.window.withProgress(options, () => make(program, folder.uri.fsPath)));
    const panel = vscode.window.createWebviewPanel("lakespeak.report", `Report: ${folder.name}`, vscode.ViewColumn.Active, {
      enableScripts: page.scripts,
      enableFindWidget: true,
      localResourceRoots: [],
    });
    panel.webview.html = page.html;
  } catch (error) {
    server.channel.error(String(error));
    const answer = await vscode.window.showErrorMessage("Lakespeak: the report could not be made.", "Show Output");
    if (answer !== undefined) {
      server.channel.show();
    }
  }
}

async function make(program: string, folder: string): Promise<string> {
  const place = await mkdtemp(path.join(tmpdir(), "lakespeak-report-"));
  try {
    const page = path.join(place, "report.html");
    await run(program, ["report", "--output-format", "html", "--output", page], { cwd: folder, timeout: 120_000 });
    return await readFile(page, "utf8");
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
