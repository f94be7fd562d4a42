//! Inlay hints: for the lines asked about, resolved, and switched off and on while the editor runs.

use lakespeak::glossary;
use lakespeak::lexicon::Lexicon;
use lakespeak::server::Options;
use serde_json::{Value, json};

use crate::client::{Client, range};

const DAG: &str = "file:///w/dags/orders.py";
const JOB: &str = "file:///w/job.yml";
const TEXT: &str = "\
from airflow import DAG

dag = DAG(  # 𝄞 every day
    'orders',
    schedule='0 6 * * *',
    catchup=False,
    max_active_runs=1,
)
";

fn client(hints: &Value, workspace: &Value) -> Client {
    let mut client = Client::of(Options::default(), || Lexicon::compile(glossary::builtin()));
    let mut text = json!({ "hover": { "contentFormat": ["markdown"] }, "diagnostic": {} });
    if !hints.is_null() {
        text["inlayHint"] = hints.clone();
    }
    let mut workspace = workspace.clone();
    workspace["diagnostics"] = json!({ "refreshSupport": true });
    let result = client.initialize(&json!({ "capabilities": { "textDocument": text, "workspace": workspace } }));
    let offered = &result["capabilities"]["inlayHintProvider"];
    let lazy = hints["resolveSupport"].is_object();
    assert_eq!(
        offered,
        &if hints.is_null() {
            Value::Null
        } else if lazy {
            json!({ "resolveProvider": true })
        } else {
            json!({})
        }
    );
    client
}

fn able() -> Client {
    client(&json!({ "resolveSupport": { "properties": ["tooltip"] } }), &json!({ "inlayHint": { "refreshSupport": true } }))
}

fn hints(client: &mut Client, uri: &str, lines: [u32; 2]) -> Vec<Value> {
    let params = json!({ "textDocument": { "uri": uri }, "range": range(&json!([lines[0], 0, lines[1], 0])) });
    client.ask("textDocument/inlayHint", &params).as_array().cloned().unwrap_or_default()
}

fn labels(hints: &[Value]) -> Vec<(u64, u64, &str)> {
    let number = |hint: &Value, key: &str| hint["position"][key].as_u64().unwrap();
    hints.iter().map(|hint| (number(hint, "line"), number(hint, "character"), hint["label"].as_str().unwrap())).collect()
}

#[test]
fn hints_of_the_lines_asked_about() {
    let mut client = able();
    client.open(DAG, "python", TEXT);
    let all = hints(&mut client, DAG, [0, 100]);
    let dag = (2, 26, "daily 06:00 (UTC by default) · missed runs are skipped");
    let runs = (6, 22, "one run at a time, the others queue");
    assert_eq!(labels(&all), [dag, runs]);
    assert_eq!(all[0]["paddingLeft"], true);
    assert_eq!(all[0].get("tooltip"), None, "that is for later");
    assert_eq!(labels(&hints(&mut client, DAG, [0, 3])), [dag]);
    assert_eq!(labels(&hints(&mut client, DAG, [6, 7])), [runs]);
    assert_eq!(hints(&mut client, DAG, [3, 6]), [] as [Value; 0]);
    assert_eq!(hints(&mut client, DAG, [90, 99]), [] as [Value; 0]);
    assert_eq!(hints(&mut client, "file:///w/none.py", [0, 9]), [] as [Value; 0]);
    client.change(DAG, 2, &[(json!([4, 14, 4, 15]), "30")]);
    assert_eq!(labels(&hints(&mut client, DAG, [0, 3])), [(2, 26, "daily 06:30 (UTC by default) · missed runs are skipped")]);
}

