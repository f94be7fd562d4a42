//! The life of a TODO: acknowledged, gone to, stale, all of a file, hovered and linked.

use lakespeak::server::Options;
use serde_json::{Value, json};

use crate::client::{Client, able, at, range};
use crate::lexicon;

const DAG: &str = "file:///w/dag.py";
const KNOWN: &str = "# TODO: Read water\n#   here. (lakespeak:sealake/salty-read)\nread_salt()\nx = read_salt(sealake)\n";

fn opened(capabilities: &Value, text: &str) -> (Client, tempfile::TempDir) {
    let cache = tempfile::tempdir().unwrap();
    let options = Options { cache: Some(cache.path().to_owned()), ..Options::default() };
    let mut client = Client::of(options, lexicon::small);
    client.initialize(&json!({ "capabilities": capabilities }));
    client.open(DAG, "python", text);
    client.published();
    (client, cache)
}

fn showing() -> Value {
    let mut capabilities = able();
    capabilities["window"] = json!({ "showDocument": { "support": true } });
    capabilities["textDocument"]["documentLink"] = json!({ "tooltipSupport": true });
    capabilities
}

fn actions(client: &mut Client, at: &Value, only: &[&str]) -> Vec<Value> {
    let mut context = json!({ "diagnostics": [] });
    if !only.is_empty() {
        context["only"] = json!(only);
    }
    let params = json!({ "textDocument": { "uri": DAG }, "range": range(at), "context": context });
    client.ask("textDocument/codeAction", &params).as_array().unwrap().clone()
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|action| action["title"].as_str().unwrap()).collect()
}

#[test]
fn an_acknowledged_finding_leads_to_its_todo() {
    let (mut client, _cache) = opened(&showing(), KNOWN);
    let offered = actions(&mut client, &json!([2, 3, 2, 3]), &[]);
    assert_eq!(titles(&offered)[0], "Go to TODO: Read water here.");
    assert!(!titles(&offered).iter().any(|title| title.starts_with("Insert")), "{offered:#?}");
    let id = client.request("workspace/executeCommand", &offered[0]["command"]);
    let shown = client.next("window/showDocument");
    assert_eq!(shown["params"]["uri"], DAG);
    assert_eq!(shown["params"]["selection"], range(&json!([0, 0, 1, 40])));
    client.send(&json!({ "jsonrpc": "2.0", "id": shown["id"], "result": { "success": true } }));
    assert_eq!(client.result(id), true);
    let (mut client, _cache) = opened(&able(), KNOWN);
    assert!(!titles(&actions(&mut client, &json!([2, 3, 2, 3]), &[])).iter().any(|title| title.starts_with("Go to")));
}

#[test]
fn all_todos_of_a_file_for_whoever_asks() {
    let text = "read_salt()\nx = read_salt(sealake)\n";
    let (mut client, _cache) = opened(&able(), text);
    assert!(!titles(&actions(&mut client, &json!([0, 0, 0, 0]), &[])).iter().any(|title| title.starts_with("Insert TODOs")));
    for only in ["source", "source.addTodos", "source.addTodos.lakespeak"] {
        let offered = actions(&mut client, &json!([0, 0, 0, 0]), &[only]);
        assert_eq!((offered.len(), &offered[0]["kind"]), (1, &json!("source.addTodos.lakespeak")), "{only}");
        assert_eq!(offered[0]["edit"]["documentChanges"][0]["edits"].as_array().unwrap().len(), 2);
    }
    let mut capabilities = able();
    capabilities["textDocument"]["codeAction"]["dataSupport"] = json!(true);
    capabilities["textDocument"]["codeAction"]["resolveSupport"] = json!({ "properties": ["edit"] });
    let (mut client, _cache) = opened(&capabilities, text);
    let offered = actions(&mut client, &json!([0, 0, 0, 0]), &["source"]);
    assert!(offered[0].get("edit").is_none(), "it comes when it is asked for");
    client.change(DAG, 2, &[(json!([0, 0, 1, 0]), "")]);
    client.published_up_to(2);
    let resolved = client.ask("codeAction/resolve", &offered[0]);
    let change = &resolved["edit"]["documentChanges"][0];
    assert_eq!((&change["textDocument"]["version"], change["edits"].as_array().unwrap().len()), (&json!(2), 1));
    assert_eq!(client.ask("codeAction/resolve", &json!({ "title": "x", "data": 1 }))["title"], "x");
}

