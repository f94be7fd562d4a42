use proptest::prelude::*;

use super::*;
use crate::glossary::{self, Level, Problem};
use crate::lexicon::{Card, Condition, Glossary, Term};

const CARGO: &str = r#"
imports:
  - ../payments/payments.glossary.yml
  - https://example.org/shared.glossary.yml
contexts:
  - name: Cargo
    domainVisionStatement: To manage the routing of cargo
    paths: [cargo-module]
    meta: { "👥 Owner:": "[Team A](https://wiki.example/teamA)" }
    terms:
      - name: Leg Magnitude Policy
        definition: |
          Decides how *far* a leg is.
        examples: ["The leg magnitude policy is selecting the fastest leg"]
        aliases: [leg rule]
        meta: { "✅": Approved, real_drama: Legs of no length., real_drama 2: Legs of all length. }
      - name: Größe
  - name: Billing
    terms:
      - name: Leg Magnitude Policy
        definition: Another thing.
      - name: Größe
        aliases: []
  - terms:
"#;

fn read(text: &str) -> (Glossary, Vec<Problem>) {
    glossary::read("cargo/x.glossary.yml", text)
}

#[test]
fn a_file_loads_as_it_is() {
    let (glossary, problems) = read(CARGO);
    let told: Vec<_> = problems.iter().map(|p| (p.severity, p.line, p.column, p.message.as_str())).collect();
    let nothing = "this term has no definition yet";
    let remote = "addresses are not followed: keep a copy of that file in this repository, and import it by its path";
    assert_eq!(told, [(Level::Warning, 3, 4, remote), (Level::Hint, 16, 14, nothing), (Level::Hint, 21, 14, nothing)]);
    let ids: Vec<_> = glossary.terms.iter().map(|term| (term.category.as_str(), term.id.as_str())).collect();
    let size = glossary.terms[1].id.as_str();
    assert!(size.starts_with("term-") && size.len() == 13, "{size}");
    let expected = [
        ("Cargo", "leg-magnitude-policy"),
        ("Cargo", size),
        ("Billing", "billing-leg-magnitude-policy"),
        ("Billing", &format!("billing-{size}")),
    ];
    assert_eq!(ids, expected);
    let term = &glossary.terms[0];
    assert_eq!((term.card.plain_english.as_str(), &term.aliases), ("Decides how *far* a leg is.", &vec!["leg rule".to_owned()]));
    assert_eq!(term.card.real_drama, ["Legs of no length.", "Legs of all length."]);
    let notes: Vec<_> = term.card.notes.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let owner = ("👥 Owner:", "[Team A](https://wiki.example/teamA)");
    assert_eq!(notes, [("✅", "Approved"), ("Vision", "To manage the routing of cargo"), owner]);
    let [Condition::Path(paths)] = term.generated.when.as_slice() else { panic!("{:?}", term.generated.when) };
    for (path, counts) in [("cargo-module/a.py", true), ("x/my-cargo-module/y/a.py", true), ("cargo/a.py", false)] {
        assert_eq!(paths.is_match(path), counts, "{path}");
    }
    assert!(glossary.terms[2].generated.when.is_empty());
}

#[test]
fn the_card_shows_it_as_text() {
    let lexicon = crate::lexicon::Lexicon::compile([read(CARGO).0]);
    let id = lexicon.find_term("leg rule").expect("a term");
    let card = crate::views::card::card(&lexicon, id, crate::views::card::Markup::Markdown, &crate::views::card::Facets::ALL);
    for part in [
        "**Leg Magnitude Policy** · Cargo",
        "Decides how \\*far\\* a leg is.",
        "*In use:* “The leg magnitude policy is selecting the fastest",
        "✅: Approved",
        "👥 Owner: [Team A](https://wiki.example/teamA)",
        "Vision: To manage the routing of cargo",
    ] {
        assert!(card.contains(part), "{part} is not in\n{card}");
    }
}

/// Reads `text`, in which `§` marks the place of the one problem, whose message must hold `message`; terms must be left.
fn check(text: &str, message: &str, terms: usize) {
    let before = text.split('§').next().unwrap_or_default();
    let (line, column) = (before.matches('\n').count() as u32, before.rsplit('\n').next().unwrap_or_default().chars().count() as u32);
    let (glossary, problems) = read(&text.replace('§', ""));
    let found: Vec<_> = problems.iter().map(|p| (p.line, p.column, p.message.as_str())).collect();
    let right = matches!(found.as_slice(), [(l, c, m)] if (*l, *c) == (line, column) && m.contains(message));
    assert!(right, "{text} gave {found:?}");
    assert_eq!(glossary.terms.len(), terms, "{text}");
}

