use std::sync::Arc;

use super::*;
use crate::analysis::{Analysis, Cancel, CommentStyle, Document, Finding, Guidance, Insertion};
use crate::lexicon::term::Generated;
use crate::lexicon::{Card, FindIn, Glossary, Group, Lexicon, Once, Rule, Severity, Source, Stated, Term};
use crate::syntax::{Language, LanguageSet, Lexed, Zone, ZoneSet};
use crate::text::Span;

pub(crate) fn rule(id: &str, find_in: FindIn, group: Group, todo: &str) -> Rule {
    Rule {
        id: id.into(),
        languages: LanguageSet::ALL,
        find: Vec::new(),
        find_in,
        zones: ZoneSet::of([Zone::Code]),
        when: Vec::new(),
        unless: Vec::new(),
        group,
        severity: Severity::Warning,
        once: Once::Statement,
        message: "It reads everything.".into(),
        advice: String::new(),
        todo: todo.into(),
        docs: None,
        same_as: Vec::new(),
        bad: Vec::new(),
        good: Vec::new(),
        off: false,
        stated: Stated::default(),
        source: Source::default(),
    }
}

fn term(id: &str, rules: Vec<Rule>) -> Term {
    Term {
        id: id.into(),
        name: id.into(),
        category: "Storage".into(),
        aliases: Vec::new(),
        forms: Vec::new(),
        generated: Generated::default(),
        not: Vec::new(),
        context: None,
        card: Card { should_have_done: vec!["Partition by date.".into()], ..Card::default() },
        related: Vec::new(),
        deprecated: None,
        hints: Vec::new(),
        rules,
        off: false,
        stated: Stated::default(),
        source: Source::default(),
    }
}

/// A term with rules `full-read`, `other` and (off) `quiet`, whose TODO says `todo`; and those about our own comments.
pub(crate) fn lexicon(todo: &str) -> Lexicon {
    let text = |id, group| rule(id, FindIn::Text, group, todo);
    let recommended = Group::Recommended;
    let mine = |id, find_in| Rule { severity: Severity::Hint, ..rule(id, find_in, recommended, "") };
    let first = term("partitioning", vec![text("full-read", recommended), text("other", recommended), text("quiet", Group::Pedantic)]);
    let second = vec![
        mine("stale-todo", FindIn::StaleTodo),
        mine("unused-suppression", FindIn::UnusedSuppression),
        mine("unknown-suppression", FindIn::UnknownSuppression),
    ];
    Lexicon::compile([Glossary { file: String::new(), terms: vec![first, term("lakespeak", second)], imports: Vec::new() }])
}

pub(crate) fn document(text: &str, language: Language, lexicon: &Lexicon) -> Document {
    Document::new(Arc::from(text), language, lexicon, &Cancel::default())
}

/// Findings of `rule` at every `needle`, each to be commented above its own line.
pub(crate) fn findings(lexed: &Lexed, lexicon: &Lexicon, needle: &str, rule: &str, style: CommentStyle) -> Vec<Finding> {
    let rule = lexicon.rule_by_id(rule).unwrap();
    let places = lexed.text().match_indices(needle).map(|(at, _)| Span::new(at as u32, (at + needle.len()) as u32));
    let code = places.filter(|span| lexed.zone_at(span.start) != Zone::Comment);
    code.map(|span| {
        let at = line_start(lexed, lexed.line_of(span.start));
        let insertion = Insertion { at, indent: indent_of(lexed, at), style };
        Finding { span, rule, severity: Severity::Warning, insertion, statement: span, acknowledged: None, deprecated: None }
    })
    .collect()
}

/// Everything about a text in which `BAD` is a finding of `full-read`.
pub(crate) fn analysed(lexed: &Lexed, lexicon: &Lexicon, style: CommentStyle, guidance: &Guidance) -> Analysis {
    let found = findings(lexed, lexicon, "BAD", "full-read", style);
    settle(found, todos(lexed, guidance), suppressions(lexed), lexed, lexicon, &lexicon.severities(&[]), true)
}

