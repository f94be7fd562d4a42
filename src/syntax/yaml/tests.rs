use std::fmt::Write as _;

use crate::syntax::{Language, Lexed, TokenKind, Zone};

/// The tokens of a text, one line of output a line of text: `K` key, `:`, `-`, `S` scalar, `H` block header, `T` block
/// text, `P` property, `M` marker, `#` comment, `{`/`}`/`,` of flow collections, `J` a whole template.
fn show(text: &str) -> String {
    let lexed = Lexed::new(text.into(), Language::Yaml);
    let mut out = String::new();
    let mut line = 0;
    let mut template = false;
    for leaf in lexed.tokens_from(0) {
        let here = lexed.line_of(leaf.span.start);
        while line < here {
            out.push('\n');
            line += 1;
        }
        let source = lexed.slice(leaf.span).trim_end_matches(['\r', '\n']);
        let shown = source.replace(' ', "·");
        let inside = leaf.zone == Zone::Template;
        let _ = match leaf.kind {
            TokenKind::TemplateOpen => write!(out, "J"),
            _ if inside => Ok(()),
            TokenKind::Blank | TokenKind::Newline => Ok(()),
            TokenKind::Key => write!(out, "K<{shown}>"),
            TokenKind::Scalar => write!(out, "S<{shown}>"),
            TokenKind::BlockHeader => write!(out, "H{shown}"),
            TokenKind::BlockText => write!(out, "T<{shown}>"),
            TokenKind::Property => write!(out, "P<{shown}>"),
            TokenKind::Marker => write!(out, "M"),
            TokenKind::Comment => write!(out, "#"),
            TokenKind::Dash | TokenKind::Colon | TokenKind::Comma | TokenKind::Open | TokenKind::Close => write!(out, "{source}"),
            other => write!(out, "!{other:?}"),
        };
        template |= inside;
        let zone = match leaf.kind {
            _ if inside => Zone::Template,
            TokenKind::Key => Zone::Key,
            TokenKind::Scalar | TokenKind::BlockText => Zone::Value,
            TokenKind::Comment => Zone::Comment,
            _ => Zone::Code,
        };
        assert_eq!(leaf.zone, zone, "{leaf:?}");
    }
    out.trim_end_matches('\n').to_owned()
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let expected: Vec<_> = expected.lines().map(str::trim).collect();
    assert_eq!(show(text), expected.join("\n").trim(), "\n{text}");
    let windows = text.replace('\n', "\r\n");
    assert_eq!(show(&windows), expected.join("\n").trim(), "with \\r\\n");
}

#[test]
fn keys_and_plain_values() {
    check("a: b # c\n\"q k\" : 'v'\n'it''s': x#y\n", "K<a>:S<b>#\nK<\"q·k\">:S<'v'>\nK<'it''s'>:S<x#y>");
    check(
        "url: http://x:80/a\nat: 12:30:00\nkey:value\nlog: Note: this\n",
        "K<url>:S<http://x:80/a>\nK<at>:S<12:30:00>\nS<key:value>\nK<log>:S<Note:·this>",
    );
    check("é ü:\t日本  \nempty:\n", "K<é·ü>:S<日本>\nK<empty>:");
}
