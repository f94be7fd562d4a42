//! One core, several faces: the built server and the built command line say the same of the same files, to the character.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::client::{Client, able};

/// The examples, notebooks, and the folder that `LAKESPEAK_CORPUS` names, such as clones of public repositories.
fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = ["examples", "tests/cli/cases/notebooks.in"].map(|folder| root.join(folder));
    own.into_iter().chain(std::env::var_os("LAKESPEAK_CORPUS").map(PathBuf::from)).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.is_symlink() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ["py", "sql", "yml", "yaml", "ipynb"].iter().any(|known| ending == *known)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What `check` says of one file: rule, severity and range, in scalar values from zero.
fn checked(path: &Path) -> Option<Vec<Value>> {
    let folder = path.parent().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_lakespeak"))
        .args(["check", "--exit-zero", "--output-format", "json"])
        .arg(path)
        .current_dir(folder)
        .output()
        .unwrap();
    let found: Vec<Value> = serde_json::from_slice(&output.stdout).ok()?;
    let place = |place: &Value| json!({ "line": place["line"].as_u64().unwrap() - 1, "character": place["column"].as_u64().unwrap() - 1 });
    let one = |finding: &Value| {
        let (start, end) = (place(&finding["range"]["start"]), place(&finding["range"]["end"]));
        json!([finding["rule"], finding["severity"], { "start": start, "end": end }])
    };
    Some(found.iter().map(one).collect())
}

/// What the server publishes for one file.
fn served(client: &mut Client, path: &Path, text: &str) -> Vec<Value> {
    let uri = format!("file://{}", path.display().to_string().replace(' ', "%20"));
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
    let mut child =
        Command::new(env!("CARGO_BIN_EXE_lakespeak")).arg("server").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut client = Client::over(child.stdout.take().unwrap(), child.stdin.take().unwrap());
    let mut capabilities = able();
    capabilities["general"]["positionEncodings"] = json!(["utf-32"]);
    client.initialize(&json!({ "capabilities": capabilities }));
    let mut compared = 0;
    for path in folders().iter().flat_map(|folder| files(folder)) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let Some(checked) = checked(&path) else { continue };
        assert_eq!(served(&mut client, &path, &text), checked, "{}", path.display());
        compared += checked.len();
    }
    assert!(compared >= 8, "only {compared} findings to compare");
    client.ask("shutdown", &Value::Null);
    client.notify("exit", &Value::Null);
    child.wait().unwrap();
}
