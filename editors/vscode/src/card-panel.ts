/** The panel beside the code that shows a card whole. One panel, whose page changes. */

import * as vscode from "vscode";
import { page } from "./card-html.ts";
import { ids } from "./commands.ts";
import type { Place } from "./hover.ts";
import { type Cards, requests } from "./protocol.ts";
import type { Server } from "./server.ts";

/** What a card is asked of: a term's id, name or alias, or a place. */
export type Wanted = string | Place;

export class CardPanel implements vscode.Disposable {
  #panel: vscode.WebviewPanel | undefined;
  /** What was shown, the newest last. */
  #trail: { readonly id: string; readonly name: string }[] = [];
  readonly #server: Server;
  readonly #media: vscode.Uri;
  readonly #refresh: vscode.Disposable;

  constructor(server: Server, context: vscode.ExtensionContext) {
    this.#server = server;
    this.#media = vscode.Uri.joinPath(context.extensionUri, "media");
    // A glossary that changes on disk changes the page too.
    this.#refresh = server.onDidChange(() => {
      const current = this.#trail.at(-1);
      if (this.#panel !== undefined && current !== undefined && server.health === "running") {
        void this.show(current.id, false);
      }
    });
  }

  dispose(): void {
    this.#refresh.dispose();
    this.#panel?.dispose();
  }

  /** Shows a card; false where there is none. */
  async show(wanted: Wanted, reveal = true): Promise<boolean> {
    const answer = await this.#server.ask<Cards>(requests.card, params(wanted));
    const first = answer?.cards[0];
    if (answer === undefined || first === undefined) {
      return false;
    }
    const { id, name } = first.term;
    const known = this.#trail.findIndex((step) => step.id === id);
    this.#trail = known < 0 ? [...this.#trail, { id, name }].slice(-20) : this.#trail.slice(0, known + 1);
    const panel = this.#open(reveal);
    panel.title = name;
    panel.webview.html = page({
      cards: answer.cards,
      style: panel.webview.asWebviewUri(vscode.Uri.joinPath(this.#media, "card.css")).toString(),
      source: panel.webview.cspSource,
      back: this.#trail.at(-2),
    });
    return true;
  }

  #open(reveal: boolean): vscode.WebviewPanel {
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    if (this.#panel === undefined) {
      const panel = vscode.window.createWebviewPanel("lakespeak.card", "Card", column, {
        enableScripts: false,
        enableCommandUris: [ids.card],
        enableFindWidget: true,
        localResourceRoots: [this.#media],
      });
      panel.iconPath = vscode.Uri.joinPath(this.#media, "icon.png");
      panel.onDidDispose(() => {
        this.#panel = undefined;
        this.#trail = [];
      });
      this.#panel = panel;
    } else if (reveal) {
      this.#panel.reveal(undefined, true);
    }
    return this.#panel;
  }
}

function params(wanted: Wanted): object {
  const uri = typeof wanted === "string" ? vscode.window.activeTextEditor?.document.uri.toString() : wanted.uri;
  const about = uri === undefined ? {} : { textDocument: { uri } };
  return typeof wanted === "string"
    ? { ...about, term: wanted }
    : { ...about, position: { line: wanted.line, character: wanted.character } };
}
