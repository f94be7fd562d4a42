//! Writing YAML: texts so that they come back as they were, whatever they hold.

use std::fmt::Write;

/// Prose longer than this goes on lines of its own.
const WIDTH: usize = 96;

/// A text on one line, quoted where it must be.
pub fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// `key: text` with a line end, `indent` blanks before it; long and many-lined texts as blocks.
pub fn entry(out: &mut String, indent: usize, key: &str, text: &str) {
    let key = scalar(key);
    let block = match text.contains('\n') {
        true if keeps_as_literal(text) => Some(("|-", text.lines().map(str::to_owned).collect())),
        false if indent + key.len() + 2 + text.chars().count() > WIDTH && keeps_as_folded(text) => {
            Some((">-", wrapped(text, WIDTH - indent.min(60) - 2)))
        }
        _ => None,
    };
    let pad = " ".repeat(indent);
    // A String takes everything.
    let _ = match block {
        Some((mark, lines)) => {
            let lines: Vec<String> = lines;
            writeln!(out, "{pad}{key}: {mark}").and_then(|()| {
                lines.iter().try_for_each(|line| if line.is_empty() { writeln!(out) } else { writeln!(out, "{pad}  {line}") })
            })
        }
        None => writeln!(out, "{pad}{key}: {}", scalar(text)),
    };
}

/// `key: [a, b]` with a line end; as a block where it would be too long. Nothing where there is nothing.
pub fn list(out: &mut String, indent: usize, key: &str, texts: &[String]) {
    if texts.is_empty() {
        return;
    }
    let pad = " ".repeat(indent);
    let items: Vec<String> = texts.iter().map(|text| in_flow(text)).collect();
    let one_line = format!("{pad}{}: [{}]", scalar(key), items.join(", "));
    let _ = if one_line.chars().count() <= WIDTH {
        writeln!(out, "{one_line}")
    } else {
        writeln!(out, "{pad}{}:", scalar(key)).and_then(|()| texts.iter().try_for_each(|text| writeln!(out, "{pad}  - {}", scalar(text))))
    };
}

/// A text inside a flow list.
pub fn in_flow(text: &str) -> String {
    if text.contains([',', '[', ']', '{', '}']) { quoted(text) } else { scalar(text) }
}

/// Whether a text without quotes comes back as itself, and as a text, in YAML 1.1 and 1.2.
fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let starts = !first.is_whitespace() && !"-?:,[]{}#&*!|>'\"%@`=<~.+0123456789".contains(first);
    let inside = !text.contains(": ") && !text.contains(" #") && !text.contains(['\t', '\n', '\r']) && text.chars().all(is_printable);
    let ends = !text.ends_with(':') && !text.ends_with(char::is_whitespace);
    let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    starts && inside && ends && !words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn is_printable(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_printable(c) => out.push(c),
            c => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
        }
    }
    out.push('"');
    out
}

/// Whether a block of its lines gives the text back.
fn keeps_as_literal(text: &str) -> bool {
    let good = |line: &str| !line.contains('\r') && line.chars().all(|c| is_printable(c) || c == '\t');
    !text.starts_with([' ', '\n', '\t']) && !text.ends_with(['\n', ' ', '\t']) && text.split('\n').all(good)
}

/// Whether lines folded at single blanks give the text back.
fn keeps_as_folded(text: &str) -> bool {
    text.chars().all(is_printable) && text.split(' ').all(|word| !word.is_empty() && !word.contains(char::is_whitespace))
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::glossary::node;

    #[test]
    fn texts_are_quoted_where_they_must_be() {
        for (text, expected) in [
            ("Gold Table", "Gold Table"),
            ("a: b", "\"a: b\""),
            ("yes", "\"yes\""),
            ("1.0", "\"1.0\""),
            ("- a", "\"- a\""),
            ("ends:", "\"ends:\""),
            ("say \"so\"", "say \"so\""),
            ("\"so\"", "\"\\\"so\\\"\""),
            ("größer, 大", "größer, 大"),
            ("", "\"\""),
            ("a\u{7}", "\"a\\u0007\""),
        ] {
            assert_eq!(scalar(text), expected);
        }
        let mut out = String::new();
        entry(&mut out, 2, "a", "one\ntwo");
        list(&mut out, 2, "b", &["x, y".to_owned(), "z".to_owned()]);
        assert_eq!(out, "  a: |-\n    one\n    two\n  b: [\"x, y\", z]\n");
    }

    proptest! {
        #[test]
        fn texts_come_back(text in "([a-z]{1,12}|[ \n\t:#'\"\\-\\[\\]{},&*!|>%@`~?0-9=é大\u{1}\u{85}\u{2028}\\\\]){0,40}", indent in 0usize..3) {
            let mut out = String::from("top:\n");
            entry(&mut out, 2 + indent, "key", &text);
            list(&mut out, 2 + indent, "list", std::slice::from_ref(&text));
            let (root, flaws) = node::parse(&out);
            prop_assert_eq!(&flaws, &Vec::new(), "{}", out);
            let root = root.expect("a root");
            let node::Kind::Mapping(top) = &root.kind else { panic!("{out}") };
            let node::Kind::Mapping(pairs) = &top[0].1.kind else { panic!("{out}") };
            prop_assert_eq!(pairs[0].1.text(), Some(text.as_str()), "{}", out);
            let node::Kind::Sequence(items) = &pairs[1].1.kind else { panic!("{out}") };
            prop_assert_eq!(items[0].text(), Some(text.as_str()), "{}", out);
        }
    }
}
