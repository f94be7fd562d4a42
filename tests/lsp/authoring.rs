//! Inside glossary and configuration files.

use serde_json::{Value, json};

use crate::client::{Client, able, range};

const TEAM: &str = "file:///w/team.glossary.yml";
const CONFIG: &str = "file:///w/lakespeak.yml";
const GLOSSARY: &str = "terms:\n  - name: Gold Table\n    plain_english: Signed off.\n    rules:\n      - when: [{ call_lacks: x }]\n";

#[test]
fn hover_explains_a_key() {
    let mut client = Client::new();
    client.open(TEAM, "yaml", GLOSSARY);
    client.published();
    let hover = client.hover(TEAM, 1, 5);
    assert_eq!(hover["range"], range(&json!([1, 4, 1, 8])));
    assert_eq!(hover["contents"]["value"], "**name** · needed\n\nAs you would write it in a sentence.\n");
    let condition = client.hover(TEAM, 4, 20)["contents"]["value"].to_string();
    assert!(condition.contains("That call has none of them.") && condition.contains("call_lacks: timeout"), "{condition}");
    assert_eq!(client.hover(TEAM, 1, 12), Value::Null, "a value of one's own");
    client.open(CONFIG, "yaml", "todo: { width: 100 }\n");
    client.published();
    let hover = client.hover(CONFIG, 0, 9);
    assert!(hover["contents"]["value"].as_str().unwrap().starts_with("**width** · default: `80`"), "{hover}");
    client.open("file:///w/other.yml", "yaml", GLOSSARY);
    client.published();
    assert_eq!(client.hover("file:///w/other.yml", 1, 5), Value::Null, "no file of ours");
}

#[test]
fn hover_explains_a_key_in_plain_text() {
    let mut capabilities = able();
    capabilities["textDocument"]["hover"]["contentFormat"] = json!(["plaintext"]);
    let mut client = Client::with(&capabilities);
    client.open(TEAM, "yaml", GLOSSARY);
    client.published();
    let contents = client.hover(TEAM, 4, 20)["contents"].clone();
    assert_eq!(contents, json!({ "kind": "plaintext", "value": "call_lacks\n\nThat call has none of them.\n\ncall_lacks: timeout\n" }));
}

/// The items offered at a place, by label.
fn offered(client: &mut Client, uri: &str, line: u32, column: u32) -> Vec<Value> {
    let list = client.ask("textDocument/completion", &crate::client::at(uri, line, column));
    list["items"].as_array().cloned().unwrap_or_default()
}

fn labelled<'i>(items: &'i [Value], label: &str) -> &'i Value {
    items.iter().find(|item| item["label"] == label).unwrap_or_else(|| panic!("{label} is not in {items:#?}"))
}

#[test]
fn completion_offers_keys_words_and_ids() {
    let mut client = Client::new();
    client.open(TEAM, "yaml", "terms:\n  - name: Größe\n    pl\n    related: []\n    rules:\n      - severity: \n        when: [{ }]\n");
    client.published();
    let items = offered(&mut client, TEAM, 2, 6);
    let key = labelled(&items, "plain_english");
    assert_eq!((&key["detail"], &key["kind"]), (&json!("needed"), &json!(10)));
    assert_eq!(key["textEdit"], json!({ "range": range(&json!([2, 4, 2, 6])), "newText": "plain_english: " }));
    assert!(key["documentation"]["value"].as_str().unwrap().contains("never heard the word"));
    assert!(!items.iter().any(|item| item["label"] == "name"), "it is there already");
    let items = offered(&mut client, TEAM, 3, 14);
    let term = labelled(&items, "sealake");
    let card = client.ask("completionItem/resolve", term)["documentation"]["value"].to_string();
    assert!(card.contains("A lake with salt."), "{card}");
    let words: Vec<_> = offered(&mut client, TEAM, 5, 18).iter().map(|item| item["label"].clone()).collect();
    assert_eq!(words, ["hint", "information", "warning", "off"]);
    labelled(&offered(&mut client, TEAM, 6, 17), "call_lacks");
    client.open(CONFIG, "yaml", "rules:\n  \n");
    client.published();
    let rule = labelled(&offered(&mut client, CONFIG, 1, 2), "salty-read").clone();
    assert_eq!((&rule["textEdit"]["newText"], &rule["detail"]), (&json!("salty-read: "), &json!("This reads salt.")));
}
