/** The extension as people meet it: installed into a real VS Code, seen through a real browser. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Editor, until, type Window } from "./editor.ts";

let editor: Editor;
let window: Window;

before(async () => {
  editor = await Editor.start("trusted", { "security.workspace.trust.enabled": false });
  window = await editor.open("shop");
});

after(async () => {
  await editor?.stop();
});

/** Keeps a picture of what went wrong. */
function seen(name: string, body: () => Promise<void>): void {
  test(name, async () => {
    try {
      await body();
    } catch (error) {
      await window.picture(`failed-${name.replaceAll(/\W+/g, "-")}`).catch(() => {});
      throw error;
    }
  });
}

seen("a DAG, a dbt model and a compose file are underlined", async () => {
  for (const file of ["dags/orders_daily.py", "models/orders.sql", "compose.yaml"]) {
    await window.openFile(file);
    await window.squiggles();
  }
});

seen("a hover shows the card, and its link opens the card beside the code", async () => {
  await window.openFile("dags/orders_daily.py");
  await window.squiggles();
  await window.find("shop/dags/orders_daily.py", "backfill");
  const hover = await window.hover(/Running a pipeline again/);
  await window.picture("hover", 540);
  await hover.getByText("Open beside the code").click();
  const page = window.webview();
  await page.locator("h1").filter({ hasText: "Backfilling" }).waitFor();
  assert.equal(await page.locator("script").count(), 0);
  await window.escape();
  await window.picture("card");
  // From the keyboard: to a word nearby, and back.
  await page.locator("a[href*='lakespeak.card']").first().focus();
  await window.page.keyboard.press("Enter");
  await page.locator("nav a").filter({ hasText: "Backfilling" }).waitFor();
  await page.locator("nav a").click();
  await page.locator("h1").filter({ hasText: "Backfilling" }).waitFor();
  await window.closeTab("Backfilling");
});