#[test]
fn our_comments_have_cards_and_links() {
    let text = format!("{KNOWN}y = read_salt()  # lakespeak: ignore[salty-read] so\n");
    let (mut client, cache) = opened(&showing(), &text);
    for (line, column, expected) in [(0, 10, [0, 0, 1, 40]), (1, 25, [1, 11, 1, 39]), (4, 40, [4, 37, 4, 47])] {
        let hover = client.hover(DAG, line, column);
        assert_eq!(hover["range"], range(&json!(expected)), "{line}:{column}");
        assert!(hover["contents"]["value"].as_str().unwrap().contains("This reads salt."), "{hover}");
    }
    let links = client.ask("textDocument/documentLink", &json!({ "textDocument": { "uri": DAG } }));
    let links = links.as_array().unwrap();
    assert_eq!(
        links.iter().map(|link| link["range"].clone()).collect::<Vec<_>>(),
        [range(&json!([1, 11, 1, 39])), range(&json!([4, 37, 4, 47]))]
    );
    assert_eq!(links[0]["tooltip"], "Guidance: sealake");
    let path = links[0]["target"].as_str().unwrap().strip_prefix("file://").unwrap();
    assert!(std::path::Path::new(path).starts_with(cache.path()));
    let page = std::fs::read_to_string(path).unwrap();
    assert!(page.starts_with("# sealake\n") && page.contains("### salty-read"), "{page}");
}

#[test]
fn guidance_opens_by_command() {
    let (mut client, _cache) = opened(&showing(), "");
    let id = client.request("workspace/executeCommand", &json!({ "command": "lakespeak.openGuidance", "arguments": ["salty-read"] }));
    let shown = client.next("window/showDocument");
    assert!(shown["params"]["uri"].as_str().unwrap().ends_with("/sealake.md"), "{shown}");
    assert!(shown["params"]["selection"]["start"]["line"].as_u64().unwrap() > 0, "where the rule is spoken of");
    client.send(&json!({ "jsonrpc": "2.0", "id": shown["id"], "result": { "success": true } }));
    assert_eq!(client.result(id), shown["params"]["uri"]);
    for arguments in [json!(["nothing-such"]), json!([]), json!([1])] {
        let id = client.request("workspace/executeCommand", &json!({ "command": "lakespeak.openGuidance", "arguments": arguments }));
        assert_eq!(client.error(id), -32602);
    }
    let id = client.request("workspace/executeCommand", &json!({ "command": "lakespeak.moon" }));
    assert_eq!(client.error(id), -32602);
    assert_eq!(client.ask("textDocument/hover", &at(DAG, 0, 0)), Value::Null);
}

#[test]
fn a_place_is_explained() {
    let text =
        "read_salt()\n# read_salt and a sealake\nspark.sql('select read_salt(1) from t')\nread_salt()  # lakespeak: ignore[salty-read]\n";
    let (mut client, _cache) = opened(&able(), text);
    let explained = |client: &mut Client, line: u32, column: u32| {
        let params = json!({ "command": "lakespeak.explainPosition", "arguments": [at(DAG, line, column)] });
        client.ask("workspace/executeCommand", &params).as_str().unwrap().to_owned()
    };
    let found = explained(&mut client, 0, 3);
    assert!(found.contains("python, zone code: Word “read\\_salt”") && found.contains("- salty-read at “read\\_salt”: counts"), "{found}");
    let found = explained(&mut client, 1, 20);
    assert!(found.contains("“sealake” as sealake: counts") && found.contains("does not count in the zone comment"), "{found}");
    let found = explained(&mut client, 2, 20);
    assert!(found.contains("python, zone string") && found.contains("sql, zone code"), "{found}");
    let found = explained(&mut client, 3, 0);
    assert!(found.contains("salty-read at “read\\_salt”: silenced by a comment"), "{found}");
    let gone = json!({ "command": "lakespeak.explainPosition", "arguments": [at("file:///gone.py", 0, 0)] });
    assert_eq!(client.ask("workspace/executeCommand", &gone), Value::Null);
}