#[test]
fn a_tooltip_for_those_who_rest_on_it() {
    let mut client = able();
    client.open(JOB, "yaml", "kind: CronJob\nspec:\n  concurrencyPolicy: Allow\n  schedule: '30 2 * * *'\n  timeZone: UTC\n");
    let all = hints(&mut client, JOB, [0, 9]);
    assert_eq!(labels(&all), [(2, 26, "runs may overlap"), (3, 24, "daily 02:30 UTC")]);
    let resolved = client.ask("inlayHint/resolve", &all[1]);
    assert_eq!((&resolved["label"], &resolved["position"]), (&all[1]["label"], &all[1]["position"]));
    assert_eq!(resolved["tooltip"]["kind"], "markdown");
    let tooltip = resolved["tooltip"]["value"].as_str().unwrap();
    assert!(tooltip.contains("**Cron**") && tooltip.contains("UTC"), "{tooltip}");
    // What is gone meanwhile, and what nobody sent, comes back as it came.
    client.change(JOB, 2, &[(Value::Null, "kind: Job\n")]);
    assert_eq!(client.ask("inlayHint/resolve", &all[1]).get("tooltip"), None);
    for data in
        [json!(null), json!(3), json!({ "uri": "x", "hint": 99_999, "label": "" }), json!({ "uri": JOB, "hint": 99_999, "label": "" })]
    {
        let hint = json!({ "position": { "line": 0, "character": 0 }, "label": "x", "data": data });
        assert_eq!(client.ask("inlayHint/resolve", &hint)["label"], "x");
    }
}

#[test]
fn a_label_leads_to_the_guidance() {
    let lazy = json!({ "resolveSupport": { "properties": ["tooltip", "label.command"] } });
    let mut client = client(&lazy, &json!({}));
    client.open(JOB, "yaml", "kind: CronJob\nspec:\n  concurrencyPolicy: Allow\n");
    let all = hints(&mut client, JOB, [0, 9]);
    assert_eq!(all[0]["label"], json!([{ "value": "runs may overlap" }]));
    let resolved = client.ask("inlayHint/resolve", &all[0]);
    assert_eq!(resolved["label"][0]["value"], "runs may overlap");
    assert_eq!(resolved["label"][0]["command"]["command"], "lakespeak.openGuidance");
    assert_eq!(resolved["label"][0]["command"]["arguments"], json!(["pool-and-concurrency"]));
    assert!(resolved["tooltip"].is_object());
}

#[test]
fn clients_that_resolve_nothing_and_clients_without_hints() {
    let mut able = client(&json!({}), &json!({}));
    able.open(DAG, "python", TEXT);
    let all = hints(&mut able, DAG, [0, 9]);
    assert_eq!(all.len(), 2);
    assert_eq!(all[0].get("data"), None);
    client(&Value::Null, &json!({}));
}

/// Reads that hints and diagnostics are others now.
fn refresh(client: &mut Client) {
    for method in ["workspace/diagnostic/refresh", "workspace/inlayHint/refresh"] {
        let asked = client.next(method);
        client.send(&json!({ "jsonrpc": "2.0", "id": asked["id"], "result": null }));
    }
}

#[test]
fn hints_are_switched_off_and_on() {
    let mut client = able();
    client.open(DAG, "python", TEXT);
    assert_eq!(hints(&mut client, DAG, [0, 9]).len(), 2);
    let set = |client: &mut Client, enable: bool| {
        let settings = json!({ "settings": { "lakespeak": { "inlayHints": { "enable": enable } } } });
        client.notify("workspace/didChangeConfiguration", &settings);
        refresh(client);
    };
    set(&mut client, false);
    assert_eq!(hints(&mut client, DAG, [0, 9]), [] as [Value; 0]);
    set(&mut client, true);
    assert_eq!(hints(&mut client, DAG, [0, 9]).len(), 2);
}

#[test]
fn where_findings_are_not_shown_hints_speak() {
    let text = "on:\n  schedule:\n    - cron: '0 6 1 * 1'\n";
    let mut client = able();
    client.open(JOB, "yaml", text);
    assert_eq!(hints(&mut client, JOB, [0, 9]), [] as [Value; 0], "a finding stands there");
    let settings = json!({ "settings": { "lakespeak": { "diagnostics": { "enable": false } } } });
    client.notify("workspace/didChangeConfiguration", &settings);
    refresh(&mut client);
    assert_eq!(hints(&mut client, JOB, [0, 9]).len(), 1);
}
