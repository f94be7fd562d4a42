//! Our own requests beyond the protocol.

use serde_json::{Value, json};

use crate::client::{Client, able};

const DAG: &str = "file:///w/dag.py";

#[test]
fn status_counts_terms_and_rules() {
    let mut client = Client::new();
    let status = client.ask("lakespeak/status", &json!({}));
    assert_eq!(status["version"], env!("CARGO_PKG_VERSION"));
    assert!(status["terms"].as_u64() > Some(0) && status["rules"].as_u64() > Some(0), "{status}");
    assert_eq!(status["glossaries"], json!([]));
    assert_eq!(client.ask("lakespeak/status", &Value::Null), status, "nothing needs to be said");
    assert!(client.ask("lakespeak/glossary", &Value::Null)["terms"].is_array());
    let id = client.request("lakespeak/card", &Value::Null);
    assert_eq!(client.error(id), -32602, "a card of something");
}

#[test]
fn the_glossary_lists_every_term_with_its_rules() {
    let mut client = Client::new();
    client.open(DAG, "python", "x = 1\n");
    client.published();
    for params in [json!({}), json!({ "textDocument": { "uri": DAG } })] {
        let glossary = client.ask("lakespeak/glossary", &params);
        let terms = glossary["terms"].as_array().unwrap();
        let lake = terms.iter().find(|term| term["id"] == "sealake").unwrap_or_else(|| panic!("{glossary}"));
        assert!(lake["rules"].as_array().unwrap().iter().any(|rule| rule["id"] == "salty-read" && rule["severity"] == "warning"), "{lake}");
    }
}

#[test]
fn the_glossary_counts_mentions_once_the_workspace_was_looked_at() {
    let mut client = Client::new();
    client.open(DAG, "python", "def f():\n    read_salt(sealake)\n");
    client.published();
    let mut mentions = || {
        let glossary = client.ask("lakespeak/glossary", &json!({}));
        let lake = glossary["terms"].as_array().unwrap().iter().find(|term| term["id"] == "sealake").unwrap().clone();
        lake["mentions"].as_u64()
    };
    let mut counted = mentions();
    for _ in 0..2000 {
        if counted.is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
        counted = mentions();
    }
    assert_eq!(counted, Some(1));
}

#[test]
fn a_card_by_name_and_by_place() {
    let mut client = Client::new();
    client.open(DAG, "python", "def f():\n    read_salt(sealake)\n");
    client.published();
    let named = client.ask("lakespeak/card", &json!({ "term": "sealake" }));
    assert_eq!(named["cards"][0]["term"]["id"], "sealake");
    let place = |character| json!({ "textDocument": { "uri": DAG }, "position": { "line": 1, "character": character } });
    assert_eq!(client.ask("lakespeak/card", &place(16)), named);
    assert_eq!(client.ask("lakespeak/card", &place(6)), named, "a finding's term");
    for nothing in
        [json!({ "term": "moon" }), place(0), json!({ "textDocument": { "uri": "file:///no" }, "position": { "line": 9, "character": 9 } })]
    {
        assert_eq!(client.ask("lakespeak/card", &nothing), json!({ "cards": [] }));
    }
    let wrong = client.request("lakespeak/card", &json!({ "term": 7 }));
    let answer = client.answer(wrong);
    assert_eq!(answer["error"]["code"], -32602);
    assert_eq!(answer["error"]["message"], "`lakespeak/card` takes `{term}`, or `{textDocument, position}`");
}

#[test]
fn changes_are_told_only_to_those_who_asked() {
    for asked in [true, false] {
        let mut capabilities = able();
        capabilities["experimental"] = json!({ "lakespeakStatus": asked });
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let mut client = Client::of(lakespeak::server::Options::default(), move || {
            let _ = wait.recv();
            crate::lexicon::small()
        });
        client.initialize(&json!({ "capabilities": capabilities }));
        go.send(()).unwrap();
        if asked {
            // The words are there; the workspace was looked at.
            client.next("lakespeak/statusChanged");
            client.next("lakespeak/statusChanged");
        }
        assert_ne!(client.ask("lakespeak/status", &json!({})), Value::Null);
    }
}
