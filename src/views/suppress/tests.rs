use proptest::prelude::*;

use super::*;
use crate::analysis::Guidance;
use crate::analysis::comments::tests::{analysed, document, lexicon};
use crate::text::edit::apply;

/// The text after an edit for its first finding, which then is gone, with nothing said about the comment itself.
fn check(language: Language, style: CommentStyle, text: &str, on_line: Option<&str>, in_file: Option<&str>) {
    let lexicon = lexicon("Do it.");
    let doc = document(text, language, &lexicon);
    let before = analysed(doc.lexed(), &lexicon, style, &Guidance::default());
    let edits =
        [(on_line, ignore_on_line(&doc, &lexicon, &before.findings[0])), (in_file, ignore_in_file(&doc, &lexicon, &before.findings[0]))];
    for (expected, offered) in edits {
        let edit = offered.unwrap().1;
        let Some(expected) = expected else { continue };
        let written = apply(text, &[edit]);
        assert_eq!(written, expected);
        let after = document(&written, language, &lexicon);
        let analysis = analysed(after.lexed(), &lexicon, style, &Guidance::default());
        assert_eq!(analysis.findings, [], "{written}");
    }
}

#[test]
fn ignored_where_a_comment_is_safe() {
    use CommentStyle::{Hash, Jinja, Sql};
    use Language::{Python, Yaml};
    let sql = Language::Sql;
    for (language, style, text, on_line, in_file) in [
        (Python, Hash, "BAD", Some("BAD  # lakespeak: ignore[full-read]"), Some("# lakespeak: ignore-file[full-read]\nBAD")),
        (
            Python,
            Hash,
            "#!/x\r\n BAD \r\n",
            Some("#!/x\r\n BAD  # lakespeak: ignore[full-read] \r\n"),
            Some("#!/x\r\n# lakespeak: ignore-file[full-read]\r\n BAD \r\n"),
        ),
        (Python, Hash, "\tBAD # w\n", Some("\t# lakespeak: ignore[full-read]\n\tBAD # w\n"), None),
        (Python, Hash, "BAD '''\n'''\n", Some("# lakespeak: ignore[full-read]\nBAD '''\n'''\n"), None),
        (Python, Hash, "BAD + \\\n1\n", Some("# lakespeak: ignore[full-read]\nBAD + \\\n1\n"), None),
        (Python, Hash, "BAD # lakespeak: ignore w\n", Some("BAD # lakespeak: ignore[full-read] w\n"), None),
        (sql, Sql, "BAD\n", Some("BAD  -- lakespeak: ignore[full-read]\n"), Some("-- lakespeak: ignore-file[full-read]\nBAD\n")),
        (sql, Jinja, "BAD\n", Some("BAD  {# lakespeak: ignore[full-read] #}\n"), Some("{# lakespeak: ignore-file[full-read] #}\nBAD\n")),
        (Yaml, Hash, "k: BAD\n  more\n", Some("# lakespeak: ignore[full-read]\nk: BAD\n  more\n"), None),
        (
            Yaml,
            Hash,
            "---\nk: BAD\n",
            Some("---\nk: BAD  # lakespeak: ignore[full-read]\n"),
            Some("# lakespeak: ignore-file[full-read]\n---\nk: BAD\n"),
        ),
    ] {
        check(language, style, text, on_line, in_file);
    }
}

#[test]
fn removal_leaves_neighbours_alone() {
    let lexicon = lexicon("Do it.");
    for (text, id, expected) in [
        ("x  # lakespeak: ignore[a] why\ny\n", None, "x\ny\n"),
        ("# lakespeak: ignore[a]\r\ny\n", Some(0), "y\n"),
        ("# lakespeak: ignore[a, b]\ny\n", Some(0), "# lakespeak: ignore[b]\ny\n"),
        ("# lakespeak: ignore[a, b]\ny\n", Some(1), "# lakespeak: ignore[a]\ny\n"),
        ("x  # noqa  # lakespeak: ignore[a]\ny\n", None, "x  # noqa\ny\n"),
        ("x  # lakespeak: ignore[a]  # noqa\ny\n", None, "x  # noqa\ny\n"),
    ] {
        let doc = document(text, Language::Python, &lexicon);
        let found = comments::suppressions(doc.lexed());
        assert_eq!(apply(text, &[remove(&doc, &lexicon, &found[0], id).unwrap()]), expected, "{text}");
    }
}

