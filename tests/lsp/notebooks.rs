//! Notebooks told cell by cell: one document of joined cells, with places counted in each.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use lakespeak::glossary;
use lakespeak::lexicon::Lexicon;
use lakespeak::server::Options;
use serde_json::{Value, json};

use crate::client::{Client, able, at, range};
use crate::faces::uri_of;

const NOTEBOOK: &str = "file:///w/explore.ipynb";

fn with_notebooks(mut capabilities: Value) -> Value {
    capabilities["notebookDocument"] = json!({ "synchronization": { "dynamicRegistration": true, "executionSummarySupport": true } });
    capabilities
}

/// A client with notebooks, of a server that knows everything.
fn client(capabilities: Value) -> Client {
    let mut client = Client::of(Options::default(), || Lexicon::compile(glossary::builtin()));
    client.initialize(&json!({ "capabilities": with_notebooks(capabilities) }));
    client
}

/// A client that asks for diagnostics itself, and so is told nothing.
fn pulling() -> Client {
    let mut capabilities = able();
    capabilities["textDocument"]["diagnostic"] = json!({});
    capabilities["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    client(capabilities)
}

fn cell(name: &str) -> String {
    format!("vscode-notebook-cell:/w/explore.ipynb#{name}")
}

fn listed(name: &str, kind: u8) -> Value {
    json!({ "kind": kind, "document": cell(name), "metadata": {}, "executionSummary": { "executionOrder": 3, "success": true } })
}

fn item(name: &str, language: &str, text: &str) -> Value {
    json!({ "uri": cell(name), "languageId": language, "version": 1, "text": text })
}

/// Opens a notebook of code cells, given as (name, language, text).
fn open(client: &mut Client, cells: &[(&str, &str, &str)]) {
    let document = json!({
        "uri": NOTEBOOK, "notebookType": "jupyter-notebook", "version": 1, "metadata": { "nbformat": 4 },
        "cells": cells.iter().map(|(name, ..)| listed(name, 2)).collect::<Vec<_>>(),
    });
    let texts: Vec<Value> = cells.iter().map(|(name, language, text)| item(name, language, text)).collect();
    client.notify("notebookDocument/didOpen", &json!({ "notebookDocument": document, "cellTextDocuments": texts }));
}

fn change(client: &mut Client, version: i64, cells: &Value) {
    let document = json!({ "uri": NOTEBOOK, "version": version });
    client.notify("notebookDocument/didChange", &json!({ "notebookDocument": document, "change": { "cells": cells } }));
}

fn typed(name: &str, version: i64, at: &Value, text: &str) -> Value {
    let document = json!({ "uri": cell(name), "version": version });
    let change = if at.is_null() { json!({ "text": text }) } else { json!({ "range": range(at), "text": text }) };
    json!({ "textContent": [{ "document": document, "changes": [change] }] })
}

fn close(client: &mut Client) {
    client.notify("notebookDocument/didClose", &json!({ "notebookDocument": { "uri": NOTEBOOK }, "cellTextDocuments": [] }));
}

/// The rules and ranges that a cell's diagnostics have, as the client pulls them.
fn pulled(client: &mut Client, name: &str) -> Vec<(String, [u64; 4])> {
    let report = client.ask("textDocument/diagnostic", &json!({ "textDocument": { "uri": cell(name) } }));
    report["items"].as_array().unwrap().iter().map(told).collect()
}

fn told(diagnostic: &Value) -> (String, [u64; 4]) {
    let number = |end: &str, part: &str| diagnostic["range"][end][part].as_u64().unwrap();
    let place = [number("start", "line"), number("start", "character"), number("end", "line"), number("end", "character")];
    (diagnostic["code"].as_str().unwrap().to_owned(), place)
}

const IMPORT: &str = "from airflow.models import Variable";
const READ: &str = "# Größe\nurl = Variable.get(\"url\")\n";
const SQL: &str = "%%sql\nselect \"order_id\"\nfrom orders where cancelled_at = null";

fn at_parse_time() -> Vec<(String, [u64; 4])> {
    vec![("airflow-variable-at-parse-time".to_owned(), [1, 6, 1, 18])]
}

fn null() -> Vec<(String, [u64; 4])> {
    vec![("comparison-with-null".to_owned(), [2, 31, 2, 37])]
}

#[test]
fn only_a_client_with_notebooks_is_told_of_them() {
    for (capabilities, offered) in [(with_notebooks(json!({})), true), (json!({}), false)] {
        let mut client = Client::of(Options::default(), crate::lexicon::small);
        let sync = client.initialize(&json!({ "capabilities": capabilities }))["capabilities"]["notebookDocumentSync"].clone();
        assert_eq!(sync.is_object(), offered);
        if offered {
            assert_eq!((sync["notebookSelector"][0]["cells"][0]["language"].as_str(), &sync["save"]), (Some("python"), &json!(true)));
        }
    }
}

#[test]
fn what_the_first_cell_imports_counts_in_the_last() {
    let mut client = client(able());
    open(&mut client, &[("a", "python", IMPORT), ("b", "python", READ), ("c", "python", SQL)]);
    let mut found = BTreeMap::new();
    while found.len() < 3 {
        let published = client.published();
        let all: Vec<_> = published["diagnostics"].as_array().unwrap().iter().map(told).collect();
        assert_eq!(published["version"], 1);
        found.insert(published["uri"].as_str().unwrap().to_owned(), all);
    }
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [(cell("a"), vec![]), (cell("b"), at_parse_time()), (cell("c"), null())]);
    client.notify("notebookDocument/didSave", &json!({ "notebookDocument": { "uri": NOTEBOOK } }));
    // A cell that goes takes its diagnostics along, and the others lose what hung on it.
    let array = json!({ "start": 0, "deleteCount": 1 });
    change(&mut client, 2, &json!({ "structure": { "array": array, "didClose": [{ "uri": cell("a") }] } }));
    let mut now: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    while !(now.get(&cell("b")).is_some_and(Vec::is_empty) && now.contains_key(&cell("a"))) {
        let published = client.published();
        now.insert(published["uri"].as_str().unwrap().to_owned(), published["diagnostics"].as_array().unwrap().clone());
    }
    assert_eq!(now[&cell("a")], [] as [Value; 0]);
    close(&mut client);
    let mut open = vec![cell("b"), cell("c")];
    while !open.is_empty() {
        let published = client.published();
        let empty = published["diagnostics"].as_array().unwrap().is_empty();
        open.retain(|uri| !(published["uri"] == **uri && published.get("version").is_none() && empty));
    }
    client.forget();
}

