/** A real VS Code, served to a real browser, and what a person does with it. */

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cp, mkdir, readdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { type Browser, chromium, type FrameLocator, type Locator, type Page } from "playwright-core";

const run = promisify(execFile);

/** Long enough for a busy machine; a test that waits this long has failed. */
const PATIENCE = Number(process.env["LAKESPEAK_TEST_PATIENCE"] ?? 60_000);

/** Where `test/all` put things. */
export const places = {
  /** The entry of the editor's server. */
  entry: path.join(needed("LAKESPEAK_TEST_EDITOR"), "out/node/entry.js"),
  browser: needed("LAKESPEAK_TEST_BROWSER"),
  vsix: needed("LAKESPEAK_TEST_VSIX"),
  /** A folder that is ours alone, and empty. */
  folder: needed("LAKESPEAK_TEST_FOLDER"),
};

function needed(name: string): string {
  return process.env[name] ?? fail(`${name} is not set: these tests are run by test/all`);
}

function fail(message: string): never {
  throw new Error(message);
}

const QUIET = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "telemetry.telemetryLevel": "off",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "chat.disableAIFeatures": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "editor.minimap.enabled": false,
  "editor.wordBasedSuggestions": "off",
  "editor.accessibilitySupport": "off",
  "files.autoSave": "off",
  "git.enabled": false,
  "window.commandCenter": false,
  "workbench.layoutControl.enabled": false,
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.banner": "never",
  "security.workspace.trust.untrustedFiles": "open",
};

/** The editor's server. */
export class Editor {
  readonly #process: ChildProcess;
  readonly #browser: Browser;
  readonly #url: string;
  readonly folder: string;

  private constructor(process: ChildProcess, browser: Browser, url: string, folder: string) {
    this.#process = process;
    this.#browser = browser;
    this.#url = url;
    this.folder = folder;
  }

  /** Starts an editor with the extension installed, its own settings, and copies of the workspaces. */
  static async start(name: string, settings: object, environment: NodeJS.ProcessEnv = {}): Promise<Editor> {
    const folder = path.join(places.folder, name);
    await mkdir(path.join(folder, "data/User"), { recursive: true });
    await writeFile(path.join(folder, "data/User/settings.json"), JSON.stringify({ ...QUIET, ...settings }));
    await cp(path.join(import.meta.dirname, "workspaces"), folder, { recursive: true });
    const common = ["--user-data-dir", path.join(folder, "data"), "--extensions-dir", path.join(folder, "extensions")];
    await run(process.execPath, [places.entry, ...common, "--install-extension", places.vsix]);
    const port = await freePort();
    const served = ["--bind-addr", `127.0.0.1:${port}`, "--auth", "none", "--disable-telemetry", "--disable-update-check"];
    const server = spawn(process.execPath, [places.entry, ...common, ...served, "--disable-getting-started-override"], {
      stdio: "ignore",
      env: { ...process.env, ...environment },
    });
    const url = `http://127.0.0.1:${port}`;
    await until("the editor's server", async () => (await fetch(`${url}/healthz`)).ok);
    const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"];
    const browser = await chromium.launch({ executablePath: places.browser, args });
    return new Editor(server, browser, url, folder);
  }

  /** Opens a folder or a `.code-workspace` file in a new window. */
  async open(what: string): Promise<Window> {
    const page = await this.#browser.newPage({ viewport: { width: 1280, height: 760 } });
    page.setDefaultTimeout(PATIENCE);
    const kind = what.endsWith(".code-workspace") ? "workspace" : "folder";
    const headers = page.locator(".monaco-workbench .part.sidebar .pane-header");
    // A window that comes too early for the editor's server opens without its folders, and stays so.
    await until(`a window of ${what}`, async () => {
      await page.goto(`${this.#url}/?${kind}=${encodeURIComponent(path.join(this.folder, what))}`, { waitUntil: "domcontentloaded" });
      await headers.first().waitFor();
      await headers.filter({ hasText: "No Folder Opened" }).first().waitFor({ state: "detached", timeout: 5000 });
      return true;
    });
    return new Window(page, this);
  }

