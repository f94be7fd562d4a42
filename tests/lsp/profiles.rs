//! Three clients as they announce themselves, asked for everything: what a client does not announce it is not sent.
//!
//! Two of the announcements are those of real editors, caught on their way to the server (a `tee` before it): the extension
//! of `editors/vscode`, with `vscode-languageclient` 11, in the VS Code that `tests/editors` drives (code-server 4.139.1); and
//! Neovim 0.11.4 on Linux, set up by the README's snippet, which `tests/editors` holds them equal to. The third is nothing at
//! all.

use lakespeak::glossary;
use lakespeak::lexicon::Lexicon;
use lakespeak::server::Options;
use serde_json::{Value, json};

use crate::client::{Client, at, range};

const PROFILES: [(&str, &str); 3] = [
    ("vscode", include_str!("profiles/vscode.json")),
    ("neovim", include_str!("profiles/neovim.json")),
    ("bare", include_str!("profiles/bare.json")),
];

const JOB: &str = "file:///w/dags/orders.py";
const TEXT: &str = "\
from airflow import DAG
from airflow.models import Variable
# a backfill, backf
# TODO: y (lakespeak:backfilling/dynamic-start-date)
x = 1
# TODO: x (lakespeak:airflow/airflow-variable-at-parse-time)
url = Variable.get('url')
spark.sql('select a from t where b = null')
dag = DAG('orders', schedule='0 6 * * *', catchup=False)
";
const TEAM: &str = "file:///w/team.glossary.yml";
const GLOSSARY: &str = "version: 1\nterms:\n  - name: Pay Run\n    plain_english: A run that pays.\n";

/// A client, what it announces, and what the server offers it.
struct Profile {
    name: &'static str,
    announced: Value,
    offered: Value,
    client: Client,
    /// What came to pass, with the requests of the server among it.
    diagnostics: Vec<Value>,
}

