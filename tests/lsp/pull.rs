//! Diagnostics for clients that ask for them: of a document, and of the whole workspace.

use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use lakespeak::server::Options;
use serde_json::{Value, json};

use crate::client::{Client, PATIENCE, able, range};
use crate::lexicon;

const DAG: &str = "file:///w/dag.py";

/// A client that asks for diagnostics.
fn pulling() -> Value {
    let mut capabilities = able();
    capabilities["textDocument"]["diagnostic"] = json!({});
    capabilities["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    capabilities
}

fn pull(client: &mut Client, uri: &str, previous: &Value) -> Value {
    let mut params = json!({ "textDocument": { "uri": uri } });
    if previous.is_string() {
        params["previousResultId"] = previous.clone();
    }
    client.ask("textDocument/diagnostic", &params)
}

#[test]
fn a_document_is_pulled_and_never_pushed() {
    let mut client = Client::of(Options::default(), lexicon::small);
    let result = client.initialize(&json!({ "capabilities": pulling() }));
    let provider = &result["capabilities"]["diagnosticProvider"];
    assert_eq!(
        provider,
        &json!({ "identifier": "lakespeak", "interFileDependencies": false, "workspaceDiagnostics": false, "workDoneProgress": true })
    );
    client.open(DAG, "python", "read_salt()");
    let first = pull(&mut client, DAG, &Value::Null);
    assert_eq!((&first["kind"], &first["items"][0]["code"]), (&json!("full"), &json!("salty-read")));
    let id = first["resultId"].clone();
    let again = pull(&mut client, DAG, &id);
    assert_eq!(again, json!({ "kind": "unchanged", "resultId": id }));
    client.change(DAG, 2, &[(json!([0, 11, 0, 11]), "\n")]);
    assert_eq!(pull(&mut client, DAG, &id)["kind"], "unchanged", "an edit that changes no diagnostic");
    client.change(DAG, 3, &[(json!([0, 0, 0, 0]), "\n")]);
    let moved = pull(&mut client, DAG, &id);
    assert_eq!(moved["items"][0]["range"], range(&json!([1, 0, 1, 9])));
    client.change(DAG, 4, &[(Value::Null, "")]);
    assert_eq!(pull(&mut client, DAG, &moved["resultId"])["items"], json!([]));
    client.close(DAG);
    assert_eq!(pull(&mut client, DAG, &Value::Null)["items"], json!([]), "what is not open has nothing to say");
    // Nothing was pushed: the client insists on having read every word.
}

#[test]
fn a_text_is_analysed_before_the_client_asks() {
    let mut client = Client::with(&pulling());
    client.open(DAG, "python", "read_salt()");
    for version in 2..4 {
        let begun = Instant::now();
        while client.ask("test/prepared", &json!({ "textDocument": { "uri": DAG } })) == false {
            assert!(begun.elapsed() < PATIENCE, "nobody looks at version {}", version - 1);
            sleep(Duration::from_millis(5));
        }
        client.change(DAG, version, &[(json!([0, 0, 0, 0]), "\n")]);
    }
    assert_eq!(pull(&mut client, DAG, &Value::Null)["items"][0]["code"], "salty-read");
}

#[test]
fn without_the_ability_it_is_pushed_and_not_offered() {
    // Neovim 0.11 asks for diagnostics, and does not ask anew when a glossary changed what they are.
    let mut never_anew = able();
    never_anew["textDocument"]["diagnostic"] = json!({ "dynamicRegistration": true });
    for capabilities in [able(), never_anew] {
        let mut client = Client::of(Options::default(), lexicon::small);
        let result = client.initialize(&json!({ "capabilities": capabilities }));
        assert!(result["capabilities"].get("diagnosticProvider").is_none());
        client.open(DAG, "python", "read_salt()");
        assert_eq!(client.published_up_to(1).1.as_array().unwrap().len(), 1);
    }
}

#[test]
fn pulls_that_a_newer_version_overtook_say_so_or_answer() {
    let mut client = Client::with(&pulling());
    let text = "x = read_salt(1)\n".repeat(3000);
    client.open(DAG, "python", &text);
    let mut asked = Vec::new();
    for version in 2..12 {
        client.change(DAG, version, &[(json!([0, 0, 0, 0]), "\n")]);
        asked.push(client.request("textDocument/diagnostic", &json!({ "textDocument": { "uri": DAG } })));
    }
    let last = asked.pop().unwrap();
    assert_eq!(client.result(last)["items"].as_array().unwrap().len(), 3000);
    for id in asked {
        let answer = client.answer(id);
        let overtaken = json!({ "code": -32802, "data": { "retriggerRequest": true }, "message": "the text has changed since" });
        assert!(answer["error"] == overtaken || answer["result"]["kind"] == "full", "{answer}");
    }
}

#[test]
fn settings_bring_a_refresh() {
    let mut client = Client::with(&pulling());
    client.open(DAG, "python", "read_salt()");
    let first = pull(&mut client, DAG, &Value::Null);
    let off = json!({ "settings": { "lakespeak": { "diagnostics": { "enable": false } } } });
    client.notify("workspace/didChangeConfiguration", &off);
    answer(&mut client, "workspace/diagnostic/refresh");
    assert_eq!(pull(&mut client, DAG, &first["resultId"])["items"], json!([]));
}

fn answer(client: &mut Client, method: &str) {
    let id = client.next(method)["id"].clone();
    client.send(&json!({ "jsonrpc": "2.0", "id": id, "result": null }));
}

/// A client of a workspace at `root`, with diagnostics of all of it.
fn of_workspace(root: &Path, scope: &str) -> Client {
    let mut client = Client::of(Options::default(), lexicon::small);
    let folder = json!([{ "uri": uri(root, ""), "name": "w" }]);
    let options = json!({ "diagnostics": { "scope": scope } });
    let result = client.initialize(&json!({ "capabilities": pulling(), "workspaceFolders": folder, "initializationOptions": options }));
    assert_eq!(result["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"], scope == "workspace");
    client
}

fn uri(root: &Path, path: &str) -> String {
    format!("file://{}", root.join(path).display()).trim_end_matches('/').to_owned()
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// What the client knows, from the items of a report.
fn known(items: &[Value]) -> Value {
    items.iter().filter(|item| item["resultId"].is_string()).map(|item| json!({ "uri": item["uri"], "value": item["resultId"] })).collect()
}

fn by_uri<'a>(items: &'a [Value], uri: &str) -> &'a Value {
    items.iter().find(|item| item["uri"] == uri).unwrap_or_else(|| panic!("nothing of {uri} in {items:#?}"))
}

