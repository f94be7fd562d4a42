//! What the framework alone does not do, one test each.

use std::thread;
use std::time::Duration;

use lakespeak::server::Options;
use serde_json::{Value, json};

use crate::client::Client;
use crate::lexicon;

const DAG: &str = "file:///w/dag.py";

#[test]
fn shutdown_and_exit_with_input_left_open() {
    Client::new().leave();
}

#[test]
fn exit_without_shutdown() {
    let mut client = Client::new();
    client.notify("exit", &Value::Null);
    assert!(!client.end());
}

#[test]
fn the_end_of_the_input() {
    let mut client = Client::new();
    client.hang_up();
    assert!(!client.end());
    let mut client = Client::new();
    client.ask("shutdown", &Value::Null);
    client.hang_up();
    assert!(client.end());
}

#[test]
fn what_is_no_message_is_answered_and_the_next_request_too() {
    let mut client = Client::new();
    let mut check = |bytes: &[u8], code: i64| {
        client.send_raw(bytes);
        assert_eq!(client.complaint(), code, "{}", String::from_utf8_lossy(bytes));
        assert_eq!(client.hover(DAG, 0, 0), Value::Null);
    };
    check(b"Content-Length: 9\r\n\r\n{\"a\": 1, ", -32700);
    check(b"Content-Length: 0\r\n\r\n", -32700);
    check(b"Content-Length: 3\r\n\r\n[1]", -32600);
    check(b"content-length: 17\r\n\r\n{\"jsonrpc\":\"2.0\"}", -32600);
    check(b"Content-Length: 34\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"a\xff\xfe\xfd\xfc\"}", -32700);
    check(b"Content-Length: no\r\n\r\n{}", -32700);
    check(b"Content-Type: text\r\n\r\n{}", -32700);
    check(b"hello there\r\n\r\n", -32700);
}

#[test]
fn a_wrong_message_is_refused_by_its_id() {
    let mut client = Client::new();
    client.send(&json!({ "jsonrpc": "2.0", "id": 77, "method": 5 }));
    assert_eq!(client.error(77), -32600);
}

#[test]
fn a_handler_that_panics() {
    let mut client = Client::new();
    client.open(DAG, "python", "x = 1\n");
    client.published();
    for method in ["test/panic", "test/panicOnThread"] {
        let params = if method == "test/panic" { Value::Null } else { json!({ "textDocument": { "uri": DAG } }) };
        let id = client.request(method, &params);
        assert_eq!(client.error(id), -32603, "{method}");
    }
    assert_eq!(client.text(DAG)["text"], "x = 1\n");
}

#[test]
fn changes_apply_in_order_and_requests_see_the_text_of_their_place() {
    let mut client = Client::new();
    client.open(DAG, "python", "");
    let texts: Vec<(i64, i64)> = (1..=8)
        .map(|number| {
            client.change(DAG, number + 1, &[(json!([0, 99, 0, 99]), &format!("{number} "))]);
            (number, client.request("test/text", &json!({ "textDocument": { "uri": DAG } })))
        })
        .collect();
    for (number, id) in texts {
        let expected = (1..=number).fold(String::new(), |text, number| text + &format!("{number} "));
        assert_eq!(client.result(id), json!({ "version": number + 1, "text": expected }));
    }
    client.published_up_to(9);
}

#[test]
fn others_are_answered_while_handlers_compute() {
    let mut client = Client::new();
    client.open(DAG, "python", "sealake");
    client.published();
    let busy: Vec<i64> = (0..8).map(|_| client.request("test/busy", &Value::Null)).collect();
    assert!(client.hover(DAG, 0, 0).is_object());
    for id in busy {
        client.notify("$/cancelRequest", &json!({ "id": id }));
        assert_eq!(client.error(id), -32800);
    }
}

#[test]
fn cancelling_twice_or_what_is_not_there() {
    let mut client = Client::new();
    for id in [json!(99), json!("x"), json!(null), json!({})] {
        client.notify("$/cancelRequest", &json!({ "id": id }));
    }
    let id = client.request("test/busy", &Value::Null);
    client.notify("$/cancelRequest", &json!({ "id": id }));
    client.notify("$/cancelRequest", &json!({ "id": id }));
    assert_eq!(client.error(id), -32800);
}

#[test]
fn handlers_that_await_the_client_hold_nothing_up() {
    let mut client = Client::new();
    client.open(DAG, "python", "sealake");
    client.published();
    let asking: Vec<i64> = (0..6).map(|_| client.request("test/askClient", &Value::Null)).collect();
    let queued: Vec<i64> = (0..300).map(|_| client.request("textDocument/hover", &crate::client::at(DAG, 0, 0))).collect();
    for id in queued {
        assert!(client.result(id).is_object());
    }
    for _ in &asking {
        let question = client.next("workspace/configuration");
        client.send(&json!({ "jsonrpc": "2.0", "id": question["id"], "result": [7] }));
    }
    for id in asking {
        assert_eq!(client.result(id), json!([7]));
    }
}

