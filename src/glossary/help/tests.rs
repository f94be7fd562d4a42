use proptest::prelude::*;

use super::*;
use crate::lexicon::Lexicon;

const GLOSSARY: &str = "\
terms:
  - name: Gold Table
    plain_english: Signed off.
    related: [silver-table]
    rules:
      - id: gold-read
        find: read_gold
        message: Slow.
        severity: hint
        when:
          - call_lacks: timeout
          - { value: { cron: true } }
";

fn lexicon() -> Lexicon {
    Lexicon::compile([crate::glossary::read("x.yml", GLOSSARY).0])
}

/// What is offered at `|`.
fn offered(format: Format, text: &str) -> Vec<String> {
    let at = text.find('|').expect("a cursor");
    let offers = complete(format, &text.replacen('|', "", 1), at as u32, &lexicon());
    offers.iter().map(|offer| offer.label.clone()).collect()
}

fn check(text: &str, some: &[&str], none: &[&str]) {
    let found = offered(Format::Glossary, text);
    for label in some {
        assert!(found.iter().any(|one| one == label), "{label} is missing at {text}: {found:?}");
    }
    for label in none {
        assert!(!found.iter().any(|one| one == label), "{label} is offered at {text}");
    }
    assert!(!some.is_empty() || !none.is_empty() || found.is_empty(), "{text} offers {found:?}");
}

#[test]
fn keys_where_keys_may_stand() {
    check("|", &["terms", "imports"], &["name"]);
    check("version: 1\n|\nterms: []\n", &["imports"], &["terms", "version", "name"]);
    check("terms:\n  - |", &["name", "plain_english"], &["terms"]);
    check("terms:\n  - name: A\n    |", &["plain_english", "rules"], &["name", "find"]);
    check("terms:\n  - name: A\n    pl|\n    rules:\n", &["plain_english"], &["name", "rules"]);
    check("terms:\n  - name: A\n    pl|ain: x\n", &["plain_english"], &["name"]);
    check("terms:\n- name: A\n  rules:\n  - id: x\n    |\n", &["find", "message"], &["id", "name"]);
    check("terms:\n- rules:\n  - when:\n    - |\n", &["call_lacks", "any", "value"], &["find"]);
    check("terms:\n- rules:\n  - when: [{ |\n", &["call_lacks"], &["find"]);
    check("terms:\n- rules:\n  - when: [{ call: x, | }]\n", &["call_lacks"], &["call"]);
    check("terms:\n- rules:\n  - when: [{ value: { | } }]\n", &["cron"], &["call"]);
    check("terms:\n- rules:\n  - unless:\n    - any:\n      - not_a: x\n      - |\n", &["call"], &["not_a"]);
    check("terms:\n- rules:\n  - examples:\n      bad:\n        - |", &["sql", "python"], &["bad"]);
    check("contexts:\n- name: A\n  terms:\n  - |", &["definition", "meta"], &["plain_english"]);
    check("terms:\n  - name: A\n    notes:\n      |\n", &[], &[]);
}

#[test]
fn values_where_values_may_stand() {
    check("terms:\n- rules:\n  - severity: |", &["hint", "warning"], &["find"]);
    check("terms:\n- rules:\n  - severity: wa|\n    find: x\n", &["warning"], &["id"]);
    check("terms:\n- rules:\n  - zones: [code, |]\n", &["comment"], &["severity"]);
    check("terms:\n- rules:\n  - zones:\n    - |\n", &["comment"], &["severity"]);
    check("terms:\n- related: [|", &["gold-table"], &["gold-read"]);
    check("terms:\n- related:\n  - go|\n", &["gold-table"], &["gold-read"]);
    check("terms:\n- related:\n    go|\n", &["gold-table"], &["gold-read"]);
    check("terms:\n- related:\n    name: x\n    go|\n", &[], &[]);
    check("terms:\n- deprecated: { replaced_by: |", &["gold-table"], &["because"]);
    check("terms:\n- rules:\n  - id: |", &["gold-read"], &["gold-table"]);
    check("terms:\n- id: |", &["gold-table"], &["gold-read"]);
    check("terms:\n- category: |", &["Our words"], &[]);
    check("terms:\n- rules:\n  - when: { clause: [where, |] }\n", &["group_by"], &["any"]);
    check("terms:\n- plain_english: |", &[], &[]);
    check("terms:\n- plain_english: some words |", &[], &[]);
    check("# |", &[], &[]);
    check("terms:\n- aliases: [\"|\"]\n", &[], &[]);
}

