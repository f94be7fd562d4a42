//! The built binary on standard input and output.

use std::io::Read;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use crate::client::{Client, able};

const DAG: &str = "file:///w/dag.py";

fn start() -> (Client, Child) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lakespeak"));
    let mut child = command
        .arg("server")
        .env_remove("LAKESPEAK_LOG")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let client = Client::over(child.stdout.take().unwrap(), child.stdin.take().unwrap());
    (client, child)
}

#[test]
fn a_whole_session_that_ends_with_0_and_input_left_open() {
    let (mut client, mut child) = start();
    let result = client.initialize(&json!({ "capabilities": able(), "processId": null }));
    assert_eq!(result["serverInfo"], json!({ "name": "lakespeak", "version": env!("CARGO_PKG_VERSION") }));
    client.open(DAG, "python", "x = 1\n");
    assert_eq!(client.published_up_to(1).1, json!([]));
    client.change(DAG, 2, &[(json!([0, 0, 0, 1]), "y")]);
    client.published_up_to(2);
    assert_eq!(client.hover(DAG, 0, 2), Value::Null);
    client.send_raw(b"Content-Length: 2\r\n\r\n{]");
    assert_eq!(client.complaint(), -32700);
    client.close(DAG);
    client.published();
    client.ask("shutdown", &Value::Null);
    client.notify("exit", &Value::Null);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn wrong_params_are_logged() {
    let (mut client, mut child) = start();
    client.initialize(&json!({ "capabilities": {} }));
    client.notify("textDocument/didChange", &json!({ "textDocument": 1 }));
    client.hang_up();
    let mut log = String::new();
    child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    child.wait().unwrap();
    assert!(log.lines().any(|line| line.contains("wrong params") && line.contains("textDocument/didChange")), "{log}");
}

#[test]
fn exit_without_shutdown_ends_with_1() {
    let (mut client, mut child) = start();
    client.notify("exit", &Value::Null);
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn the_end_of_the_input_ends_the_server() {
    let (mut client, mut child) = start();
    client.initialize(&json!({ "capabilities": {} }));
    client.hang_up();
    assert_eq!(child.wait().unwrap().code(), Some(1));
}
