//! A team's glossaries and configuration, live.

use std::fs;
use std::path::Path;

use lakespeak::server::Options;
use serde_json::{Value, json};

use crate::client::{Client, able};
use crate::lexicon;

pub(crate) struct Place(pub(crate) tempfile::TempDir);

impl Place {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        for (path, text) in files {
            place.write(path, text);
        }
        place
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn uri(&self, path: &str) -> String {
        uri(&self.0.path().join(path))
    }

    /// A client with these folders open.
    pub(crate) fn client(&self, folders: &[&str], watches: bool) -> Client {
        let mut capabilities = able();
        capabilities["workspace"]["didChangeWatchedFiles"] = json!({ "dynamicRegistration": watches });
        let mut client = Client::of(Options { probes: true, ..Options::default() }, lexicon::small);
        let folders: Vec<Value> = folders.iter().map(|folder| json!({ "uri": self.uri(folder), "name": folder })).collect();
        client.initialize(&json!({ "capabilities": capabilities, "workspaceFolders": folders }));
        if watches {
            let asked = client.next("client/registerCapability");
            assert_eq!(asked["params"]["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
            client.send(&json!({ "jsonrpc": "2.0", "id": asked["id"], "result": null }));
        }
        client
    }
}

/// A client of the folder `w` that asks for diagnostics itself, and watches no files.
fn pulling(place: &Place) -> Client {
    let mut capabilities = able();
    capabilities["textDocument"]["diagnostic"] = json!({});
    capabilities["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    capabilities["workspace"]["didChangeWatchedFiles"] = json!({ "dynamicRegistration": false });
    let mut client = Client::of(Options { probes: true, ..Options::default() }, lexicon::small);
    client.initialize(&json!({ "capabilities": capabilities, "workspaceFolders": [{ "uri": place.uri("w"), "name": "w" }] }));
    client
}

fn pulled(client: &mut Client, uri: &str) -> Value {
    client.ask("textDocument/diagnostic", &json!({ "textDocument": { "uri": uri } }))["items"].take()
}

/// Asks when it is told to, and no sooner, until the diagnostics are such.
fn pulled_until(client: &mut Client, uri: &str, wanted: impl Fn(&Value) -> bool) {
    while !wanted(&pulled(client, uri)) {
        let asked = client.next("workspace/diagnostic/refresh");
        client.send(&json!({ "jsonrpc": "2.0", "id": asked["id"], "result": null }));
    }
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// Reads diagnostics of a document until they are such.
pub(crate) fn until(client: &mut Client, uri: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    loop {
        let published = client.published();
        if published["uri"] == uri && wanted(&published["diagnostics"]) {
            return published["diagnostics"].clone();
        }
    }
}

pub(crate) fn codes(diagnostics: &Value) -> Vec<String> {
    diagnostics.as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect()
}

/// Reads all that is still on its way.
pub(crate) fn end(mut client: Client) {
    client.ask("shutdown", &Value::Null);
    client.notify("exit", &Value::Null);
    client.end();
    client.forget();
}

fn rule(id: &str) -> String {
    format!("terms:\n- name: Gold\n  plain_english: Ours.\n  rules:\n  - {{id: {id}, find: gold_copy, message: Old., languages: sql}}\n")
}

const SQL: &str = "create table gold_copy (a int);\n";

#[test]
fn a_glossary_counts_and_its_edits_are_live() {
    let place = Place::new(&[("pay/x.glossary.yml", &rule("one"))]);
    let mut client = place.client(&["."], true);
    let (inside, outside, glossary) = (place.uri("./pay/a.sql"), place.uri("./payments/a.sql"), place.uri("./pay/x.glossary.yml"));
    client.open(&inside, "sql", SQL);
    until(&mut client, &inside, |found| codes(found) == ["one"]);
    client.open(&outside, "sql", SQL);
    client.open(&glossary, "yaml", &rule("one"));
    client.change(&glossary, 2, &[(Value::Null, &rule("two"))]);
    until(&mut client, &inside, |found| codes(found) == ["two"]);
    let card = client.hover(&inside, 0, 14);
    assert!(card["contents"]["value"].as_str().unwrap().contains("Ours."), "{card}");
    assert_eq!(client.hover(&outside, 0, 14), Value::Null, "payments is not pay");
    let mut listed = |uri: &str| client.ask("lakespeak/status", &json!({ "textDocument": { "uri": uri } }))["terms"].as_u64();
    assert_eq!(listed(&inside), listed(&outside).map(|terms| terms + 1), "requests of our own count by the document, too");
    client.close(&glossary);
    until(&mut client, &inside, |found| codes(found) == ["one"]);
    end(client);
}

#[test]
fn mistakes_are_diagnostics_of_the_open_file_and_pushed_for_others() {
    let place = Place::new(&[("a.glossary.yml", "terms:\n- nome: x\n"), ("lakespeak.yml", "rules: { salty-raed: off }\n")]);
    let mut client = place.client(&["."], true);
    let (glossary, config) = (place.uri("./a.glossary.yml"), place.uri("./lakespeak.yml"));
    let mut seen = Vec::new();
    while seen.len() < 2 {
        let published = client.published();
        seen.push((published["uri"].as_str().unwrap().to_owned(), published["diagnostics"][0]["message"].as_str().unwrap().to_owned()));
    }
    seen.sort();
    let bare = |uri: &str| uri.replace("/./", "/");
    assert_eq!(seen[0].0.replace("/./", "/"), bare(&glossary));
    assert!(seen[0].1.contains("unknown key `nome`"), "{seen:?}");
    assert_eq!(seen[1].1, "there is no rule, term, category or group `salty-raed`; did you mean `salty-read`?");
    client.open(&config, "yaml", "rules: { salty-read: off }\n");
    until(&mut client, &config, |found| found == &json!([]));
    place.write("a.glossary.yml", "");
    client.notify("workspace/didChangeWatchedFiles", &json!({ "changes": [{ "uri": glossary, "type": 2 }] }));
    loop {
        let published = client.published();
        if bare(published["uri"].as_str().unwrap()) == bare(&glossary) && published["diagnostics"] == json!([]) {
            break;
        }
    }
    end(client);
}

#[test]
fn files_on_the_disk_are_seen_without_a_client_that_watches() {
    let place = Place::new(&[("lakespeak.yml", "")]);
    let mut client = place.client(&["."], false);
    let sql = place.uri("./a.sql");
    client.open(&sql, "sql", SQL);
    until(&mut client, &sql, |found| found == &json!([]));
    place.write("x.glossary.yml", &rule("made"));
    until(&mut client, &sql, |found| codes(found) == ["made"]);
    fs::rename(place.0.path().join("x.glossary.yml"), place.0.path().join("y.glossary.yml")).unwrap();
    place.write("lakespeak.yml", "rules: { made: hint }\n");
    until(&mut client, &sql, |found| found[0]["severity"] == 4);
    fs::remove_file(place.0.path().join("y.glossary.yml")).unwrap();
    until(&mut client, &sql, |found| found == &json!([]));
    end(client);
}

#[test]
fn folders_never_leak_and_come_and_go() {
    let place = Place::new(&[("a/x.glossary.yml", &rule("of-a")), ("b/x.glossary.yml", &rule("of-b"))]);
    let mut client = place.client(&["a"], true);
    let (in_a, in_b) = (place.uri("a/q.sql"), place.uri("b/q.sql"));
    client.open(&in_a, "sql", SQL);
    until(&mut client, &in_a, |found| codes(found) == ["of-a"]);
    client.open(&in_b, "sql", SQL);
    let folder = |name: &str| json!([{ "uri": place.uri(name), "name": name }]);
    client.notify("workspace/didChangeWorkspaceFolders", &json!({ "event": { "added": folder("b"), "removed": [] } }));
    until(&mut client, &in_b, |found| codes(found) == ["of-b"]);
    end(client);
}

#[test]
fn status_and_index_know_the_teams_words() {
    let place = Place::new(&[
        ("team.glossary.yml", "terms:\n  - {name: Orderbook, plain_english: All orders.}\n  - {nmae: x}\n"),
        // A rule without examples: a hint, and no mistake.
        ("upper.glossary.yml", &rule("old-copy")),
        ("a.py", "# the orderbook\n"),
    ]);
    let mut client = place.client(&["."], true);
    // The keeper looks first, then the index looks again.
    let mut answer = Value::Null;
    for _ in 0..2_000 {
        let glossary = client.ask("lakespeak/glossary", &json!({}));
        let terms = glossary["terms"].as_array().unwrap();
        answer = terms.iter().find(|term| term["id"] == "orderbook").cloned().unwrap_or_default();
        if answer["mentions"].as_u64() > Some(0) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert!(answer["mentions"].as_u64() > Some(0), "{answer}");
    let status = client.ask("lakespeak/status", &json!({}));
    let glossary = &status["glossaries"][0];
    assert!(glossary["uri"].as_str().unwrap().ends_with("team.glossary.yml"), "{status}");
    assert_eq!((&glossary["terms"], glossary["mistakes"].as_u64() > Some(0)), (&json!(1), true), "{status}");
    assert_eq!(status["glossaries"][1]["mistakes"], 0, "{status}");
    end(client);
}

#[test]
fn mistakes_that_are_asked_for_are_those_of_the_text_as_it_stands() {
    let place = Place::new(&[("w/a.glossary.yml", "")]);
    let glossary = place.uri("w/a.glossary.yml");
    let mut client = pulling(&place);
    client.open(&glossary, "yaml", "");
    for version in 2..12 {
        // A mistake of the text alone, further down each time, and one that hangs on all other terms.
        let text = format!("{}terms:\n- {{name: Gold, plain_english: x, related: [gone-{version}], nme: x}}\n", "\n".repeat(version));
        client.change(&glossary, i64::try_from(version).unwrap(), &[(Value::Null, &text)]);
        let pulled = pulled(&mut client, &glossary);
        let all = pulled.as_array().unwrap();
        let lines: Vec<_> = all.iter().map(|one| one["range"]["start"]["line"].as_u64()).collect();
        assert!(!lines.is_empty() && lines.iter().all(|line| *line == Some(version as u64 + 1)), "{pulled}");
        let related = all.iter().filter(|one| one["message"].as_str().unwrap().starts_with("there is no term"));
        assert!(related.clone().all(|one| one["message"].as_str().unwrap().contains(&format!("gone-{version}`"))), "{pulled}");
    }
    end(client);
}

const NEWER: &str = "terms:
- name: Gold
  plain_english: Ours.
  rules:
  - {id: newer, find: gold_copy, message: Old., when: [{package: {name: dbt-core, version: '>=2'}}], languages: sql}
";

#[test]
fn pins_are_seen_with_and_without_a_client_that_watches() {
    for watches in [true, false] {
        let place = Place::new(&[("x.glossary.yml", NEWER), ("requirements.txt", "dbt-core==1.0\n")]);
        let mut client = place.client(&["."], watches);
        let sql = place.uri("./a.sql");
        client.open(&sql, "sql", SQL);
        until(&mut client, &sql, |found| found == &json!([]));
        place.write("requirements.txt", "dbt-core==2.0.1\n");
        if watches {
            let changes = json!([{ "uri": place.uri("requirements.txt"), "type": 2 }]);
            client.notify("workspace/didChangeWatchedFiles", &json!({ "changes": changes }));
        }
        until(&mut client, &sql, |found| codes(found) == ["newer"]);
        end(client);
    }
}

#[test]
fn a_term_is_switched_off_and_on_again_by_path() {
    let place = Place::new(&[("w/x.glossary.yml", &rule("made")), ("w/lakespeak.yml", "")]);
    let mut client = place.client(&["w"], true);
    let (sql, mine, config) = (place.uri("w/a.sql"), place.uri("w/mine/a.sql"), place.uri("w/lakespeak.yml"));
    client.open(&sql, "sql", SQL);
    until(&mut client, &sql, |found| codes(found) == ["made"]);
    client.open(&config, "yaml", "terms: { gold: off }\noverrides: [{ paths: 'mine/**', terms: { gold: on } }]\n");
    until(&mut client, &sql, |found| found == &json!([]));
    assert_eq!(client.hover(&sql, 0, 14), Value::Null);
    client.open(&mine, "sql", SQL);
    until(&mut client, &mine, |found| codes(found) == ["made"]);
    assert!(client.hover(&mine, 0, 14)["contents"]["value"].as_str().unwrap().contains("Ours."));
    client.change(&config, 2, &[(Value::Null, "terms: { godl: off }\n")]);
    let told = until(&mut client, &config, |found| !found.as_array().unwrap().is_empty());
    assert_eq!(told[0]["message"], "there is no term or category `godl`; did you mean `gold`?");
    end(client);
}

#[test]
fn an_edit_that_is_taken_back_is_shown_of_its_own_version() {
    let place = Place::new(&[("w/a.glossary.yml", "terms: []\n")]);
    let glossary = place.uri("w/a.glossary.yml");
    let mut client = place.client(&["w"], true);
    client.open(&glossary, "yaml", "terms: []\n");
    client.change(&glossary, 2, &[(Value::Null, "trms: []\n")]);
    client.change(&glossary, 3, &[(Value::Null, "terms: []\n")]);
    loop {
        let published = client.published();
        if published["uri"] == glossary && published["version"] == 3 {
            assert_eq!(published["diagnostics"], json!([]));
            break;
        }
    }
    end(client);
}

#[test]
fn mistakes_are_never_pushed_and_pulled() {
    let place = Place::new(&[("w/lakespeak.yml", "rules: { nope: off }\n")]);
    let config = place.uri("w/lakespeak.yml");
    let mut client = pulling(&place);
    until(&mut client, &config, |all| all.as_array().unwrap().len() == 1);
    client.open(&config, "yaml", "rules: { nope: off }\n");
    until(&mut client, &config, |all| all == &json!([]));
    let pulled = pulled(&mut client, &config);
    assert_eq!(pulled.as_array().unwrap().len(), 1, "{pulled}");
    client.close(&config);
    until(&mut client, &config, |all| all.as_array().unwrap().len() == 1);
    end(client);
}

const ORDER: &str = "terms:
- name: Order
  plain_english: What a customer wants.
  rules:
  - {id: reads-gold, find: from gold., languages: sql, message: Read silver., examples: {bad: [{sql: from gold.a}], good: [{sql: a}]}}
";

/// Files in which the words of [`ORDER`] stand often.
fn orders() -> Place {
    let often = "-- the orders\nselect a from gold.orders;\n".repeat(300);
    Place::new(&[("w/a.glossary.yml", ORDER), ("w/a.sql", &often), ("w/b.sql", &often), ("w/c.sql", "select 1\n")])
}

const OFTEN: [&str; 2] =
    ["`Order` stands 1,200 times, in 2 of 3 files", "`reads-gold` reports 600 times, at `from gold.`, in 2 of 3 files"];

/// Whether these are the beginnings of all messages.
fn says(diagnostics: &Value, wanted: &[&str]) -> bool {
    let all = diagnostics.as_array().unwrap();
    let begins = |(one, wanted): (&Value, &&str)| one["message"].as_str().unwrap().starts_with(wanted) && one["severity"] == 4;
    all.len() == wanted.len() && all.iter().zip(wanted).all(begins)
}

#[test]
fn a_word_that_is_everywhere_is_told_in_the_editor_as_long_as_it_is() {
    let place = orders();
    let mut client = place.client(&["w"], true);
    let glossary = place.uri("w/a.glossary.yml");
    until(&mut client, &glossary, |found| says(found, &OFTEN));
    client.open(&glossary, "yaml", ORDER);
    until(&mut client, &glossary, |found| says(found, &OFTEN));
    // It is where it stands now, and it is told of what is a word of its own still.
    client.change(&glossary, 2, &[(Value::Null, &format!("\n{ORDER}"))]);
    let found = until(&mut client, &glossary, |found| says(found, &OFTEN) && found[0]["range"]["start"]["line"] == 2);
    assert_eq!(found[1]["range"]["start"]["line"], 5, "{found}");
    let near = ORDER.replace("  rules", "  context: [customer]\n  rules");
    client.change(&glossary, 3, &[(Value::Null, &near)]);
    until(&mut client, &glossary, |found| says(found, &OFTEN[1..]));
    client.change(
        &glossary,
        4,
        &[(
            Value::Null,
            &near.replace("examples: {bad: [{sql: from gold.a}]", "when: [{statement_has: c}], examples: {bad: [{sql: from gold.c}]"),
        )],
    );
    until(&mut client, &glossary, |found| says(found, &[]));
    client.change(&glossary, 5, &[(Value::Null, ORDER)]);
    until(&mut client, &glossary, |found| says(found, &OFTEN));
    // It is not told any more once it stands less often.
    place.write("w/b.sql", "select 1\n");
    place.write("w/a.sql", &"-- the orders\n".repeat(600));
    let changes: Vec<Value> = ["w/a.sql", "w/b.sql"].iter().map(|path| json!({ "uri": place.uri(path), "type": 2 })).collect();
    client.notify("workspace/didChangeWatchedFiles", &json!({ "changes": changes }));
    until(&mut client, &glossary, |found| says(found, &["`Order` stands 600 times, in 1 of 3 files"]));
    client.close(&glossary);
    end(client);
}

#[test]
fn a_word_that_is_everywhere_is_told_to_who_asks() {
    let place = orders();
    let mut client = pulling(&place);
    let glossary = place.uri("w/a.glossary.yml");
    client.open(&glossary, "yaml", ORDER);
    pulled_until(&mut client, &glossary, |found| says(found, &OFTEN));
    end(client);
}

#[test]
fn an_example_that_does_not_behave_is_told_at_its_place() {
    let bad = ORDER.replace("bad: [{sql: from gold.a}]", "bad: [{sql: from silver.a}]");
    let place = Place::new(&[("w/a.glossary.yml", &bad)]);
    let glossary = place.uri("w/a.glossary.yml");
    let told = |found: &Value| {
        let all = found.as_array().unwrap();
        all.iter().map(|one| (one["severity"].clone(), one["range"]["start"].clone(), one["message"].clone())).collect::<Vec<_>>()
    };
    let wanted =
        |line: u32, character: usize, message: &str| vec![(json!(1), json!({ "line": line, "character": character }), json!(message))];
    let column = bad.lines().nth(4).unwrap().find("{sql").unwrap();
    let silent = wanted(4, column, "`reads-gold` should report this bad example and does not");
    let mut client = place.client(&["w"], true);
    until(&mut client, &glossary, |found| told(found) == silent);
    client.open(&glossary, "yaml", &bad);
    until(&mut client, &glossary, |found| told(found) == silent);
    client.change(&glossary, 2, &[(Value::Null, ORDER)]);
    until(&mut client, &glossary, |found| told(found).is_empty());
    let good = ORDER.replace("good: [{sql: a}]", "good: [{sql: from gold.b}]");
    client.change(&glossary, 3, &[(Value::Null, &format!("# ours\n{good}"))]);
    let column = good.lines().nth(4).unwrap().rfind("{sql").unwrap();
    until(&mut client, &glossary, |found| told(found) == wanted(5, column, "`reads-gold` reports this good example and should not"));
    end(client);
    let mut client = pulling(&place);
    client.open(&glossary, "yaml", &bad);
    pulled_until(&mut client, &glossary, |found| told(found) == silent);
    end(client);
}
