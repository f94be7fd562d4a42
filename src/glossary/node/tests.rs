use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

/// Every scalar with its exact bytes.
fn scalars(node: &Node, out: &mut Vec<(String, Span)>) {
    match &node.kind {
        Kind::Scalar { text, .. } => out.push((text.to_string(), node.span)),
        Kind::Sequence(items) => items.iter().for_each(|item| scalars(item, out)),
        Kind::Mapping(pairs) => pairs.iter().for_each(|(key, value)| {
            scalars(key, out);
            scalars(value, out);
        }),
    }
}

fn words(text: &str) -> Vec<String> {
    let (root, _) = parse(text);
    let mut all = Vec::new();
    if let Some(root) = &root {
        scalars(root, &mut all);
    }
    all.into_iter().map(|(word, _)| word).collect()
}

#[test]
fn places_are_exact() {
    for text in ["a: b\nc: [d, 'e']\n", "\u{feff}ä: bé\r\nc:\r\n  - \"𝄞d\"\r\n  - {x: y}\r\n", "a: |\n  text\nb: >-\n  more\n"] {
        let (root, flaws) = parse(text);
        assert_eq!(flaws, [], "{text:?}");
        let mut all = Vec::new();
        scalars(&root.expect("a tree"), &mut all);
        for (word, span) in all {
            assert!(span.of(text).contains(word.trim_end()), "{word:?} is not {:?}", span.of(text));
            assert!(span.of(text).len() <= word.len() + 6, "{word:?} in {:?}", span.of(text));
        }
    }
}

#[test]
fn a_collection_covers_its_parts_and_nothing_behind() {
    let text = "a:\n  - b: 1\n    c: 2\n\n# end\nd: [e]\n";
    let (root, _) = parse(text);
    let Some(Node { kind: Kind::Mapping(pairs), .. }) = root else { panic!("a mapping") };
    let spans: Vec<_> = pairs.iter().map(|(_, value)| value.span.of(text)).collect();
    assert_eq!(spans, ["- b: 1\n    c: 2", "[e]"]);
}

#[test]
fn flaws_have_their_place() {
    for (text, line, column, message) in [
        ("a: 1\nb: 2\na: 3\n", 2, 0, "`a` is here twice"),
        ("a: 1\n---\nb: 2\n", 1, 0, "one document a file"),
        ("a: &x [*x]\n", 0, 7, "inside what it refers to"),
        ("a: *nobody\n", 0, 3, "not valid YAML"),
        ("a:\n\tb: 1\n", 1, 1, "not valid YAML"),
        ("é: 'open\n", 0, 3, "not valid YAML"),
    ] {
        let (_, flaws) = parse(text);
        let found: Vec<_> = flaws.iter().map(|flaw| (flaw.line, flaw.column, flaw.message.as_str())).collect();
        assert!(matches!(found.as_slice(), [(l, c, m)] if (*l, *c) == (line, column) && m.contains(message)), "{text:?} gave {found:?}");
    }
}

#[test]
fn one_broken_item_does_not_cost_the_others() {
    let text =
        "terms:\n  - name: one\n    x: 1\n  - name: two\n    say: \"open\n  - name: three\n    bad: [1, 2\n  - name: four\nend: yes\n";
    let (_, flaws) = parse(text);
    assert_eq!(words(text), ["terms", "name", "one", "x", "1", "name", "four", "end", "yes"]);
    assert_eq!(flaws.len(), 2, "{flaws:?}");
    assert_eq!(words("terms:\n- \"open\n- name: two\n"), ["terms", "name", "two"]);
    assert_eq!(words("terms: [{name: one}, {name: two\n"), ["terms", "name", "one"], "a flow list keeps what was complete");
}

#[test]
fn bombs_are_refused_at_once() {
    let laughs: String = std::iter::once("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned())
        .chain((1..12).map(|n| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", "))))
        .collect();
    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(500_000), vec!["*a"; 10_000].join(", "));
    let block: String = "- ".repeat(100_000);
    let indented: String = (0..1_500).fold(String::new(), |text, depth| text + &" ".repeat(depth) + "a:\n");
    let dashes = format!("terms:\n{}", "- \"\n".repeat(50_000));
    for (name, text) in [
        ("laughs", laughs),
        ("long", long),
        ("block", block),
        ("indented", indented),
        ("dashes", dashes),
        ("brackets", "[".repeat(1 << 20)),
        ("braces", "{".repeat(1 << 20)),
        ("pairs", "[{".repeat(1 << 19)),
        ("keys", "? ".repeat(1 << 19)),
        ("tabs", "\t".repeat(1 << 20)),
        ("quotes", "'".repeat(1 << 20)),
        ("colons", "a: ".repeat(1 << 18)),
        ("anchors", "&a ".repeat(1 << 18)),
        ("hashes", "#\n".repeat(1 << 18)),
    ] {
        let start = Instant::now();
        let (_, flaws) = parse(&text);
        let took = start.elapsed();
        // Milliseconds in a release build; the bound leaves room for a debug build on a busy machine.
        assert!(took < Duration::from_secs(5), "{name} took {took:?}");
        assert!(!flaws.is_empty() || matches!(name, "hashes" | "quotes" | "dashes" | "tabs"), "{name} was taken");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in "[-:a \n#\"'\\[\\]{}&*!|>%?,\téé\r]{0,120}") {
        let (root, flaws) = parse(&text);
        for flaw in flaws {
            prop_assert!(text.get(flaw.span.range()).is_some(), "{flaw:?}");
        }
        let mut all = Vec::new();
        if let Some(root) = &root {
            scalars(root, &mut all);
        }
        for (_, span) in all {
            prop_assert!(text.get(span.range()).is_some(), "{span:?}");
        }
    }
}
