//! Hover, diagnostics, quick fixes and settings.

use lakespeak::server::Options;
use lakespeak::text::{Encoding, LineIndex, Position, Span, TextEdit, edit};
use serde_json::{Value, json};

use crate::client::{Client, able, range};
use crate::lexicon;

const DAG: &str = "file:///w/dag.py";
const TEXT: &str = "def f():\n    read_salt(sealake)\n";

#[test]
fn hover_in_markdown_and_in_plain_text() {
    for (formats, kind) in [(json!(["markdown"]), "markdown"), (json!(["plaintext", "markdown"]), "plaintext"), (json!([]), "plaintext")] {
        let mut capabilities = able();
        capabilities["textDocument"]["hover"]["contentFormat"] = formats;
        let mut client = Client::with(&capabilities);
        client.open(DAG, "python", TEXT);
        client.published();
        let hover = client.hover(DAG, 1, 16);
        assert_eq!(hover["range"], range(&json!([1, 14, 1, 21])));
        assert_eq!(hover["contents"]["kind"], kind);
        let card = hover["contents"]["value"].as_str().unwrap();
        assert!(card.contains("A lake with salt."), "{card}");
        assert_eq!(card.contains("**"), kind == "markdown", "{card}");
        assert_eq!(client.hover(DAG, 0, 1), Value::Null, "silence where there is nothing to say");
    }
}

#[test]
fn hover_on_a_finding_gives_its_advice_first() {
    let mut client = Client::new();
    client.open(DAG, "python", TEXT);
    client.published();
    let hover = client.hover(DAG, 1, 4);
    assert_eq!(hover["range"], range(&json!([1, 4, 1, 13])));
    let card = hover["contents"]["value"].as_str().unwrap();
    let (advice, term) = (card.find("Read water."), card.find("A lake with salt."));
    assert!(advice.is_some() && advice < term, "{card}");
}

#[test]
fn a_diagnostic_has_what_the_client_can_show() {
    let mut client = Client::new();
    client.open(DAG, "python", TEXT);
    let full = client.published_up_to(1).1;
    assert_eq!(
        full,
        json!([{
            "range": range(&json!([1, 4, 1, 13])), "severity": 2, "code": "salty-read", "source": "lakespeak",
            "codeDescription": { "href": "https://example.com/salt" }, "message": "This reads salt.\nRead water.",
            "data": { "term": "sealake" },
        }])
    );
    let mut client = Client::with(&json!({}));
    client.open(DAG, "python", TEXT);
    let plain = client.published_up_to(1).1;
    let keys: Vec<&String> = plain[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["range", "severity", "code", "source", "message"]);
}

fn actions(client: &mut Client, at: &Value, only: &Value) -> Vec<Value> {
    let diagnostic = json!({ "range": range(&json!([1, 4, 1, 13])), "code": "salty-read", "source": "lakespeak", "message": "m" });
    let mut context = json!({ "diagnostics": [diagnostic] });
    if !only.is_null() {
        context["only"] = only.clone();
    }
    let params = json!({ "textDocument": { "uri": DAG }, "range": range(at), "context": context });
    client.ask("textDocument/codeAction", &params).as_array().unwrap().clone()
}

pub(crate) fn applied(text: &str, edits: &Value) -> String {
    let index = LineIndex::new(text);
    let offset = |at: &Value| {
        let number = |value: &Value| u32::try_from(value.as_u64().unwrap()).unwrap();
        index.offset(text, Position { line: number(&at["line"]), column: number(&at["character"]) }, Encoding::Utf8)
    };
    let edits: Vec<TextEdit> = edits
        .as_array()
        .unwrap()
        .iter()
        .map(|edit| TextEdit {
            span: Span::new(offset(&edit["range"]["start"]), offset(&edit["range"]["end"])),
            text: edit["newText"].as_str().unwrap().to_owned(),
        })
        .collect();
    edit::apply(text, &edits)
}