proptest! {
    /// What is written silences the finding, is of use, and goes away without a trace.
    #[test]
    fn there_and_back(
        (language, style) in prop::sample::select(vec![
            (Language::Python, CommentStyle::Hash), (Language::Yaml, CommentStyle::Hash), (Language::Sql, CommentStyle::Sql), (Language::Sql, CommentStyle::Jinja),
        ]),
        above in prop::sample::select(vec!["", "x", "# w", "---", "\u{feff}", "#!/x", "''"]),
        indent in prop::sample::select(vec!["", "  ", "\t"]),
        behind in prop::sample::select(vec!["", "  # w", "  -- w", " '", " (", " \\", ": |", " {{ x", " {# w #}", " /* w"]),
        below in prop::sample::select(vec!["", "y", "  y", "'"]),
        end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        last: bool,
    ) {
        let head = if above.is_empty() || above == "\u{feff}" { above.to_owned() } else { format!("{above}{end}") };
        let text = format!("{head}{indent}BAD{behind}{end}{below}{}", if last { end } else { "" });
        let lexicon = lexicon("Do it.");
        let doc = document(&text, language, &lexicon);
        let before = analysed(doc.lexed(), &lexicon, style, &Guidance::default());
        let Some(finding) = before.findings.first() else { return Ok(()) };
        for (_, edit) in [ignore_on_line(&doc, &lexicon, finding), ignore_in_file(&doc, &lexicon, finding)].into_iter().flatten() {
            let written = apply(&text, &[edit]);
            let after = document(&written, language, &lexicon);
            let analysis = analysed(after.lexed(), &lexicon, style, &Guidance::default());
            prop_assert_eq!(&analysis.findings, &[], "{:?}", written);
            prop_assert_eq!(apply(&written, &[remove(&after, &lexicon, &analysis.suppressions[0], None).unwrap()]), text.as_str(), "{:?}", written);
        }
    }

    /// Whatever stands there: no panic, and every edit lies within the text.
    #[test]
    fn any_text_is_settled_and_edited(pieces in prop::collection::vec(prop::sample::select(vec![
        "# ", "-- ", "/* ", " */", "{# ", " #}", "'", "'''", "\n", "\r\n", "\r", "  ", "TODO: ", "(lakespeak:partitioning/full-read)", "lakespeak:",
        " ignore", "-file", "[", "]", "full-read", ", ", "other", "BAD", "é", "k: ", "|", "{{", "}}", "\u{feff}", "\\",
    ]), 0..40)) {
        let (text, lexicon) = (pieces.concat(), lexicon("Do it."));
        for language in Language::ALL {
            let doc = document(&text, language, &lexicon);
            let analysis = analysed(doc.lexed(), &lexicon, CommentStyle::Hash, &Guidance::default());
            let mut edits: Vec<TextEdit> = analysis.suppressions.iter().flat_map(|found| [remove(&doc, &lexicon, found, None), remove(&doc, &lexicon, found, Some(0))]).flatten().collect();
            edits.extend(analysis.todos.iter().filter_map(|todo| crate::views::todo::remove(&doc, &lexicon, todo)));
            for finding in &analysis.findings {
                edits.extend([ignore_on_line(&doc, &lexicon, finding), ignore_in_file(&doc, &lexicon, finding)].into_iter().flatten().map(|(_, edit)| edit));
            }
            for edit in edits {
                prop_assert!(text.get(edit.span.range()).is_some(), "{:?} in {:?}", edit, text);
            }
        }
    }
}