#[test]
fn cells_come_go_move_and_change() {
    let mut client = pulling();
    open(&mut client, &[("a", "python", IMPORT), ("b", "python", READ), ("c", "python", SQL)]);
    assert_eq!((pulled(&mut client, "a"), pulled(&mut client, "b"), pulled(&mut client, "c")), (vec![], at_parse_time(), null()));
    // Typed into the first cell: the others stand where they stood in themselves.
    change(&mut client, 2, &typed("a", 2, &json!([0, 0, 0, 0]), "# 𝄞\n\n"));
    assert_eq!((pulled(&mut client, "b"), pulled(&mut client, "c")), (at_parse_time(), null()));
    change(&mut client, 3, &typed("b", 2, &json!([1, 0, 1, 3]), "x"));
    assert_eq!(pulled(&mut client, "b")[0].1, [1, 4, 1, 16]);
    change(&mut client, 4, &typed("b", 3, &Value::Null, READ));
    assert_eq!(pulled(&mut client, "b"), at_parse_time());
    // The last is moved to the front, and one is added before it.
    let taken = json!({ "array": { "start": 2, "deleteCount": 1 } });
    change(&mut client, 5, &json!({ "structure": taken }));
    assert_eq!(pulled(&mut client, "c"), []);
    let added = json!({ "array": { "start": 0, "deleteCount": 0, "cells": [listed("d", 2), listed("c", 2)] },
        "didOpen": [item("d", "sql", "select 1 from t where b = null")] });
    change(&mut client, 6, &json!({ "structure": added }));
    assert_eq!(pulled(&mut client, "c"), null());
    assert_eq!(pulled(&mut client, "d")[0].0, "comparison-with-null");
    assert_eq!(pulled(&mut client, "b"), at_parse_time());
    // Its language changes: VS Code closes it and opens it again.
    let array = json!({ "start": 0, "deleteCount": 1, "cells": [listed("d", 2)] });
    let again =
        json!({ "array": array, "didClose": [{ "uri": cell("d") }], "didOpen": [item("d", "r", "select 1 from t where b = null")] });
    change(&mut client, 7, &json!({ "structure": again }));
    assert_eq!(pulled(&mut client, "d"), []);
    // Others say only that the cell is no code any more, or tell it again as a text.
    change(&mut client, 8, &json!({ "data": [listed("c", 1)] }));
    assert_eq!(pulled(&mut client, "c"), []);
    change(&mut client, 9, &json!({ "data": [listed("c", 2)] }));
    assert_eq!(pulled(&mut client, "c"), null());
    client.notify("textDocument/didOpen", &json!({ "textDocument": item("d", "sql", "select 1 from t where b = null") }));
    assert_eq!(pulled(&mut client, "d").len(), 1);
    client.change(&cell("d"), 2, &[(json!([0, 26, 0, 30]), "2")]);
    client.close(&cell("d"));
    assert_eq!(pulled(&mut client, "d"), []);
    // The import goes.
    change(&mut client, 10, &json!({ "structure": { "array": { "start": 2, "deleteCount": 1 } } }));
    assert_eq!(pulled(&mut client, "b"), []);
    close(&mut client);
    assert_eq!(pulled(&mut client, "c"), []);
    client.forget();
}