seen("the quick fix writes a TODO, and the warning is quiet", async () => {
  await window.openFile("dags/orders_daily.py");
  await window.find("shop/dags/orders_daily.py", "requests.get(");
  const hover = await window.hover(/With no timeout/);
  assert.equal((await hover.textContent())?.match(/With no timeout/g)?.length, 1, "said once");
  await hover.getByText("Ingestion").first().waitFor();
  await window.escape();
  const before = await window.countSquiggles();
  await window.quickFix(/Insert TODO/);
  const text = await window.saved("shop/dags/orders_daily.py", /# TODO: /);
  assert.match(
    text,
    /\n {4}# TODO: [^\n]*\n( {4}# [^\n]*\n)* {4}# *[^\n]*\(lakespeak:[\w-]+\/http-call-without-timeout\)\n {4}response = requests\.get/,
  );
  await until("one warning less", async () => (await window.countSquiggles()) < before);
  await window.picture("todo", 580);
});

seen("a notebook's cells are read as one: what the first imports is found in the last", async () => {
  await window.openNotebook("notebooks/orders.ipynb");
  const last = window.cell("Variable.get(");
  await last.locator(".squiggly-warning").first().waitFor();
  const hover = window.page.locator(".monaco-hover:not(.hidden)").filter({ hasText: /Airflow\sreads\sthis\sfile/ });
  await until("a hover in the cell", async () => {
    await window.page.mouse.move(5, 5);
    // On the call that is underlined.
    await last
      .locator(".view-line")
      .first()
      .hover({ position: { x: 120, y: 9 } });
    await hover.first().waitFor({ timeout: 5000 });
    return true;
  });
  await window.picture("notebook");
  await window.escape();
  await window.closeTab("orders.ipynb");
});

seen("hints say what a schedule means, and can be switched off and on", async () => {
  await window.openFile("dags/orders_daily.py");
  const hint = window.page.locator(".editor-group-container.active .view-line").filter({ hasText: /Mon–Fri\s06:00.*runs\sall\smissed/ });
  await hint.first().waitFor();
  await window.command("Lakespeak: Toggle Inlay Hints");
  await hint.first().waitFor({ state: "detached" });
  await window.command("Lakespeak: Toggle Inlay Hints");
  await hint.first().waitFor();
  await window.picture("hints");
});

seen("the status item says how much is known", async () => {
  const item = await window.languageStatus();
  await item.filter({ hasText: /Lakespeak: \d{3} terms/ }).waitFor();
  await window.picture("status");
  await window.escape();
});

seen("the glossary view lists words by category, and can be searched", async () => {
  await window.command("Explorer: Focus on Glossary View");
  // The files give it their room.
  await window.page.locator('.pane-header[aria-label^="Explorer Section"]').click();
  const rows = window.page.locator('.pane:has(.pane-header[aria-label^="Glossary"]) .monaco-list-row');
  await rows.filter({ hasText: "Storage & Formats" }).first().waitFor();
  await window.command("Lakespeak: Search Glossary");
  await window.answer("partitioning");
  await rows
    .filter({ hasText: /^Partitioning/ })
    .first()
    .waitFor();
  await rows
    .filter({ hasText: /^Partitioning/ })
    .first()
    .click();
  await window.webview().locator("h1").filter({ hasText: "Partitioning" }).waitFor();
  await window.command("Lakespeak: Clear Search");
  await rows.filter({ hasText: "Storage & Formats" }).first().waitFor();
  await window.closeTab("Partitioning");
  // How often a word stands in the workspace is counted in the background.
  await rows.filter({ hasText: "Foundations & Infrastructure" }).first().click();
  await rows
    .filter({ hasText: /^Airflow\s*\d+×/ })
    .first()
    .waitFor();
  await window.picture("glossary");
  await rows.filter({ hasText: "Foundations & Infrastructure" }).first().click();
  await window.page.locator('.pane-header[aria-label^="Explorer Section"]').click();
});

seen("a restart brings everything back", async () => {
  await window.openFile("models/orders.sql");
  await window.squiggles();
  const [first, ...others] = await editor.servers();
  assert.deepEqual(others, [], "one server a window");
  await window.command("Lakespeak: Show Server Info");
  const info = window.webview().locator("li").filter({ hasText: "Process" });
  await info.filter({ hasText: `Process: ${first}` }).waitFor();
  await window.command("Lakespeak: Restart Server");
  let second: string | undefined;
  await until("another process", async () => {
    const servers = await editor.servers();
    second = servers[0];
    return servers.length === 1 && second !== first;
  });
  await window.openFile("compose.yaml");
  await window.squiggles();
  await window.command("Lakespeak: Show Server Info");
  await info.filter({ hasText: `Process: ${second}` }).waitFor();
  await window.picture("info");
  await window.closeTab("Lakespeak server");
});

seen("an edit of the team's glossary is in the next hover, saved or not", async () => {
  await window.openFile("dags/orders_daily.py");
  await window.find("shop/dags/orders_daily.py", "orders_daily");
  await window.hover(/One\srow\sfor\seach\sorder\sa\scustomer\shas\spaid\./);
  await window.openFile("team.glossary.yml");
  await window.find("shop/team.glossary.yml", "One row");
  await window.page.keyboard.press("End");
  await window.page.keyboard.insertText(" Refunds count, too.");
  await window.openFile("dags/orders_daily.py");
  await window.find("shop/dags/orders_daily.py", "orders_daily");
  await window.hover(/Refunds\scount,\stoo\./);
  await window.picture("team-hover", 540);
  await window.escape();
});

seen("a mistake in a glossary stands in its own file, in the list of problems and in the status", async () => {
  await window.openFile("team.glossary.yml");
  assert.equal(await window.countSquiggles("error"), 0);
  await window.find("shop/team.glossary.yml", "One row");
  await window.page.keyboard.press("End");
  await window.page.keyboard.press("Enter");
  await window.page.keyboard.press("Shift+Home");
  await window.page.keyboard.insertText("  - nmae: Refund");
  await window.squiggles("error");
  const problem = (await window.problems()).filter({ hasText: "nmae" });
  await problem.first().waitFor();
  await (await window.languageStatus()).filter({ hasText: /1 mistake in team\.glossary\.yml/ }).waitFor();
  await window.page.locator(".hover-language-status").filter({ hasText: "1 mistake" }).locator(".severity.sev2").waitFor();
  await window.picture("mistake");
  await window.escape();
  await window.openFile("team.glossary.yml");
  await window.command("File: Revert File");
  await until("no mistake", async () => (await window.countSquiggles("error")) === 0);
  await problem.first().waitFor({ state: "detached" });
  await window.command("View: Toggle Panel Visibility");
  await window.closeTab("team.glossary.yml");
  await window.openFile("dags/orders_daily.py");
  await window.find("shop/dags/orders_daily.py", "orders_daily");
  await window.hover(/One\srow\sfor\seach\sorder\sa\scustomer\shas\spaid\./);
  await window.escape();
});

seen("the list of actions switches a rule off for the project, and takes a word into the team's glossary", async () => {
  await window.openFile("models/orders.sql");
  await window.squiggles();
  const before = await window.countSquiggles();
  await window.find("shop/models/orders.sql", "null");
  await window.quickFix(/Switch off comparison-with-null in this project/);
  await until("one warning less", async () => (await window.countSquiggles()) === before - 1);
  await window.openFile("lakespeak.yml");
  await window.saved("shop/lakespeak.yml", /comparison-with-null: off/);
  await window.undone("shop/lakespeak.yml", "version: 1\n");
  await window.closeTab("lakespeak.yml");
  await window.openFile("models/orders.sql");
  await until("all warnings again", async () => (await window.countSquiggles()) === before);
  const glossary = await editor.read("shop/team.glossary.yml");
  await window.select("shop/models/orders.sql", "row");
  await window.quickFix(/Add "row" to the team glossary/);
  await window.openFile("team.glossary.yml");
  await window.saved("shop/team.glossary.yml", /name: row/);
  await window.picture("taken");
  await window.undone("shop/team.glossary.yml", glossary);
  await window.closeTab("team.glossary.yml");
});

seen("a word is added to the team's glossary from the code", async () => {
  await window.openFile("dags/orders_daily.py");
  await window.find("shop/dags/orders_daily.py", "shop_api_url");
  await window.command("Lakespeak: Add Term from Selection");
  await window.page.locator('.tab.active[aria-label^="team.glossary.yml"]').first().waitFor();
  await window.page.locator(".editor-group-container.active .view-line").filter({ hasText: "shop_api_url" }).waitFor();
  await window.page.keyboard.type("The address of the shop's own API.");
  const text = await window.saved("shop/team.glossary.yml", /shop_api_url/);
  assert.ok(text.endsWith("has paid.\n  - name: shop_api_url\n    plain_english: The address of the shop's own API.\n"), text);
  await window.escape();
  await window.page.keyboard.press("Home");
  await window.picture("team", 300);
  await window.closeTab("team.glossary.yml");
});

seen("the report of the workspace opens in a panel, and its tables can be sorted", async () => {
  await window.command("Lakespeak: Workspace Report");
  const page = window.webview();
  await page.locator("h1").filter({ hasText: "shop" }).waitFor();
  // Its script ran: without it, there are no buttons to sort by.
  await page.locator("th button").first().waitFor({ state: "attached" });
  await window.picture("report");
  await window.closeTab("Report: shop");
});

seen("the walkthrough has its pictures", async () => {
  await window.command("View: Close All Editors");
  // The pictures stand beside the steps only where there is room.
  await window.command("View: Toggle Primary Side Bar Visibility");
  await window.command("Welcome: Open Walkthrough...");
  await window.answer("Get Started with Lakespeak");
  const steps = window.page.locator(".getting-started-step");
  for (const [step, picture] of [
    ["Not now", "A TODO"],
    ["Teach it", "A team glossary"],
    ["Hover a word", "The card"],
  ] as const) {
    await steps.filter({ hasText: step }).first().click();
    await window.page.locator(`.getting-started-media img[alt^="${picture}"]`).first().waitFor();
  }
  await window.picture("walkthrough");
  await window.command("View: Toggle Primary Side Bar Visibility");
});

seen("folders of one window have each their own configuration", async () => {
  await window.close();
  window = await editor.open("both.code-workspace");
  await window.openFile("customers.sql");
  await window.squiggles();
  assert.equal(await window.countSquiggles(), 1, "= null is switched off in this folder");
  await window.openFile("orders.sql");
  await until("both warnings", async () => (await window.countSquiggles()) === 2);
  await window.picture("folders");
});

test("a folder that is not trusted chooses no program", async () => {
  const untrusted = await Editor.start("untrusted", {}, { LAKESPEAK_PATH: "/bin/false" });
  try {
    window = await untrusted.open("shop");
    await window.openFile("models/orders.sql");
    await window.squiggles();
    await window.command("Lakespeak: Show Server Info");
    const info = window.webview();
    await info.locator("li").filter({ hasText: "came with the extension" }).waitFor();
    await info.locator("li").filter({ hasText: "not trusted" }).waitFor();
    await window.picture("untrusted");
  } catch (error) {
    await window.picture("failed-untrusted");
    throw error;
  } finally {
    await untrusted.stop();
  }
});
