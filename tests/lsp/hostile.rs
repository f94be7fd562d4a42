//! Texts that nobody writes.

use lakespeak::server::Options;
use serde_json::{Value, json};

use crate::client::{Client, able};
use crate::lexicon;

const DAG: &str = "file:///w/dag.py";

#[test]
fn one_line_of_50_mb_is_left_alone_and_says_so() {
    let mut client = Client::new();
    client.open(DAG, "python", &"read_salt ".repeat(5 << 20));
    client.open("file:///w/small.py", "python", "sealake");
    assert!(client.hover("file:///w/small.py", 0, 0).is_object());
    let mut published = [client.published(), client.published()];
    published.sort_by_key(|published| published["uri"].to_string());
    assert_eq!(published[1]["diagnostics"], json!([]));
    let [notice] = published[0]["diagnostics"].as_array().unwrap().as_slice() else { panic!("{}", published[0]) };
    assert_eq!((&notice["severity"], &notice["range"]["start"]["line"]), (&json!(3), &json!(0)));
    assert!(notice["message"].as_str().unwrap().contains("50.0 MiB"), "{notice}");
    assert_eq!(client.hover(DAG, 0, 3), Value::Null);
    client.change(DAG, 2, &[(json!([0, 9, 0, 99_999_999]), "()")]);
    assert_eq!(client.published_up_to(2).1[0]["code"], "salty-read", "small enough now");
}

#[test]
fn the_limit_is_the_last_length_that_is_read() {
    let mut client = Client::of(Options { max_file_bytes: Some(11), ..Options::default() }, lexicon::small);
    client.initialize(&json!({ "capabilities": able() }));
    client.open(DAG, "python", "read_salt()");
    assert_eq!(client.published()["diagnostics"][0]["code"], "salty-read");
    client.change(DAG, 2, &[(json!([0, 0, 0, 0]), " ")]);
    assert_eq!(client.published_up_to(2).1[0]["code"], "file-too-large");
}

#[test]
fn half_typed_code_and_bytes_of_no_language() {
    let mut client = Client::new();
    for (language, text) in [
        ("python", "def f(\n  x = '''\n\0\0 read_salt( [{"),
        ("python", "\u{feff}if\\\n\\\n"),
        ("sql", "SELECT 'a FROM {{ ref( /* -- {% if \r\r\n $x$"),
        ("yaml", "a: |\n - [b, {c: \"\n\t\0: : :\n"),
    ] {
        client.open(DAG, language, text);
        client.published();
        for version in 2..i64::try_from(text.len()).unwrap() {
            client.change(DAG, version, &[(json!([0, 0, 0, 1]), "")]);
        }
        assert!(client.text(DAG).is_object(), "{text:?}");
        client.published_up_to(i64::try_from(text.len()).unwrap() - 1);
        client.close(DAG);
        client.published();
    }
}

#[test]
fn a_deeply_nested_message() {
    let mut client = Client::new();
    let nested =
        format!(r#"{{"jsonrpc":"2.0","id":5,"method":"textDocument/hover","params":{}{}}}"#, "[".repeat(99_999), "]".repeat(99_999));
    client.send_raw(format!("Content-Length: {}\r\n\r\n{nested}", nested.len()).as_bytes());
    assert_eq!(client.error(5), -32602);
}
