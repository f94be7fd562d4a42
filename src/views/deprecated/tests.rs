use std::path::Path;

use super::*;
use crate::analysis::{Cancel, Facts};
use crate::glossary::format;
use crate::lexicon::{Choice, Setting, Severity};
use crate::text::edit::apply;
use crate::views::message::diagnostic;

const GLOSSARY: &str = "
version: 1
category: Tests
terms:
  - {name: Gold Table, plain_english: x, aliases: [aurum], deprecated: {replaced_by: silver-table, because: One word for one thing.}}
  - {name: Silver Table, plain_english: x}
  - {name: Z-Gold, plain_english: x, deprecated: {replaced_by: gold-table, because: It has two old names.}}
  - {name: Copper, plain_english: x, deprecated: {because: Nobody knows what it is.}}
  - {name: Goldplating, plain_english: x, deprecated: {replaced_by: silver-table, because: Too long.}}
  - {name: Café, id: cafe, plain_english: x, deprecated: {replaced_by: owner-s-bar, because: Old.}}
  - {name: Owner's Bar, plain_english: x, id: owner-s-bar}
  - {name: Ring, plain_english: x, deprecated: {replaced_by: chain, because: Round.}}
  - {name: Chain, plain_english: x, deprecated: {replaced_by: ring, because: Round.}}
  - name: Old Words
    plain_english: x
    rules: [{id: deprecated-term, find_in: deprecated-term, severity: hint, message: m}]
";

fn lexicon() -> Lexicon {
    let (glossary, problems) = format::read("test", GLOSSARY);
    assert!(problems.iter().all(|problem| problem.severity != crate::glossary::Level::Error), "{problems:?}");
    Lexicon::compile([glossary])
}

fn found(path: &str, text: &str, facts: &Facts) -> (Document, Vec<Finding>) {
    let lexicon = lexicon();
    let language = Language::from_path(Path::new(path)).expect("a language");
    let doc = Document::new(text.into(), language, &lexicon, &Cancel::default());
    let input = crate::analysis::Input { text: text.into(), language, facts: facts.clone() };
    let found = doc.findings(&lexicon, facts, &Cancel::default()).findings;
    let checked = crate::analysis::check(&input, &lexicon, &Cancel::default());
    assert_eq!(checked.map(|checked| checked.analysis.findings).unwrap_or_default(), found, "check and editor");
    (doc, found)
}

/// How many places are told, and the text once all that may be replaced is.
#[track_caller]
fn check(path: &str, text: &str, told: usize, after: &str) {
    let (doc, findings) = found(path, text, &Facts::default());
    let lexicon = lexicon();
    let edits: Vec<_> = findings.iter().filter_map(|finding| replace(&doc, &lexicon, finding)).map(|(_, edit)| edit).collect();
    assert_eq!((findings.len(), apply(text, &edits).as_str()), (told, after), "{text}");
}

#[test]
fn the_new_word_is_written_as_the_old_one_was() {
    for (old, new) in [
        ("gold table", "silver table"),
        ("gold tables", "silver tables"),
        ("Gold table", "Silver table"),
        ("Gold Tables", "Silver Tables"),
        ("GOLD TABLE", "SILVER TABLE"),
        ("gold_table", "silver_table"),
        ("GOLD_TABLE", "SILVER_TABLE"),
        ("gold-table", "silver-table"),
        ("GOLD-TABLE", "SILVER-TABLE"),
        ("goldTable", "silverTable"),
        ("GoldTables", "SilverTables"),
        ("aurum", "silver table"),
        ("Aurum", "Silver table"),
        ("z-gold", "silver table"),
        ("gold\n# table", "silver table"),
        ("goldplating", "silver table"),
        ("café", "owner's bar"),
    ] {
        check("a.py", &format!("# the {old} of today\n"), 1, &format!("# the {new} of today\n"));
    }
}

#[test]
fn what_no_new_word_can_be_made_of_stays() {
    for kept in ["# copper\n", "# it was goldplated\n", "# a ring\n", "# a chain\n"] {
        check("a.py", kept, 1, kept);
    }
}

#[test]
fn only_what_people_read_is_replaced() {
    for (path, text, told, after) in [
        ("a.py", "gold_table = 1\n", 1, "gold_table = 1\n"),
        ("a.py", "x = df['gold table']\n", 1, "x = df['gold table']\n"),
        ("a.py", "x = 'lake/gold_table/day one'\n", 1, "x = 'lake/gold_table/day one'\n"),
        ("a.py", "log('reads the gold table')\n", 1, "log('reads the silver table')\n"),
        ("a.py", "log('reads the café here')\n", 1, "log('reads the café here')\n"),
        ("a.py", "log('reads db.gold table')\n", 1, "log('reads db.gold table')\n"),
        ("a.py", "def f():\n    \"\"\"Reads gold tables.\"\"\"\n", 1, "def f():\n    \"\"\"Reads silver tables.\"\"\"\n"),
        (
            "a.py",
            "spark.sql(\"\"\"\n-- the gold table\nselect a from gold_table\n\"\"\")\n",
            2,
            "spark.sql(\"\"\"\n-- the silver table\nselect a from gold_table\n\"\"\")\n",
        ),
        ("a.sql", "select gold_table /* gold table */ from x\n", 2, "select gold_table /* silver table */ from x\n"),
        ("a.sql", "select a from x where b = 'the gold table'\n", 1, "select a from x where b = 'the gold table'\n"),
        ("a.yml", "gold_table: reads the gold table\n", 2, "gold_table: reads the silver table\n"),
        ("a.yml", "name: gold table\n", 1, "name: gold table\n"),
    ] {
        check(path, text, told, after);
    }
}

#[test]
fn cells_of_notebooks_tell_too() {
    let notebook = |word: &str| {
        format!(
            r##"{{"cells": [{{"cell_type": "code", "metadata": {{}}, "source": ["# the {word}\n", "gold_table = 1"]}}], "metadata": {{}}, "nbformat": 4}}"##
        )
    };
    check("a.ipynb", &notebook("gold table"), 2, &notebook("silver table"));
    let source = "# Databricks notebook source\n# MAGIC %sql\n# MAGIC -- the gold table\n# MAGIC select 1\n";
    check("a.py", source, 1, &source.replace("gold", "silver"));
}

#[test]
fn comments_of_ours_silence_it_and_are_not_told_themselves() {
    for (text, told) in [
        ("x  # gold table  lakespeak: ignore[deprecated-term]\n", 0),
        ("# lakespeak: ignore-file[deprecated-term]\ngold_table = 1\n# gold table\n", 0),
        ("# TODO: Say it. (lakespeak:gold-table)\nx = 1\n", 0),
        ("# lakespeak: ignore[deprecated-term]\ngold_table = 1\ngold_table = 2\n", 1),
    ] {
        check("a.py", text, told, text);
    }
    let notebook =
        "# Databricks notebook source\n# MAGIC %sql\n# MAGIC -- gold table lakespeak: ignore[deprecated-term]\n# MAGIC select 1\n";
    check("a.py", notebook, 0, notebook);
}

#[test]
fn it_is_as_loud_as_the_repository_says_of_the_rule_or_the_term() {
    for (selector, setting, told) in [
        ("deprecated-term", Setting::Off, vec![]),
        ("gold-table", Setting::Off, vec![Severity::Hint]),
        ("Tests", Setting::Severity(Severity::Information), vec![Severity::Information; 2]),
        ("copper", Setting::Severity(Severity::Warning), vec![Severity::Hint, Severity::Warning]),
        ("other", Setting::Off, vec![Severity::Hint; 2]),
    ] {
        let choices = std::sync::Arc::new(vec![Choice { selector: selector.into(), setting }]);
        let (_, findings) = found("a.py", "# gold table, copper\n", &Facts { choices, ..Facts::default() });
        assert_eq!(findings.iter().map(|finding| finding.severity).collect::<Vec<_>>(), told, "{selector}");
    }
}

#[test]
fn the_message_names_both_words() {
    let (_, findings) = found("a.py", "# z-gold\n# copper\n", &Facts::default());
    let said: Vec<_> = findings.iter().map(|finding| diagnostic(&lexicon(), finding)).collect();
    let first = "“Z-Gold” is deprecated. Say “Silver Table” instead.\nIt has two old names.";
    assert_eq!(said, [first, "“Copper” is deprecated.\nNobody knows what it is."]);
}
