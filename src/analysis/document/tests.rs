use proptest::prelude::*;

use super::*;
use crate::glossary::builtin;

fn lexicon() -> Lexicon {
    Lexicon::compile(builtin::builtin())
}

/// With some terms deprecated, whose mentions are findings then.
fn lexicon_of(deprecates: bool) -> Lexicon {
    let mut glossaries = builtin::builtin();
    for term in glossaries.iter_mut().flat_map(|glossary| &mut glossary.terms) {
        if deprecates && matches!(term.id.as_str(), "data-lake" | "backfilling") {
            term.deprecated = Some(crate::lexicon::Deprecated { replaced_by: None, because: String::new() });
        }
    }
    Lexicon::compile(glossaries)
}

/// Pieces that make and unmake terms, phrases, zones and statements.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "data lake",
        "data",
        " ",
        "lake",
        "\n",
        "\r\n",
        "# ",
        "-- ",
        "/* ",
        " */",
        "'",
        "\"",
        "\"\"\"",
        "(",
        ")",
        "{{ ",
        " }}",
        "{% ",
        "back",
        "fill",
        "ed",
        "select distinct (a)",
        "insert into t select *",
        " from ",
        "Variable.get(",
        "from airflow.models import Variable\n",
        "except:\n    pass\n",
        "try:\n",
        "requests.get(url",
        ", timeout=3",
        "image: postgres:latest\n",
        "services:\n",
        "  web:\n",
        "    ",
        "def f():\n",
        "spark.sql(\"\"\"select distinct(a) from t\"\"\")",
        ";",
        "# TODO: x (lakespeak:etl)\n",
        "# lakespeak: ignore[select-distinct-parenthesis]\n",
        "é",
        "𝄞",
        "db.execute('''",
        "'''",
        // A few of them are longer than any look ahead.
        "                                                                                                                        ",
        "sql: |\n  select distinct (a)\n  from t\n",
        "query: \"",
        "  -- TODO: x (lakespeak:select-distinct-parenthesis)\n",
        "  -- lakespeak: ignore[select-distinct-parenthesis]\n",
        "\\n",
        "''",
        "# MAGIC %sql\n# MAGIC select distinct (a)\n# MAGIC from t\n",
        "-- MAGIC %python\n-- MAGIC Variable.get(\n",
        "# COMMAND ----------\n",
        "\n# MAGIC ",
        "catchup",
        "='x'",
        "ETL",
        "Data Lake",
        "house",
    ])
}

/// Some texts are notebooks.
fn text(len: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let first = prop::sample::select(vec!["", "", "# Databricks notebook source\n", "-- Databricks notebook source\n"]);
    (first, prop::collection::vec(piece(), len)).prop_map(|(first, pieces)| format!("{first}{}", pieces.concat()))
}

