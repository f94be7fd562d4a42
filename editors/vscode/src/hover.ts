/** The line that this extension puts under the server's hovers. */

import * as vscode from "vscode";
import { ids } from "./commands.ts";
import { withoutFindings } from "./hover-text.ts";

/** A place in a document, as a command's argument. */
export interface Place {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/**
 * A hover of the server, with a link that opens the whole card beside the code. What findings say is left out: the editor
 * itself shows it right above.
 */
export function hoverWithLink(
  document: vscode.TextDocument,
  position: vscode.Position,
  hover: vscode.Hover | null | undefined,
): vscode.Hover | null | undefined {
  if (hover == null || hover.contents.length === 0) {
    return hover;
  }
  const found = vscode.languages.getDiagnostics(document.uri);
  if (found.some((diagnostic) => diagnostic.source === "lakespeak" && diagnostic.range.contains(position))) {
    for (const content of hover.contents) {
      if (content instanceof vscode.MarkdownString) {
        content.value = withoutFindings(content.value);
      }
    }
  }
  const place: Place = { uri: document.uri.toString(), line: position.line, character: position.character };
  const link = new vscode.MarkdownString(`[Open beside the code](command:${ids.card}?${encodeURIComponent(JSON.stringify([place]))})`);
  // Only our own line may run a command, and only this one.
  link.isTrusted = { enabledCommands: [ids.card] };
  hover.contents.push(link);
  return hover;
}
