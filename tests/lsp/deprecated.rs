//! Terms that a team gave up: told where they stand, and replaced where that breaks nothing.

use lakespeak::glossary::builtin;
use lakespeak::lexicon::Lexicon;
use lakespeak::server::Options;
use serde_json::{Value, json};

use crate::client::{Client, able, range};
use crate::features::applied;
use crate::team::{Place, codes, end, until};

const GLOSSARY: &str = "terms:
- name: Gold Table
  plain_english: Ours.
  deprecated: { replaced_by: signed-table, because: Finance calls it signed. }
- { name: Signed Table, plain_english: Ours. }
";

const TEXT: &str = "# of the GOLD TABLES\ngold_table = 1\n";

fn client(place: &Place, capabilities: &Value) -> Client {
    let mut client = Client::of(Options { probes: true, ..Options::default() }, || Lexicon::compile(builtin()));
    client.initialize(&json!({ "capabilities": capabilities, "workspaceFolders": [{ "uri": place.uri("w"), "name": "w" }] }));
    client
}

fn offered(client: &mut Client, uri: &str, at: &Value, found: &Value) -> Vec<Value> {
    let params = json!({ "textDocument": { "uri": uri }, "range": range(at), "context": { "diagnostics": found, "only": ["quickfix"] } });
    client.ask("textDocument/codeAction", &params).as_array().unwrap().clone()
}

#[test]
fn a_deprecated_term_is_told_and_replaced() {
    let place = Place::new(&[("w/team.glossary.yml", GLOSSARY), ("w/lakespeak.yml", "")]);
    let mut client = client(&place, &able());
    let (uri, config) = (place.uri("w/old/a.py"), place.uri("w/lakespeak.yml"));
    client.open(&uri, "python", TEXT);
    let found = until(&mut client, &uri, |found| codes(found) == ["deprecated-term", "deprecated-term"]);
    assert_eq!((&found[0]["severity"], &found[0]["tags"]), (&json!(4), &json!([2])), "{found}");
    assert_eq!(found[0]["message"], "“Gold Table” is deprecated. Say “Signed Table” instead.\nFinance calls it signed.");
    assert_eq!(found[0]["range"], range(&json!([0, 9, 0, 20])));
    assert_eq!(found[0]["data"]["term"], "gold-table");
    let actions = offered(&mut client, &uri, &json!([0, 10, 0, 10]), &json!([found[0]]));
    let titles: Vec<&str> = actions.iter().map(|action| action["title"].as_str().unwrap()).collect();
    let quiet = [
        "Ignore deprecated-term on this line",
        "Ignore deprecated-term in this file",
        "Switch off deprecated-term in this folder",
        "Switch off deprecated-term in this project",
    ];
    assert_eq!((titles[0], &titles[1..]), ("Replace with \"SIGNED TABLES\"", &quiet[..]));
    assert_eq!(actions[0]["isPreferred"], true);
    let fixed = applied(TEXT, &actions[0]["edit"]["documentChanges"][0]["edits"]);
    assert_eq!(fixed, "# of the SIGNED TABLES\ngold_table = 1\n");
    // Part of a name that other code may know.
    let actions = offered(&mut client, &uri, &json!([1, 2, 1, 2]), &json!([found[1]]));
    assert_eq!(actions.iter().map(|action| &action["title"]).collect::<Vec<_>>(), quiet);
    // Louder for one word, and off for all of them in the folder: what is chosen by rule counts.
    let louder = "rules: { gold-table: warning }\n";
    client.open(&config, "yaml", louder);
    until(&mut client, &uri, |found| found[0]["severity"] == 2);
    let actions = offered(&mut client, &uri, &json!([1, 2, 1, 2]), &json!([]));
    let below = applied(louder, &actions[2]["edit"]["documentChanges"][0]["edits"]);
    assert_eq!(below, format!("{louder}overrides:\n  - paths: [old/**]\n    rules:\n      deprecated-term: off\n"));
    client.change(&config, 2, &[(Value::Null, &below)]);
    until(&mut client, &uri, |found| found == &json!([]));
    let card = client.hover(&uri, 1, 2);
    let card = card["contents"]["value"].as_str().unwrap();
    assert!(card.starts_with("*Deprecated.* Say “Signed Table”") && !card.contains("Deprecated Words"), "{card}");
    client.change(&config, 3, &[(Value::Null, louder)]);
    until(&mut client, &uri, |found| found[0]["severity"] == 2);
    client.change(&config, 4, &[(Value::Null, "rules: { deprecated-term: off }\n")]);
    until(&mut client, &uri, |found| found == &json!([]));
    end(client);
}

#[test]
fn a_client_that_knows_no_tags_is_sent_none() {
    let place = Place::new(&[("w/team.glossary.yml", GLOSSARY)]);
    let mut client = client(&place, &json!({}));
    let uri = place.uri("w/a.py");
    client.open(&uri, "python", TEXT);
    let found = until(&mut client, &uri, |found| codes(found).len() == 2);
    assert!(found[0].get("tags").is_none(), "{found}");
    end(client);
}
