//! What a team's glossaries share: imports, many files at once, and words of every language.

use std::fs;
use std::time::Duration;

use lakespeak::server::Options;
use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use crate::client::{Client, able, range};
use crate::lexicon;
use crate::team::{Place, codes, end, until};

/// Reads diagnostics until those of each document are such; what comes last of each counts.
fn all(client: &mut Client, wanted: &[(String, Vec<String>)]) {
    let mut last: FxHashMap<String, Vec<String>> = FxHashMap::default();
    while !wanted.iter().all(|(uri, codes)| last.get(uri) == Some(codes)) {
        let published = client.published();
        last.insert(published["uri"].as_str().unwrap().to_owned(), codes(&published["diagnostics"]));
    }
}

/// Says that files changed.
fn changed(client: &mut Client, files: &[(String, u32)]) {
    let changes: Vec<Value> = files.iter().map(|(uri, kind)| json!({ "uri": uri, "type": kind })).collect();
    client.notify("workspace/didChangeWatchedFiles", &json!({ "changes": changes }));
}

/// A glossary with one rule, about a table of that name.
fn about(table: &str) -> String {
    format!(
        "terms:\n- name: Table {table}\n  plain_english: Ours.\n  rules:\n  - {{id: {table}-rule, find: {table}, message: Old., languages: sql}}\n"
    )
}

#[test]
fn an_imported_file_is_live_and_imports_that_fail_are_told_at_their_line() {
    let place = Place::new(&[
        ("w/a.glossary.yml", "imports:\n  - lib/core.yml\n  - lib/none.yml\n  - a.glossary.yml\n"),
        ("w/lib/core.yml", &about("first")),
    ]);
    let mut client = place.client(&["w"], true);
    let (sql, glossary, core) = (place.uri("w/a.sql"), place.uri("w/a.glossary.yml"), place.uri("w/lib/core.yml"));
    client.open(&sql, "sql", "select * from first, second, third\n");
    all(&mut client, &[(sql.clone(), vec!["first-rule".to_owned()])]);
    client.open(&glossary, "yaml", "imports:\n  - lib/core.yml\n  - lib/none.yml\n  - a.glossary.yml\n");
    let mistakes = until(&mut client, &glossary, |found| found.as_array().unwrap().len() == 2);
    let told = |at: usize| (mistakes[at]["range"]["start"]["line"].as_u64().unwrap(), mistakes[at]["message"].as_str().unwrap());
    assert_eq!(told(0), (2, "there is no file `lib/none.yml`; the path counts from this file's folder"));
    assert_eq!(told(1), (3, "this import comes back to itself: a.glossary.yml → a.glossary.yml"));
    place.write("w/lib/core.yml", &about("second"));
    changed(&mut client, &[(core.clone(), 2)]);
    until(&mut client, &sql, |found| codes(found) == ["second-rule"]);
    client.open(&core, "yaml", &about("second"));
    client.change(&core, 2, &[(Value::Null, &about("third"))]);
    until(&mut client, &sql, |found| codes(found) == ["third-rule"]);
    client.close(&core);
    until(&mut client, &sql, |found| codes(found) == ["second-rule"]);
    end(client);
}

#[test]
fn another_branch_changes_hundreds_of_files_at_once() {
    const FILES: usize = 200;
    let glossary = |at: usize| format!("w/d{at}/x.glossary.yml");
    let files: Vec<(String, String)> = (0..FILES).map(|at| (glossary(at), about("before"))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let place = Place::new(&files);
    let mut client = place.client(&["w"], true);
    let document = |at: usize| place.uri(&format!("w/d{at}/a.sql"));
    let seen = [0, 1, 2, 99, 150, FILES, FILES + 1];
    let state = |of: &dyn Fn(usize) -> Option<&'static str>| -> Vec<(String, Vec<String>)> {
        seen.iter().map(|&at| (document(at), of(at).map(|table| format!("{table}-rule")).into_iter().collect())).collect()
    };
    for &at in &seen {
        client.open(&document(at), "sql", "select * from before, after\n");
    }
    all(&mut client, &state(&|at| (at < FILES).then_some("before")));
    // One in three is changed, one deleted, one left; and there are new ones.
    let mut told = Vec::new();
    for at in 0..FILES + 20 {
        match (at % 3, at >= FILES) {
            (_, true) => {
                place.write(&glossary(at), &about("after"));
                told.push((place.uri(&glossary(at)), 1));
            }
            (0, _) => {
                place.write(&glossary(at), &about("after"));
                told.push((place.uri(&glossary(at)), 2));
            }
            (1, _) => {
                fs::remove_file(place.0.path().join(glossary(at))).unwrap();
                told.push((place.uri(&glossary(at)), 3));
            }
            _ => {}
        }
    }
    changed(&mut client, &told);
    let wanted = |at: usize| match (at % 3, at >= FILES) {
        (_, true) | (0, _) => Some("after"),
        (1, _) => None,
        _ => Some("before"),
    };
    // What did not change is not told again.
    let now = state(&wanted).into_iter().zip(state(&|at| (at < FILES).then_some("before")));
    all(&mut client, &now.filter(|(after, before)| after != before).map(|(after, _)| after).collect::<Vec<_>>());
    let status = client.ask("lakespeak/status", &json!({}));
    let glossaries = status["glossaries"].as_array().unwrap();
    let deleted = (0..FILES).filter(|at| at % 3 == 1).count();
    assert_eq!(glossaries.len(), FILES - deleted + 20);
    assert!(glossaries.iter().all(|glossary| glossary["terms"] == 1), "{status}");
    for &at in &seen {
        let term = format!("Table {}", wanted(at).unwrap_or("before"));
        let card = client.ask("lakespeak/card", &json!({ "textDocument": { "uri": document(at) }, "term": term }));
        assert_eq!(card["cards"].as_array().unwrap().len(), usize::from(wanted(at).is_some()), "{at}: {card}");
    }
    end(client);
}