  /** The process ids of the language servers that this editor has started. */
  async servers(): Promise<string[]> {
    const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
    const programs = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/exe`).catch(() => "")));
    return pids.filter((_, at) => programs[at]?.startsWith(this.path("extensions")));
  }

  path(...parts: string[]): string {
    return path.join(this.folder, ...parts);
  }

  read(...parts: string[]): Promise<string> {
    return readFile(this.path(...parts), "utf8");
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    const gone = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.kill();
    await gone;
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** One window of the editor. */
export class Window {
  readonly page: Page;
  readonly editor: Editor;

  constructor(page: Page, editor: Editor) {
    this.page = page;
    this.editor = editor;
  }

  /** Runs a command by its title, as a person does. */
  async command(title: string): Promise<void> {
    // The list does not learn of commands that come while it is open, such as ours at the start.
    await until(`the command ${title}`, async () => {
      await this.#ask("F1", `>${title}`);
      await this.page.locator(`.quick-input-widget .monaco-list-row[aria-label^="${title}"]`).first().click({ timeout: 10_000 });
      return true;
    });
  }

  /** Presses a key that opens the field at the top, and types into that. */
  async #ask(key: string, text: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget input[type=text]");
    // A key pressed while the field is still closing opens nothing.
    await until("the field at the top", async () => {
      await this.page.keyboard.press(key);
      await input.waitFor({ timeout: 2000 });
      return true;
    });
    await input.fill(text);
  }

  /** Types into the field that a command has opened. */
  async answer(text: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget input[type=text]");
    await input.fill(text);
    await input.press("Enter");
    await input.waitFor({ state: "hidden" });
  }

  /** Opens a file of the workspace. */
  async openFile(name: string): Promise<void> {
    await this.#openTab(name);
    await this.page.locator(".editor-group-container.active .view-line").first().waitFor();
  }

  /** Opens a notebook of the workspace. */
  async openNotebook(name: string): Promise<void> {
    await this.#openTab(name);
    await this.page.locator(".notebookOverlay .cell .view-line").first().waitFor();
  }

  /** The cell of the open notebook that holds a text. */
  cell(text: string): Locator {
    return this.page.locator(".notebookOverlay .monaco-list-row").filter({ hasText: text });
  }

  async #openTab(name: string): Promise<void> {
    const base = path.basename(name);
    // Clicked, and not taken by Enter: the list may still be changing. A window that has just opened may know no file yet.
    await until(`${name} in the list of files`, async () => {
      await this.escape();
      await this.#ask("Control+P", name);
      await this.page.locator(`.quick-input-widget .monaco-list-row[aria-label^="${base}"]`).first().click({ timeout: 5000 });
      return true;
    });
    await this.page.locator(`.tab.active[aria-label^="${base}"]`).first().waitFor();
  }

  /** Puts the cursor at a line and column, both from one. */
  async go(line: number, column: number): Promise<void> {
    await this.#ask("Control+G", "");
    await this.answer(`:${line}:${column}`);
  }

  /** Puts the cursor where a text stands in a file on disk. */
  async find(file: string, text: string): Promise<void> {
    const lines = (await this.editor.read(file)).split("\n");
    const line = lines.findIndex((line) => line.includes(text));
    await this.go(line + 1, (lines[line] ?? fail(`no “${text}” in ${file}`)).indexOf(text) + 2);
  }

  /** Selects the first word of a file on disk that begins with a text. */
  async select(file: string, text: string): Promise<void> {
    await this.find(file, text);
    await this.page.keyboard.press("ArrowLeft");
    await this.page.keyboard.press("Control+Shift+ArrowRight");
  }

  /** Waits until something is underlined. */
  squiggles(kind: "warning" | "error" | "info" | "hint" = "warning"): Promise<void> {
    return this.page.locator(`.editor-group-container.active .squiggly-${kind}`).first().waitFor();
  }

  countSquiggles(kind: "warning" | "error" | "info" = "warning"): Promise<number> {
    return this.page.locator(`.editor-group-container.active .squiggly-${kind}`).count();
  }

  /** The hover at the cursor, once it holds a text. */
  async hover(text: RegExp): Promise<Locator> {
    const hover = this.page
      .locator(".monaco-resizable-hover .monaco-hover:not(.hidden), .monaco-hover.workbench-hover:not(.hidden)")
      .filter({ hasText: text });
    // A hover asked for before the server is ready answers for the others only: a person points again.
    await until(`a hover with ${text}`, async () => {
      // One that is open stays as it is.
      await this.escape();
      await this.page.keyboard.press("Control+K");
      await this.page.keyboard.press("Control+I");
      await hover.first().waitFor({ timeout: 5000 });
      return true;
    });
    return hover.first();
  }

  async escape(): Promise<void> {
    await this.page.keyboard.press("Escape");
    await this.page.keyboard.press("Escape");
  }

  /** Takes a quick fix at the cursor by its title. */
  async quickFix(title: RegExp): Promise<void> {
    const item = this.page.locator(".action-widget .monaco-list-row.action").filter({ hasText: title }).first();
    await until(`a quick fix ${title}`, async () => {
      await this.page.keyboard.press("Control+.");
      await item.waitFor({ timeout: 5000 });
      return true;
    });
    await item.click();
  }

  /** Saves the file, and waits until it holds a text on disk. */
  async saved(file: string, text: RegExp): Promise<string> {
    await this.page.keyboard.press("Control+S");
    let last = "";
    await until(`${text} in ${file}`, async () => {
      last = await this.editor.read(file);
      return text.test(last);
    });
    return last;
  }

  /** Undoes what was done to the file, saves it, and waits until it holds a text, whole. */
  async undone(file: string, whole: string): Promise<void> {
    await this.page.keyboard.press("Control+Z");
    await this.page.keyboard.press("Control+S");
    await until(`${file} as it was`, async () => (await this.editor.read(file)) === whole);
  }

  /** What stands in a panel that holds a page of ours. */
  webview(): FrameLocator {
    return this.page.frameLocator("iframe.webview.ready >> visible=true").frameLocator("#active-frame");
  }

  /** The text of the item in the status bar that lists the languages' states. */
  async languageStatus(): Promise<Locator> {
    await this.page.locator('.statusbar-item[id="status.languageStatus"]').hover();
    return this.page.locator(".hover-language-status .element").filter({ hasText: "Lakespeak" });
  }

  /** The list of problems, with its rows as they are shown. */
  async problems(): Promise<Locator> {
    await this.command("Problems: Focus on Problems View");
    return this.page.locator(".markers-panel .monaco-list-row");
  }

  /** Closes a panel or file. */
  async closeTab(name: string): Promise<void> {
    const tab = this.page.locator(".tab").filter({ hasText: name });
    await tab.first().click({ button: "middle" });
    await tab.first().waitFor({ state: "detached" });
  }

  async notification(text: RegExp): Promise<void> {
    await this.page.locator(".notification-list-item-message, .notification-toast").filter({ hasText: text }).first().waitFor();
  }

  /** Takes a picture of the window; with a height, of the upper part of the code only. */
  async picture(name: string, height?: number): Promise<void> {
    const folder = path.join(places.folder, "pictures");
    await mkdir(folder, { recursive: true });
    // Hovers and lists come in slowly.
    await this.page.waitForTimeout(500);
    const clip = height === undefined ? {} : { clip: { x: 352, y: 0, width: 928, height } };
    await this.page.screenshot({ path: path.join(folder, `${name}.png`), ...clip });
  }

  close(): Promise<void> {
    return this.page.close();
  }
}

/** Waits until something is so. What it throws meanwhile is the reason given at the end. */
export async function until(what: string, done: () => Promise<boolean>, patience = PATIENCE): Promise<void> {
  const end = Date.now() + patience;
  let reason: unknown;
  while (Date.now() < end) {
    try {
      if (await done()) {
        return;
      }
    } catch (error) {
      reason = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`waited in vain for ${what}`, { cause: reason });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}
