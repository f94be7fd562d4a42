//! Where terms are defined and where they stand, in open files and in all others.

use lakespeak::server::Options;
use serde_json::{Value, json};

use crate::client::{Client, PATIENCE, able, at, range};
use crate::lexicon;

struct Workspace {
    client: Client,
    folder: tempfile::TempDir,
    _cache: tempfile::TempDir,
}

impl Workspace {
    fn new(capabilities: &Value, files: &[(&str, &str)]) -> Self {
        let (folder, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for (path, text) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let options = Options { cache: Some(cache.path().to_owned()), ..Options::default() };
        let mut client = Client::of(options, lexicon::small);
        let uri = format!("file://{}", folder.path().display());
        client.initialize(&json!({ "capabilities": capabilities, "workspaceFolders": [{ "uri": uri, "name": "w" }] }));
        Self { client, folder, _cache: cache }
    }

    fn uri(&self, path: &str) -> String {
        format!("file://{}/{path}", self.folder.path().display())
    }

    fn open(&mut self, path: &str, language: &str, text: &str) -> String {
        let uri = self.uri(path);
        self.client.open(&uri, language, text);
        self.client.published();
        uri
    }

    fn references(&mut self, uri: &str, line: u32, column: u32) -> Vec<(String, Value)> {
        let mut params = at(uri, line, column);
        params["context"] = json!({ "includeDeclaration": false });
        let found = self.client.ask("textDocument/references", &params);
        found.as_array().unwrap().iter().map(|found| (found["uri"].as_str().unwrap().to_owned(), found["range"].clone())).collect()
    }
}

#[test]
fn references_in_open_files_and_all_others() {
    let files = [
        (".gitignore", "ignored.py\n"),
        ("a.py", "x = 1\n# é SeaLake\n"),
        ("b/c.sql", "select 1 -- sealakes\n"),
        ("ignored.py", "# sealake\n"),
        ("open.py", "# sealake sealake sealake\n"),
    ];
    let mut workspace = Workspace::new(&able(), &files);
    let open = workspace.open("open.py", "python", "y = sealake\n");
    let (a, c) = (workspace.uri("a.py"), workspace.uri("b/c.sql"));
    let expected = vec![
        (open.clone(), range(&json!([0, 4, 0, 11]))),
        (a.clone(), range(&json!([1, 5, 1, 12]))),
        (c.clone(), range(&json!([0, 12, 0, 20]))),
    ];
    assert_eq!(workspace.references(&open, 0, 5), expected);
    // A file that is written counts as it is now; one that is closed, as it lies on the disk.
    std::fs::write(workspace.folder.path().join("a.py"), "nothing").unwrap();
    workspace.client.notify("textDocument/didSave", &json!({ "textDocument": { "uri": a } }));
    let mut tries = 0;
    while workspace.references(&open, 0, 5).len() != 2 {
        tries += 1;
        assert!(tries < 600, "it never noticed");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_eq!(
        workspace.client.ask("textDocument/references", &{
            let mut params = at(&open, 0, 0);
            params["context"] = json!({ "includeDeclaration": true });
            params
        }),
        Value::Null,
        "nothing stands there"
    );
}

#[test]
fn symbols_of_the_workspace_say_how_often() {
    let mut workspace = Workspace::new(&able(), &[("a.py", "# sealake\n"), ("b.py", "# the sealake\n# sealake\n")]);
    let open = workspace.open("a.py", "python", "# sealake, sealake\n");
    let found = workspace.client.ask("workspace/symbol", &json!({ "query": "seal" }));
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
    assert_eq!((&found[0]["name"], &found[0]["containerName"]), (&json!("sealake"), &json!("4 mentions · Tests")));
    assert_eq!(found[0]["location"], json!({ "uri": open, "range": range(&json!([0, 2, 0, 9])) }));
    assert_eq!(workspace.client.ask("workspace/symbol", &json!({ "query": "zebra" })), json!([]));
}

#[test]
fn the_definition_is_a_page_and_highlights_stay_in_the_file() {
    let mut workspace = Workspace::new(&able(), &[]);
    let open = workspace.open("a.py", "python", "# sealake\nx = sealake\n# TODO: x (lakespeak:sealake/salty-read)\nread_salt()\n");
    let found = workspace.client.ask("textDocument/definition", &at(&open, 0, 3));
    let page = found["uri"].as_str().unwrap().strip_prefix("file://").unwrap().to_owned();
    assert!(std::fs::read_to_string(&page).unwrap().starts_with("# sealake"));
    assert!(std::fs::metadata(&page).unwrap().permissions().readonly());
    let rule = workspace.client.ask("textDocument/definition", &at(&open, 2, 25));
    assert!(rule["range"]["start"]["line"].as_u64().unwrap() > 0);
    assert_eq!(workspace.client.ask("textDocument/definition", &at(&open, 3, 2)), Value::Null, "a finding is no word to look up");
    let lit = workspace.client.ask("textDocument/documentHighlight", &at(&open, 1, 5));
    let lit: Vec<&Value> = lit.as_array().unwrap().iter().map(|lit| &lit["range"]).take(2).collect();
    assert_eq!(lit, [&range(&json!([0, 2, 0, 9])), &range(&json!([1, 4, 1, 11]))]);
    let mut capabilities = able();
    capabilities["textDocument"]["definition"] = json!({ "linkSupport": true });
    let mut workspace = Workspace::new(&capabilities, &[]);
    let open = workspace.open("a.py", "python", "# sealake\n");
    let found = workspace.client.ask("textDocument/definition", &at(&open, 0, 3));
    assert_eq!(found[0]["originSelectionRange"], range(&json!([0, 2, 0, 9])));
}

const GLOSSARY: &str = "version: 1\ncategory: Sales\nterms:\n  - name: Active customer\n    plain_english: Paid lately.\n    rules:\n      - {id: lapsed, find: lapsed, message: Gone.}\n";

#[test]
fn symbols_of_a_glossary() {
    let mut capabilities = able();
    capabilities["textDocument"]["documentSymbol"] = json!({ "hierarchicalDocumentSymbolSupport": true });
    for (capabilities, nested) in [(capabilities, true), (able(), false)] {
        let mut workspace = Workspace::new(&capabilities, &[]);
        let uri = workspace.open("team.glossary.yml", "yaml", GLOSSARY);
        let found = workspace.client.ask("textDocument/documentSymbol", &json!({ "textDocument": { "uri": uri } }));
        assert_eq!((&found[0]["name"], found[0].get("children").is_some()), (&json!("Active customer"), nested));
        let rule = if nested { &found[0]["children"][0] } else { &found[1] };
        assert_eq!(rule["name"], "lapsed");
        let other = workspace.open("a.yml", "yaml", GLOSSARY);
        let found = workspace.client.ask("textDocument/documentSymbol", &json!({ "textDocument": { "uri": other } }));
        assert_eq!(found, Value::Null, "other files have symbols from others");
        // What the glossary lacks may be shown once its workspace was looked at, and again.
        workspace.client.forget();
    }
}

#[test]
fn the_first_look_is_shown_where_it_is_long() {
    let mut capabilities = able();
    capabilities["window"] = json!({ "workDoneProgress": true });
    let files: Vec<(String, &str)> = (0..250).map(|number| (format!("f{number}.py"), "# sealake\n")).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let mut workspace = Workspace::new(&capabilities, &files);
    let create = workspace.client.next("window/workDoneProgress/create");
    workspace.client.send(&json!({ "jsonrpc": "2.0", "id": create["id"], "result": null }));
    let mut kinds = Vec::new();
    while kinds.last().is_none_or(|kind| kind != "end") {
        let said = workspace.client.next("$/progress");
        assert_eq!(said["params"]["token"], create["params"]["token"]);
        kinds.push(said["params"]["value"]["kind"].as_str().unwrap().to_owned());
    }
    assert!(kinds[0] == "begin" && kinds.iter().any(|kind| kind == "report"), "{kinds:?}");
}

#[test]
fn references_are_those_of_the_text_that_was_asked_about() {
    let mut workspace = Workspace::new(&able(), &[]);
    let uri = workspace.open("open.py", "python", "# sealake\n");
    let first = workspace.references(&uri, 0, 4);
    let mut params = at(&uri, 0, 4);
    params["context"] = json!({ "includeDeclaration": false });
    for version in 2..12 {
        let line = version - 2;
        params["position"]["line"] = json!(line);
        let id = workspace.client.request("textDocument/references", &params);
        workspace.client.change(&uri, version, &[(json!([0, 0, 0, 0]), "\n")]);
        let found = workspace.client.result(id);
        let mut expected = first[0].1.clone();
        expected["start"]["line"] = json!(line);
        expected["end"]["line"] = json!(line);
        assert_eq!(found[0]["range"], expected);
        workspace.client.published();
    }
}

#[test]
fn the_survival_map_counts_files_as_they_stand() {
    let files = [("a.py", "# sealake\n"), ("open.py", "# sealake sealake\n")];
    let mut workspace = Workspace::new(&able(), &files);
    workspace.open("open.py", "python", "def f():\n    read_salt(sealake)\n");
    let report = workspace.client.ask("workspace/executeCommand", &json!({ "command": "lakespeak.workspaceReport", "arguments": [] }));
    assert_eq!(report["version"], 1, "{report}");
    assert_eq!((&report["files"]["checked"], &report["files"]["with_findings"]), (&json!(2), &json!(1)), "{report}");
    let terms = report["categories"].as_array().unwrap().iter().flat_map(|category| category["terms"].as_array().unwrap());
    let lake = terms.into_iter().find(|term| term["id"] == "sealake").unwrap_or_else(|| panic!("{report}"));
    assert_eq!(lake["mentions"], 2);
    workspace.client.ask("shutdown", &Value::Null);
}

#[test]
fn the_definition_of_a_teams_term_is_told_in_the_clients_columns() {
    let glossary = "terms: [{ name: Übersee 🦆, plain_english: Far. }, { name: pondlet, plain_english: Near. }]\n";
    let at_byte = glossary.find("pondlet").unwrap();
    let before = &glossary[..at_byte];
    for (encoding, column) in [("utf-8", before.len()), ("utf-16", before.encode_utf16().count()), ("utf-32", before.chars().count())] {
        let mut capabilities = able();
        capabilities["general"]["positionEncodings"] = json!([encoding]);
        let mut workspace = Workspace::new(&capabilities, &[("team.glossary.yml", glossary)]);
        let open = workspace.open("a.py", "python", "# pondlet\n");
        let expected = json!({ "uri": workspace.uri("team.glossary.yml"), "range": range(&json!([0, column, 0, column])) });
        assert_eq!(workspace.client.ask("textDocument/definition", &at(&open, 0, 3)), expected, "{encoding}");
        let symbols = workspace.client.ask("workspace/symbol", &json!({ "query": "pondlet" }));
        assert_eq!(symbols[0]["location"], expected, "{encoding}");
        // What is on the screen counts, before anybody saved it.
        let moved = format!("# 🦆\n{glossary}");
        workspace.open("team.glossary.yml", "yaml", &moved);
        let begun = std::time::Instant::now();
        while workspace.client.ask("textDocument/definition", &at(&open, 0, 3))["range"] != range(&json!([1, column, 1, column])) {
            assert!(begun.elapsed() < PATIENCE, "{encoding}: the open text is not seen");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        workspace.client.forget();
    }
}

#[test]
fn the_index_is_bounded() {
    let many = "# sealake\n".repeat(2_100);
    let names: Vec<String> = (0..6).map(|number| format!("many{number}.py")).collect();
    let long = format!("# sealake\n{}", "x = 1\n".repeat(10_000));
    let mut files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), many.as_str())).collect();
    files.extend([("a/few.py", "# sealake\n"), ("a/long.py", &long), ("lakespeak.yml", "version: 1\nlimits: { max_file_bytes: 50000 }\n")]);
    let mut workspace = Workspace::new(&able(), &files);
    let open = workspace.open("open.py", "python", "# pondlet sealake\n");
    let found = workspace.references(&open, 0, 12);
    let in_file = |path: &str| {
        let uri = workspace.uri(path);
        found.iter().filter(|(at, _)| *at == uri).map(|(_, range)| range["start"]["line"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!((in_file("open.py"), in_file("a/few.py")), (vec![0], vec![0]));
    assert_eq!(in_file("a/long.py"), [0; 0], "what is too long for a check is not read");
    // The first of a file, then the first files.
    assert_eq!(in_file("many0.py"), (0..2_000).collect::<Vec<_>>());
    assert_eq!(in_file("many4.py"), (0..1_999).collect::<Vec<_>>());
    assert_eq!(in_file("many5.py"), [0; 0]);
    assert_eq!(found.len(), 10_001, "those in open files are told besides");
    let symbols = workspace.client.ask("workspace/symbol", &json!({ "query": "sealake" }));
    assert_eq!(symbols[0]["containerName"], "12002 mentions · Tests", "what is kept is counted");
    workspace.client.forget();
}
