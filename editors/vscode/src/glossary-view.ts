/** The view of all words: a tree that can be searched. */

import * as vscode from "vscode";
import { ids } from "./commands.ts";
import { type Glossary, requests } from "./protocol.ts";
import type { Server } from "./server.ts";
import { categories, children, description, type Node } from "./tree.ts";

const RULE_ICONS = { warning: "warning", information: "info", hint: "lightbulb", off: "circle-slash" };

export class GlossaryView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  #glossary: Promise<Glossary | undefined> | undefined;
  #search = "";
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<Node>;
  readonly #parts: vscode.Disposable;

  readonly onDidChangeTreeData = this.#changed.event;
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
    this.#view = vscode.window.createTreeView("lakespeak.glossary", { treeDataProvider: this, showCollapseAll: true });
    this.#parts = vscode.Disposable.from(
      this.#view,
      this.#changed,
      server.onDidChange(() => this.refresh()),
    );
  }

  dispose(): void {
    this.#parts.dispose();
  }

  refresh(): void {
    this.#glossary = undefined;
    this.#changed.fire(undefined);
  }

  async search(): Promise<void> {
    const words = await vscode.window.showInputBox({
      prompt: "Search words, meanings and rules",
      value: this.#search,
      placeHolder: "late data",
    });
    if (words !== undefined) {
      await this.#show(words.trim());
    }
  }

  clear(): Promise<void> {
    return this.#show("");
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node !== undefined) {
      return children(node);
    }
    const glossary = await this.glossary();
    return glossary === undefined ? [] : categories(glossary, this.#search);
  }

  getTreeItem(node: Node): vscode.TreeItem {
    switch (node.kind) {
      case "category":
        return this.#category(node);
      case "term":
        return term(node);
      case "rule":
        return rule(node);
    }
  }

  /** All terms, as last told. */
  glossary(): Promise<Glossary | undefined> {
    this.#glossary ??= this.#ask();
    return this.#glossary;
  }

  async #ask(): Promise<Glossary | undefined> {
    const uri = vscode.window.activeTextEditor?.document.uri;
    return this.#server.ask<Glossary>(requests.glossary, uri === undefined ? {} : { textDocument: { uri: uri.toString() } });
  }

  async #show(search: string): Promise<void> {
    this.#search = search;
    this.#view.message = search === "" ? "" : `Words with “${search}”`;
    await vscode.commands.executeCommand("setContext", "lakespeak.searching", search !== "");
    this.#changed.fire(undefined);
    if (search !== "") {
      await vscode.commands.executeCommand("lakespeak.glossary.focus");
    }
  }

  #category(node: Node & { kind: "category" }): vscode.TreeItem {
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(node.name, this.#search === "" ? Collapsed : Expanded);
    // The editor keeps what was folded by id: a search unfolds, and leaves the whole list as it was.
    item.id = `${this.#search}/${node.name}`;
    item.description = description(node);
    item.iconPath = new vscode.ThemeIcon("library");
    return item;
  }
}

function term(node: Node & { kind: "term" }): vscode.TreeItem {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(node.term.name, node.rules.length > 0 ? Collapsed : None);
  item.description = description(node);
  item.tooltip = node.term.plain_english;
  item.iconPath = new vscode.ThemeIcon(node.term.source.uri === undefined ? "book" : "organization");
  item.contextValue = node.term.source.uri === undefined ? "term" : "teamTerm";
  item.command = { command: ids.card, title: "Show Card", arguments: [node.term.id] };
  return item;
}

function rule(node: Node & { kind: "rule" }): vscode.TreeItem {
  const item = new vscode.TreeItem(node.rule.message);
  item.description = description(node);
  item.tooltip = `${node.rule.message}\n${node.rule.id} · ${node.rule.severity} · ${node.rule.group}`;
  item.iconPath = new vscode.ThemeIcon(RULE_ICONS[node.rule.severity] ?? "circle-outline");
  item.command = { command: ids.card, title: "Show Card", arguments: [node.term.id] };
  return item;
}