#[test]
fn quick_fixes_for_a_finding() {
    let mut client = Client::new();
    client.open(DAG, "python", "");
    client.change(DAG, 7, &[(Value::Null, TEXT)]);
    client.published_up_to(7);
    let offered = actions(&mut client, &json!([1, 6, 1, 6]), &Value::Null);
    let [todo, on_line, in_file] = offered.as_slice() else { panic!("{offered:#?}") };
    assert_eq!(todo["title"], "Insert TODO: Read water here.");
    assert_eq!((&todo["isPreferred"], &todo["kind"]), (&json!(true), &json!("quickfix")));
    assert_eq!(todo["diagnostics"][0]["code"], "salty-read");
    let change = &todo["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": DAG, "version": 7 }));
    let expected = "def f():\n    # TODO: Read water here. (lakespeak:sealake/salty-read)\n    read_salt(sealake)\n";
    assert_eq!(applied(TEXT, &change["edits"]), expected);
    assert_eq!(on_line["title"], "Ignore salty-read on this line");
    assert_eq!(in_file["title"], "Ignore salty-read in this file");
    assert!(applied(TEXT, &on_line["edit"]["documentChanges"][0]["edits"]).contains("lakespeak: ignore[salty-read]"));
    assert!(applied(TEXT, &in_file["edit"]["documentChanges"][0]["edits"]).contains("lakespeak: ignore-file[salty-read]"));
    assert_eq!(actions(&mut client, &json!([9, 9, 1, 13]), &json!(["quickfix"])).len(), 3, "a reversed range that touches");
    assert_eq!(actions(&mut client, &json!([1, 4, 1, 13]), &json!(["quickfix.lakespeak", "source.organizeImports"])).len(), 0);
    let elsewhere = |client: &mut Client, diagnostics: &Value| {
        let context = json!({ "diagnostics": diagnostics });
        let params = json!({ "textDocument": { "uri": DAG }, "range": range(&json!([1, 0, 1, 0])), "context": context });
        client.ask("textDocument/codeAction", &params).as_array().unwrap().len()
    };
    assert_eq!(elsewhere(&mut client, &json!([])), 0);
    assert_eq!(elsewhere(&mut client, &todo["diagnostics"]), 3, "a cursor elsewhere on the line, as Neovim asks");
}

/// The texts after the actions offered for the first finding of a file.
fn fixed(uri: &str, language: &str, text: &str) -> Vec<String> {
    let mut client = Client::new();
    client.open(uri, language, text);
    let found = client.published_up_to(1).1;
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
    let params = json!({ "textDocument": { "uri": uri }, "range": found[0]["range"], "context": { "diagnostics": found } });
    let offered = client.ask("textDocument/codeAction", &params);
    let edits = offered.as_array().unwrap().iter().map(|action| &action["edit"]["documentChanges"][0]["edits"]);
    edits.map(|edits| applied(text, edits)).collect()
}

#[test]
fn quick_fixes_in_blocks_and_notebooks() {
    let block =
        |above: &str, before: &str, behind: &str| format!("{above}jobs:\n  - sql: |\n{before}      select read_salt(é) from t{behind}\n");
    let fixes = fixed("file:///w/jobs.yml", "yaml", &block("", "", ""));
    assert_eq!(
        fixes,
        [
            block("", "      /* TODO: Read water here. (lakespeak:sealake/salty-read) */\n", ""),
            block("", "", "  -- lakespeak: ignore[salty-read]"),
            block("# lakespeak: ignore-file[salty-read]\n", "", ""),
        ]
    );
    let cell = |lines: &str| format!("{{\"cells\": [{{\"cell_type\": \"code\", \"source\": [\n{lines}\n]}}]}}\n");
    let fixes = fixed("file:///w/a.ipynb", "json", &cell("\"read_salt('é')\""));
    assert_eq!(
        fixes,
        [
            cell("\"# TODO: Read water here. (lakespeak:sealake/salty-read)\\n\",\n\"read_salt('é')\""),
            cell("\"read_salt('é')  # lakespeak: ignore[salty-read]\""),
            cell("\"# lakespeak: ignore-file[salty-read]\\n\",\n\"read_salt('é')\""),
        ]
    );
}

