/**
 * Figures of the extension in a real editor, printed and judged by nobody: how long its activation takes by the editor's
 * own clock, and how long the server lets a typist wait in a long file, by the server's own trace. Run by `test/all`:
 * `LAKESPEAK_TEST_SCRIPT=figures test/all ../../target/release/lakespeak`.
 */

import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { Editor, places, until, type Window } from "./editor.ts";

const LINES = 10_000;
const STROKES = Number(process.env["LAKESPEAK_TEST_STROKES"] ?? 200);

/** Code of which nothing is to be said: a finding in about twenty lines is more than most DAGs have. */
const QUIET = `def count(orders, total=0):\n${'    total = total + weigh(order["lines"], by="net")\n'.repeat(14)}`.trimEnd();

/** A long DAG, made of the short one of the tests: every task is there a few hundred times. */
async function longDag(editor: Editor): Promise<void> {
  const [head = "", ...rest] = (await editor.read("shop/dags/orders_daily.py")).split("\n\n\n");
  const task = rest.find((part) => part.startsWith("def extract")) ?? "";
  const flow = rest.find((part) => part.startsWith("with DAG")) ?? "";
  const each = task.split("\n").length + 2 + QUIET.split("\n").length + 2;
  const count = Math.ceil(LINES / each);
  const tasks = Array.from({ length: count }, (_, at) => `${task.replace("extract", `extract_${at}`)}\n\n\n${QUIET}`);
  await writeFile(editor.path("shop/dags/long.py"), [head, ...tasks, flow].join("\n\n\n"));
}

/** The server of the extension behind a script that keeps what it writes to its log. */
async function traced(name: string): Promise<{ program: string; log: string }> {
  const folder = path.join(places.folder, name, "traced");
  await mkdir(folder, { recursive: true });
  const [program, log] = [path.join(folder, "lakespeak"), path.join(folder, "log")];
  const server = path.join(places.folder, name, "extensions");
  const script = `#!/bin/sh\nexport LAKESPEAK_LOG=warn,lakespeak=trace\nexec "${server}"/lakespeak*/server/lakespeak "$@" 2>>"${log}"\n`;
  await writeFile(program, script, { mode: 0o755 });
  return { program, log };
}

/** How long diagnostics took after each change, in milliseconds, in order. */
async function waits(log: string, file: string): Promise<number[]> {
  // Colours may stand around names and values.
  const lines = (await readFile(log, "utf8")).replaceAll(/\u001b\[[\d;]*m/g, "").split("\n");
  const told = lines.filter((line) => line.includes("diagnostics told") && line.includes(file));
  return told.map((line) => Number(/micros=(\d+)/.exec(line)?.[1]) / 1000);
}

function summary(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN).toFixed(1);
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, most ${at(1)} ms of ${sorted.length}`;
}

async function activation(window: Window): Promise<string> {
  await window.command("Developer: Show Running Extensions");
  const list = window.page.locator(".runtime-extensions-editor");
  const time = list.locator(".extension").filter({ hasText: "Lakespeak" }).locator(".activation-time");
  await list.hover();
  // The list is as long as the screen only.
  await until("the extension in the list", async () => {
    await window.page.mouse.wheel(0, 200);
    return (await time.count()) > 0;
  });
  const text = await time.first().textContent();
  await window.escape();
  return text ?? "";
}

const name = "figures";
const { program, log } = await traced(name);
const editor = await Editor.start(name, { "security.workspace.trust.enabled": false }, { LAKESPEAK_PATH: program });
try {
  await longDag(editor);
  const window = await editor.open("shop");
  await window.openFile("dags/long.py");
  await window.find("shop/dags/long.py", "extract_0");
  await window.squiggles();
  console.log(await activation(window));
  await window.openFile("dags/long.py");
  await window.find("shop/dags/long.py", "# A backfill");
  await window.page.keyboard.press("End");
  const before = (await waits(log, "long.py")).length;
  await window.page.keyboard.type(" and so on, word by word,".repeat(100).slice(0, STROKES), { delay: 80 });
  await until("the last answers", async () => (await waits(log, "long.py")).length > before);
  await window.page.waitForTimeout(2000);
  const typed = (await waits(log, "long.py")).slice(before);
  console.log(`${STROKES} strokes in ${LINES} lines, from didChange to diagnostics told: ${summary(typed)}`);
} finally {
  await editor.stop();
}
