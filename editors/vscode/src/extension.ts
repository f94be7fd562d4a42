/** Where the editor begins and ends with us. */

import * as vscode from "vscode";
import { Actions } from "./actions.ts";
import { CardPanel } from "./card-panel.ts";
import { GlossaryView } from "./glossary-view.ts";
import { Server } from "./server.ts";
import { showStatus } from "./status-item.ts";
import { TextPages } from "./text-page.ts";

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const began = performance.now();
  const channel = vscode.window.createOutputChannel("Lakespeak", { log: true });
  server = new Server(context, channel);
  const panel = new CardPanel(server, context);
  const view = new GlossaryView(server);
  const pages = new TextPages();
  const actions = new Actions(server, panel, view, pages);
  context.subscriptions.push(channel, server, panel, view, pages, actions.register(), showStatus(server));
  void vscode.commands.executeCommand("setContext", "lakespeak.active", true);
  // Nobody waits for the server: the editor goes on.
  void server.start();
  channel.info(`Activated in ${(performance.now() - began).toFixed(1)} ms`);
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