/// A cell's text after the edits of an action.
fn applied(text: &str, edits: &Value) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let [edit] = edits.as_array().unwrap().as_slice() else { panic!("{edits}") };
    let (start, end) = (&edit["range"]["start"], &edit["range"]["end"]);
    assert_eq!(start, end, "an insertion");
    let line = usize::try_from(start["line"].as_u64().unwrap()).unwrap();
    let column = usize::try_from(start["character"].as_u64().unwrap()).unwrap();
    lines[line].insert_str(column, edit["newText"].as_str().unwrap());
    lines.concat()
}

fn actions(client: &mut Client, name: &str, at: &Value, only: &Value) -> Vec<Value> {
    let mut context = json!({ "diagnostics": [] });
    if !only.is_null() {
        context["only"] = only.clone();
    }
    let params = json!({ "textDocument": { "uri": cell(name) }, "range": range(at), "context": context });
    client.ask("textDocument/codeAction", &params).as_array().unwrap().clone()
}

#[test]
fn fixes_are_written_into_their_cell() {
    let mut client = pulling();
    open(&mut client, &[("a", "python", IMPORT), ("b", "python", READ), ("c", "python", SQL)]);
    change(&mut client, 2, &typed("c", 7, &Value::Null, SQL));
    let offered = actions(&mut client, "c", &json!([2, 33, 2, 33]), &Value::Null);
    let titles: Vec<&str> = offered.iter().map(|action| action["title"].as_str().unwrap()).collect();
    assert_eq!(titles.len(), 3, "{titles:?}");
    let change_of = |action: &Value| action["edit"]["documentChanges"][0].clone();
    // What is said of a whole file stands at its top: in the first cell.
    for (action, place) in offered.iter().zip([("c", 7), ("c", 7), ("a", 1)]) {
        assert_eq!(change_of(action)["textDocument"], json!({ "uri": cell(place.0), "version": place.1 }), "{action}");
    }
    assert_eq!(
        applied(SQL, &change_of(&offered[0])["edits"]),
        "%%sql\n/* TODO: Write IS NULL or IS NOT NULL.\n   (lakespeak:data-consistency/comparison-with-null) */\nselect \"order_id\"\nfrom orders where cancelled_at = null"
    );
    assert!(applied(SQL, &change_of(&offered[1])["edits"]).ends_with("= null  -- lakespeak: ignore[comparison-with-null]"));
    // All TODOs of a cell, and of no other: an editor asks each.
    for (name, version) in [("a", None), ("b", Some(1)), ("c", Some(7))] {
        let all = actions(&mut client, name, &json!([0, 0, 0, 0]), &json!(["source.addTodos"]));
        let found: Vec<_> = all.iter().map(|action| change_of(action)["textDocument"]["version"].as_i64()).collect();
        assert_eq!(found, version.map(Some).into_iter().collect::<Vec<_>>(), "{name}");
    }
    assert_eq!(actions(&mut client, "a", &json!([0, 0, 9, 0]), &Value::Null), [] as [Value; 0]);
    client.forget();
}