#[test]
fn a_change_that_cannot_be_applied() {
    let mut client = Client::new();
    client.open(DAG, "python", "read_salt()\n");
    assert_eq!(client.published()["diagnostics"].as_array().unwrap().len(), 1);
    client.notify("textDocument/didChange", &json!({ "textDocument": { "uri": DAG, "version": 2 }, "contentChanges": [{ "text": 5 }] }));
    assert_eq!(client.published(), json!({ "uri": DAG, "diagnostics": [] }), "what was shown is not true any more");
    client.change(DAG, 3, &[(json!([0, 0, 0, 0]), "x")]);
    assert_eq!(client.text(DAG), Value::Null);
    assert_eq!(client.hover(DAG, 0, 0), Value::Null);
    client.change(DAG, 4, &[(json!([0, 0, 0, 0]), "lost"), (Value::Null, "read_salt()\n"), (json!([0, 0, 0, 0]), " ")]);
    assert_eq!(client.text(DAG), json!({ "version": 4, "text": " read_salt()\n" }));
    assert_eq!(client.published_up_to(4).1.as_array().unwrap().len(), 1);
}

#[test]
fn wrong_params() {
    let mut client = Client::new();
    let id = client.request("textDocument/hover", &json!({ "textDocument": 3 }));
    assert_eq!(client.error(id), -32602);
    let id = client.request("textDocument/hover", &Value::Null);
    assert_eq!(client.error(id), -32602);
    let id = client.request("textDocument/unheardOf", &json!({}));
    assert_eq!(client.error(id), -32601);
    let id = client.request("$/unheardOf", &json!({}));
    assert_eq!(client.error(id), -32601);
    for method in ["textDocument/didOpen", "textDocument/didClose", "textDocument/didChange", "initialized", "$/setTrace", "x"] {
        client.notify(method, &json!({ "textDocument": [] }));
    }
    let id = client.request("exit", &Value::Null);
    assert_eq!(client.error(id), -32600);
    assert_eq!(client.hover(DAG, 0, 0), Value::Null);
}

#[test]
fn before_initialize_and_after_shutdown() {
    let mut client = Client::of(Options::default(), lexicon::small);
    let id = client.request("textDocument/hover", &crate::client::at(DAG, 0, 0));
    assert_eq!(client.error(id), -32002);
    client.open(DAG, "python", "read_salt()");
    let id = client.request("initialize", &json!({ "capabilities": 5 }));
    assert_eq!(client.error(id), -32602);
    client.initialize(&json!({ "capabilities": {} }));
    let id = client.request("initialize", &json!({ "capabilities": {} }));
    assert_eq!(client.error(id), -32600);
    client.ask("shutdown", &Value::Null);
    let id = client.request("textDocument/hover", &crate::client::at(DAG, 0, 0));
    assert_eq!(client.error(id), -32600);
    client.open(DAG, "python", "read_salt()");
    client.notify("exit", &Value::Null);
    assert!(client.end());
}

#[test]
fn initialize_does_not_wait_for_the_lexicon() {
    let (give, wait) = std::sync::mpsc::channel::<()>();
    let mut client = Client::of(Options { probes: true, ..Options::default() }, move || {
        wait.recv().unwrap();
        lexicon::small()
    });
    let result = client.initialize(&json!({ "capabilities": crate::client::able() }));
    assert_eq!(result["serverInfo"]["name"], "lakespeak");
    client.open(DAG, "python", "read_salt(sealake)");
    let hover = client.request("textDocument/hover", &crate::client::at(DAG, 0, 12));
    assert_eq!(client.text(DAG)["version"], 1, "others do not wait");
    give.send(()).unwrap();
    assert!(client.result(hover).is_object());
    assert_eq!(client.published_up_to(1).1.as_array().unwrap().len(), 1);
}

#[test]
fn a_lexicon_that_cannot_be_built() {
    let mut client = Client::of(Options::default(), || panic!("asked for by a test"));
    client.initialize(&json!({ "capabilities": {} }));
    client.open(DAG, "python", "sealake");
    assert_eq!(client.published()["diagnostics"], json!([]));
    assert_eq!(client.hover(DAG, 0, 0), Value::Null);
}

#[test]
fn a_burst_of_changes_is_analysed_once() {
    let (give, wait) = std::sync::mpsc::channel::<()>();
    let mut client = Client::of(Options { probes: true, ..Options::default() }, move || {
        wait.recv().unwrap();
        lexicon::small()
    });
    client.initialize(&json!({ "capabilities": {} }));
    client.open(DAG, "python", "read_salt()\n");
    for version in 2..=21 {
        client.change(DAG, version, &[(json!([0, 0, 0, 0]), "read_salt()\n")]);
    }
    assert_eq!(client.text(DAG)["version"], 21);
    give.send(()).unwrap();
    let (passed, diagnostics) = client.published_up_to(21);
    assert_eq!((passed, diagnostics.as_array().unwrap().len()), (Vec::new(), 21));
    thread::sleep(Duration::from_millis(1));
}

#[test]
fn no_older_diagnostics_behind_newer_ones() {
    let mut client = Client::new();
    client.open(DAG, "python", &"read_salt(1)\n".repeat(2000));
    for version in 2..=60 {
        client.change(DAG, version, &[(json!([version, 0, version, 0]), "read_salt()\n")]);
    }
    let (passed, diagnostics) = client.published_up_to(60);
    assert!(passed.is_sorted(), "{passed:?}");
    assert_eq!(diagnostics.as_array().unwrap().len(), 2059);
}