#[test]
fn the_workspace_at_once_and_only_what_changed_later() {
    let folder = folder(&[
        (".gitignore", "ignored/\n"),
        ("lakespeak.yml", "exclude: ['left/**']\noverrides: [{paths: ['soft/**'], rules: {salty-read: hint}}]\n"),
        ("a.py", "read_salt()"),
        ("b.sql", "select 1"),
        ("soft/c.py", "read_salt()"),
        ("left/d.py", "read_salt()"),
        ("ignored/e.py", "read_salt()"),
    ]);
    let root = folder.path();
    let mut client = of_workspace(root, "workspace");
    let ask = |client: &mut Client, known: Value| {
        let report = client.ask("workspace/diagnostic", &json!({ "previousResultIds": known }));
        report["items"].as_array().unwrap().clone()
    };
    let items = ask(&mut client, json!([]));
    assert_eq!(items.len(), 2, "{items:#?}");
    assert_eq!(by_uri(&items, &uri(root, "a.py"))["items"][0]["severity"], 2);
    assert_eq!(by_uri(&items, &uri(root, "soft/c.py"))["items"][0]["severity"], 4);
    let again = ask(&mut client, known(&items));
    assert!(again.iter().all(|item| item["kind"] == "unchanged" && item.get("items").is_none()), "{again:#?}");
    assert_eq!(again.len(), 2);
    // What is open counts as it stands on screen, with its version; what is gone has no diagnostics.
    client.open(&uri(root, "b.sql"), "sql", "select read_salt()");
    std::fs::remove_file(root.join("a.py")).unwrap();
    let items = ask(&mut client, known(&items));
    let open = by_uri(&items, &uri(root, "b.sql"));
    assert_eq!((&open["version"], open["items"].as_array().unwrap().len()), (&json!(1), 1));
    assert_eq!(by_uri(&items, &uri(root, "a.py"))["items"], json!([]));
    assert_eq!(by_uri(&items, &uri(root, "soft/c.py"))["kind"], "unchanged");
}

#[test]
fn the_same_file_however_its_address_is_written() {
    let folder = folder(&[("a+b@c (1).py", "read_salt()")]);
    let mut client = of_workspace(folder.path(), "workspace");
    let items = client.ask("workspace/diagnostic", &json!({ "previousResultIds": [] }))["items"].take();
    let known = json!([{ "uri": uri(folder.path(), "a+b@c%20(1).py"), "value": items[0]["resultId"] }]);
    let items = client.ask("workspace/diagnostic", &json!({ "previousResultIds": known }))["items"].take();
    assert_eq!(items.as_array().unwrap().iter().map(|item| &item["kind"]).collect::<Vec<_>>(), ["unchanged"], "{items:#}");
}

