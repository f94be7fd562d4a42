use proptest::prelude::*;

use super::*;
use crate::glossary;

fn term(id: &str) -> Term {
    let text = format!("terms: [{{id: {id}, name: Gold Table, plain_english: 'Signed off, by finance.'}}]");
    glossary::read("x.yml", &text).0.terms.remove(0)
}

/// The text after an edit.
fn after(text: &str, edit: Option<TextEdit>) -> String {
    edit::apply(text, &[edit.unwrap_or_else(|| panic!("no edit of {text}"))])
}

#[test]
fn a_term_is_added_as_the_file_is_written() {
    let check = |before: &str, expected: &str| assert_eq!(after(before, add_term(before, "Silver")), expected);
    let new = "  - name: Silver\n    plain_english: Say in a sentence what it means.\n";
    let flow = "{ name: Silver, plain_english: Say in a sentence what it means. }";
    check("", &format!("terms:\n{new}"));
    check("# ours\n", &format!("# ours\nterms:\n{new}"));
    check("version: 1", &format!("version: 1\nterms:\n{new}"));
    check("terms:\n", &format!("terms:\n{new}"));
    check("terms: # none\ncategory: A\n", &format!("terms: # none\n{new}category: A\n"));
    check("terms: []\n", &format!("terms: [{flow}]\n"));
    check("terms: [{name: A, plain_english: b}]\n", &format!("terms: [{{name: A, plain_english: b}}, {flow}]\n"));
    let block = "terms:\n  - name: A  # first\n    plain_english: >-\n      b\n\n# the end\ncategory: C\n";
    check(block, &block.replace("      b\n", &format!("      b\n{new}")));
    let flat = "terms:\n- name: A\n  plain_english: b";
    check(flat, &format!("{flat}\n- name: Silver\n  plain_english: Say in a sentence what it means.\n"));
    check("terms:\r\n  - name: A\r\n", &format!("terms:\r\n  - name: A\r\n{}", new.replace('\n', "\r\n")));
    let theirs = "contexts:\n  - name: C\n    terms:\n      - name: A\n  - name: D\n";
    check(theirs, &format!("{theirs}    terms:\n      - name: Silver\n        definition: Say in a sentence what it means.\n"));
    assert!(after("", add_term("", "größe")).contains("    id: say-it-in-small-letters\n"));
    for broken in ["- a\n", "text\n", "terms: {a: b}\n", "terms: [\n"] {
        assert_eq!(add_term(broken, "Silver"), None, "{broken}");
    }
}

#[test]
fn an_alias_is_added() {
    let check = |before: &str, expected: &str| assert_eq!(after(before, add_alias(before, &term("gold-table"), "the gold")), expected);
    check("terms:\n  - name: Gold Table\n    # a comment\n", "terms:\n  - name: Gold Table\n    aliases: [the gold]\n    # a comment\n");
    check("terms: [{name: Gold Table}]\n", "terms: [{name: Gold Table, aliases: [the gold]}]\n");
    check("terms:\n- id: gold-table\n  aliases: [a]  # x\n", "terms:\n- id: gold-table\n  aliases: [a, the gold]  # x\n");
    check(
        "terms:\n- name: gold table\n  aliases:\n  - a # x\n  rules: []\n",
        "terms:\n- name: gold table\n  aliases:\n  - a # x\n  - the gold\n  rules: []\n",
    );
    check("terms:\n- name: Gold Table\n  aliases: a\n", "terms:\n- name: Gold Table\n  aliases: [a, the gold]\n");
    check("terms:\n- name: Gold Table\n  aliases:\n", "terms:\n- name: Gold Table\n  aliases: [the gold]\n");
    check("terms:\n- name: Other\n", "terms:\n- name: Other\n- id: gold-table\n  aliases: [the gold]\n");
    check("contexts:\n- terms:\n  - name: Gold Table\n", "contexts:\n- terms:\n  - name: Gold Table\n    aliases: [the gold]\n");
}

#[test]
fn a_card_is_overridden() {
    let before = "terms:\n  - name: Other\n    plain_english: b\n";
    let expected = format!("{before}  - id: gold-table\n    plain_english: Signed off, by finance.\n");
    assert_eq!(after(before, override_card(before, &term("gold-table"))), expected);
    assert_eq!(override_card("terms:\n  - id: gold-table\n", &term("gold-table")), None);
}

