//! Comments about findings in texts inside texts: written, counted, and taken away without a trace.

use std::path::Path;

use super::{suppress, todo};
use crate::analysis::{Cancel, Document, Facts};
use crate::glossary::builtin;
use crate::lexicon::{FindIn, Lexicon};
use crate::syntax::Language;
use crate::text::edit::apply;

fn document(text: &str, path: &str, lexicon: &Lexicon) -> Document {
    let language = Language::from_path(Path::new(path)).expect("a language");
    Document::new(text.into(), language, lexicon, &Cancel::default())
}

/// For the first finding: the text with a TODO, and with a comment that ignores it on its line.
#[track_caller]
fn check(path: &str, text: &str, todo: &str, ignore: &str) {
    let lexicon = Lexicon::compile(builtin::builtin());
    let (facts, cancel, style) = (Facts::default(), Cancel::default(), todo::Style { width: 200, ..todo::Style::default() });
    let doc = document(text, path, &lexicon);
    let before = doc.findings(&lexicon, &facts, &cancel);
    let first = before.findings.first().expect("a finding");
    let (_, edit) = todo::insert(&doc, &lexicon, &before, first, &style, &facts.guidance).expect("an edit");
    let written = apply(text, &[edit]);
    assert_eq!(written.replace(&lexicon.rule(first.rule).todo, "…"), todo);
    let after = document(&written, path, &lexicon);
    let analysis = after.findings(&lexicon, &facts, &cancel);
    assert_eq!(analysis.findings.len(), before.findings.len(), "{written}");
    let acknowledged: Vec<_> = analysis.findings.iter().filter_map(|finding| finding.acknowledged).collect();
    assert_eq!(acknowledged, [0], "{written}");
    assert!(todo::insert(&after, &lexicon, &analysis, &analysis.findings[0], &style, &facts.guidance).is_none());
    let removal = todo::remove(&after, &lexicon, &analysis.todos[0]).expect("a removal");
    assert_eq!(apply(&written, &[removal]), text);
    let (_, edit) = suppress::ignore_on_line(&doc, &lexicon, first).expect("an edit");
    let written = apply(text, &[edit]);
    assert_eq!(written.replace(&lexicon.rule(first.rule).id, "…"), ignore);
    let after = document(&written, path, &lexicon);
    let analysis = after.findings(&lexicon, &facts, &cancel);
    assert_eq!(analysis.findings.len() + 1, before.findings.len(), "{written}");
    let removal = suppress::remove(&after, &lexicon, &analysis.suppressions[0], None).expect("a removal");
    assert_eq!(apply(&written, &[removal]), text);
    let Some((_, edit)) = suppress::ignore_in_file(&doc, &lexicon, first) else { return };
    let written = apply(text, &[edit]);
    let after = document(&written, path, &lexicon).findings(&lexicon, &facts, &cancel);
    assert!(after.findings.iter().all(|finding| finding.rule != first.rule), "{written}");
    assert!(after.findings.iter().all(|finding| lexicon.rule(finding.rule).find_in == FindIn::Text), "{written}");
}

const LINK: &str = "(lakespeak:data-consistency/comparison-with-null)";

#[test]
fn blocks_of_yaml() {
    check(
        "a.yml",
        "x:\n  - sql: |\n      select a from t;\n\n      select b from t where c = null\n",
        &format!("x:\n  - sql: |\n      select a from t;\n\n      /* TODO: … {LINK} */\n      select b from t where c = null\n"),
        "x:\n  - sql: |\n      select a from t;\n\n      select b from t where c = null  -- lakespeak: ignore[…]\n",
    );
    check(
        "a.yml",
        "sql: >\n  select b\n  from t where c = null\n",
        &format!("# TODO: … {LINK}\nsql: >\n  select b\n  from t where c = null\n"),
        "# lakespeak: ignore[…]\nsql: >\n  select b\n  from t where c = null\n",
    );
}

#[test]
fn cells_of_databricks_notebooks() {
    check(
        "a.py",
        "# Databricks notebook source\n# MAGIC %sql\n# MAGIC select b from t\n# MAGIC   where c = null\n\n# COMMAND ----------\n\nx = 1\n",
        &format!(
            "# Databricks notebook source\n# MAGIC %sql\n# MAGIC /* TODO: … {LINK} */\n# MAGIC select b from t\n# MAGIC   where c = null\n\n# COMMAND ----------\n\nx = 1\n"
        ),
        "# Databricks notebook source\n# MAGIC %sql\n# MAGIC select b from t\n# MAGIC   where c = null  -- lakespeak: ignore[…]\n\n# COMMAND ----------\n\nx = 1\n",
    );
    check(
        "a.sql",
        "-- Databricks notebook source\nselect 1\n\n-- COMMAND ----------\n\n-- MAGIC %python\n-- MAGIC spark.sql('select b from t where c = null')\n",
        &format!(
            "-- Databricks notebook source\nselect 1\n\n-- COMMAND ----------\n\n-- MAGIC %python\n-- MAGIC # TODO: … {LINK}\n-- MAGIC spark.sql('select b from t where c = null')\n"
        ),
        "-- Databricks notebook source\nselect 1\n\n-- COMMAND ----------\n\n-- MAGIC %python\n-- MAGIC spark.sql('select b from t where c = null')  # lakespeak: ignore[…]\n",
    );
}

fn notebook(cells: &[&str]) -> String {
    let cells = cells
        .iter()
        .map(|lines| format!("  {{\n   \"cell_type\": \"code\",\n   \"source\": [\n    {}\n   ]\n  }}", lines.replace(", ", ",\n    ")));
    format!("{{\n \"cells\": [\n{}\n ],\n \"metadata\": {{}}\n}}\n", cells.collect::<Vec<_>>().join(",\n"))
}

#[test]
fn cells_of_jupyter_notebooks() {
    let import = "\"import pyspark\\n\", \"x = 1\"";
    check(
        "a.ipynb",
        &notebook(&[import, "\"y = 1\\n\", \"spark.sql('select b from t where c = null')\\n\", \"z\""]),
        &notebook(&[import, &format!("\"y = 1\\n\", \"# TODO: … {LINK}\\n\", \"spark.sql('select b from t where c = null')\\n\", \"z\"")]),
        &notebook(&[import, "\"y = 1\\n\", \"spark.sql('select b from t where c = null')  # lakespeak: ignore[…]\\n\", \"z\""]),
    );
    check(
        "a.ipynb",
        &notebook(&[import, "\"%%sql\\n\", \"select \\\"b\\\" from t where c = null\""]),
        &notebook(&[import, &format!("\"%%sql\\n\", \"/* TODO: … {LINK} */\\n\", \"select \\\"b\\\" from t where c = null\"")]),
        &notebook(&[import, "\"%%sql\\n\", \"select \\\"b\\\" from t where c = null  -- lakespeak: ignore[…]\""]),
    );
}

#[test]
fn an_import_counts_in_later_cells() {
    let lexicon = Lexicon::compile(builtin::builtin());
    let found = |cells: &[&str]| {
        let analysis = document(&notebook(cells), "a.ipynb", &lexicon).findings(&lexicon, &Facts::default(), &Cancel::default());
        analysis.findings.iter().map(|finding| lexicon.rule(finding.rule).id.clone()).collect::<Vec<_>>()
    };
    let read = "\"URL = Variable.get('url')\"";
    assert_eq!(found(&[read]), [""; 0]);
    assert_eq!(found(&["\"from airflow.models import Variable\"", read]), ["airflow-variable-at-parse-time"]);
}