/// The partial results and the progress of a request, in order, up to its answer.
fn streamed(client: &mut Client, id: i64) -> (Vec<Value>, Vec<Value>) {
    let rest = client.result(id);
    let (mut items, mut steps) = (rest["items"].as_array().unwrap().clone(), Vec::new());
    loop {
        let mut said = client.next("$/progress")["params"].take();
        if said["token"] == "part" {
            items.extend(said["value"]["items"].as_array().unwrap().clone());
        } else {
            steps.push(said["value"].take());
        }
        if steps.last().is_some_and(|step| step["kind"] == "end") {
            return (items, steps);
        }
    }
}

#[test]
fn the_workspace_in_parts_held_until_something_changes() {
    let files: Vec<(String, &str)> = (0..200).map(|number| (format!("f{number}.py"), "read_salt()")).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let folder = folder(&files);
    let mut client = of_workspace(folder.path(), "workspace");
    let params = |known: Value| json!({ "previousResultIds": known, "partialResultToken": "part", "workDoneToken": "work" });
    let id = client.request("workspace/diagnostic", &params(json!([])));
    let (items, steps) = streamed(&mut client, id);
    assert_eq!(items.len(), 200);
    assert_eq!((&steps[0]["kind"], &steps[0]["title"]), (&json!("begin"), &json!("Looking at the workspace")));
    assert!(steps.iter().any(|step| step["kind"] == "report" && step["percentage"].is_u64()), "{steps:?}");
    let id = client.request("workspace/diagnostic", &params(known(&items)));
    let changed = uri(folder.path(), "f7.py");
    client.open(&changed, "python", "read_salt()");
    client.close(&changed);
    std::fs::write(folder.path().join("f7.py"), "nothing to see").unwrap();
    client.notify("textDocument/didSave", &json!({ "textDocument": { "uri": changed } }));
    let (items, _) = streamed(&mut client, id);
    assert_eq!(by_uri(&items, &changed)["items"], json!([]));
    assert_eq!(items.iter().filter(|item| item["kind"] == "full").count(), 1);
}

#[test]
fn a_client_that_lost_what_it_was_told_is_told_again() {
    let folder = folder(&[("a.py", "read_salt()")]);
    let mut client = of_workspace(folder.path(), "workspace");
    let params = |known: Value| json!({ "previousResultIds": known, "partialResultToken": "part", "workDoneToken": "work" });
    let id = client.request("workspace/diagnostic", &params(json!([])));
    let (items, _) = streamed(&mut client, id);
    // Asked without a stream it answers at once.
    client.ask("workspace/diagnostic", &json!({ "previousResultIds": known(&items) }));
    let id = client.request("workspace/diagnostic", &params(json!([])));
    assert_eq!(streamed(&mut client, id).0.len(), 1);
}

#[test]
fn a_look_that_is_cancelled_at_its_last_file_leaves_everything_to_say() {
    let long = "x = 1  # nothing\n".repeat(60_000) + "read_salt()\n";
    let folder = folder(&[("a.py", "read_salt()"), ("b.py", &long)]);
    let mut client = of_workspace(folder.path(), "workspace");
    let params = json!({ "previousResultIds": [], "partialResultToken": "part", "workDoneToken": "work" });
    let id = client.request("workspace/diagnostic", &params);
    let step = |client: &mut Client, kind: &str| while client.next("$/progress")["params"]["value"]["kind"] != kind {};
    step(&mut client, "report");
    client.notify("$/cancelRequest", &json!({ "id": id }));
    assert_eq!(client.error(id), -32800);
    step(&mut client, "end");
    let id = client.request("workspace/diagnostic", &params);
    assert_eq!(streamed(&mut client, id).0.len(), 2);
}

#[test]
fn open_files_only_means_nothing_of_the_others() {
    let folder = folder(&[("a.py", "read_salt()")]);
    let mut client = of_workspace(folder.path(), "openFiles");
    assert_eq!(client.ask("workspace/diagnostic", &json!({ "previousResultIds": [] })), json!({ "items": [] }));
    let params = json!({ "previousResultIds": [], "partialResultToken": "part", "workDoneToken": "work" });
    let held = client.request("workspace/diagnostic", &params);
    client.notify("$/cancelRequest", &json!({ "id": held }));
    assert_eq!(client.error(held), -32800);
    let id = client.request("workspace/diagnostic", &params);
    let settings = json!({ "settings": { "lakespeak": { "diagnostics": { "scope": "workspace" } } } });
    client.notify("workspace/didChangeConfiguration", &settings);
    answer(&mut client, "workspace/diagnostic/refresh");
    assert_eq!(streamed(&mut client, id).0.len(), 1, "held until it was wanted");
}