fn lexed(text: &str, language: Language) -> Lexed {
    Lexed::new(Arc::from(text), language)
}

/// Each TODO as `term/rule @ the line that it is about`.
fn check_todos(language: Language, text: &str, expected: &[&str]) {
    let lexed = lexed(text, language);
    let guidance = Guidance { base_url: Some("https://wiki.example/{id}".into()) };
    let found: Vec<String> = todos(&lexed, &guidance)
        .iter()
        .map(|todo| {
            let about = lexed.slice(lexed.line_span(lexed.line_of(todo.about))).trim();
            format!("{}/{} @ {about}", todo.term, todo.rule.as_deref().unwrap_or("-"))
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn todos_in_all_comment_forms() {
    use Language::{Python, Sql, Yaml};
    let x = "a/b @ x";
    for (language, text, expected) in [
        (Python, "# TODO: do it (lakespeak:a/b)\nx\n", vec![x]),
        (Python, "# TODO: do it\n#   now and here\n#   (lakespeak:a/b)\nx\n", vec![x]),
        (Python, "# TODO: see https://wiki.example/a#b.\r\nx\r\n", vec![x]),
        (Python, "# TODO: do it (lakespeak:a)\n# TODO: that (lakespeak:c/d)\n# words\nx\n", vec!["a/- @ x", "c/d @ x"]),
        (Python, "# TODO(me): (lakespeak:a/b)\n# lakespeak: ignore[d]\nx", vec![x]),
        (Python, "# TODO: one\n# TODO: two (lakespeak:a/b)\nx", vec![x]),
        (Python, "# TODO: one (lakespeak:a/b)\n# more on lakespeak:c/d\nx", vec![x]),
        (Python, "# TODO: one (lakespeak:a/b)\n\nx", vec!["a/b @ "]),
        (Python, "y\nx  # TODO: one (lakespeak:a/b)\nz", vec!["a/b @ x  # TODO: one (lakespeak:a/b)"]),
        (Python, "# TODO: one\n\n# (lakespeak:a/b)\nx", vec![]),
        (Python, "# see lakespeak:a/b\nx", vec![]),
        (Python, "# TODOS (lakespeak:a/b)\nx", vec![]),
        (Python, "s = '# TODO: one (lakespeak:a/b)'\nx", vec![]),
        (Python, "# TODO: (lakespeak: ignore[a]) and lakespeak:ignore[b] xlakespeak:a/b\nx", vec![]),
        (Yaml, "k:\n  # TODO: do it (lakespeak:a/b)\n  x: 1\n", vec!["a/b @ x: 1"]),
        (Yaml, "k: |\n  # TODO: do it (lakespeak:a/b)\n  x\n", vec![]),
        (Sql, "/* TODO: do it (lakespeak:a/b) */\nx\n", vec![x]),
        (Sql, "/* TODO: do it\n\n   now (lakespeak:a/b) */\nx\n", vec![x]),
        (Sql, "/* TODO: (lakespeak:a/b) */ x", vec!["a/b @ /* TODO: (lakespeak:a/b) */ x"]),
        (Sql, "-- TODO: do it\n--   now (lakespeak:a/b)\nx\n", vec![x]),
        (Sql, "{# TODO: do it (lakespeak:a/b) #}\nx\n", vec![x]),
        (Sql, "{# TODO: do\n   it (lakespeak:a/b) #}\n/* TODO: y (lakespeak:c/d) */\nx\n", vec![x, "c/d @ x"]),
        (Sql, "/* TODO: one (lakespeak:a/b)\n * TODO: two (lakespeak:c/d)\n */\nx\n", vec![x, "c/d @ x"]),
    ] {
        check_todos(language, text, &expected);
        if !text.contains("\r\n") {
            check_todos(language, &text.replace('\n', "\r\n"), &expected);
            check_todos(language, &text.replace('\n', "\r"), &expected);
        }
    }
}

#[test]
fn the_teams_links_are_written_and_read() {
    for (base, term, rule) in [
        ("https://w.example/data/{id}", "https://w.example/data/a", "https://w.example/data/a#b"),
        ("https://w.example/{id}.html", "https://w.example/a.html", "https://w.example/a.html#b"),
        ("https://w.example/{id}/{rule}", "https://w.example/a", "https://w.example/a/b"),
        ("https://w.example/{id}?r={rule}&x=1", "https://w.example/a?r=&x=1", "https://w.example/a?r=b&x=1"),
        ("https://w.example/", "https://w.example/a", "https://w.example/a#b"),
        ("{id}", "lakespeak:a", "lakespeak:a/b"),
    ] {
        let guidance = Guidance { base_url: Some(base.into()) };
        assert_eq!(link(&guidance, "a", None), term, "{base}");
        assert_eq!(link(&guidance, "a", Some("b")), rule, "{base}");
        for (link, expected) in [(term, None), (rule, Some("b".to_owned()))] {
            let found = todos(&lexed(&format!("# TODO: ({link})\nx"), Language::Python), &guidance);
            let read: Vec<_> = found.iter().map(|todo| (todo.term.as_str(), todo.rule.clone(), todo.link.len() as usize)).collect();
            assert_eq!(read, [("a", expected, link.len())], "{base}: {link}");
        }
    }
}

/// Each suppression as `the text of its span -> ids`.
#[test]
fn suppressions_in_all_comment_forms() {
    use Language::{Python, Sql, Yaml};
    for (language, text, expected) in [
        (Python, "x  # lakespeak: ignore[a, b-c] because\n", vec!["lakespeak: ignore[a, b-c] -> a b-c"]),
        (Python, "# lakespeak:ignore [ a ,b ]\nx", vec!["lakespeak:ignore [ a ,b ] -> a b"]),
        (Python, "# lakespeak: ignore because\nx", vec!["lakespeak: ignore -> "]),
        (Python, "# lakespeak: ignore-file[a]\nx", vec!["lakespeak: ignore-file[a] -> file a"]),
        (Python, "x # lakespeak: ignore[a] # lakespeak: ignore[b]", vec!["lakespeak: ignore[a] -> a", "lakespeak: ignore[b] -> b"]),
        (Python, "# lakespeak: ignore[a\nx", vec!["lakespeak: ignore[a -> a"]),
        (Python, "# Lakespeak: ignore[a]\n# lakespeak: ignored[a]\n'lakespeak: ignore[a]'", vec![]),
        (Yaml, "k: v # lakespeak: ignore[a]\n", vec!["lakespeak: ignore[a] -> a"]),
        (Sql, "x -- lakespeak: ignore[a]\n", vec!["lakespeak: ignore[a] -> a"]),
        (Sql, "/* lakespeak: ignore[a */ x\n", vec!["lakespeak: ignore[a -> a"]),
        (Sql, "{# lakespeak: ignore[] #} x\n", vec!["lakespeak: ignore[] -> "]),
    ] {
        let lexed = lexed(text, language);
        let shown = |found: &crate::analysis::Suppression| {
            let ids: Vec<_> = found.ids.iter().map(|(span, id, _)| (lexed.slice(*span) == id).then_some(id.as_str()).unwrap()).collect();
            format!("{} -> {}{}", lexed.slice(found.span), if found.whole_file { "file " } else { "" }, ids.join(" "))
        };
        assert_eq!(suppressions(&lexed).iter().map(shown).collect::<Vec<_>>(), expected, "{text}");
    }
}

/// Findings that are left as `line:rule`, with `*` where acknowledged.
fn check_settled(language: Language, text: &str, expected: &str) {
    let (lexed, lexicon) = (lexed(text, language), lexicon("Do it."));
    let style = if language == Language::Sql { CommentStyle::Sql } else { CommentStyle::Hash };
    let analysis = analysed(&lexed, &lexicon, style, &Guidance::default());
    let shown = analysis.findings.iter().map(|finding| {
        let star = if finding.acknowledged.is_some() && finding.severity == Severity::Hint { "*" } else { "" };
        format!("{}:{}{star}", lexed.line_of(finding.span.start), lexicon.rule(finding.rule).id)
    });
    assert_eq!(shown.collect::<Vec<_>>().join(" "), expected, "{text}");
}

#[test]
fn findings_settle_with_comments() {
    use Language::{Python, Sql, Yaml};
    for (language, text, expected) in [
        (Python, "BAD\n", "0:full-read"),
        (Python, "# TODO: it (lakespeak:partitioning/full-read)\nBAD BAD\nBAD\n", "1:full-read* 1:full-read* 2:full-read"),
        (Python, "# TODO: it (lakespeak:partitioning/full-read)\n# words\nBAD\n", "2:full-read*"),
        (Python, "# TODO: it (lakespeak:partitioning)\nBAD\n", "1:full-read"),
        (Python, "# TODO: it (lakespeak:partitioning/full-read)\n\nBAD\n", "0:stale-todo 2:full-read"),
        (Python, "# TODO: it (lakespeak:partitioning/quiet)\n# TODO: it (lakespeak:x/y)\nx\n", ""),
        (Python, "# lakespeak: ignore[stale-todo]\n# TODO: it (lakespeak:partitioning/other)\nx\n", ""),
        (Python, "BAD # lakespeak: ignore[full-read]\nBAD\n", "1:full-read"),
        (Python, "# lakespeak: ignore[full-read]\nBAD\nBAD\n", "2:full-read"),
        (Python, "# lakespeak: ignore[full-read]\n# words\nBAD\n", ""),
        (Python, "BAD\nx\n# lakespeak: ignore-file[full-read] all", ""),
        (Python, "BAD # lakespeak: ignore\n", "0:full-read 0:unknown-suppression"),
        (Python, "BAD # lakespeak: ignore[full-read, nope, other, quiet]\n", "0:unknown-suppression 0:unused-suppression"),
        (Python, "x # lakespeak: ignore[full-read, unused-suppression]\n", ""),
        (Python, "x # lakespeak: ignore[unused-suppression]\n", "0:unused-suppression"),
        (Python, "x # lakespeak: ignore[nope] lakespeak: ignore[unknown-suppression]\n", ""),
        (Python, "# TODO: it (lakespeak:partitioning/full-read)\nBAD # lakespeak: ignore[full-read]\n", ""),
        (Sql, "/* a\n b */ BAD", "1:full-read"),
        (Sql, "/* TODO: it (lakespeak:partitioning/full-read) */\n/* a\n b */ BAD", "2:full-read*"),
        (Sql, "/* TODO: it (lakespeak:partitioning/full-read) */\n'a\n b' BAD", "2:full-read*"),
        (Sql, "-- lakespeak: ignore[full-read]\n'a\n b' BAD", ""),
        (Yaml, "a: |\n  x\n# TODO: it (lakespeak:partitioning/full-read)\nb: BAD\n", "3:full-read*"),
        (Yaml, "a: |\n  x\nb: BAD # lakespeak: ignore[full-read]\n", ""),
    ] {
        check_settled(language, text, expected);
    }
}

#[test]
fn many_of_everything_are_linear() {
    let lexicon = lexicon("Do it.");
    for line in [
        "# TODO: it (lakespeak:partitioning/full-read)\n",
        "# TODO: it (lakespeak:partitioning/full-read)\nBAD\n",
        "BAD # lakespeak: ignore[full-read]\n",
        "# lakespeak: ignore[\n",
        "# lakespeak: ignore[full-read] lakespeak: ignore[ ",
        "# TODO (lakespeak:a/b) ",
        "# TODO\n",
    ] {
        let lexed = lexed(&line.repeat(20_000), Language::Python);
        let start = std::time::Instant::now();
        let _ = analysed(&lexed, &lexicon, CommentStyle::Hash, &Guidance::default());
        assert!(start.elapsed().as_secs() < 8, "{line:?} took {:?}", start.elapsed());
    }
}