#[test]
fn only_the_editors_settings_let_glossaries_in_from_outside() {
    let place = Place::new(&[
        ("w/a.glossary.yml", "imports: [../shared/core.yml]\n"),
        ("w/lakespeak.yml", "glossary: { allowOutsideWorkspace: true }\nallowOutsideWorkspace: true\n"),
        ("shared/core.yml", &about("outside")),
    ]);
    let mut client = place.client(&["w"], true);
    let (sql, glossary) = (place.uri("w/a.sql"), place.uri("w/a.glossary.yml"));
    client.open(&sql, "sql", "select * from outside\n");
    let refused = until(&mut client, &glossary, |found| found.as_array().unwrap().len() == 1);
    let message = "`../shared/core.yml` leads out of the workspace, so it is not read; keep a copy of the file here";
    assert_eq!(refused[0]["message"], message);
    let card = client.ask("lakespeak/card", &json!({ "textDocument": { "uri": sql }, "term": "Table outside" }));
    assert_eq!(card["cards"], json!([]));
    let set = |client: &mut Client, allow: bool| {
        let settings = json!({ "lakespeak": { "glossary": { "allowOutsideWorkspace": allow } } });
        client.notify("workspace/didChangeConfiguration", &json!({ "settings": settings }));
    };
    set(&mut client, true);
    until(&mut client, &sql, |found| codes(found) == ["outside-rule"]);
    set(&mut client, false);
    until(&mut client, &sql, |found| codes(found).is_empty());
    end(client);
}

#[test]
fn words_of_every_language_are_found_where_they_stand() {
    let words = [
        ("Größenklasse", "Sizes."),
        ("entrepôt de données", "A warehouse."),
        ("データレイク", "A lake."),
        ("湖仓", "Both."),
        ("מחסן נתונים", "A store."),
        ("مستودع البيانات", "A depot."),
    ];
    let glossary: String = (0..).zip(words).fold("terms:\n".to_owned(), |text, (at, (name, says))| {
        text + &format!("  - {{id: t{at}, name: {name:?}, plain_english: {says:?}}}\n")
    });
    // Each behind a sign of two UTF-16 units, and as people write it.
    let lines = [
        ("die GRÖßENKLASSE!", 7, 12, "Sizes."),
        ("l’Entrepôt de données.", 5, 19, "A warehouse."),
        ("このデータレイクは深い", 5, 6, "A lake."),
        ("我们的湖仓很大", 6, 2, "Both."),
        ("זה מחסן נתונים שלנו", 6, 11, "A store."),
        ("هذا مستودع البيانات", 7, 15, "A depot."),
    ];
    let text: String = lines.iter().fold(String::new(), |text, (line, ..)| text + &format!("#🌊{line}\n"));
    let place = Place::new(&[("w/a.glossary.yml", &glossary)]);
    let mut capabilities = able();
    capabilities["general"]["positionEncodings"] = json!(["utf-16"]);
    let mut client = Client::of(Options { probes: true, ..Options::default() }, lexicon::small);
    client.initialize(&json!({ "capabilities": capabilities, "workspaceFolders": [{ "uri": place.uri("w"), "name": "w" }] }));
    let python = place.uri("w/a.py");
    client.open(&python, "python", &text);
    for _ in 0..3_000 {
        if client.hover(&python, 2, 7) != Value::Null {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    for (line, (written, column, length, says)) in (0..).zip(lines) {
        let hover = client.hover(&python, line, column + length / 2);
        assert_eq!(hover["range"], range(&json!([line, column, line, column + length])), "{written}: {hover}");
        assert!(hover["contents"]["value"].as_str().unwrap().contains(says), "{written}: {hover}");
        assert_eq!(client.hover(&python, line, column - 2), Value::Null, "{written}: before it");
    }
    end(client);
}