#[test]
fn rules_are_set() {
    let check = |before: &str, expected: &str| assert_eq!(after(before, set_rule(before, "a-rule", "off")), expected);
    check("", "rules:\n  a-rule: off\n");
    check("# ours\nversion: 1\n", "# ours\nversion: 1\nrules:\n  a-rule: off\n");
    check("rules:\n  b: hint # why\nexclude: [x]\n", "rules:\n  b: hint # why\n  a-rule: off\nexclude: [x]\n");
    check("rules: { b: hint }\n", "rules: { b: hint, a-rule: off }\n");
    check("rules: {}\n", "rules: { a-rule: off }\n");
    check("rules:\n  a-rule: warning # loud\n", "rules:\n  a-rule: off # loud\n");
    check("rules:\nversion: 1\n", "rules:\n  a-rule: off\nversion: 1\n");
    let check =
        |before: &str, expected: &str| assert_eq!(after(before, set_rule_in_folder(before, "dags/old", "a-rule", "hint")), expected);
    let new = "  - paths: [dags/old/**]\n    rules:\n      a-rule: hint\n";
    check("", &format!("overrides:\n{new}"));
    check("overrides:\n", &format!("overrides:\n{new}"));
    check("overrides:\n  - paths: x\n    rules: { b: off }\n", &format!("overrides:\n  - paths: x\n    rules: {{ b: off }}\n{new}"));
    check(
        "overrides:\n  - paths: dags/old/**\n    rules: { b: off }\n",
        "overrides:\n  - paths: dags/old/**\n    rules: { b: off, a-rule: hint }\n",
    );
    let flow = "overrides: [{ paths: [x], rules: { b: off } }]\n";
    check(flow, &flow.replace(" }]", " }, { paths: [dags/old/**], rules: { a-rule: hint } }]"));
}

/// Files as people write them: bits of the format in any order, with comments between.
fn file() -> impl Strategy<Value = String> {
    let parts = vec![
        "version: 1\n",
        "# a comment\n",
        "\n",
        "category: Ours # here\n",
        "imports:\n  - a.glossary.yml # first\n",
        "terms:\n  - name: Größe A # x\n    id: a\n    plain_english: |\n      One.\n\n      Two.\n    # last\n  # of the list\n",
        "terms:\n- id: gold-table\n  aliases: [a, 'b, c'] # x\n- {name: B, plain_english: c}\n",
        "terms:\n  - name: Gold Table\n    plain_english: >\n      x\n      y\n    aliases:\n      - one # 1\n\n      - \"two\"\n    rules:\n      - id: r\n        find: x\n",
        "terms: [{name: A, plain_english: b}, # x\n  {name: Gold Table,\n   plain_english: b}]\n",
        "rules: { b: hint, c: off } # z\n",
        "rules:\n  b: hint # y\n  # and\n  c: off\n",
        "overrides:\n  - paths: [x]\n    rules: { b: off } # q\n",
        "contexts:\n  - name: C\n    terms:\n      - name: Gold Table # g\n        meta: { a: b }\n",
    ];
    (prop::sample::subsequence(parts, 0..7).prop_shuffle(), any::<bool>(), any::<bool>()).prop_map(|(parts, crlf, cut)| {
        let mut text: String = parts.concat();
        if cut {
            text.truncate(text.trim_end().len());
        }
        if crlf { text.replace('\n', "\r\n") } else { text }
    })
}

/// Lines that are there no more: an edit changes one line at most, and a line end may be added to the last.
fn changed<'a>(before: &'a str, after: &str) -> Vec<&'a str> {
    let mut rest = after.lines();
    let mut lost = Vec::new();
    for line in before.lines() {
        let mut look = rest.clone();
        if look.any(|other| other == line) {
            rest = look;
        } else {
            lost.push(line);
        }
    }
    lost
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn an_edit_makes_its_change_and_no_other(text in file(), word in "[a-zé][a-z :#,'\\[\\]{}-]{0,12}[a-z]") {
        let gold = term("gold-table");
        let edits = [
            (add_term(&text, &word), word.as_str()),
            (add_alias(&text, &gold, &word), word.as_str()),
            (override_card(&text, &gold), "gold-table"),
            (set_rule(&text, "a-rule", "off"), "a-rule"),
            (set_rule_in_folder(&text, "x", "a-rule", "off"), "a-rule"),
        ];
        for (edit, change) in edits {
            let Some(edit) = edit else { continue };
            let after = edit::apply(&text, std::slice::from_ref(&edit));
            let before = scalars(&text);
            let mut now = scalars(&after);
            prop_assert!(now.iter().any(|one| one == change), "{:?} is not in\n{}", change, after);
            for one in before {
                // A setting may have been another before.
                let at = now.iter().position(|other| *other == one);
                prop_assert!(at.is_some() || ["hint", "off"].contains(&one.as_str()), "{:?} is lost in\n{}", one, after);
                at.map(|at| now.remove(at));
            }
            prop_assert!(changed(&text, &after).len() <= 1, "{:?} of\n{}\nin\n{}", changed(&text, &after), text, after);
        }
    }
}

/// All texts of a file.
fn scalars(text: &str) -> Vec<String> {
    fn collect(node: &Node, all: &mut Vec<String>) {
        match &node.kind {
            node::Kind::Scalar { text, .. } => all.push(text.to_string()),
            node::Kind::Sequence(items) => items.iter().for_each(|item| collect(item, all)),
            node::Kind::Mapping(pairs) => pairs.iter().for_each(|(key, value)| {
                collect(key, all);
                collect(value, all);
            }),
        }
    }
    let mut all = Vec::new();
    if let Some(root) = node::parse(text).0 {
        collect(&root, &mut all);
    }
    // What states nothing is filled.
    all.retain(|text| !text.is_empty());
    all
}
