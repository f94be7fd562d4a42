//! Regions of YAML, and edits in cells.

use super::{maps_exactly, of};
use crate::syntax::Language;
use crate::text::{Span, TextEdit, edit::apply};
use proptest::prelude::*;

#[track_caller]
fn check(language: Language, source: &str, expected: &[&str]) {
    let (_, found) = of(source, language);
    let texts: Vec<_> = found.iter().map(|region| &*region.text).collect();
    assert_eq!(texts, expected, "{source}");
    for region in &found {
        maps_exactly(source, region).expect("exact");
    }
}

#[test]
fn scalars_of_yaml() {
    let yaml = |source: &str, expected: &[&str]| check(Language::Yaml, source, expected);
    let sql = ["select a from t"];
    yaml("sql: select a from t\n", &sql);
    yaml("x: select a from t\n", &[]);
    yaml("x: 'select a from t'\n", &sql);
    yaml("description: 'select a from t'\n", &[]);
    yaml("a:\n  - query: \"select a from t\"\n", &sql);
    yaml("+post-hook: [\"grant all\", \"select a from t\"]\n", &sql);
    yaml("on-run-end:\n  - select a from t\n  - \"{{ f() }}\"\n", &sql);
    yaml("fail query: select a from t # why\n", &sql);
    yaml("query: sum(rate(x[5m]))\n", &[]);
    yaml("q: \"select \\\"a\\\"\\n\\tfrom t \\u0041\"\n", &["select \"a\"\n\tfrom t A"]);
    yaml("q: 'select ''a'' from t'\n", &["select 'a' from t"]);
    yaml("q: 'select a  \n\n\n  from t'\n", &["select a\n\nfrom t"]);
    yaml("q: \"select a \\\n   from t\"\n", &["select a from t"]);
    yaml("q: 'select {{ a }} from {{ ref(\"b\") }}'\n", &["select {{ a }} from {{ ref(\"b\") }}"]);
    yaml("sql: \"{{ config() }} select a from t\"\n", &["{{ config() }} select a from t"]);
    yaml("q: 'select a from t\n", &[]);
}

#[test]
fn blocks_of_yaml() {
    let yaml = |source: &str, expected: &[&str]| check(Language::Yaml, source, expected);
    yaml("a:\n  sql: |\n    select a\n      from t\n\n    where b\n\nc: 1\n", &["select a\n  from t\n\nwhere b\n"]);
    yaml("sql: |-\r\n  select a\r\n  from t", &["select a\r\nfrom t"]);
    yaml("x: |2\n   select a\n  from t\n", &["select a\nfrom t\n"]);
    yaml("- >\n  select a\n  from t\n\n  where b\n    = 1\n", &["select a from t\n\nwhere b\n  = 1\n"]);
    yaml("sql: |\n  select a\n{% if b %}\n  from t\n{% endif %}\n", &["select a\n{% if b %}\nfrom t\n{% endif %}\n"]);
    yaml("run: |\n  echo select\n", &[]);
    yaml("run: |\n", &[]);
    yaml(
        "sql: |\n  -- why\n  {{ config() }}\n  select a from t\nx: |\n  delete from t\n",
        &["-- why\n{{ config() }}\nselect a from t\n", "delete from t\n"],
    );
}

/// The file after an edit of its only region's text.
#[track_caller]
pub(super) fn check_edit(language: Language, source: &str, at: &str, len: u32, text: &str, expected: Option<&str>) {
    let (_, found) = of(source, language);
    let region = found.first().expect("a region");
    let start = region.text.find(at).expect("the place") as u32;
    let edit = TextEdit { span: Span::new(start, start + len), text: text.to_owned() };
    let outward = region.outward(source, &edit);
    let written = outward.map(|edit| apply(source, &[edit]));
    assert_eq!(written.as_deref(), expected, "{source}");
    let Some(written) = written else { return };
    let mut inner = region.text.to_string();
    inner.replace_range(edit.span.range(), text);
    assert_eq!(&*of(&written, language).1.first().expect("a region").text, inner, "{written}");
}

#[test]
fn edits_of_blocks() {
    let yaml = |source: &str, at: &str, len, text: &str, expected| check_edit(Language::Yaml, source, at, len, text, expected);
    yaml("a:\n  sql: |\n    select a\n    from t\n", "select", 0, "-- x\n", Some("a:\n  sql: |\n    -- x\n    select a\n    from t\n"));
    yaml(
        "sql: |\r\n  select a\r\n  from t",
        "from",
        0,
        "/* x\r\n   y */\r\n",
        Some("sql: |\r\n  select a\r\n  /* x\r\n     y */\r\n  from t"),
    );
    yaml("sql: |\n  select a\n  -- x\n  from t\n", "-- x", 5, "", Some("sql: |\n  select a\n  from t\n"));
    yaml("sql: |\n  select a\n  -- x\nb: 1\n", "-- x", 5, "", Some("sql: |\n  select a\nb: 1\n"));
    yaml("sql: |\n  select a from t", " t", 2, " t  -- x", Some("sql: |\n  select a from t  -- x"));
    yaml("sql: >\n  select a\n  from t\n", "from", 0, "-- x\n", None);
    yaml("sql: 'select a from t'\n", "from", 0, "-- x\n", None);
}