/// Every language with a text in it: a notebook with the text as its second cell.
fn texts(text: &str) -> impl Iterator<Item = (Language, String)> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let first = serde_json::json!({ "cell_type": "code", "source": "from airflow.models import Variable" });
    let notebook = serde_json::json!({ "cells": [first, { "cell_type": "code", "source": lines }] });
    let notebook = serde_json::to_string_pretty(&notebook).unwrap_or_default();
    Language::ALL
        .into_iter()
        .map(|language| (language, text.to_owned()))
        .chain([(Language::Notebook, notebook)])
        .collect::<Vec<_>>()
        .into_iter()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Typed or read at once: the same findings, TODOs and mentions.
    #[test]
    fn an_edited_document_says_what_a_fresh_one_says(
        start in text(0..60), filler in 0usize..3, edits in prop::collection::vec((0usize..2000, 0usize..20, text(0..6)), 1..6),
        deprecates in any::<bool>(),
    ) {
        let lexicon = lexicon_of(deprecates);
        let facts = Facts::default();
        let cancel = Cancel::default();
        for (language, mut text) in texts(&format!("{start}\n{}{start}", "x = 1 + 2\n".repeat(filler * 150))) {
            let mut document = Document::new(text.as_str().into(), language, &lexicon, &cancel);
            for (at, len, new) in &edits {
                let floor = |mut at: usize| { while !text.is_char_boundary(at) { at -= 1; } at };
                let from = floor((*at).min(text.len()));
                let to = floor((from + len).min(text.len())).max(from);
                let edit = Edit { old: Span::new(from as u32, to as u32), new_len: new.len() as u32 };
                text.replace_range(from..to, new);
                // Asking in between fills what later versions take over.
                let _ = document.analyse(&lexicon, &facts, &cancel);
                document = document.edited(text.as_str().into(), edit, &lexicon, &cancel);
                let fresh = Document::new(text.as_str().into(), language, &lexicon, &cancel);
                let (mine, anew) = (document.analyse(&lexicon, &facts, &cancel), fresh.analyse(&lexicon, &facts, &cancel));
                prop_assert_eq!(&mine.findings, &anew.findings, "{:?} in {:?}", language, text);
                prop_assert_eq!(&mine.mentions, &anew.mentions, "{:?} in {:?}", language, text);
                prop_assert_eq!(&mine.todos, &anew.todos);
            }
        }
    }

    /// A check finds what a document finds, and a text that a glance calls silent has nothing to say.
    #[test]
    fn a_check_finds_the_same(text in text(0..30), quoted in any::<bool>(), deprecates in any::<bool>()) {
        let lexicon = lexicon_of(deprecates);
        for (language, text) in texts(&text) {
            let quoted = quoted.then(|| match language {
                Language::Yaml => format!("sql: \"{text}\""),
                Language::Notebook => text.clone(),
                _ => format!("spark.sql(\"{text}\")"),
            });
            let text: Arc<str> = quoted.unwrap_or_else(|| text.clone()).into();
            let input = crate::analysis::Input { text: Arc::clone(&text), language, facts: Facts::default() };
            let checked = crate::analysis::check(&input, &lexicon, &Cancel::default()).map(|checked| checked.analysis).unwrap_or_default();
            let found = Document::new(text, language, &lexicon, &Cancel::default()).findings(&lexicon, &input.facts, &Cancel::default());
            prop_assert_eq!(&checked.findings, &found.findings);
            prop_assert_eq!(&checked.todos, &found.todos);
            prop_assert_eq!(&checked.suppressions, &found.suppressions);
        }
    }

    /// What a hover asks for one place is what is found in the whole text.
    #[test]
    fn mentions_at_a_place_are_those_of_the_whole(text in text(0..80), at in 0u32..400) {
        let lexicon = lexicon();
        let facts = Facts::default();
        for (language, text) in texts(&text) {
            let document = Document::new(text.as_str().into(), language, &lexicon, &Cancel::default());
            let at = at.min(document.lexed().len());
            let whole = document.mentions(document.everything(), &lexicon, &facts);
            let here: Vec<_> = whole.into_iter().filter(|mention| mention.span.touches(at)).collect();
            prop_assert_eq!(document.mentions(Span::at(at), &lexicon, &facts), here);
        }
    }

    /// What a highlight asks for one term is what is found of it in the whole text, whoever else claims its words.
    #[test]
    fn mentions_of_a_term_are_those_of_the_whole(words in prop::collection::vec(0..10usize, 1..12), quoted in 0..3usize) {
        const WORDS: [&str; 10] = ["tin", "oak", "elm", "fig", "ash", "\n", ", ", "zed", "\n# ", "\n-- "];
        let glossary = "terms: [{name: tin oak, not: [zed tin oak]}, {name: oak elm fig}, {name: fig ash}, {name: elm}, {name: ash, not: [fig ash zed]}]";
        let glossary = glossary.replace("name: ", "plain_english: x, name: ");
        let lexicon = Lexicon::compile([crate::glossary::read("", &glossary).0]);
        let facts = Facts::default();
        let text = words.iter().map(|&word| WORDS[word]).collect::<Vec<_>>().join(" ");
        let text = [text.clone(), format!("# tin\nspark.sql(\"\"\"select a from t -- oak {text}\n-- elm fig\n\"\"\") # oak elm"), format!("x: |\n  {text}")][quoted].clone();
        for (language, text) in texts(&text) {
            let document = Document::new(text.as_str().into(), language, &lexicon, &Cancel::default());
            let whole = document.mentions(document.everything(), &lexicon, &facts);
            for (term, _) in lexicon.terms() {
                let of: Vec<_> = whole.iter().filter(|mention| mention.term == term).copied().collect();
                prop_assert_eq!(document.mentions_of(term, &lexicon, &facts), of, "{:?} in {:?}", language, text);
            }
        }
    }

    /// Any text at all: no panic, and every place lies in the text.
    #[test]
    fn any_text_is_analysed(text in "\\PC{0,200}") {
        let lexicon = lexicon();
        for (language, text) in texts(&text) {
            let document = Document::new(text.as_str().into(), language, &lexicon, &Cancel::default());
            let analysis = document.analyse(&lexicon, &Facts::default(), &Cancel::default());
            let spans = analysis.findings.iter().map(|finding| finding.span).chain(analysis.mentions.iter().map(|mention| mention.span));
            for span in spans {
                prop_assert!(text.get(span.range()).is_some());
            }
        }
    }
}
