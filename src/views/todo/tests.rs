use proptest::prelude::*;

use super::*;
use crate::analysis::comments::tests::{analysed, document, findings, lexicon};
use crate::syntax::Language;
use crate::text::edit::apply;

const TEXT: &str = "Filter on the partition column so that the scan reads one day and not the whole table.";

fn language(style: CommentStyle) -> Language {
    if style == CommentStyle::Hash { Language::Python } else { Language::Sql }
}

/// The text after a TODO for its only finding.
fn check(kind: CommentStyle, style: &Style, text: &str, expected: &str) {
    let lexicon = lexicon(TEXT);
    let doc = document(text, language(kind), &lexicon);
    let analysis = analysed(doc.lexed(), &lexicon, kind, &Guidance::default());
    let (title, edit) = insert(&doc, &lexicon, &analysis, &analysis.findings[0], style, &Guidance::default()).unwrap();
    assert!(title.starts_with("Insert TODO: Filter on"), "{title}");
    assert_eq!(apply(text, &[edit]), expected);
}

#[test]
fn todos_in_all_forms() {
    use CommentStyle::{Hash, Jinja, Sql};
    let style = Style { width: 60, ..Style::default() };
    let lines = Style { sql_line_comments: true, author: "ana".into(), ..style.clone() };
    check(
        Hash,
        &style,
        "\tBAD",
        "\t# TODO: Filter on the partition column so that the\n\t#   scan reads one day and not the whole table.\n\t#   (lakespeak:partitioning/full-read)\n\tBAD",
    );
    check(
        Sql,
        &style,
        "x\r\n  BAD\r\n",
        "x\r\n  /* TODO: Filter on the partition column so that the scan\r\n     reads one day and not the whole table.\r\n     (lakespeak:partitioning/full-read) */\r\n  BAD\r\n",
    );
    check(
        Sql,
        &lines,
        "x\rBAD",
        "x\r-- TODO(ana): Filter on the partition column so that the\r--   scan reads one day and not the whole table.\r--   (lakespeak:partitioning/full-read)\rBAD",
    );
    check(
        Jinja,
        &style,
        "BAD\n",
        "{# TODO: Filter on the partition column so that the scan\n   reads one day and not the whole table.\n   (lakespeak:partitioning/full-read) #}\nBAD\n",
    );
    check(
        Hash,
        &Style { width: 200, ..style },
        "#!/bin/python\nBAD\n",
        &format!("#!/bin/python\n# TODO: {TEXT} (lakespeak:partitioning/full-read)\nBAD\n"),
    );
}

/// A mention of the lexicon's first term, and where a comment about its line goes.
fn mention(doc: &Document, lexicon: &Lexicon, at: u32) -> (Mention, Insertion) {
    let term = lexicon.terms().next().unwrap().0;
    let start = comments::line_start(doc.lexed(), doc.lexed().line_of(at));
    let style = if doc.lexed().language() == Language::Sql { CommentStyle::Sql } else { CommentStyle::Hash };
    let insertion = Insertion { at: start, indent: indent_of(doc.lexed(), start), style };
    (Mention { span: Span::new(at, at + 1), term, zone: crate::syntax::Zone::Code }, insertion)
}

#[test]
fn a_term_has_one_todo_a_line() {
    let (lexicon, style, guidance) = (lexicon(TEXT), Style::default(), Guidance::default());
    for (language, text, expected) in [
        (Language::Python, "x\n  y = 1\n", "x\n  # TODO: Partition by date. (lakespeak:partitioning)\n  y = 1\n"),
        (Language::Yaml, "x:\n  y: 1\n", "x:\n  # TODO: Partition by date. (lakespeak:partitioning)\n  y: 1\n"),
        (Language::Sql, "select\n  y\n", "select\n  /* TODO: Partition by date. (lakespeak:partitioning) */\n  y\n"),
    ] {
        let doc = document(text, language, &lexicon);
        let (found, insertion) = mention(&doc, &lexicon, text.rfind('y').unwrap() as u32);
        let (title, edit) = insert_for_term(&doc, &lexicon, &found, insertion, &style, &guidance).unwrap();
        assert_eq!(title, "Insert TODO: Partition by date.");
        let written = apply(text, &[edit]);
        assert_eq!(written, expected);
        let after = document(&written, language, &lexicon);
        let (found, insertion) = mention(&after, &lexicon, written.rfind('y').unwrap() as u32);
        assert!(insert_for_term(&after, &lexicon, &found, insertion, &style, &guidance).is_none(), "{written}");
        let todos = comments::todos(after.lexed(), &guidance);
        assert_eq!(apply(&written, &[remove(&after, &lexicon, &todos[0]).unwrap()]), text);
    }
}

