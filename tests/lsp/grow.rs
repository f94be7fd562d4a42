//! Code actions that change the team's files.

use std::time::Duration;

use lakespeak::server::Options;
use serde_json::{Value, json};

use crate::client::{Client, able, range};
use crate::features::applied;
use crate::lexicon;
use crate::team::{Place, codes, end, until};

/// A client of a folder that can do everything that edits need.
fn client(place: &Place, change: impl FnOnce(&mut Value)) -> Client {
    let mut capabilities = able();
    capabilities["workspace"]["workspaceEdit"]["resourceOperations"] = json!(["create", "rename", "delete"]);
    capabilities["workspace"]["didChangeWatchedFiles"] = json!({ "dynamicRegistration": false });
    change(&mut capabilities);
    let mut client = Client::of(Options { probes: true, ..Options::default() }, lexicon::small);
    client.initialize(&json!({ "capabilities": capabilities, "workspaceFolders": [{ "uri": place.uri("w"), "name": "w" }] }));
    client
}

fn offered(client: &mut Client, uri: &str, at: &Value, context: &Value) -> Vec<Value> {
    let params = json!({ "textDocument": { "uri": uri }, "range": range(at), "context": context });
    client.ask("textDocument/codeAction", &params).as_array().unwrap().clone()
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|action| action["title"].as_str().unwrap()).collect()
}