const PY: &str = "# Databricks notebook source\n";

#[test]
fn databricks_notebooks() {
    let python = |source: &str, expected: &[&str]| check(Language::Python, &format!("{PY}{source}"), expected);
    python("# MAGIC %sql\n# MAGIC select a\n# MAGIC\n# MAGIC   from t\n\n# COMMAND ----------\nx = 1\n", &["select a\n\n  from t\n"]);
    python("# MAGIC %sql select a from t\n# MAGIC %sql select b", &["select a from t\n", "select b"]);
    python("# MAGIC %md\n# MAGIC select a\n# MAGIC %sh\n# MAGIC select\n", &[]);
    python("# MAGIC %python\n# MAGIC x = 1\n# MAGIC %sql\n", &[]);
    python("# MAGICAL %sql\nx = '''\n# MAGIC %sql select a from t\n'''\n", &[]);
    python("spark.sql('select a from t')\n# MAGIC %sql\r\n# MAGIC delete from t\r\n", &["select a from t", "delete from t\r\n"]);
    check(Language::Python, "# MAGIC %sql select a from t\n", &[]);
    let sql = |source: &str, expected: &[&str]| check(Language::Sql, &format!("-- Databricks notebook source\n{source}"), expected);
    sql("select 1\n-- MAGIC %python\n-- MAGIC import a\nselect 2\n-- MAGIC %md x\n-- MAGIC %python x = 1\n", &["import a\n\nx = 1\n"]);
    sql("-- MAGIC %sql select 1\n", &[]);
}

#[test]
fn edits_of_magic_lines() {
    let python = |source: &str, at: &str, len, text: &str, expected: Option<&str>| {
        check_edit(Language::Python, &format!("{PY}{source}"), at, len, text, expected.map(|text| format!("{PY}{text}")).as_deref());
    };
    python("# MAGIC %sql\n# MAGIC select a\n", "select", 0, "-- x\n", Some("# MAGIC %sql\n# MAGIC -- x\n# MAGIC select a\n"));
    python("# MAGIC %sql select a\n", "select", 0, "/* x\n   y */\n", Some("# MAGIC %sql /* x\n# MAGIC    y */\n# MAGIC select a\n"));
    python("# MAGIC %sql\n# MAGIC -- x\n# MAGIC select a\n", "-- x", 5, "", Some("# MAGIC %sql\n# MAGIC select a\n"));
    python("# MAGIC %sql\n# MAGIC select a\n# MAGIC -- x\nb\n", "-- x", 5, "", Some("# MAGIC %sql\n# MAGIC select a\nb\n"));
    let sql = |source: &str, at: &str, text: &str, expected: Option<&str>| {
        let first = "-- Databricks notebook source\n";
        check_edit(Language::Sql, &format!("{first}{source}"), at, 0, text, expected.map(|text| format!("{first}{text}")).as_deref());
    };
    let cells = "-- MAGIC %python\n-- MAGIC a\n\n-- MAGIC %python\n-- MAGIC b\n";
    sql(cells, "b", "# x\n", Some("-- MAGIC %python\n-- MAGIC a\n\n-- MAGIC %python\n-- MAGIC # x\n-- MAGIC b\n"));
}

fn magic_pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "# MAGIC %sql\n",
        "# MAGIC %sql select a",
        "# MAGIC %python\n",
        "# MAGIC %md\n",
        "# MAGIC ",
        "# MAGIC",
        "# COMMAND ----------\n",
        "\n",
        "\r\n",
        "\r",
        "select a from t",
        "import a",
        "'",
        "\"\"\"",
        "é",
        "-- x",
        "  ",
        "%",
        "%sql",
        "spark.sql('select b from u')",
        "(",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn yaml_pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "sql: ",
        "x: ",
        "- ",
        "|\n",
        ">-\n",
        "|2\n",
        "\n",
        "\r\n",
        "  ",
        "    ",
        "\t",
        "select a",
        " from t",
        "'",
        "''",
        "\"",
        "\\\"",
        "\\n",
        "\\u00e9",
        "{{ a }}",
        "{% if b %}",
        "{{",
        "é",
        "𝄞",
        "# c",
        "-- c",
        "[",
        "]",
        "{",
        "}",
        ",",
        "delete from t",
        "---\n",
        "\\\n",
        "&a ",
        "*a",
        "query: |\n  select a from t\n",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn any_databricks_notebook_maps_exactly(source in magic_pieces(), sql: bool) {
        let (source, language) = if sql {
            (format!("-- Databricks notebook source\n{}", source.replace("# ", "-- ")), Language::Sql)
        } else {
            (format!("{PY}{source}"), Language::Python)
        };
        for region in &of(&source, language).1 {
            maps_exactly(&source, region)?;
            prop_assert!(region.host_span().covers(region.outer));
        }
    }

    #[test]
    fn any_yaml_maps_exactly(source in yaml_pieces()) {
        let (_, found) = of(&source, Language::Yaml);
        let mut end = 0;
        for region in &found {
            maps_exactly(&source, region)?;
            prop_assert!(region.outer.start >= end, "apart and in order");
            end = region.outer.end;
            prop_assert!(region.host_span().covers(region.outer));
        }
    }
}
