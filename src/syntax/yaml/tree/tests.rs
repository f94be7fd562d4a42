use proptest::prelude::*;

use super::*;
use crate::syntax::Language;

fn lexed(text: &str) -> Lexed {
    Lexed::new(text.into(), Language::Yaml)
}

/// Takes `‸` out of a text and says where it stood.
fn cursor(marked: &str) -> (String, u32) {
    let (before, behind) = marked.split_once('‸').unwrap_or_default();
    (format!("{before}{behind}"), before.len() as u32)
}

/// The path of the place at the cursor, what it is, and its text.
fn place(marked: &str) -> String {
    let (text, at) = cursor(marked);
    let lexed = lexed(&text);
    let tree = Tree::new(&lexed);
    let Some(place) = tree.at(at) else { return "nothing".into() };
    let path = place.entry.map_or_else(Vec::new, |entry| tree.path(&lexed, entry)).join(".");
    let (word, span) = match place.part {
        Part::Key(span) => ("key", span),
        Part::Value(span) => ("value", span),
        Part::Item(span) => ("item", span),
    };
    format!("{path} {word} {}", lexed.slice(span))
}

#[track_caller]
fn check(marked: &str, expected: &str) {
    assert_eq!(place(marked), expected, "{marked}");
}

#[test]
fn places() {
    check("a:\n  b: ‸c\n", "a.b value c");
    check("a:\n  ‸b: c\n", "a.b key b");
    check("a:\n- x\n- ‸y z # c\n", "a item y z");
    check("a:\n- x: 1\n  ‸y: 2\n", "a.y key y");
    check("a: [x, {k: ‸v}]\nb: 1\n", "a.k value v");
    check("a: [x, ‸\"y\"]\n", "a item \"y\"");
    check("a:\n  b: 1\nc:\n  ‸d: 1\n", "c.d key d");
    check("- - ‸a\n", " item a");
    check("a: |\n  select 1\n\n  from ‸x\n\nb: 1\n", "a value   select 1\n\n  from x");
    check("a: ‸x\n  y\nb: 1\n", "a value x\n  y");
    check("a: \"x\n  ‸y\"\n", "a value \"x\n  y\"");
    check("{{ k }}_x: {{ ‸v }}\n", "{{ k }}_x value {{ v }}");
    check("a: x{{ ‸v }}\n  {{- end }}\n", "a value x{{ v }}");
    check("a:\n  {{- ‸if }}\n  b: 1\n", "nothing");
    check("? a\n: ‸b\n", "a value b");
    check("x: &x\n  <<: *y\n  &k ‸z: !t v\n", "x.z key z");
    check("a: 1\n---\nb:\n    c: 1\n  ‸d: 1\n", "b.d key d");
    check("needs: [a, b\nruns: ‸x\n", "runs value x");
    check("a: ‸# c\n", "nothing");
}

#[test]
fn relatives() {
    let lexed = lexed("a:\n  - b: 1\n    c: {d: 1, e: 2}\n  - b: 2\nf: 3\n");
    let tree = Tree::new(&lexed);
    let names = |entries: Vec<u32>| entries.into_iter().map(|entry| tree.name(&lexed, entry)).collect::<Vec<_>>().join(" ");
    assert_eq!(names(tree.siblings(0).collect()), "a f");
    assert_eq!(names(tree.siblings(2).collect()), "b c");
    assert_eq!(names(tree.siblings(4).collect()), "d e");
    assert_eq!(names(tree.children(0).collect()), "b c b");
    assert_eq!(names(tree.children(2).collect()), "d e");
    assert_eq!(tree.subtree_end(0), 6);
    assert_eq!(tree.children(9).count() + tree.siblings(9).count() + tree.path(&lexed, 9).len(), 0);
}

#[test]
fn documents() {
    let text = "# c\n---\na: 1\n---\nb: 1\n...\n";
    let tree = Tree::new(&lexed(text));
    assert_eq!(tree.document_count(), 2);
    assert_eq!(tree.document_span(1).of(text), "---\nb: 1\n...\n");
    assert_eq!(tree.entries()[1].document, 1);
    assert_eq!(tree.document_at(15), 1);
}

#[track_caller]
fn check_above(marked: &str, expected: &str) {
    let (text, at) = cursor(marked);
    let line = Tree::new(&lexed(&text)).line_above(at);
    assert_eq!(text[line as usize..].lines().next(), Some(expected), "{marked}");
}

#[test]
fn comments_go_above_what_they_are_about() {
    check_above("a:\n  b: ‸c\n", "  b: c");
    check_above("a:\n  b: {c: [\n    ‸x]\n  }\n", "  b: {c: [");
    check_above("a:\n  - run: |\n      x\n      ‸y\n", "  - run: |");
    check_above("a: \"x\n  ‸y\"\n", "a: \"x");
    check_above("a: [x\nb: ‸y\n", "b: y");
    check_above("a: |\nb: ‸y\n", "b: y");
}

proptest! {
    #[test]
    fn any_text_has_a_sound_tree(pieces in prop::collection::vec(prop::sample::select(vec![
        "a: ", "b:\n", "- ", "? ", ": ", "  ", "\n", "\r\n", "{", "}", "[", "]", ",", "x", "'", "\"", "|\n", "{{", "}}", "{% x %}", "{#", "#}",
        " # c", "---\n", "...\n", "&a ", "*a ", "!t ", "é", "\t",
    ]), 0..50)) {
        let text = pieces.concat();
        let lexed = lexed(&text);
        let tree = Tree::new(&lexed);
        let count = tree.entries().len() as u32;
        for (index, entry) in tree.entries().iter().enumerate() {
            let index = index as u32;
            prop_assert!(tree.get(index + 1).is_none_or(|next| entry.key.start < next.key.start));
            prop_assert!(entry.parent.is_none_or(|parent| parent < index && tree.subtree_end(parent) > index));
            prop_assert!(tree.subtree_end(index) > index && tree.subtree_end(index) <= count);
            prop_assert!(tree.siblings(index).any(|sibling| sibling == index));
            prop_assert!(tree.children(index).all(|child| tree.get(child).is_some_and(|child| child.parent == Some(index))));
            prop_assert!(!lexed.slice(entry.key).is_empty());
            prop_assert!(entry.value.is_none_or(|value| !lexed.slice(value).is_empty()));
        }
        prop_assert!(tree.items().windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        for at in 0..=text.len() as u32 {
            prop_assert!(tree.line_above(at) <= at);
            tree.at(at);
        }
    }
}

#[test]
fn no_comment_goes_between_the_lines_of_a_scalar() {
    for (marked, line) in [
        ("a: 1\nd: b\n  ‸c, d\n  e\n", "d: b"),
        ("a: 1\n- b\n  c\n- ‸d\n", "- d"),
        ("a:\n  b\n  ‸c\n", "  b"),
        ("a: b\nc:\n  - ‸d\n", "  - d"),
    ] {
        let (text, at) = cursor(marked);
        let above = Tree::new(&lexed(&text)).line_above(at) as usize;
        assert_eq!(text[above..].lines().next(), Some(line), "{marked}");
    }
}
