//! A small lexicon for tests: one term with a name nobody else uses, one rule.

use lakespeak::lexicon::term::Generated;
use lakespeak::lexicon::{Card, Case, Doc, FindIn, Glossary, Group, Lexicon, Once, Phrase, Rule, Severity, Source, Stated, Term};
use lakespeak::syntax::{LanguageSet, Zone, ZoneSet};

pub(crate) fn small() -> Lexicon {
    Lexicon::compile([Glossary { file: "test".to_owned(), terms: vec![sealake()], imports: Vec::new() }])
}

fn sealake() -> Term {
    Term {
        id: "sealake".to_owned(),
        name: "sealake".to_owned(),
        category: "Tests".to_owned(),
        aliases: Vec::new(),
        forms: Vec::new(),
        generated: Generated::default(),
        not: Vec::new(),
        context: None,
        card: Card {
            plain_english: "A lake with salt.".to_owned(),
            ideal_world: "No salt.".to_owned(),
            docs: vec![Doc { title: "On salt".to_owned(), url: "https://example.com/salt".to_owned() }],
            ..Card::default()
        },
        related: Vec::new(),
        deprecated: None,
        hints: Vec::new(),
        rules: vec![salty_read()],
        off: false,
        stated: Stated::default(),
        source: Source::default(),
    }
}

fn salty_read() -> Rule {
    Rule {
        id: "salty-read".to_owned(),
        languages: LanguageSet::ALL,
        find: vec![Phrase { text: "read_salt".to_owned(), case: Case::Any, part: false }],
        find_in: FindIn::Text,
        zones: ZoneSet::of([Zone::Code, Zone::Value]),
        when: Vec::new(),
        unless: Vec::new(),
        group: Group::Recommended,
        severity: Severity::Warning,
        once: Once::Statement,
        message: "This reads salt.".to_owned(),
        advice: "Read water.".to_owned(),
        todo: "Read water here.".to_owned(),
        docs: None,
        same_as: Vec::new(),
        bad: Vec::new(),
        good: Vec::new(),
        off: false,
        stated: Stated::default(),
        source: Source::default(),
    }
}
