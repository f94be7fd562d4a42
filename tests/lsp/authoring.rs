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