fn start((name, announced): (&'static str, &str)) -> Profile {
    let mut params: Value = serde_json::from_str(announced).unwrap();
    let cache = std::env::temp_dir().join("lakespeak-test-profiles");
    let options = Options { cache: Some(cache), ..Options::default() };
    let mut client = Client::of(options, || Lexicon::compile(glossary::builtin()));
    let offered = client.initialize(&params)["capabilities"].take();
    Profile { name, announced: params["capabilities"].take(), offered, client, diagnostics: Vec::new() }
}

impl Profile {
    /// Whether the client announces something: `true`, a list that holds the word, or anything where none is asked for.
    fn can(&self, path: &str, word: Option<&str>) -> bool {
        let found = self.announced.pointer(path);
        match (found, word) {
            (Some(Value::Array(all)), Some(word)) => {
                all.iter().any(|one| one.as_str() == Some(word) || one.as_i64().is_some_and(|number| word.parse() == Ok(number)))
            }
            (Some(Value::Bool(yes)), None) => *yes,
            (found, _) => found.is_some(),
        }
    }

    /// Whether it asks for diagnostics; who can't be told to ask again is pushed to.
    fn pulls(&self) -> bool {
        self.can("/textDocument/diagnostic", None) && self.can("/workspace/diagnostics/refreshSupport", None)
    }

    /// A field is there just where the client announces it.
    #[track_caller]
    fn just(&self, value: &Value, path: &str, announced: bool) {
        assert_eq!(value.pointer(path).is_some(), announced, "{}: {path} in {value:#}", self.name);
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.client.ask(method, params)
    }

    fn open(&mut self) {
        self.client.open(JOB, "python", TEXT);
        self.client.open(TEAM, "yaml", GLOSSARY);
        self.diagnostics = if self.pulls() {
            let report = self.ask("textDocument/diagnostic", &json!({ "textDocument": { "uri": JOB } }));
            report["items"].as_array().unwrap().clone()
        } else {
            loop {
                let published = self.client.published();
                let items = published["diagnostics"].as_array().unwrap();
                if published["uri"] == JOB && !items.is_empty() {
                    break items.clone();
                }
            }
        };
    }
}

fn offers(profile: &Profile) {
    let offered = &profile.offered;
    let encoding = if profile.can("/general/positionEncodings", Some("utf-8")) { "utf-8" } else { "utf-16" };
    assert_eq!(offered["positionEncoding"], encoding, "{}", profile.name);
    profile.just(offered, "/diagnosticProvider", profile.pulls());
    profile.just(offered, "/notebookDocumentSync", profile.can("/notebookDocument", None));
    profile.just(offered, "/inlayHintProvider", profile.can("/textDocument/inlayHint", None));
    let lazily = profile.can("/textDocument/inlayHint/resolveSupport/properties", Some("tooltip"));
    profile.just(offered, "/inlayHintProvider/resolveProvider", lazily);
    profile.just(offered, "/codeActionProvider", profile.can("/textDocument/codeAction/codeActionLiteralSupport", None));
    profile.just(
        offered,
        "/codeActionProvider/resolveProvider",
        profile.can("/textDocument/codeAction/resolveSupport/properties", Some("edit")),
    );
}

fn diagnostics(profile: &Profile) {
    let all = &profile.diagnostics;
    assert!(all.len() >= 3, "{}: {all:#?}", profile.name);
    let either = |field: &str| {
        profile.can(&format!("/textDocument/publishDiagnostics/{field}"), None)
            || profile.can(&format!("/textDocument/diagnostic/{field}"), None)
    };
    let tags = profile.can("/textDocument/publishDiagnostics/tagSupport/valueSet", Some("1"));
    for diagnostic in all {
        let ours = diagnostic["code"] == "airflow-variable-at-parse-time";
        if ours {
            profile.just(diagnostic, "/codeDescription", either("codeDescriptionSupport"));
        }
        let acknowledged = ours && diagnostic["range"]["start"]["line"] == 6;
        profile.just(diagnostic, "/relatedInformation", acknowledged && either("relatedInformation"));
        profile.just(diagnostic, "/data", either("dataSupport"));
        profile.just(diagnostic, "/tags", tags && diagnostic["code"] == "stale-todo");
    }
}

fn words(profile: &mut Profile) {
    let hover = profile.ask("textDocument/hover", &at(JOB, 2, 6));
    let markdown = profile.can("/textDocument/hover/contentFormat", Some("markdown"));
    assert_eq!(hover["contents"]["kind"], if markdown { "markdown" } else { "plaintext" }, "{}", profile.name);
    let defined = profile.ask("textDocument/definition", &at(JOB, 2, 6));
    profile.just(&defined, "/0/targetUri", profile.can("/textDocument/definition/linkSupport", None));
    let links = profile.ask("textDocument/documentLink", &json!({ "textDocument": { "uri": JOB } }));
    assert!(links.as_array().is_some_and(|links| links.len() == 2), "{links}");
    profile.just(&links, "/0/tooltip", profile.can("/textDocument/documentLink/tooltipSupport", None));
    let symbols = profile.ask("textDocument/documentSymbol", &json!({ "textDocument": { "uri": TEAM } }));
    let nested = profile.can("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport", None);
    profile.just(&symbols, "/0/selectionRange", nested);
    profile.just(&symbols, "/0/location", !nested);
    let marked = profile.ask("textDocument/documentHighlight", &at(JOB, 2, 6));
    assert_eq!(marked.as_array().map(Vec::len), Some(2), "{marked}");
    let completed = profile.ask("textDocument/completion", &at(JOB, 2, 19));
    let item = &completed["items"][0];
    profile.just(item, "/labelDetails", profile.can("/textDocument/completion/completionItem/labelDetailsSupport", None));
    let insert_replace = profile.can("/textDocument/completion/completionItem/insertReplaceSupport", None);
    let inside = profile.ask("textDocument/completion", &at(JOB, 2, 17));
    profile.just(&inside["items"][0], "/textEdit/insert", insert_replace);
    profile.just(&inside["items"][0], "/textEdit/range", !insert_replace);
    assert!(completed["items"].as_array().unwrap().iter().all(|item| item.get("insertTextFormat").is_none()), "no snippets");
    let resolved = profile.ask("completionItem/resolve", item);
    let markdown = profile.can("/textDocument/completion/completionItem/documentationFormat", Some("markdown"));
    assert_eq!(resolved["documentation"]["kind"], if markdown { "markdown" } else { "plaintext" }, "{}", profile.name);
}

fn hints(profile: &mut Profile) {
    let everything = range(&json!([0, 0, 99, 0]));
    let hints = profile.ask("textDocument/inlayHint", &json!({ "textDocument": { "uri": JOB }, "range": everything }));
    assert!(hints[0].is_object(), "{}: {hints}", profile.name);
    let properties = "/textDocument/inlayHint/resolveSupport/properties";
    let lazily = profile.can(properties, Some("tooltip"));
    let command = lazily && profile.can(properties, Some("label.command"));
    profile.just(&hints, "/0/data", lazily);
    assert_eq!((hints[0]["label"].is_array(), hints[0].get("tooltip")), (command, None), "{}", profile.name);
    if lazily {
        let resolved = profile.ask("inlayHint/resolve", &hints[0]);
        profile.just(&resolved, "/tooltip", true);
        profile.just(&resolved, "/label/0/command", command);
    }
}

fn fixes(profile: &mut Profile) {
    let context = json!({ "diagnostics": [] });
    let params = json!({ "textDocument": { "uri": JOB }, "range": range(&json!([7, 36, 7, 36])), "context": context });
    let actions = profile.ask("textDocument/codeAction", &params);
    if !profile.can("/textDocument/codeAction/codeActionLiteralSupport", None) {
        assert_eq!(actions, Value::Null, "{}", profile.name);
        return;
    }
    profile.just(&actions, "/0/isPreferred", profile.can("/textDocument/codeAction/isPreferredSupport", None));
    // Who names operations on files takes them among document changes, whether or not it names those.
    let versioned =
        profile.can("/workspace/workspaceEdit/documentChanges", None) || profile.can("/workspace/workspaceEdit/resourceOperations", None);
    profile.just(&actions, "/0/edit/documentChanges", versioned);
    profile.just(&actions, "/0/edit/changes", !versioned);
    // The second place is acknowledged: there is a way to its TODO, for a client that can be led there.
    let params = json!({ "textDocument": { "uri": JOB }, "range": range(&json!([6, 8, 6, 8])), "context": { "diagnostics": [] } });
    let actions = profile.ask("textDocument/codeAction", &params);
    let leads = actions.as_array().unwrap().iter().any(|action| action["title"].as_str().unwrap().starts_with("Go to TODO"));
    assert_eq!(leads, profile.can("/window/showDocument/support", None), "{}: {actions:#}", profile.name);
    let all = json!({ "diagnostics": [], "only": ["source.addTodos.lakespeak"] });
    let params = json!({ "textDocument": { "uri": JOB }, "range": range(&json!([0, 0, 0, 0])), "context": all });
    let actions = profile.ask("textDocument/codeAction", &params);
    let lazily = profile.can("/textDocument/codeAction/resolveSupport/properties", Some("edit"));
    profile.just(&actions, "/0/data", lazily);
    profile.just(&actions, "/0/edit", !lazily);
}

/// What the server asks of the client by itself, up to the answer to a request that comes behind.
fn asked_by_the_server(profile: &mut Profile) {
    let settings = json!({ "settings": { "lakespeak": { "hover": { "onIdentifiers": false } } } });
    profile.client.notify("workspace/didChangeConfiguration", &settings);
    let known = [
        ("workspace/configuration", "/workspace/configuration"),
        ("workspace/diagnostic/refresh", "/workspace/diagnostics/refreshSupport"),
        ("workspace/inlayHint/refresh", "/workspace/inlayHint/refreshSupport"),
        ("window/workDoneProgress/create", "/window/workDoneProgress"),
        ("window/showDocument", "/window/showDocument/support"),
    ];
    profile.ask("textDocument/hover", &at(JOB, 0, 0));
    for request in profile.client.requests() {
        let method = request["method"].as_str().unwrap();
        if method == "client/registerCapability" {
            for one in request["params"]["registrations"].as_array().unwrap() {
                let path = one["method"].as_str().unwrap();
                assert!(profile.can(&format!("/{path}/dynamicRegistration"), None), "{}: {path}", profile.name);
            }
            continue;
        }
        let needed = known.iter().find(|(name, _)| *name == method).unwrap_or_else(|| panic!("{}: {method}", profile.name));
        assert!(profile.can(needed.1, None), "{}: {method}", profile.name);
    }
}

#[test]
fn each_client_is_sent_what_it_announces() {
    for one in PROFILES {
        let mut profile = start(one);
        offers(&profile);
        profile.open();
        diagnostics(&profile);
        words(&mut profile);
        hints(&mut profile);
        fixes(&mut profile);
        asked_by_the_server(&mut profile);
        profile.client.forget();
    }
}