#[test]
fn mistakes_are_told_at_their_place_and_the_rest_loads() {
    let good = "{name: a, definition: b}";
    check(
        &format!("contexts:\n- terms: [{good}]\n§context: x\n"),
        "unknown key `context` in a Contextive file; did you mean `contexts`?",
        1,
    );
    check(&format!("contexts:\n- §nam: x\n  terms: [{good}]\n"), "did you mean `name`?", 1);
    check(&format!("contexts:\n- terms: [{good}, §{{definition: x}}]\n"), "a term needs `name`", 1);
    check(&format!("contexts:\n- terms: [{good}, {{name: c, definition: d, §unknown: x}}]\n"), "unknown key `unknown` in a term", 2);
    check(&format!("contexts:\n- terms: [{good}, {{name: c, definition: d, meta: {{a: §[b]}}}}]\n"), "`a` is a text, not a list", 2);
    check(&format!("contexts:\n- terms: [{good}, {{name: c, definition: d, meta: {{id: §A B}}}}]\n"), "`A B` is no id", 2);
    check("contexts: §x\n", "`contexts` is a list, not a text", 0);
    check(&format!("contexts:\n- paths: [§'a[']\n  terms: [{good}]\n"), "is no path pattern", 1);
    let (glossary, problems) = read(&format!("contexts:\n- terms:\n  - {good}\n  - name: [\n- terms: [{good}]\n"));
    assert_eq!((glossary.terms.len(), problems.len()), (1, 1), "a half-typed context costs no other: {problems:?}");
}

fn terms(texts: &[String]) -> Vec<Term> {
    let text = |at: usize| texts.get(at).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let mut out = read("contexts: [{terms: [{name: A, definition: x}, {name: B, definition: y}]}]").0.terms;
    for (index, term) in out.iter_mut().enumerate() {
        term.category = ["One", "Two"][index].to_owned();
        let stories = |from: usize| (from..from + 2).filter_map(text).collect::<Vec<_>>();
        term.card = Card {
            plain_english: text(0).unwrap_or_else(|| "x".to_owned()),
            real_drama: stories(1),
            what_you_did: stories(3),
            should_have_done: stories(5),
            ideal_world: text(7).unwrap_or_default(),
            examples: stories(8),
            notes: text(10).map(|text| ("Owner".to_owned(), text)).into_iter().collect(),
            docs: vec![crate::lexicon::Doc { title: "A page".to_owned(), url: "https://example.com/a".to_owned() }],
        };
        term.related = vec!["lake".to_owned(), "b".to_owned()];
        term.deprecated = text(11).map(|because| crate::lexicon::Deprecated { because, replaced_by: Some("b".to_owned()) });
    }
    out[0].id = "another-id".to_owned();
    out
}

proptest! {
    #[test]
    fn our_cards_survive_the_way_there_and_back(texts in proptest::collection::vec("([a-z]{1,9}|[ \n:#'\"\\-\\[\\]{},*!|%`é大]){0,30}", 12)) {
        let before = terms(&texts);
        let (text, left) = write(&before);
        prop_assert_eq!(left, Left::default());
        let (after, problems) = read(&text);
        prop_assert_eq!(&problems, &Vec::new(), "{}", text);
        let seen = |terms: &[Term]| -> Vec<_> {
            terms.iter().map(|t| (t.id.clone(), t.name.clone(), t.category.clone(), t.card.clone(), t.related.clone(), t.deprecated.clone())).collect()
        };
        prop_assert_eq!(seen(&before), seen(&after.terms), "{}", text);
    }

    #[test]
    fn any_damage_leaves_a_reader_that_answers(cut in 0usize..900, junk in "[\\[\\]{}:\\- \n\ta'\"]{0,6}") {
        let at = (0..=cut.min(CARGO.len())).rev().find(|&at| CARGO.is_char_boundary(at)).unwrap_or(0);
        let (head, tail) = CARGO.split_at(at);
        let _ = read(&format!("{head}{junk}{tail}"));
        let _ = read(head);
    }
}
