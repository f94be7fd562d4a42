/** What our commands do. */

import * as vscode from "vscode";
import { describe } from "./binary.ts";
import type { CardPanel, Wanted } from "./card-panel.ts";
import { type CommandId, ids } from "./commands.ts";
import type { GlossaryView } from "./glossary-view.ts";
import { type Cards, requests } from "./protocol.ts";
import { showReport } from "./report.ts";
import type { Server } from "./server.ts";
import { toggleHints } from "./settings.ts";
import * as glossary from "./team-glossary.ts";
import type { TextPages } from "./text-page.ts";
import type { Node } from "./tree.ts";
import { isWebAddress } from "./web.ts";

export class Actions {
  readonly #server: Server;
  readonly #panel: CardPanel;
  readonly #view: GlossaryView;
  readonly #pages: TextPages;

  constructor(server: Server, panel: CardPanel, view: GlossaryView, pages: TextPages) {
    this.#server = server;
    this.#panel = panel;
    this.#view = view;
    this.#pages = pages;
  }

  register(): vscode.Disposable {
    const actions: Record<CommandId, (...args: never[]) => unknown> = {
      [ids.restart]: () => this.#server.restart(),
      [ids.showOutput]: () => this.#server.channel.show(),
      [ids.serverInfo]: () => this.#serverInfo(),
      [ids.openGlossary]: glossary.open,
      [ids.createGlossary]: () => glossary.createNew(),
      [ids.addTerm]: glossary.addTerm,
      [ids.toggleHints]: () => this.#toggleHints(),
      [ids.explain]: () => this.#explain(),
      [ids.card]: (wanted?: Wanted) => this.#card(wanted),
      [ids.guidance]: (wanted?: Wanted) => this.#guidance(wanted),
      [ids.report]: () => showReport(this.#server),
      [ids.searchGlossary]: () => this.#view.search(),
      [ids.clearSearch]: () => this.#view.clear(),
      [ids.refreshGlossary]: () => this.#view.refresh(),
      [ids.openSource]: (node: Node) => openSource(node),
    };
    return vscode.Disposable.from(...Object.entries(actions).map(([id, action]) => vscode.commands.registerCommand(id, action)));
  }

  async #card(wanted?: Wanted): Promise<void> {
    const about = wanted ?? (await this.#wanted());
    if (about !== undefined && !(await this.#panel.show(about))) {
      await this.#nothing(about);
    }
  }

  /** The team's page in the browser where it keeps one for the term; else the card beside the code. */
  async #guidance(wanted?: Wanted): Promise<void> {
    const about = wanted ?? (await this.#wanted());
    if (typeof about !== "string") {
      await this.#card(about);
      return;
    }
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    const answer = await this.#server.ask<Cards>(requests.card, { term: about, ...(uri === undefined ? {} : { textDocument: { uri } }) });
    const card = answer?.cards[0];
    const own = card?.url != null && isWebAddress(card.url) && !card.term.docs.some((doc) => doc.url === card.url);
    if (own && card?.url != null) {
      await vscode.env.openExternal(vscode.Uri.parse(card.url, true));
    } else {
      await this.#card(about);
    }
  }

  /** The term at the cursor, or one that is chosen from all. */
  async #wanted(): Promise<string | undefined> {
    const here = place();
    if (here !== undefined) {
      const position = { line: here.line, character: here.character };
      const answer = await this.#server.ask<Cards>(requests.card, { textDocument: { uri: here.uri }, position });
      const id = answer?.cards[0]?.term.id;
      if (id !== undefined) {
        return id;
      }
    }
    const terms = (await this.#view.glossary())?.terms ?? [];
    const items = terms.map((term) => ({ label: term.name, description: term.category, detail: term.plain_english, id: term.id }));
    items.sort((a, b) => a.label.localeCompare(b.label));
    const options = { placeHolder: "Which word?", matchOnDescription: true, matchOnDetail: true };
    return (await vscode.window.showQuickPick(items, options))?.id;
  }

  async #nothing(about: Wanted): Promise<void> {
    if (this.#server.client === undefined) {
      void vscode.window
        .showWarningMessage("Lakespeak: the server is not running.", "Show Output")
        .then((answer) => answer && this.#server.channel.show());
    } else {
      void vscode.window.showInformationMessage(
        `Lakespeak: ${typeof about === "string" ? `no word “${about}” is known` : "no word that is known stands here"}.`,
      );
    }
  }

  async #explain(): Promise<void> {
    const here = place();
    if (here === undefined) {
      return;
    }
    const position = { line: here.line, character: here.character };
    const markdown = await this.#server.execute<string>("lakespeak.explainPosition", { textDocument: { uri: here.uri }, position });
    if (typeof markdown === "string" && markdown !== "") {
      await this.#pages.show("This position", markdown);
    } else {
      void vscode.window.showInformationMessage("Lakespeak: the server has nothing to say about this position.");
    }
  }

  async #toggleHints(): Promise<void> {
    const on = await toggleHints();
    vscode.window.setStatusBarMessage(`Lakespeak: inlay hints are ${on ? "on" : "off"}`, 3000);
  }

  async #serverInfo(): Promise<void> {
    const { client, program, health } = this.#server;
    const status = await this.#server.status();
    const folders = vscode.workspace.workspaceFolders?.map((folder) => `\`${folder.uri.fsPath}\``) ?? [];
    const rows = [
      ["State", health],
      ["Program", program === undefined ? "none" : `\`${describe(program)}\``],
      ["Version", client?.initializeResult?.serverInfo?.version ?? "unknown"],
      ["Process", String(client?.serverProcess?.pid ?? "none")],
      ["Workspace", `${folders.join(", ") || "none"}${vscode.workspace.isTrusted ? "" : " (not trusted)"}`],
      ["Words", status === undefined ? "unknown" : `${status.terms} terms, ${status.rules} rules`],
      ...(status?.glossaries ?? []).map((file) => [
        "Glossary",
        `\`${vscode.workspace.asRelativePath(vscode.Uri.parse(file.uri))}\`: ${file.terms} terms, ${file.mistakes} mistakes`,
      ]),
      ["Editor", `${vscode.env.appName} ${vscode.version}`],
    ];
    const list = rows.map(([name, value]) => `- **${name}**: ${value}`).join("\n");
    await this.#pages.show("Lakespeak server", `# Lakespeak server\n\n${list}\n`);
  }
}

/** The cursor's place. */
function place(): { uri: string; line: number; character: number } | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    return undefined;
  }
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), line, character };
}

async function openSource(node: Node): Promise<void> {
  if (node.kind === "term" && node.term.source.uri !== undefined) {
    const at = new vscode.Position(node.term.source.line, 0);
    await vscode.window.showTextDocument(vscode.Uri.parse(node.term.source.uri), { selection: new vscode.Range(at, at) });
  }
}
