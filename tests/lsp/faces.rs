//! One core, several faces: the built server and the built command line say the same of the same files, to the character.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use lakespeak::text::edit::apply;
use lakespeak::text::{Span, TextEdit};
use serde_json::{Value, json};
use tower_lsp::ls_types::Uri;

use crate::client::{Client, able};

/// The examples, fixtures, and the folder that `LAKESPEAK_CORPUS` names, such as clones of public repositories.
fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = ["examples", "tests/cli/cases", "tests/rules/projects"].map(|folder| root.join(folder));
    own.into_iter().chain(std::env::var_os("LAKESPEAK_CORPUS").map(PathBuf::from)).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        // A server that was given no folder knows no team's words when it first speaks; `team` tests those.
        if path.file_name().is_some_and(|name| name == "team.in" || name == "glossaries.in") {
            continue;
        }
        if path.is_dir() && !path.is_symlink() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ["py", "sql", "yml", "yaml", "ipynb"].iter().any(|known| ending == *known)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What `check` says of the files below a folder, by path: rule, severity and range, in scalar values from zero.
fn checked(folder: &Path, files: &[PathBuf]) -> BTreeMap<PathBuf, Vec<Value>> {
    let mut found: BTreeMap<PathBuf, Vec<Value>> = BTreeMap::new();
    let place = |place: &Value| json!({ "line": place["line"].as_u64().unwrap() - 1, "character": place["column"].as_u64().unwrap() - 1 });
    for some in files.chunks(500) {
        let output = Command::new(env!("CARGO_BIN_EXE_lakespeak"))
            .args(["check", "--exit-zero", "--output-format", "json-lines"])
            .args(some)
            .current_dir(folder)
            .output()
            .unwrap();
        for line in String::from_utf8(output.stdout).unwrap().lines() {
            let finding: Value = serde_json::from_str(line).unwrap();
            let (start, end) = (place(&finding["range"]["start"]), place(&finding["range"]["end"]));
            let one = json!([finding["rule"], finding["severity"], { "start": start, "end": end }]);
            found.entry(folder.join(finding["path"].as_str().unwrap())).or_default().push(one);
        }
    }
    found
}

/// A server that counts columns in scalar values, with its process.
fn server() -> (Client, Child) {
    let mut child =
        Command::new(env!("CARGO_BIN_EXE_lakespeak")).arg("server").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut client = Client::over(child.stdout.take().unwrap(), child.stdin.take().unwrap());
    let mut capabilities = able();
    capabilities["general"]["positionEncodings"] = json!(["utf-32"]);
    client.initialize(&json!({ "capabilities": capabilities }));
    (client, child)
}

pub(crate) fn uri_of(path: &Path) -> String {
    Uri::from_file_path(path).expect("a whole path").to_string()
}

/// What the server publishes for one file.
fn served(client: &mut Client, path: &Path, text: &str) -> Vec<Value> {
    let uri = uri_of(path);
    client.open(&uri, "", text);
    let published = client.published_up_to(1).1;
    client.close(&uri);
    client.published();
    let severity = |number: &Value| {
        [Value::Null, json!("error"), json!("warning"), json!("information"), json!("hint")][number.as_u64().unwrap() as usize].clone()
    };
    published
        .as_array()
        .unwrap()
        .iter()
        .map(|diagnostic| json!([diagnostic["code"], severity(&diagnostic["severity"]), diagnostic["range"]]))
        .collect()
}

#[test]
fn the_server_and_the_command_line_agree() {
    let (mut client, mut child) = server();
    let mut compared = 0;
    for folder in folders() {
        let files = files(&folder);
        let checked = checked(&folder, &files);
        for path in files {
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let checked = checked.get(&path).map(Vec::as_slice).unwrap_or_default();
            assert_eq!(served(&mut client, &path, &text), checked, "{}", path.display());
            compared += checked.len();
        }
    }
    assert!(compared >= 50, "only {compared} findings to compare");
    client.ask("shutdown", &Value::Null);
    client.notify("exit", &Value::Null);
    child.wait().unwrap();
}

/// A text after the edits of an action, whose columns count scalar values.
fn edited(text: &str, action: &Value) -> String {
    let offset = |place: &Value| {
        let line: usize = text.split_inclusive('\n').take(place["line"].as_u64().unwrap() as usize).map(str::len).sum();
        let rest = &text[line..];
        line + rest.chars().take(place["character"].as_u64().unwrap() as usize).map(char::len_utf8).sum::<usize>()
    };
    let edits = action["edit"]["documentChanges"][0]["edits"].as_array().unwrap();
    let edits = edits.iter().map(|edit| TextEdit {
        span: Span::new(offset(&edit["range"]["start"]) as u32, offset(&edit["range"]["end"]) as u32),
        text: edit["newText"].as_str().unwrap().to_owned(),
    });
    apply(text, &edits.collect::<Vec<_>>())
}

#[test]
fn both_write_the_same_todos() {
    let copy = tempfile::tempdir().unwrap();
    let top = copy.path().canonicalize().unwrap();
    std::fs::write(top.join("lakespeak.yml"), "").unwrap();
    let (mut client, mut child) = server();
    let mut expected = Vec::new();
    for folder in folders().into_iter().take(3) {
        for path in files(&folder) {
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            // Notebooks are the editor's alone, and configurations of the copy would count for it.
            if path.extension().is_some_and(|ending| ending == "ipynb") || path.ends_with("lakespeak.yml") || text.contains('\r') {
                continue;
            }
            let path = top.join(path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap());
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &text).unwrap();
            let uri = uri_of(&path);
            client.open(&uri, "", &text);
            client.published_up_to(1);
            let start = json!({ "line": 0, "character": 0 });
            let context = json!({ "diagnostics": [], "only": ["source.addTodos.lakespeak"] });
            let params = json!({ "textDocument": { "uri": uri }, "range": { "start": start, "end": start }, "context": context });
            let actions = client.ask("textDocument/codeAction", &params);
            let wanted = actions.get(0).map_or_else(|| text.clone(), |action| edited(&text, action));
            client.close(&uri);
            client.published();
            expected.push((path, text, wanted));
        }
    }
    client.ask("shutdown", &Value::Null);
    client.notify("exit", &Value::Null);
    child.wait().unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_lakespeak")).args(["check", "--add-todos"]).current_dir(&top).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    for (path, _, wanted) in &expected {
        assert_eq!(&std::fs::read_to_string(path).unwrap(), wanted, "{}", path.display());
    }
    assert!(expected.iter().filter(|(_, text, wanted)| text != wanted).count() >= 20);
}
