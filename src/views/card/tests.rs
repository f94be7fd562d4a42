use unicode_width::UnicodeWidthStr;

use super::*;
use crate::lexicon::{Card, Glossary, Stated, term::Generated};

fn term(id: &str, name: &str, card: Card) -> Term {
    Term {
        id: id.to_owned(),
        name: name.to_owned(),
        category: "Storage & Formats".to_owned(),
        aliases: Vec::new(),
        forms: Vec::new(),
        generated: Generated::default(),
        not: Vec::new(),
        context: None,
        card,
        related: Vec::new(),
        deprecated: None,
        hints: Vec::new(),
        rules: Vec::new(),
        off: false,
        stated: Stated::default(),
        source: crate::lexicon::Source::default(),
    }
}

/// The lexicon of these terms, and the first of them.
fn lexicon(terms: Vec<Term>) -> (Lexicon, TermId) {
    (Lexicon::compile([Glossary { file: String::new(), terms, imports: Vec::new() }]), TermId(0))
}

fn partitioning() -> Term {
    let text = |text: &str| vec![text.to_owned()];
    let card = Card {
        plain_english: "One big table kept as many small boxes, usually one a day. A query that names its days opens only those boxes."
            .to_owned(),
        real_drama: text("A question about yesterday reads 300 GB. There were no boxes, so the engine had to open everything."),
        what_you_did: text("A WHERE goes in, and fingers are crossed. It shortens the answer, not the reading."),
        should_have_done: text(
            "See which column people filter by (mostly the date). Split the table by it from the start, and have the engine refuse queries that name no date.",
        ),
        ideal_world: "Queries read the last 3 days, the bill falls by 90%, and nobody mentions it, which is the point.".to_owned(),
        docs: vec![Doc {
            title: "BigQuery, Introduction to partitioned tables".to_owned(),
            url: "https://cloud.example/partitioned".to_owned(),
        }],
        ..Card::default()
    };
    Term { related: vec!["compaction".to_owned(), "z-order".to_owned()], ..term("partitioning", "Partitioning", card) }
}

/// Blanks at a line's end are what Markdown breaks lines by; here they are made visible.
fn visible(text: &str) -> String {
    text.replace("  \n", "··\n")
}

