//! Any text in any language: no panic, tokens without gaps, every place inside the text, and TODO edits that apply.
#![no_main]

use std::sync::LazyLock;

use lakespeak::analysis::{Cancel, Document, Facts};
use lakespeak::glossary::builtin;
use lakespeak::lexicon::Lexicon;
use lakespeak::syntax::Language;
use lakespeak::text::edit::apply;
use lakespeak::views::todo;
use libfuzzer_sys::fuzz_target;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::compile(builtin::builtin()));

fuzz_target!(|data: (u8, &str)| {
    let (language, text) = data;
    let language = Language::ALL[usize::from(language) % Language::ALL.len()];
    let facts = Facts::default();
    let document = Document::new(text.into(), language, &LEXICON, &Cancel::default());
    let mut at = 0;
    for leaf in document.lexed().tokens_from(0) {
        assert_eq!(leaf.span.start, at);
        at = leaf.span.end;
    }
    assert_eq!(at as usize, text.len());
    let analysis = document.analyse(&LEXICON, &facts, &Cancel::default());
    for finding in &analysis.findings {
        assert!(text.get(finding.span.range()).is_some());
        assert!(text.get(finding.insertion.indent.range()).is_some());
    }
    for mention in &analysis.mentions {
        assert!(text.get(mention.span.range()).is_some());
    }
    let edits = todo::insert_all(&document, &LEXICON, &analysis, &todo::Style::default(), &facts.guidance);
    assert!(apply(text, &edits).len() >= text.len());
});