#[test]
fn all_findings_of_a_line_share_one_edit() {
    let (lexicon, style, guidance) = (lexicon("Do it."), Style::default(), Guidance::default());
    let text = "BAD BAD OTHER\nx\n  BAD\n";
    let doc = document(text, Language::Python, &lexicon);
    let mut analysis = analysed(doc.lexed(), &lexicon, CommentStyle::Hash, &guidance);
    analysis.findings.extend(findings(doc.lexed(), &lexicon, "OTHER", "other", CommentStyle::Hash));
    analysis.findings.sort_by_key(|finding| finding.span);
    let edits = insert_all(&doc, &lexicon, &analysis, &style, &guidance);
    assert_eq!(edits.len(), 2);
    let todo = |rule: &str| format!("# TODO: Do it. (lakespeak:partitioning/{rule})\n");
    let expected = format!("{}{}BAD BAD OTHER\nx\n  {}  BAD\n", todo("full-read"), todo("other"), todo("full-read"));
    assert_eq!(apply(text, &edits), expected);
}

#[test]
fn a_removed_todo_leaves_its_neighbours() {
    let lexicon = lexicon(TEXT);
    for (language, text, expected) in [
        (Language::Python, "x  # TODO: a (lakespeak:b/c)\ny\n", "x\ny\n"),
        (Language::Python, "x  # noqa  # TODO: a (lakespeak:b/c)\ny\n", "x  # noqa\ny\n"),
        (Language::Python, "# why\n# TODO: a (lakespeak:b/c)\n# how\ny\n", "# why\n# how\ny\n"),
        (Language::Yaml, "x: 1  # TODO: a (lakespeak:b/c)\r\ny: 2\r\n", "x: 1\r\ny: 2\r\n"),
        (Language::Sql, "a, /* TODO: a (lakespeak:b/c) */ b\n", "a, b\n"),
        (Language::Sql, "a -- TODO: a (lakespeak:b/c)\n", "a\n"),
        (Language::Sql, "a {# TODO: a (lakespeak:b/c) #}\nb\n", "a\nb\n"),
    ] {
        let doc = document(text, language, &lexicon);
        let todos = comments::todos(doc.lexed(), &Guidance::default());
        assert_eq!(apply(text, &[remove(&doc, &lexicon, &todos[0]).unwrap()]), expected, "{text}");
    }
}

proptest! {
    /// What is inserted is found again, is never inserted twice, and goes away without a trace.
    #[test]
    fn there_and_back(
        indent in "[ \t]{0,9}",
        end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        words in prop::collection::vec(prop::sample::select(vec![
            "a", "column", "*/", "/*", "#}", "{{", "{%", "\n", "TODO", "TODO:", "lakespeak:a/b", "lakespeak: ignore[x]", "é", "--", "#", "*", "/", "}",
        ]), 0..30),
        author in prop::sample::select(vec!["", "ana", "a)*/\nb"]),
        kind in prop::sample::select(vec![CommentStyle::Hash, CommentStyle::Sql, CommentStyle::Jinja]),
        sql_line_comments: bool,
        width in 0usize..120,
        url: bool,
        (above, last) in (0usize..3, any::<bool>()),
    ) {
        let guidance = Guidance { base_url: url.then(|| "https://w.example/{id}".into()) };
        let style = Style { author: author.into(), sql_line_comments, width, acknowledges: true };
        let lexicon = lexicon(&words.join(" "));
        let text = format!("{}{indent}BAD{}", format!("x{end}").repeat(above), if last { "" } else { end });
        let doc = document(&text, language(kind), &lexicon);
        let analysis = analysed(doc.lexed(), &lexicon, kind, &guidance);
        let (_, edit) = insert(&doc, &lexicon, &analysis, &analysis.findings[0], &style, &guidance).unwrap();
        prop_assert_eq!(&insert_all(&doc, &lexicon, &analysis, &style, &guidance), std::slice::from_ref(&edit));
        for line in edit.text.split(['\r', '\n']) {
            let body = line.trim_start();
            let used = columns(&line[..line.len() - body.len()]) + body.chars().count();
            // Lead, word and closing delimiter: what can't be broken. `TODO` and stars cling to the word before.
            let whole = body.split_whitespace().count() <= 3 || body.contains("TODO") || body.contains('*');
            prop_assert!(used <= width || whole, "{} columns, {} allowed: {}", used, width, line);
        }
        let written = apply(&text, &[edit]);
        let after = document(&written, language(kind), &lexicon);
        let again = analysed(after.lexed(), &lexicon, kind, &guidance);
        prop_assert_eq!(again.findings.len(), 1, "{}", written);
        prop_assert_eq!(again.todos.len(), 1, "{}", written);
        prop_assert!(existing(&again, &again.findings[0]).is_some(), "{}", written);
        prop_assert!(insert(&after, &lexicon, &again, &again.findings[0], &style, &guidance).is_none());
        prop_assert!(insert_all(&after, &lexicon, &again, &style, &guidance).is_empty());
        prop_assert_eq!(apply(&written, &[remove(&after, &lexicon, &again.todos[0]).unwrap()]), text);
    }
}
