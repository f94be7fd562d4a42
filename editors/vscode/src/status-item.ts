/** The language status item: how many terms are known, and whether a glossary has mistakes. */

import * as vscode from "vscode";
import { ids } from "./commands.ts";
import type { Status } from "./protocol.ts";
import { SELECTOR, type Server } from "./server.ts";
import { shown } from "./status.ts";

const LEVELS = {
  information: vscode.LanguageStatusSeverity.Information,
  warning: vscode.LanguageStatusSeverity.Warning,
  error: vscode.LanguageStatusSeverity.Error,
};

export function showStatus(server: Server): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem("lakespeak.status", SELECTOR);
  item.name = "Lakespeak";
  item.command = { command: ids.showOutput, title: "Log" };
  // Answers may overtake each other; only the last question's counts.
  let asked = 0;
  const refresh = async () => {
    asked += 1;
    const question = asked;
    const status = server.health === "running" ? await server.status() : undefined;
    if (question === asked) {
      draw(item, server, status);
    }
  };
  void refresh();
  return vscode.Disposable.from(item, server.onDidChange(refresh), vscode.window.onDidChangeActiveTextEditor(refresh));
}

function draw(item: vscode.LanguageStatusItem, server: Server, status: Status | undefined): void {
  const { text, detail, level, busy } = shown(server.health, status);
  item.text = text;
  item.detail = detail;
  item.severity = LEVELS[level];
  item.busy = busy;
}
