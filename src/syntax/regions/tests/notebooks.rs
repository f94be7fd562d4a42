//! Jupyter notebooks: their text, its map, and edits in it.

use super::{joined_cells, maps_exactly, of};
use crate::syntax::{Language, Lexed};
use crate::text::{Span, TextEdit, edit::apply};
use proptest::prelude::*;
use serde_json::{Value, json};

const HEAD: &str = "# Databricks notebook source\n";

/// A notebook as Jupyter writes it: a list of lines a cell.
fn notebook(cells: &[&str], language: &str) -> String {
    let cell = |source: &&str| {
        let lines: Vec<&str> = source.split_inclusive('\n').collect();
        json!({ "cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [{ "text": ["select 1"] }], "source": lines })
    };
    let cells: Vec<Value> = cells.iter().map(cell).collect();
    let all = json!({ "cells": cells, "metadata": { "language_info": { "name": language } }, "nbformat": 4 });
    serde_json::to_string_pretty(&all).expect("JSON") + "\n"
}

#[track_caller]
fn check_json(source: &str, expected: Option<&str>) {
    let (_, found) = of(source, Language::Notebook);
    let texts: Vec<_> = found.iter().map(|region| region.text.strip_prefix(HEAD)).collect();
    assert_eq!(texts, expected.map(Some).into_iter().collect::<Vec<_>>(), "{source}");
    for region in &found {
        maps_exactly(source, region).expect("exact");
    }
}

#[track_caller]
fn check(cells: &[&str], expected: &str) {
    check_json(&notebook(cells, "python"), Some(expected));
}

#[test]
fn cells_are_one_text() {
    check(&["import a\nb()", "", "c(\"é\\n\t𝄞\")\n"], "import a\nb()\n\nc(\"é\\n\t𝄞\")\n");
    check(&["%%sql\nselect a\n\nfrom t", "x = 1"], "# MAGIC %sql\n# MAGIC select a\n# MAGIC \n# MAGIC from t\n\nx = 1");
    check(&["%%bigquery df --project x\nselect a"], "# MAGIC %sql\n# MAGIC select a");
    check(&["\n%sql\nselect a"], "# MAGIC %sql\n# MAGIC select a");
    check(&["%sql select a from t\nx = 1"], "# MAGIC %sql select a from t\nx = 1");
    check(&["%%time\nx = 1"], "x = 1");
    check(&["%pip install a\\\n  b\nimport a\n!ls 'x\n%matplotlib inline\ny"], "import a\ny");
    check(&["x = '''\n  %s'''\ny"], "x = '''\n  %s'''\ny");
    check(&["%%bash\nls", "%md\n# x", "%%writefile a.py\nx", "y"], "y");
    check_json(&notebook(&["select a", "%%python\nx"], "SQL"), Some("# MAGIC %sql\n# MAGIC select a\n\nx"));
    check_json(&notebook(&["x <- 1"], "R"), None);
}

#[test]
fn other_json() {
    for (source, expected) in [
        ("", None),
        ("{}", None),
        ("[1]", None),
        ("{\"cells\": []}", None),
        ("{\"cells\": [{\"cell_type\": \"code\", \"source\": [\"x\"", None),
        ("{\"cells\": [{\"cell_type\": \"code\", \"source\": [\"x\", 1]}]}", None),
        ("{\"cells\": [{\"cell_type\": \"code\"}, {\"cell_type\": \"code\", \"source\": null}]}", None),
        ("{\"cells\": [{\"cell_type\": \"markdown\", \"source\": \"x\"}, {\"cell_type\": \"code\", \"source\": \"y\"}]}", Some("y")),
        (r#"{"cells":[{"cell_type":"code","source":"a\nb\u0041\ud834\udd1e\ud800\/\"\\n"}]}"#, Some("a\nbA𝄞\u{fffd}/\"\\n")),
        (r#"{"cells":[{"cell_type":"code","source":"a","metadata":{"language":"sql"}}]}"#, Some("# MAGIC %sql\n# MAGIC a")),
        (
            r#"{"cells":[{"cell_type":"code","source":"a","metadata":{"microsoft":{"language":"sparksql"}}}]}"#,
            Some("# MAGIC %sql\n# MAGIC a"),
        ),
        (
            r#"{"cells":[{"cell_type":"code","source":"a"}],"metadata":{"kernelspec":null,"language_info":{"name":"Python_Glue"}}}"#,
            Some("a"),
        ),
        (r#"{"cells":[{"cell_type":"code","source":"a","metadata":{"vscode":{"languageId":"sql"}}}]}"#, Some("# MAGIC %sql\n# MAGIC a")),
        (
            r#"{"cells":[{"cell_type":"code","source":"%sql select a\nfrom b"}],"metadata":{"application/vnd.databricks.v1+notebook":{"language":"python"}}}"#,
            Some("# MAGIC %sql select a\n# MAGIC from b"),
        ),
    ] {
        check_json(source, expected);
    }
}

/// The file after an edit of its text.
#[track_caller]
fn check_edit(source: &str, at: &str, text: &str, expected: Option<&str>) {
    let (_, found) = of(source, Language::Notebook);
    let region = found.first().expect("a region");
    let start = region.text.rfind(at).expect("the place") as u32;
    let written = region.outward(source, &TextEdit { span: Span::at(start), text: text.to_owned() }).map(|edit| apply(source, &[edit]));
    assert_eq!(written.as_deref(), expected, "{source}");
    let Some(written) = written else { return };
    let mut inner = region.text.to_string();
    inner.insert_str(start as usize, text);
    assert_eq!(&*of(&written, Language::Notebook).1.first().expect("a region").text, inner, "{written}");
}

#[test]
fn edits_are_json() {
    let list = |lines: &str| format!("{{\"cells\": [{{\"cell_type\": \"code\", \"source\": {lines}}}]}}");
    let edit =
        |lines: &str, at: &str, text: &str, expected: Option<&str>| check_edit(&list(lines), at, text, expected.map(list).as_deref());
    edit("[\n \"a\\n\",\n \"b\"\n]", "b", "# \"x\"\n", Some("[\n \"a\\n\",\n \"# \\\"x\\\"\\n\",\n \"b\"\n]"));
    edit("[\n  \"a\"\n]", "a", "# \\\n#\ty\n", Some("[\n  \"# \\\\\\n\",\n  \"#\\ty\\n\",\n  \"a\"\n]"));
    edit("[\"a\"]", "a", "# x\n", Some("[\"# x\\n\",\"a\"]"));
    edit("\"a\\nb\"", "b", "# x\n", Some("\"a\\n# x\\nb\""));
    edit("[\"%%sql\\n\", \"select\"]", "select", "-- x\n# MAGIC ", Some("[\"%%sql\\n\", \"-- x\\n\", \"select\"]"));
    edit("[\"%%sql\\n\", \"select\"]", "select", "-- x\n", None);
    edit("[\"%%sql\\n\", \"select\"]", "# MAGIC select", "# x\n", None);
    edit("[\"%sql select a\\n\", \"b\"]", "select", "-- x\n# MAGIC ", None);
}

fn pieces() -> impl Strategy<Value = Vec<String>> {
    let piece = prop::sample::select(vec![
        "import a\n",
        "x = '",
        "'''",
        "\n",
        "\r\n",
        "\t",
        "é",
        "𝄞",
        "\"",
        "\\",
        "%%sql\n",
        "%sql select a\n",
        "%pip x\\\n",
        "!ls\n",
        "%%time\n",
        "select a from t",
        "spark.sql('select b from u')",
        "  ",
        "# x",
        "(",
        "# MAGIC %sql\n",
        "%md\n",
        "\u{1}",
        "{{",
    ]);
    let cell = prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat());
    prop::collection::vec(cell, 0..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_notebook_maps_exactly(cells in pieces(), ascii: bool, language in prop::sample::select(vec!["python", "sql", "r"])) {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let mut source = notebook(&cells, language);
        if ascii {
            source = source.replace('é', "\\u00e9").replace('𝄞', "\\ud834\\udd1e");
        }
        for region in &of(&source, Language::Notebook).1 {
            maps_exactly(&source, region)?;
            // What is inside in turn.
            for inner in super::regions(&Lexed::new(region.text.clone(), Language::Python)) {
                maps_exactly(&region.text, &inner)?;
            }
            // An inserted line comes back, or is not inserted.
            for (at, _) in region.text.match_indices('\n').chain([(0, "")]) {
                let edit = TextEdit { span: Span::at(at as u32), text: "  # \"x\"".to_owned() };
                let Some(outward) = region.outward(&source, &edit) else { continue };
                let written = apply(&source, &[outward]);
                let mut expected = region.text.to_string();
                expected.insert_str(at, &edit.text);
                let again = of(&written, Language::Notebook).1;
                prop_assert_eq!(again.first().map(|region| &*region.text), Some(&*expected));
            }
        }
    }

    /// What an editor gives cell by cell is read as the file that holds it, and an edit of it is one of a cell.
    #[test]
    fn an_open_notebook_reads_as_its_file(cells in pieces(), databricks: bool, language in prop::sample::select(vec!["python", "sql", "r"])) {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let mut file: Value = serde_json::from_str(&notebook(&cells, language)).expect("JSON");
        if databricks {
            file["metadata"]["application/vnd.databricks.v1+notebook"] = json!({ "language": language });
        }
        let (source, places) = joined_cells(cells.iter().map(|cell| (language, *cell)), databricks);
        let (of_cells, of_file) = (of(&source, Language::Notebook).1, of(&file.to_string(), Language::Notebook).1);
        prop_assert_eq!(of_cells.first().map(|region| &region.text), of_file.first().map(|region| &region.text));
        for (cell, place) in cells.iter().zip(&places) {
            prop_assert_eq!(*cell, place.of(&source));
        }
        for region in &of_cells {
            maps_exactly(&source, region)?;
            for (at, _) in region.text.match_indices('\n').chain([(0, "")]) {
                let edit = TextEdit { span: Span::at(at as u32), text: "  # \"x\"".to_owned() };
                let Some(outward) = region.outward(&source, &edit) else { continue };
                prop_assert!(places.iter().any(|place| place.covers(outward.span)));
                let written = apply(&source, &[outward]);
                let mut expected = region.text.to_string();
                expected.insert_str(at, &edit.text);
                let again = of(&written, Language::Notebook).1;
                prop_assert_eq!(again.first().map(|region| &*region.text), Some(&*expected));
            }
        }
    }

    #[test]
    fn any_json_is_read(pieces in prop::collection::vec(prop::sample::select(vec![
        "{\"cells\": [", "{\"cell_type\": \"code\", \"source\": ", "[\"x\\n\"", ", \"y\"", "]", "}", "\"", "\\u00", "\\ud800", "1", "null", "é", "\n", ":", ",", "{", "[",
    ]), 0..30)) {
        let source = pieces.concat();
        for region in &of(&source, Language::Notebook).1 {
            maps_exactly(&source, region)?;
        }
    }
}

#[test]
fn cells_hold_no_sign_of_ours() {
    let (text, places) = joined_cells([("sql\n\u{1e}", "select 1\u{1e}sql\n"), ("python", "a\r"), ("python", "")], false);
    assert_eq!(text, "\u{1e}\n\u{1e}sql\nselect 1 sql\n\n\u{1e}python\na\n\n\u{1e}python\n\n");
    assert_eq!(places.iter().map(|place| place.of(&text)).collect::<Vec<_>>(), ["select 1 sql\n", "a\n", ""]);
    assert_eq!(of("\u{1e}", Language::Notebook).1, []);
    assert_eq!(of("\u{1e}\n\u{1e}python", Language::Notebook).1, [], "cut off");
}

/// Broken and huge notebooks take time as their size does; a test that hangs says otherwise.
#[test]
fn large_notebooks() {
    for unit in ["[", "{\"a\":", "\"", "\\", "[\"", "{\"cells\":["] {
        check_json(&unit.repeat(10_000_000 / unit.len()), None);
    }
    let outputs = format!(
        "{{\"cells\": [{{\"cell_type\": \"code\", \"outputs\": {}{}, \"source\": \"x\"}}]}}",
        "[".repeat(1_000_000),
        "]".repeat(1_000_000)
    );
    check_json(&outputs, Some("x"));
    let (_, found) = of(&notebook(&vec!["%%sql\nselect a\nfrom t"; 100_000], "python"), Language::Notebook);
    let inner = super::regions(&Lexed::new(found[0].text.clone(), Language::Python));
    assert_eq!((found.len(), inner.len()), (1, 100_000));
}

#[test]
fn places_in_cells() {
    use crate::syntax::regions::{CellPlace, cell_places};
    let text = notebook(&["é = 1\nx", "a\n\"b\" + c"], "python").replacen("\"code\"", "\"markdown\"", 1);
    let more = notebook(&["skipped", "a\n\"b\" + c"], "python");
    for (text, word, expected) in [
        (&text, "c\"", Some((2, 2, 7))),
        (&text, "x\"", None),
        (&more, "skipped", Some((1, 1, 1))),
        (&more, "b\\\"", Some((2, 2, 2))),
        (&more, "nbformat", None),
    ] {
        let at = text.rfind(word).expect("a place") as u32;
        let place = expected.map(|(index, line, column)| CellPlace { index, line, column });
        assert_eq!(cell_places(text, &[0, at, at]), [None, place, place], "{word} in {text}");
    }
}