#[test]
fn in_the_configuration() {
    let has = |text: &str, label: &str| assert!(offered(Format::Config, text).iter().any(|one| one == label), "{label} at {text}");
    has("|", "overrides");
    has("rules:\n  |", "gold-read");
    has("rules: { gold-read: | }", "off");
    has("rules:\n  gold-read: |\n", "information");
    has("overrides:\n  - |", "paths");
    has("overrides:\n  - paths: x\n    rules: { | }\n", "pedantic");
    has("builtin: |", "false");
    has("builtin: [|]", "Our words");
    assert_eq!(offered(Format::Config, "rules:\n  gold-read: off\n  go|\n").iter().filter(|one| *one == "gold-read").count(), 0);
}

#[test]
fn what_is_written() {
    let insert = |text: &str, label: &str| {
        let at = text.find('|').expect("a cursor");
        let whole = text.replacen('|', "", 1);
        let offer = complete(Format::Config, &whole, at as u32, &lexicon()).into_iter().find(|offer| offer.label == label).expect(label);
        let edit = crate::text::TextEdit { span: offer.span, text: offer.insert };
        crate::text::edit::apply(&whole, &[edit])
    };
    assert_eq!(insert("ver|", "version"), "version: ");
    assert_eq!(insert("to|\n", "todo"), "todo:\n");
    assert_eq!(insert("li|mit: 3\n", "limits"), "limits: 3\n");
    assert_eq!(insert("rules:\n  |\n", "*"), "rules:\n  \"*\": \n");
    assert_eq!(insert("rules: {gold-read: o|}", "off"), "rules: {gold-read: off}");
}

/// What is said at `|`.
fn explained(format: Format, text: &str) -> Option<(String, String)> {
    let at = text.find('|').expect("a cursor");
    let text = text.replacen('|', "", 1);
    explain(format, &text, at as u32).map(|found| (found.span.of(&text).to_owned(), found.markdown))
}

#[test]
fn keys_are_explained() {
    let check = |text: &str, span: &str, parts: &[&str]| {
        let (found, markdown) = explained(Format::Glossary, text).unwrap_or_else(|| panic!("nothing at {text}"));
        assert_eq!(found, span);
        for part in parts {
            assert!(markdown.contains(part), "{part} is not in {markdown}");
        }
    };
    check("te|rms: []\n", "terms", &["**terms**\n\nThe list of terms."]);
    check("terms:\n- na|me: A\n", "name", &["**name** · needed", "in a sentence"]);
    check("terms:\n- rules:\n  - fi|nd: x\n", "find", &["**find** · needed", "The phrases"]);
    check("terms:\n- rules:\n  - once: fi|le\n", "file", &["**once** · default: `statement`"]);
    check("terms:\n- rules:\n  - when: [{ call_la|cks: x }]\n", "call_lacks", &["**call\\_lacks**", "```yaml\ncall_lacks: timeout\n```"]);
    check("terms:\n- rules:\n  - group: pe|dantic\n", "pedantic", &["One of `recommended`, "]);
    check(
        "contexts:\n- domain|VisionStatement: x\n",
        "domainVisionStatement",
        &["what the context is for".replace("what", "What").as_str()],
    );
    for text in ["foo|: 1\n", "terms:\n- name: A|a\n", "terms:\n- notes: { Own|er: x }\n", "a|", "|"] {
        assert_eq!(explained(Format::Glossary, text), None, "{text}");
    }
    assert!(explained(Format::Config, "todo: { wi|dth: 3 }\n").is_some());
}

#[test]
fn files_by_their_path() {
    for (path, format) in [
        ("a/team.glossary.yml", Some(Format::Glossary)),
        ("a/team.glossary.yaml", Some(Format::Glossary)),
        ("a/.contextive/definitions.yml", Some(Format::Glossary)),
        ("lakespeak.yml", Some(Format::Config)),
        ("a/lakespeak.yml", Some(Format::Config)),
        ("a/.glossary.yml", None),
        ("a/glossary.yml", None),
        ("mylakespeak.yml", None),
    ] {
        assert_eq!(Format::of_path(path), format, "{path}");
    }
}

proptest! {
    #[test]
    fn anything_half_typed_is_answered(cut in 0usize..GLOSSARY.len(), junk in "[\\[\\]{}:,\\- \n\ta'\"#é]{0,8}", back in 0usize..12) {
        let (head, tail) = GLOSSARY.split_at(cut);
        let text = format!("{head}{junk}{tail}");
        let at = (0..=(cut + junk.len()).saturating_sub(back)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        for offer in complete(Format::Glossary, &text, at as u32, &lexicon()) {
            prop_assert!(text.get(offer.span.range()).is_some(), "{:?}", offer);
            prop_assert!(!offer.span.of(&text).contains('\n'), "{:?} in {:?}", offer, text);
        }
        let _ = explain(Format::Glossary, &text, at as u32);
    }
}
