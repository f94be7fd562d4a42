/** Texts that are shown as documents nobody can change: an explanation, what the server says of itself. */

import * as vscode from "vscode";

const SCHEME = "lakespeak-text";

/** The editor's own view of Markdown. */
const PREVIEW = "vscode.markdown.preview.editor";

export class TextPages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  /** The text that is shown, and its number: a document keeps its text, so each text is another document. */
  #text = "";
  #number = 0;
  readonly #provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  dispose(): void {
    this.#provider.dispose();
  }

  provideTextDocumentContent(): string {
    return this.#text;
  }

  /** Shows Markdown under a name, beside the code, in place of what was shown before; rendered where the editor can. */
  async show(name: string, markdown: string): Promise<void> {
    this.#text = markdown;
    this.#number += 1;
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}.md`, query: String(this.#number) });
    const before = shown();
    const viewColumn = before[0]?.group.viewColumn ?? vscode.ViewColumn.Beside;
    try {
      await vscode.commands.executeCommand("vscode.openWith", uri, PREVIEW, { viewColumn, preserveFocus: true });
    } catch {
      // Somebody may have switched the built-in preview off.
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document, { viewColumn, preserveFocus: true });
    }
    await vscode.window.tabGroups.close(before);
  }
}

/** The tabs of ours that are open. */
function shown(): vscode.Tab[] {
  const ours = ({ input }: vscode.Tab) =>
    (input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText) && input.uri.scheme === SCHEME;
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs.filter(ours));
}