#[test]
fn the_card_as_markdown() {
    let (lexicon, id) = lexicon(vec![partitioning(), term("compaction", "Compaction", Card::default())]);
    insta::assert_snapshot!(visible(&card(&lexicon, id, Markup::Markdown, &Facets::ALL)), @r"
    **Partitioning** · Storage & Formats··
    One big table kept as many small boxes, usually one a day. A
    query that names its days opens only those boxes.

    *The scene.* A question about yesterday reads 300 GB. There
    were no boxes, so the engine had to open everything.

    *What usually happens.* A WHERE goes in, and fingers are
    crossed. It shortens the answer, not the reading.

    *What helps.* See which column people filter by (mostly the
    date). Split the table by it from the start, and have the
    engine refuse queries that name no date.

    *Good looks like.* Queries read the last 3 days, the bill
    falls by 90%, and nobody mentions it, which is the point.

    Related: Compaction · z-order··
    Docs: [BigQuery, Introduction to partitioned tables](https://cloud.example/partitioned)
    ");
}

#[test]
fn the_card_as_plain_text() {
    let (lexicon, id) = lexicon(vec![partitioning()]);
    insta::assert_snapshot!(card(&lexicon, id, Markup::Plain, &Facets::ALL), @r"
    Partitioning · Storage & Formats
    One big table kept as many small boxes, usually one a day. A
    query that names its days opens only those boxes.

    The scene. A question about yesterday reads 300 GB. There
    were no boxes, so the engine had to open everything.

    What usually happens. A WHERE goes in, and fingers are
    crossed. It shortens the answer, not the reading.

    What helps. See which column people filter by (mostly the
    date). Split the table by it from the start, and have the
    engine refuse queries that name no date.

    Good looks like. Queries read the last 3 days, the bill
    falls by 90%, and nobody mentions it, which is the point.

    Related: compaction · z-order
    Docs: BigQuery, Introduction to partitioned tables
      https://cloud.example/partitioned
    ");
}

#[test]
fn several_stories_come_one_after_another() {
    let two = |first: &str, second: &str| vec![first.to_owned(), second.to_owned()];
    let card = Card { real_drama: two("Fire.", "Flood."), should_have_done: two("Water.", "Boats."), ..Card::default() };
    let (lexicon, id) = lexicon(vec![term("x", "X", card)]);
    insta::assert_snapshot!(super::card(&lexicon, id, Markup::Plain, &Facets::ALL), @r"
    X · Storage & Formats

    The scene. Fire.

    What helps. Water.

    Another scene. Flood.

    What helps. Boats.
    ");
}

#[test]
fn a_deprecated_term_says_so_first() {
    let deprecated = Deprecated { replaced_by: Some("partitioning".to_owned()), because: "Nobody knows the old word.".to_owned() };
    let old = Term { deprecated: Some(deprecated), ..term("slicing", "Slicing", Card::default()) };
    let (lexicon, id) = lexicon(vec![old, partitioning()]);
    insta::assert_snapshot!(card(&lexicon, id, Markup::Markdown, &Facets::ALL), @r"
    *Deprecated.* Say “Partitioning” instead. Nobody knows the
    old word.

    **Slicing** · Storage & Formats
    ");
}

#[test]
fn only_the_facets_asked_for() {
    let (lexicon, id) = lexicon(vec![partitioning()]);
    insta::assert_snapshot!(card(&lexicon, id, Markup::Plain, &Facets::of([Facet::ShouldHaveDone, Facet::Related])), @r"
    Partitioning · Storage & Formats

    What helps. See which column people filter by (mostly the
    date). Split the table by it from the start, and have the
    engine refuse queries that name no date.

    Related: compaction · z-order
    ");
    for facet in Facet::ALL {
        assert_eq!(Facet::from_name(facet.name()), Some(facet));
        assert!(Facets::ALL.has(facet) && Facets::of([facet]).has(facet) && !Facets::of([]).has(facet));
    }
}

#[test]
fn a_hover_begins_with_the_advice() {
    let glossaries = crate::glossary::builtin();
    let lexicon = Lexicon::compile(glossaries);
    let rule = lexicon.rule_ids().next().expect("a rule");
    let id = lexicon.term_of(rule);
    let guidance = Guidance { base_url: Some("https://wiki.example/{id}".to_owned()) };
    let finding = Finding {
        span: crate::text::Span::default(),
        rule,
        severity: crate::lexicon::Severity::Warning,
        insertion: crate::analysis::Insertion { at: 0, indent: crate::text::Span::default(), style: crate::analysis::CommentStyle::Hash },
        statement: crate::text::Span::default(),
        acknowledged: None,
        deprecated: None,
    };
    let shown = hover(&lexicon, &[id], &[&finding, &finding], Markup::Markdown, &guidance);
    let (rule, term) = (lexicon.rule(rule), lexicon.term(id));
    let link = format!("[{}](https://wiki.example/{}#{})", rule.id, term.id, rule.id);
    assert!(shown.starts_with("**") && shown.matches(&link).count() == 1, "{shown}");
    let (advice, card) = shown.split_once("\n---\n\n").expect("a rule between the two");
    assert!(advice.contains(&link) && card.starts_with("**"), "{shown}");
    assert!(card.contains(&format!("Docs: [Guidance](https://wiki.example/{})", term.id)), "{shown}");
}

#[test]
fn every_line_of_every_card_fits() {
    let glossaries = crate::glossary::builtin();
    let lexicon = Lexicon::compile(glossaries);
    assert!(lexicon.terms().len() > 0);
    for (id, term) in lexicon.terms() {
        for line in card(&lexicon, id, Markup::Plain, &Facets::ALL).lines() {
            assert!(line.starts_with("  https://") || line.width() <= super::super::markup::WIDTH, "{}: {line}", term.id);
        }
    }
}
