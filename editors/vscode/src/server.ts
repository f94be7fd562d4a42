/** The language server: found, started, restarted; and what it is asked. */

import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import * as readline from "node:readline";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, RevealOutputChannelOn, State } from "vscode-languageclient/node";
import { type Choice, choose, describe, type Program } from "./binary.ts";
import { hoverWithLink } from "./hover.ts";
import * as log from "./log.ts";
import { requests, type Status } from "./protocol.ts";
import * as python from "./python.ts";
import { configuration, logLevel, needsRestart, programSetting } from "./settings.ts";
import type { Health } from "./status.ts";

/** The languages that are read. A notebook's cells come with the notebook. */
export const LANGUAGES = ["sql", "jinja-sql", "python", "yaml", "jinja-yaml", "dockercompose", "github-actions-workflow"];

export const SELECTOR = LANGUAGES.flatMap((language) => [
  { scheme: "file", language },
  { scheme: "untitled", language },
  { scheme: "vscode-notebook-cell", notebook: "*", language },
]);

export class Server implements vscode.Disposable {
  /** Of the client that is running or being started. */
  #client: LanguageClient | undefined;
  #health: Health = "starting";
  #program: Program | undefined;
  /** The last of the starts and stops, which come one after the other. */
  #queue: Promise<void> = Promise.resolve();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #parts: vscode.Disposable[] = [this.#changed];

  /** The server, or what it knows, is another one now. */
  readonly onDidChange = this.#changed.event;
  readonly channel: vscode.LogOutputChannel;
  readonly #context: vscode.ExtensionContext;

  constructor(context: vscode.ExtensionContext, channel: vscode.LogOutputChannel) {
    this.#context = context;
    this.channel = channel;
    this.#parts.push(
      vscode.workspace.onDidChangeConfiguration((change) => needsRestart(change) && void this.restart()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.#restartIfChanged()),
    );
    void python.watch(() => void this.#restartIfChanged()).then((watching) => watching && this.#parts.push(watching));
  }

  get health(): Health {
    return this.#health;
  }

  get program(): Program | undefined {
    return this.#program;
  }

  /** The client, while it runs. */
  get client(): LanguageClient | undefined {
    return this.#client?.isRunning() ? this.#client : undefined;
  }

  start(): Promise<void> {
    return this.#next(() => this.#start());
  }

  restart(): Promise<void> {
    return this.#next(async () => {
      await this.#stop();
      await this.#start();
    });
  }

  stop(): Promise<void> {
    return this.#next(() => this.#stop());
  }

  dispose(): void {
    for (const part of this.#parts) {
      part.dispose();
    }
  }

  /** Asks a request of ours; `undefined` where no server runs or it has no answer. */
  async ask<T>(method: string, params: object): Promise<T | undefined> {
    try {
      return await this.client?.sendRequest<T>(method, params);
    } catch (error) {
      this.channel.warn(`${method}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }

  /** Runs a command of the server; `undefined` where it has none of that name. */
  async execute<T>(command: string, ...args: unknown[]): Promise<T | undefined> {
    const known = this.client?.initializeResult?.capabilities.executeCommandProvider?.commands;
    return known?.includes(command) ? this.ask<T>("workspace/executeCommand", { command, arguments: args }) : undefined;
  }

  status(): Promise<Status | undefined> {
    const uri = vscode.window.activeTextEditor?.document.uri;
    return this.ask(requests.status, uri === undefined ? {} : { textDocument: { uri: uri.toString() } });
  }

  #next(step: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(step).catch((error) => this.channel.error(String(error)));
    return this.#queue;
  }

  #become(health: Health): void {
    this.#health = health;
    this.#changed.fire();
  }

  async #start(): Promise<void> {
    this.#become("starting");
    const began = performance.now();
    const { program, missing } = await this.#choose();
    for (const named of missing) {
      const message = `There is no program ${describe(named)}.`;
      this.channel.warn(message);
      void vscode.window.showWarningMessage(
        `Lakespeak: ${message} ${program === undefined ? "" : `Running ${describe(program)} instead.`}`,
      );
    }
    this.#program = program;
    if (program === undefined) {
      this.#fail("No lakespeak program was found. Install it, or name it in the setting lakespeak.path.");
      return;
    }
    this.channel.info(`Starting ${describe(program)}`);
    const client = this.#create(program);
    this.#client = client;
    try {
      await client.start();
      const { name, version } = client.initializeResult?.serverInfo ?? { name: "a server", version: undefined };
      this.channel.info(`Running ${name} ${version ?? ""}, ready ${Math.round(performance.now() - began)} ms after it was asked for`);
      this.#become("running");
    } catch (error) {
      this.#fail(`${program.path} could not be started: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (client?.isRunning()) {
      await client.stop();
    }
    await client?.dispose();
    this.#become("stopped");
  }

  #fail(message: string): void {
    this.channel.error(message);
    this.#become("failed");
    void vscode.window.showErrorMessage(`Lakespeak: ${message}`, "Show Output").then((answer) => answer && this.channel.show());
  }

  async #restartIfChanged(): Promise<void> {
    const { program } = await this.#choose();
    if (program?.path !== this.#program?.path) {
      await this.restart();
    }
  }

  async #choose(): Promise<Choice> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const trusted = vscode.workspace.isTrusted;
    const around = {
      trusted,
      setting: programSetting(),
      variable: process.env["LAKESPEAK_PATH"],
      python: trusted ? await python.interpreter(folder) : undefined,
      searchPath: process.env["PATH"],
      bundled: vscode.Uri.joinPath(this.#context.extensionUri, "server").fsPath,
      windows: process.platform === "win32",
      home: homedir(),
      folder: folder?.scheme === "file" ? folder.fsPath : undefined,
    };
    return choose(around, isProgram);
  }

  #create(program: Program): LanguageClient {
    const level = logLevel();
    const environment = level === undefined ? {} : { LAKESPEAK_LOG: log.filter(level) };
    const run = { command: program.path, args: ["server"], options: { env: environment } };
    const client = new LanguageClient("lakespeak", "Lakespeak", run, this.#options());
    // The server tells only those of its changes who ask for it.
    client.registerFeature({
      fillClientCapabilities: (capabilities) => {
        capabilities.experimental = { ...(capabilities.experimental as object | undefined), lakespeakStatus: true };
      },
      initialize: () => {},
      getState: () => ({ kind: "static" }),
      clear: () => {},
    });
    client.onNotification(requests.statusChanged, () => this.#changed.fire());
    client.onDidChangeState(({ newState }) => {
      if (client === this.#client && newState === State.Stopped && this.#health === "running") {
        this.#become("stopped");
      } else if (client === this.#client && newState === State.Running && this.#health === "stopped") {
        this.#become("running");
      }
    });
    return client;
  }

  #options(): LanguageClientOptions & { stdioOptions: object } {
    const lines = (input: NodeJS.ReadableStream) => readline.createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
    return {
      documentSelector: SELECTOR,
      outputChannel: this.channel,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      // The first diagnostics are shown by the settings already.
      initializationOptions: () => configuration(),
      stdioOptions: {
        stdout: () => {},
        stderr: (input: NodeJS.ReadableStream, channel: vscode.LogOutputChannel) => {
          lines(input).on("line", (line) => channel[log.levelOf(line)](line));
        },
      },
      middleware: {
        provideHover: async (document, position, token, next) => hoverWithLink(document, position, await next(document, position, token)),
      },
    };
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