#[test]
fn quick_fixes_for_clients_that_can_do_less() {
    let mut capabilities = able();
    capabilities["workspace"] = json!({});
    let mut client = Client::with(&capabilities);
    client.open(DAG, "python", TEXT);
    client.published();
    let offered = actions(&mut client, &json!([1, 6, 1, 6]), &Value::Null);
    assert!(applied(TEXT, &offered[0]["edit"]["changes"][DAG]).contains("# TODO: Read water here."));
    let mut client = Client::of(Options::default(), lexicon::small);
    let result = client.initialize(&json!({ "capabilities": {} }));
    assert!(result["capabilities"].get("codeActionProvider").is_none());
    client.open(DAG, "python", TEXT);
    client.published();
    let params = json!({ "textDocument": { "uri": DAG }, "range": range(&json!([1, 6, 1, 6])), "context": { "diagnostics": [] } });
    assert_eq!(client.ask("textDocument/codeAction", &params), Value::Null);
}

#[test]
fn settings_from_the_start_and_by_notification() {
    let mut client = Client::of(Options::default(), lexicon::small);
    let options = json!({ "lakespeak": { "diagnostics": { "enable": false }, "hover": { "facets": ["ideal_world"] }, "what": 1 } });
    client.initialize(&json!({ "capabilities": able(), "initializationOptions": options }));
    client.open(DAG, "python", TEXT);
    assert_eq!(client.published_up_to(1).1, json!([]));
    let card = client.hover(DAG, 1, 16)["contents"]["value"].to_string();
    assert!(card.contains("No salt.") && !card.contains("A lake with salt."), "{card}");
    client.notify("workspace/didChangeConfiguration", &json!({ "settings": { "lakespeak": {} } }));
    assert_eq!(client.published_up_to(1).1.as_array().unwrap().len(), 1);
    client.notify("workspace/didChangeConfiguration", &json!({ "settings": null }));
    client.notify("workspace/didChangeConfiguration", &json!([]));
    assert!(client.hover(DAG, 1, 16).to_string().contains("A lake with salt."));
}

#[test]
fn settings_asked_from_the_client() {
    let mut capabilities = able();
    capabilities["workspace"]["configuration"] = json!(true);
    capabilities["workspace"]["didChangeConfiguration"] = json!({ "dynamicRegistration": true });
    let mut client = Client::with(&capabilities);
    client.open(DAG, "python", TEXT);
    assert_eq!(client.published_up_to(1).1.as_array().unwrap().len(), 1);
    let registration = client.next("client/registerCapability");
    client.send(&json!({ "jsonrpc": "2.0", "id": registration["id"], "result": null }));
    let answer = |client: &mut Client, result: Value| {
        let question = client.next("workspace/configuration");
        assert_eq!(question["params"]["items"][0]["section"], "lakespeak");
        client.send(&json!({ "jsonrpc": "2.0", "id": question["id"], "result": result }));
    };
    answer(&mut client, json!([{ "diagnostics": { "enable": false } }]));
    assert_eq!(client.published_up_to(1).1, json!([]));
    client.notify("workspace/didChangeConfiguration", &json!({ "settings": null }));
    answer(&mut client, json!([null]));
    assert_eq!(client.published_up_to(1).1.as_array().unwrap().len(), 1);
}

#[test]
fn the_repositorys_configuration_counts() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("lakespeak.yml"),
        "version: 1\nrules: {salty-read: hint}\ntodo: {author: ana}\nlimits: {max_file_bytes: 100}\n",
    )
    .unwrap();
    let uri = format!("file://{}/dag.py", folder.path().display());
    let mut client = Client::new();
    client.open(&uri, "python", TEXT);
    assert_eq!(client.published_up_to(1).1[0]["severity"], 4, "a hint, as the repository says");
    let params = json!({ "textDocument": { "uri": uri }, "range": range(&json!([1, 6, 1, 6])), "context": { "diagnostics": [] } });
    let offered = client.ask("textDocument/codeAction", &params);
    assert!(applied(TEXT, &offered[0]["edit"]["documentChanges"][0]["edits"]).contains("# TODO(ana): Read water here."));
    client.change(&uri, 2, &[(Value::Null, &TEXT.repeat(5))]);
    assert_eq!(client.published_up_to(2).1[0]["code"], "file-too-large");
}
