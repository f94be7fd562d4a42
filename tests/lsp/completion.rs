//! Completion in comments, strings and our own comments.

use serde_json::{Value, json};

use crate::client::{Client, able, at, range};

const DAG: &str = "file:///w/dag.py";

fn with(item: &Value) -> Client {
    let mut capabilities = able();
    capabilities["textDocument"]["completion"] = json!({ "completionItem": item });
    Client::with(&capabilities)
}

fn complete(client: &mut Client, line: u32, column: u32) -> Value {
    client.ask("textDocument/completion", &at(DAG, line, column))
}

#[test]
fn a_term_in_a_comment_with_its_card() {
    let mut client = with(&json!({ "documentationFormat": ["markdown"], "labelDetailsSupport": true, "insertReplaceSupport": true }));
    client.open(DAG, "python", "# é to the SeaL\nx = 'load_sea_l'\nsea\n");
    client.published();
    let list = complete(&mut client, 0, 16);
    assert_eq!(list["isIncomplete"], true, "four letters");
    let item = &list["items"][0];
    assert_eq!((&item["label"], &item["labelDetails"]), (&json!("Sealake"), &json!({ "description": "Tests" })));
    assert_eq!(item["textEdit"], json!({ "range": range(&json!([0, 12, 0, 16])), "newText": "Sealake" }));
    assert!(item.get("documentation").is_none(), "that comes when it is asked for");
    let resolved = client.ask("completionItem/resolve", item);
    assert_eq!(resolved["documentation"]["kind"], "markdown");
    assert!(resolved["documentation"]["value"].as_str().unwrap().contains("A lake with salt."));
    let item = &complete(&mut client, 0, 15)["items"][0];
    assert_eq!(item["textEdit"]["insert"], range(&json!([0, 12, 0, 15])));
    assert_eq!(item["textEdit"]["replace"], range(&json!([0, 12, 0, 16])));
    assert_eq!(complete(&mut client, 2, 3), Value::Null, "code is not ours");
    assert_eq!(complete(&mut client, 9, 9), Value::Null);
}

#[test]
fn ids_behind_our_signs_and_nothing_behind_others() {
    let mut client = with(&json!({}));
    client.open(DAG, "python", "# lakespeak: ignore[\nread_salt()\n# TODO: x (lakespeak:\nx = 'a:'\n");
    client.published();
    let typed = |client: &mut Client, line: u32, column: u32, sign: &str| {
        let mut params = at(DAG, line, column);
        params["context"] = json!({ "triggerKind": 2, "triggerCharacter": sign });
        client.ask("textDocument/completion", &params)
    };
    let list = typed(&mut client, 0, 20, "[");
    assert_eq!((&list["items"][0]["label"], &list["items"][0]["detail"]), (&json!("salty-read"), &json!("This reads salt.")));
    let resolved = client.ask("completionItem/resolve", &list["items"][0]);
    assert_eq!(resolved["documentation"]["kind"], "plaintext");
    assert!(resolved["documentation"]["value"].as_str().unwrap().starts_with("This reads salt.\n\nRead water."), "{resolved}");
    assert_eq!(typed(&mut client, 2, 22, ":")["items"][0]["label"], "sealake/salty-read");
    assert_eq!(typed(&mut client, 3, 7, ":"), Value::Null);
}

#[test]
fn switched_off_and_items_of_nobody() {
    let mut client = with(&json!({}));
    client.open(DAG, "python", "# seala");
    client.published();
    assert_eq!(complete(&mut client, 0, 7)["items"].as_array().unwrap().len(), 1);
    let off = json!({ "settings": { "lakespeak": { "completion": { "enable": false } } } });
    client.notify("workspace/didChangeConfiguration", &off);
    assert_eq!(complete(&mut client, 0, 7), Value::Null);
    for data in [json!(null), json!(1), json!({ "uri": "file:///gone", "term": "sealake" }), json!({ "uri": DAG, "term": "gone" })] {
        let item = json!({ "label": "x", "data": data });
        assert_eq!(client.ask("completionItem/resolve", &item)["label"], "x");
    }
}
