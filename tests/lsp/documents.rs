//! Texts: encodings, ranges that are not there, opening, closing.

use serde_json::{Value, json};

use crate::client::{Client, able, range};

const DAG: &str = "file:///w/dag.py";

/// Columns of a word behind `é` and `𝄞`, and the edit of it, in an encoding.
fn check_encoding(offered: &Value, agreed: &str, column: u32) {
    let mut capabilities = able();
    capabilities["general"]["positionEncodings"] = offered.clone();
    let mut client = Client::of(lakespeak::server::Options { probes: true, ..Default::default() }, crate::lexicon::small);
    let result = client.initialize(&json!({ "capabilities": capabilities }));
    assert_eq!(result["capabilities"]["positionEncoding"], agreed);
    client.open(DAG, "python", "\né𝄞 sealake\n");
    assert_eq!(client.hover(DAG, 1, column)["range"], range(&json!([1, column, 1, column + 7])), "{agreed}");
    client.change(DAG, 2, &[(json!([1, column, 1, column + 3]), "read_salt(𝄞)")]);
    assert_eq!(client.text(DAG)["text"], "\né𝄞 read_salt(𝄞)lake\n");
    let (_, diagnostics) = client.published_up_to(2);
    assert_eq!(diagnostics[0]["range"], range(&json!([1, column, 1, column + 9])), "{agreed}");
}

#[test]
fn the_three_encodings() {
    check_encoding(&json!(["utf-16", "utf-8"]), "utf-8", 7);
    check_encoding(&json!(["utf-16", "utf-32"]), "utf-16", 4);
    check_encoding(&json!(["utf-16"]), "utf-16", 4);
    check_encoding(&json!([]), "utf-16", 4);
    check_encoding(&json!(["utf-32"]), "utf-32", 3);
}

#[test]
fn ranges_that_are_not_there() {
    let mut client = Client::new();
    client.open(DAG, "python", "ab\r\ncd\n");
    let mut version = 1;
    let mut check = |at: Value, text: &str, expected: &str| {
        version += 1;
        client.change(DAG, version, &[(at.clone(), text)]);
        assert_eq!(client.text(DAG)["text"], expected, "{at}");
    };
    check(json!([0, 99, 0, 99]), "x", "abx\r\ncd\n");
    check(json!([99, 0, 99, 5]), "y", "abx\r\ncd\ny");
    check(json!([1, 1, 0, 1]), "-", "a-d\ny");
    check(json!([4_294_967_295_u32, 4_294_967_295_u32, 0, 0]), "", "");
    check(json!([0, 0, 0, 0]), "a\0b\u{feff}", "a\0b\u{feff}");
    client.published_up_to(version);
    for (line, column) in [(0, 4_294_967_295), (4_294_967_295, 0), (1, 0)] {
        assert_eq!(client.hover(DAG, line, column), Value::Null);
    }
}

#[test]
fn documents_that_are_not_open() {
    let mut client = Client::new();
    client.change(DAG, 2, &[(json!([0, 0, 0, 0]), "x")]);
    client.close(DAG);
    assert_eq!(client.hover(DAG, 0, 0), Value::Null);
    assert_eq!(client.text(DAG), Value::Null);
    let params = json!({ "textDocument": { "uri": DAG }, "range": range(&json!([0, 0, 9, 9])), "context": { "diagnostics": [] } });
    assert_eq!(client.ask("textDocument/codeAction", &params), Value::Null);
}

#[test]
fn closing_clears_and_opening_again_begins_anew() {
    let mut client = Client::new();
    client.open(DAG, "python", "read_salt()");
    assert_eq!(client.published_up_to(1).1.as_array().unwrap().len(), 1);
    client.close(DAG);
    assert_eq!(client.published(), json!({ "uri": DAG, "diagnostics": [] }));
    assert_eq!(client.hover(DAG, 0, 0), Value::Null);
    client.open(DAG, "python", "sealake");
    assert_eq!(client.published_up_to(1).1, json!([]));
    assert_eq!(client.text(DAG)["text"], "sealake");
}

#[test]
fn opening_what_is_open_replaces_it() {
    let mut client = Client::new();
    client.open(DAG, "python", "read_salt()");
    client.published();
    client.open(DAG, "python", "sealake");
    assert_eq!(client.published(), json!({ "uri": DAG, "diagnostics": [] }), "cleared");
    assert_eq!(client.published_up_to(1).1, json!([]));
    assert_eq!(client.text(DAG)["text"], "sealake");
}

#[test]
fn nothing_is_published_behind_the_clearing() {
    let mut client = Client::new();
    let text = "read_salt()\n".repeat(3000);
    for _ in 0..5 {
        client.open(DAG, "python", &text);
        client.change(DAG, 2, &[(json!([0, 0, 0, 0]), " ")]);
        client.close(DAG);
        // Whatever was published before, the clearing is the last word.
        while client.published()["version"].is_i64() {}
    }
    assert_eq!(client.text(DAG), Value::Null);
}

#[test]
fn the_language_by_id_else_by_path_else_silence() {
    let mut client = Client::new();
    client.open("untitled:Untitled-1", "jinja-sql", "read_salt");
    assert_eq!(client.published()["uri"], "untitled:Untitled-1");
    client.open("file:///w/a%20b.sql", "mystery", "read_salt");
    assert_eq!(client.published()["diagnostics"].as_array().unwrap().len(), 1);
    client.open("untitled:later.yml", "mystery", "a: read_salt");
    assert_eq!(client.published()["uri"], "untitled:later.yml");
    client.open("file:///w/notes.txt", "plaintext", "read_salt sealake");
    assert_eq!(client.hover("file:///w/notes.txt", 0, 12), Value::Null);
    client.open("not a uri", "python", "read_salt");
    assert_eq!(client.text("not a uri"), Value::Null);
}

/// A source of numbers that is the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

#[test]
fn a_storm_of_edits_equals_opening_the_result() {
    const PIECES: [&str; 10] = ["read_salt()", "\n", "\r\n", "\r", "é", "𝄞", "'''", "# sealake\n", "", "{% x %}"];
    const OTHER: &str = "file:///w/other.py";
    let mut client = Client::new();
    let mut numbers = Numbers(0x5eed);
    client.open(DAG, "python", &"x = read_salt(1)\n\n'''é𝄞'''\n".repeat(200));
    let mut version = 1;
    for _ in 0..40 {
        for _ in 0..=numbers.below(6) {
            version += 1;
            let place = [numbers.below(620), numbers.below(20), numbers.below(620), numbers.below(20)];
            // Mostly small edits; the far ones would soon leave nothing.
            let near = [place[0], place[1], place[0] + numbers.below(2), place[3]];
            let at = if numbers.below(20) == 0 { place } else { near };
            let piece = PIECES[usize::try_from(numbers.below(10)).unwrap()];
            client.change(DAG, version, &[(json!(at), piece), (json!(near), "read_salt")]);
        }
        let text = client.text(DAG);
        let (_, typed) = client.published_up_to(version);
        client.open(OTHER, "python", text["text"].as_str().unwrap());
        assert_eq!(typed, client.published()["diagnostics"], "version {version}");
        client.close(OTHER);
        client.published();
    }
}