#[test]
fn cards_hints_links_and_words_in_cells() {
    let dag = "from airflow import DAG\ndag = DAG(\n    'orders',\n    schedule='0 6 * * *',\n    catchup=False,\n)\n";
    let todo = "# a backfill\n# TODO: x (lakespeak:backfilling)\n# backf\n# a backfill, and a backfill again";
    let mut client = pulling();
    open(&mut client, &[("a", "python", dag), ("b", "python", todo), ("m", "markdown", "# a backfill")]);
    let hover = client.hover(&cell("b"), 0, 5);
    assert_eq!(hover["range"], range(&json!([0, 4, 0, 12])));
    assert_eq!(client.hover(&cell("b"), 9, 0), Value::Null, "a line that the cell does not have");
    assert_eq!(client.hover(&cell("m"), 0, 5), Value::Null, "what we do not read");
    let asked = |name: &str| json!({ "textDocument": { "uri": cell(name) }, "range": range(&json!([0, 0, 99, 0])) });
    let hints = client.ask("textDocument/inlayHint", &asked("a"));
    assert_eq!(hints[0]["position"], json!({ "line": 1, "character": 10 }), "{hints}");
    assert_eq!(client.ask("textDocument/inlayHint", &asked("b")), json!([]));
    let links = client.ask("textDocument/documentLink", &json!({ "textDocument": { "uri": cell("b") } }));
    assert_eq!(links[0]["range"], range(&json!([1, 11, 1, 32])), "{links}");
    assert_eq!(client.ask("textDocument/documentLink", &json!({ "textDocument": { "uri": cell("a") } })), json!([]));
    let marked = client.ask("textDocument/documentHighlight", &at(&cell("b"), 0, 5));
    let lines: Vec<_> = marked.as_array().unwrap().iter().map(|mark| mark["range"]["start"]["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [0, 1, 3, 3], "{marked}");
    let completed = client.ask("textDocument/completion", &at(&cell("b"), 2, 7));
    let first = &completed["items"][0];
    assert_eq!(first["textEdit"]["range"], range(&json!([2, 2, 2, 7])), "{first}");
    let resolved = client.ask("completionItem/resolve", first);
    assert_ne!(resolved, *first);
    let defined = client.ask("lakespeak/card", &at(&cell("b"), 0, 5));
    assert_eq!(defined["cards"][0]["term"]["id"], "backfilling", "{defined}");
    let why = json!({ "command": "lakespeak.explainPosition", "arguments": [at(&cell("b"), 0, 5)] });
    assert!(client.ask("workspace/executeCommand", &why).as_str().unwrap().contains("backfill"));
    let references = json!({ "textDocument": { "uri": cell("b") }, "position": { "line": 0, "character": 5 }, "context": { "includeDeclaration": false } });
    let found = client.ask("textDocument/references", &references);
    assert_eq!(found.as_array().unwrap().len(), 4, "{found}");
    assert!(found.as_array().unwrap().iter().all(|location| location["uri"] == cell("b")), "{found}");
    client.forget();
}

#[test]
fn magics_are_sql() {
    let bad = "select 1 from t where b = null";
    let mut client = pulling();
    open(
        &mut client,
        &[
            ("a", "python", &format!("%%sql\n{bad}")),
            ("b", "python", &format!("%sql {bad}")),
            ("c", "python", &format!("x = 1\n%sql {bad}\n")),
            ("d", "sql", bad),
            ("e", "snowflake-sql", &format!("\r\n{bad}\r\n")),
            ("f", "python", &format!("%%bash\n{bad}")),
            ("g", "markdown", bad),
        ],
    );
    for (name, line) in [("a", Some(1)), ("b", Some(0)), ("c", Some(1)), ("d", Some(0)), ("e", Some(1)), ("f", None), ("g", None)] {
        let lines: Vec<u64> = pulled(&mut client, name).iter().map(|(_, place)| place[0]).collect();
        assert_eq!(lines, line.into_iter().collect::<Vec<_>>(), "{name}");
    }
    client.forget();
}

#[test]
fn hostile_clients() {
    let mut client = pulling();
    close(&mut client);
    change(&mut client, 3, &typed("a", 2, &json!([0, 0, 0, 0]), "x"));
    open(&mut client, &[("a", "python", IMPORT), ("a", "python", IMPORT), ("b", "python", "")]);
    // Texts that are not there, places that are not there, signs of our own.
    change(&mut client, 2, &typed("zzz", 2, &Value::Null, "x"));
    change(
        &mut client,
        3,
        &json!({ "structure": { "array": { "start": 4_000_000_000_u32, "deleteCount": 4_000_000_000_u32, "cells": [listed("c", 2)] } } }),
    );
    assert_eq!(pulled(&mut client, "c"), []);
    change(&mut client, 4, &typed("b", 2, &json!([9, 9, 0, 0]), &format!("\u{1e}sql\n{}\r", READ.replace('\n', "\r"))));
    assert_eq!(pulled(&mut client, "b")[0].1, [2, 6, 2, 18]);
    open(&mut client, &[("a", "python", IMPORT), ("b", "python", READ)]);
    assert_eq!(pulled(&mut client, "b"), at_parse_time(), "opened twice: the last counts");
    // A text by the name of a cell, opened before the notebook was.
    client.open(&cell("c"), "python", READ);
    change(
        &mut client,
        5,
        &json!({ "structure": { "array": { "start": 2, "deleteCount": 0, "cells": [listed("c", 2)] }, "didOpen": [item("c", "python", "x = 1")] } }),
    );
    assert_eq!(pulled(&mut client, "c"), []);
    assert_eq!(pulled(&mut client, "b"), at_parse_time());
    // A change that says nothing we understand: the notebook is not known any more, until it is opened again.
    client.notify("notebookDocument/didChange", &json!({ "notebookDocument": { "uri": NOTEBOOK }, "change": 7 }));
    assert_eq!(pulled(&mut client, "b"), []);
    change(&mut client, 6, &typed("b", 2, &json!([0, 0, 0, 0]), "x"));
    open(&mut client, &[("a", "python", IMPORT), ("b", "python", READ)]);
    assert_eq!(pulled(&mut client, "b"), at_parse_time());
    // Its file may be open as text, too.
    client.open(NOTEBOOK, "json", "{\"cells\": []}");
    assert_eq!(pulled(&mut client, "b"), at_parse_time());
    client.close(NOTEBOOK);
    assert_eq!(pulled(&mut client, "b"), at_parse_time());
    client.forget();
}

/// The notebooks among the fixtures, and of the folder that `LAKESPEAK_CORPUS` names.
fn fixtures() -> Vec<PathBuf> {
    fn below(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() && !path.is_symlink() {
                below(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "ipynb") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = ["examples", "tests/cli/cases"].map(|folder| root.join(folder));
    own.into_iter().chain(std::env::var_os("LAKESPEAK_CORPUS").map(PathBuf::from)).for_each(|folder| below(&folder, &mut found));
    found
}

/// A cell's text, as the file holds it.
fn text_of(source: &Value) -> String {
    source
        .as_array()
        .map_or_else(|| source.as_str().unwrap_or_default().to_owned(), |lines| lines.iter().filter_map(Value::as_str).collect())
}

#[test]
fn an_open_notebook_says_what_check_says_of_its_file() {
    let mut capabilities = able();
    capabilities["general"]["positionEncodings"] = json!(["utf-32"]);
    capabilities["textDocument"]["diagnostic"] = json!({});
    let mut client = client(capabilities);
    let mut compared = 0;
    for path in fixtures() {
        let folder = path.parent().unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_lakespeak"))
            .args(["check", "--exit-zero", "--output-format", "json"])
            .arg(&path)
            .current_dir(folder)
            .output()
            .unwrap();
        let checked: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
        let checked: Vec<Value> = checked
            .iter()
            .map(|finding| json!([finding["cell"]["index"], finding["cell"]["line"], finding["cell"]["column"], finding["rule"]]))
            .collect();
        let Ok(file) = serde_json::from_str::<Value>(&std::fs::read_to_string(&path).unwrap()) else { continue };
        let language = file["metadata"]["language_info"]["name"].as_str().unwrap_or("python").to_owned();
        let uri = uri_of(&path);
        let Some(cells) = file["cells"].as_array() else { continue };
        let name = |index: usize| format!("{}#W{index}", uri.replace("file://", "vscode-notebook-cell:"));
        let kind = |cell: &Value| if cell["cell_type"] == "code" { 2 } else { 1 };
        let listed: Vec<Value> =
            cells.iter().enumerate().map(|(index, cell)| json!({ "kind": kind(cell), "document": name(index) })).collect();
        let item = |(index, cell): (usize, &Value)| {
            let language = if kind(cell) == 2 { language.as_str() } else { "markdown" };
            json!({ "uri": name(index), "languageId": language, "version": 1, "text": text_of(&cell["source"]) })
        };
        let texts: Vec<Value> = cells.iter().enumerate().map(item).collect();
        let document = json!({ "uri": uri, "notebookType": "jupyter-notebook", "version": 1, "cells": listed });
        client.notify("notebookDocument/didOpen", &json!({ "notebookDocument": document, "cellTextDocuments": texts }));
        let mut served = Vec::new();
        for index in 0..cells.len() {
            let report = client.ask("textDocument/diagnostic", &json!({ "textDocument": { "uri": name(index) } }));
            for diagnostic in report["items"].as_array().unwrap() {
                let start = &diagnostic["range"]["start"];
                let place = |part: &str| start[part].as_u64().unwrap() + 1;
                served.push(json!([index + 1, place("line"), place("character"), diagnostic["code"]]));
            }
        }
        assert_eq!(served, checked, "{}", path.display());
        compared += served.len();
        client.notify("notebookDocument/didClose", &json!({ "notebookDocument": { "uri": uri }, "cellTextDocuments": [] }));
    }
    assert!(compared >= 2, "only {compared} findings to compare");
    client.forget();
}