/// Asks until the actions are such: the workspace's files are read in the background.
fn once(client: &mut Client, uri: &str, at: &Value, wanted: &[&str]) -> Vec<Value> {
    let mut last = Vec::new();
    for _ in 0..3_000 {
        last = offered(client, uri, at, &json!({ "diagnostics": [] }));
        if titles(&last) == wanted {
            return last;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("{:?} and not {wanted:?}", titles(&last))
}

/// The one document that an action changes, and its text afterwards.
fn changed<'a>(action: &'a Value, before: &str) -> (&'a Value, String) {
    let changes = action["edit"]["documentChanges"].as_array().unwrap();
    assert_eq!(changes.len(), 1, "{action}");
    (&changes[0]["textDocument"], applied(before, &changes[0]["edits"]))
}

const SQL: &str = "-- the golden grid of gold tables, out of the sealake\nselect read_salt(a) from t\n";
const TEAM: &str = "# Ours.\nterms:\n  - name: Gold Table # dear\n    plain_english: Finance signs it off.\n";
/// `golden grid` in [`SQL`].
const GRID: [u32; 4] = [0, 7, 0, 18];

#[test]
fn a_selection_becomes_a_term_or_another_name() {
    let place = Place::new(&[("w/team.glossary.yml", "terms: []\n"), ("w/pay/x.glossary.yml", TEAM), ("w/payments/y.glossary.yml", "")]);
    let mut client = client(&place, |_| {});
    let sql = place.uri("w/pay/a.sql");
    client.open(&sql, "sql", SQL);
    let wanted = [
        "Add \"golden grid\" to the team glossary",
        "Add \"golden grid\" as alias of Gold Table",
        "Add \"golden grid\" as alias of sealake",
    ];
    let actions = once(&mut client, &sql, &json!(GRID), &wanted);
    assert!(actions.iter().all(|action| action["kind"] == "refactor"), "{actions:#?}");
    let (document, after) = changed(&actions[0], TEAM);
    assert_eq!(document, &json!({ "uri": place.uri("w/pay/x.glossary.yml"), "version": null }), "the nearest");
    assert_eq!(after, format!("{TEAM}  - name: golden grid\n    plain_english: Say in a sentence what it means.\n"));
    let (_, after) = changed(&actions[1], TEAM);
    assert_eq!(after, format!("{TEAM}    aliases: [golden grid]\n"));
    let (_, after) = changed(&actions[2], TEAM);
    assert_eq!(after, format!("{TEAM}  - id: sealake\n    aliases: [golden grid]\n"));
    // In the editor the glossary says more than on the disk.
    let more = format!("{TEAM}    aliases:\n      - dear table\n");
    let glossary = place.uri("w/pay/x.glossary.yml");
    client.open(&glossary, "yaml", TEAM);
    client.change(&glossary, 5, &[(Value::Null, &more)]);
    let actions = once(&mut client, &sql, &json!(GRID), &wanted);
    let (document, after) = changed(&actions[1], &more);
    assert_eq!((document, after), (&json!({ "uri": glossary, "version": 5 }), format!("{more}      - golden grid\n")));
    client.change(&glossary, 6, &[(Value::Null, "terms: [")]);
    once(&mut client, &sql, &json!(GRID), &[]);
    end(client);
}

#[test]
fn what_is_no_name_is_not_offered() {
    let text = format!("{SQL}-- a phrase of more words than a name would ever have\n-- 12 + 34 x é\n");
    let place = Place::new(&[("w/x.glossary.yml", TEAM)]);
    let mut client = client(&place, |_| {});
    let sql = place.uri("w/a.sql");
    client.open(&sql, "sql", &text);
    once(&mut client, &sql, &json!([1, 20, 1, 24]), &["Add \"from\" to the team glossary", "Add \"from\" as alias of sealake"]);
    let mut titled = |at: Value| titles(&offered(&mut client, &sql, &at, &json!({ "diagnostics": [] }))).join("; ");
    assert_eq!(titled(json!([0, 22, 0, 33])), "", "the term is here already, and it is in this glossary");
    assert_eq!(titled(json!([0, 46, 0, 53])), "Override this card: sealake", "known");
    assert_eq!(titled(json!([0, 7, 1, 3])), "", "two lines");
    assert_eq!(titled(json!([2, 3, 2, 52])), "", "a sentence");
    assert_eq!(titled(json!([3, 3, 3, 10])), "", "no letter");
    assert_eq!(titled(json!([3, 8, 3, 12])), "Add \"34 x\" to the team glossary; Add \"34 x\" as alias of sealake", "blanks around it");
    assert_eq!(titled(json!([3, 11, 3, 11])), "", "nothing is marked");
    assert_eq!(titled(json!([3, 13, 3, 15])), "", "one character");
    let mut kinds = |context: Value| titles(&offered(&mut client, &sql, &json!([0, 48, 0, 48]), &context)).len();
    assert_eq!(kinds(json!({ "diagnostics": [], "only": ["refactor"] })), 1);
    assert_eq!(kinds(json!({ "diagnostics": [], "only": ["quickfix"] })), 0);
    assert_eq!(kinds(json!({ "diagnostics": [], "triggerKind": 1 })), 1);
    assert_eq!(kinds(json!({ "diagnostics": [], "triggerKind": 2 })), 0, "no sign on every term");
    end(client);
}

#[test]
fn the_first_glossary_is_made_where_the_client_can() {
    let place = Place::new(&[("w/keep", ""), ("other/keep", "")]);
    let (sql, outside) = (place.uri("w/a.sql"), place.uri("other/a.sql"));
    // Neovim 0.11 says so of operations on files only.
    let mut able = client(&place, |can| drop(can["workspace"]["workspaceEdit"].as_object_mut().unwrap().remove("documentChanges")));
    able.open(&sql, "sql", SQL);
    let actions = once(&mut able, &sql, &json!([0, 48, 0, 48]), &["Override this card: sealake"]);
    let glossary = place.uri("w/team.glossary.yml");
    let create = json!({ "kind": "create", "uri": glossary, "options": { "overwrite": false, "ignoreIfExists": false } });
    let changes = &actions[0]["edit"]["documentChanges"];
    assert_eq!((&changes[0], &changes[1]["textDocument"]), (&create, &json!({ "uri": glossary, "version": null })));
    assert_eq!(applied("", &changes[1]["edits"]), "terms:\n  - id: sealake\n    plain_english: A lake with salt.\n");
    able.open(&outside, "sql", SQL);
    assert_eq!(offered(&mut able, &outside, &json!([0, 48, 0, 48]), &json!({ "diagnostics": [] })), Vec::<Value>::new());
    end(able);
    let mut unable = client(&place, |can| can["workspace"]["workspaceEdit"]["resourceOperations"] = json!(["delete"]));
    unable.open(&sql, "sql", SQL);
    place.write("w/lakespeak.yml", "");
    // The configuration is there and may be changed: what the keeper knows is known.
    once(
        &mut unable,
        &sql,
        &json!([1, 8, 1, 8]),
        &[
            "Insert TODO: Read water here.",
            "Ignore salty-read on this line",
            "Ignore salty-read in this file",
            "Switch off salty-read in this project",
        ],
    );
    assert_eq!(offered(&mut unable, &sql, &json!([0, 48, 0, 48]), &json!({ "diagnostics": [] })), Vec::<Value>::new());
    end(unable);
}

const FIXES: [&str; 5] = [
    "Insert TODO: Read water here.",
    "Ignore salty-read on this line",
    "Ignore salty-read in this file",
    "Switch off salty-read in this folder",
    "Switch off salty-read in this project",
];

#[test]
fn a_rule_is_switched_off_in_a_folder_and_in_a_project() {
    let config = "# What we chose.\nrules: { other: off } # so\n";
    let place = Place::new(&[("w/lakespeak.yml", config), ("w/b.sql", "")]);
    let mut client = client(&place, |_| {});
    let (inside, beside) = (place.uri("w/a/b/c.sql"), place.uri("w/b.sql"));
    client.open(&inside, "sql", SQL);
    client.open(&beside, "sql", SQL);
    let found = until(&mut client, &inside, |found| codes(found) == ["salty-read"]);
    once(&mut client, &inside, &json!([1, 8, 1, 8]), &FIXES);
    let actions = offered(&mut client, &inside, &json!([1, 8, 1, 8]), &json!({ "diagnostics": found }));
    assert_eq!(titles(&actions), FIXES);
    assert!(actions.iter().all(|action| action["kind"] == "quickfix" && action["diagnostics"][0]["code"] == "salty-read"));
    assert_eq!(actions.iter().filter(|action| action["isPreferred"] == true).count(), 1);
    let (document, after) = changed(&actions[4], config);
    assert_eq!(document["uri"], place.uri("w/lakespeak.yml"));
    assert_eq!(after, "# What we chose.\nrules: { other: off, salty-read: off } # so\n");
    let (_, after) = changed(&actions[3], config);
    assert_eq!(after, format!("{config}overrides:\n  - paths: [a/b/**]\n    rules:\n      salty-read: off\n"));
    // What it says is so.
    place.write("w/lakespeak.yml", &after);
    client.notify("workspace/didChangeWatchedFiles", &json!({ "changes": [{ "uri": place.uri("w/lakespeak.yml"), "type": 2 }] }));
    until(&mut client, &inside, |found| codes(found).is_empty());
    assert_eq!(titles(&once(&mut client, &beside, &json!([1, 8, 1, 8]), &[FIXES[0], FIXES[1], FIXES[2], FIXES[4]])).len(), 4);
    end(client);
}

#[test]
fn an_override_that_is_louder_is_overridden() {
    let config = "overrides:\n  - paths: [\"a/**\"]\n    rules: { salty-read: hint }\n";
    let place = Place::new(&[("w/lakespeak.yml", config)]);
    let mut client = client(&place, |_| {});
    let sql = place.uri("w/a/c.sql");
    client.open(&sql, "sql", SQL);
    let actions = once(&mut client, &sql, &json!([1, 8, 1, 8]), &FIXES);
    assert_eq!(changed(&actions[3], config).1, config.replace("hint", "off"));
    assert_eq!(changed(&actions[4], config).1, format!("{config}  - paths: [\"**\"]\n    rules:\n      salty-read: off\n"));
    client.open(&place.uri("w/lakespeak.yml"), "yaml", "rules: {");
    once(&mut client, &sql, &json!([1, 8, 1, 8]), &FIXES[..3]);
    end(client);
}

#[test]
fn a_large_glossary_is_changed_once_somebody_wants_it() {
    let large = format!("{TEAM}{}", "# a long comment, line by line, and nobody reads it\n".repeat(6_000));
    let place = Place::new(&[("w/x.glossary.yml", &large)]);
    let mut client = client(&place, |can| {
        can["textDocument"]["codeAction"]["dataSupport"] = json!(true);
        can["textDocument"]["codeAction"]["resolveSupport"] = json!({ "properties": ["edit"] });
    });
    let sql = place.uri("w/a.sql");
    client.open(&sql, "sql", SQL);
    let title = "Override this card: sealake";
    let actions = once(&mut client, &sql, &json!([0, 48, 0, 48]), &[title]);
    assert_eq!(actions[0].get("edit"), None, "{}", actions[0]);
    let resolved = client.ask("codeAction/resolve", &actions[0]);
    let (_, after) = changed(&resolved, &large);
    assert!(after.contains("  - id: sealake\n    plain_english: A lake with salt.\n"), "{}", &after[..300]);
    let mut strange = actions[0].clone();
    strange["data"]["wish"] = json!({ "override": { "term": "nobody" } });
    assert_eq!(client.ask("codeAction/resolve", &strange).get("edit"), None);
    end(client);
}

#[test]
fn the_cells_of_a_notebook_offer_what_files_do() {
    let config = "rules: { other: off }\n";
    let place = Place::new(&[("w/nb/team.glossary.yml", TEAM), ("w/lakespeak.yml", config)]);
    let mut client = client(&place, |can| {
        can["notebookDocument"] = json!({ "synchronization": { "dynamicRegistration": true } });
        can["textDocument"]["codeAction"]["dataSupport"] = json!(true);
        can["textDocument"]["codeAction"]["resolveSupport"] = json!({ "properties": ["edit"] });
    });
    let (notebook, glossary) = (place.uri("w/nb/n.ipynb"), place.uri("w/nb/team.glossary.yml"));
    let cell = |name: &str| format!("{}#{name}", notebook.replacen("file:", "vscode-notebook-cell:", 1));
    let cells: Vec<Value> = ["a", "b"].iter().map(|name| json!({ "kind": 2, "document": cell(name) })).collect();
    let text = |name: &str, text: &str| json!({ "uri": cell(name), "languageId": "python", "version": 1, "text": text });
    let texts = [text("a", "x = 1\n"), text("b", "# the golden grid of gold tables\nread_salt(x)\n")];
    let document = json!({ "uri": notebook, "notebookType": "jupyter-notebook", "version": 1, "cells": cells });
    client.notify("notebookDocument/didOpen", &json!({ "notebookDocument": document, "cellTextDocuments": texts }));
    let wanted = ["Add \"golden grid\" to the team glossary", "Add \"golden grid\" as alias of Gold Table"];
    let actions = once(&mut client, &cell("b"), &json!([0, 6, 0, 17]), &wanted);
    let (document, after) = changed(&actions[0], TEAM);
    assert_eq!(document, &json!({ "uri": glossary, "version": null }));
    assert_eq!(after, format!("{TEAM}  - name: golden grid\n    plain_english: Say in a sentence what it means.\n"));
    assert_eq!(changed(&actions[1], TEAM).1, format!("{TEAM}    aliases: [golden grid]\n"));
    let actions = offered(&mut client, &cell("b"), &json!([1, 2, 1, 2]), &json!({ "diagnostics": [] }));
    assert_eq!(titles(&actions), FIXES);
    let (document, after) = changed(&actions[3], config);
    assert_eq!(document["uri"], place.uri("w/lakespeak.yml"));
    assert_eq!(after, format!("{config}overrides:\n  - paths: [nb/**]\n    rules:\n      salty-read: off\n"));
    // In a large glossary, what is wanted is told by the cell's address.
    let large = format!("{TEAM}{}", "# a long comment, line by line, and nobody reads it\n".repeat(6_000));
    client.open(&glossary, "yaml", &large);
    let actions = once(&mut client, &cell("b"), &json!([0, 6, 0, 17]), &wanted);
    assert_eq!(actions[1].get("edit"), None, "{}", actions[1]);
    let resolved = client.ask("codeAction/resolve", &actions[1]);
    assert!(changed(&resolved, &large).1.contains("aliases: [golden grid]\n"), "{resolved}");
    end(client);
}
