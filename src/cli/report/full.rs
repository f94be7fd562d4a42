//! `full`: the source with the place underlined, what will happen, what to do instead, and where to read on.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Checked, Report, Summary, Told, counted};
use crate::analysis::Finding;
use crate::lexicon::Severity;
use crate::text::position::without_line_end;
use crate::views::card::Markup;

/// Lines of a finding that are shown at most: it is recognised by its beginning.
const LINES: u32 = 4;
/// Bytes of a line that are shown at most, before and behind the place.
const BEFORE: usize = 200;
const BEHIND: usize = 600;

pub(super) struct Full {
    renderer: Renderer,
}

impl Full {
    pub(super) fn new(coloured: bool) -> Self {
        Self { renderer: if coloured { Renderer::styled() } else { Renderer::plain() } }
    }

    fn rendered(&self, file: &Checked, told: &Told<'_>) -> String {
        let Told { finding, rule, .. } = told;
        let title = level(finding.severity).primary_title(told.message()).id(rule.id.as_str());
        let excerpt = Excerpt::of(file, finding);
        let mut group = Group::with_title(title);
        let mut snippet = Snippet::source(excerpt.text).line_start(excerpt.line as usize).fold(false);
        if excerpt.cut {
            // Columns of what is shown are not those of the file.
            let at = told.start;
            group = group.element(Origin::path(file.path.as_str()).line(at.line as usize).char_column(at.column as usize));
        } else {
            snippet = snippet.path(file.path.as_str());
        }
        group = group.element(snippet.annotation(AnnotationKind::Primary.span(excerpt.place)));
        if let Some(cell) = told.cell {
            let place = format!("{}, line {}, column {}", cell.index, cell.line, cell.column);
            group = group.element(Level::NOTE.with_name("cell").message(place));
        }
        if !told.said.advice.is_empty() {
            group = group.element(Level::HELP.message(Markup::Plain.inline(&told.said.advice)));
        }
        if finding.acknowledged.is_some() {
            group = group.element(Level::NOTE.message("a TODO above acknowledges this"));
        }
        if let Some(url) = file.url(finding) {
            group = group.element(Level::NOTE.with_name("docs").message(Markup::Plain.inline(&url)));
        }
        self.renderer.render(&[group])
    }
}

impl Report for Full {
    fn file(&self, file: &Checked, out: &mut Vec<u8>) -> io::Result<()> {
        file.told().try_for_each(|told| writeln!(out, "{}\n", self.rendered(file, &told)))
    }

    fn end(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", total(summary))
    }
}

fn level(severity: Severity) -> Level<'static> {
    let level = match severity {
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
        Severity::Hint => Level::NOTE,
    };
    level.with_name(severity.name())
}

/// `Found 3 warnings and 2 hints in 4 files (12 checked)`
fn total(summary: &Summary) -> String {
    let word = |severity| match severity {
        Severity::Warning => ("warning", "warnings"),
        Severity::Information => ("piece of information", "pieces of information"),
        Severity::Hint => ("hint", "hints"),
    };
    let loudest_first = summary.by_severity.iter().rev();
    let counts: Vec<String> = loudest_first.map(|(&severity, &count)| counted(count, word(severity).0, word(severity).1)).collect();
    let known = if summary.known == 0 { String::new() } else { format!("; the baseline knows {} more", summary.known) };
    let Some((last, others)) = counts.split_last() else {
        return format!("Found nothing ({} checked{known})", counted(summary.checked, "file", "files"));
    };
    let found = if others.is_empty() { last.clone() } else { format!("{} and {last}", others.join(", ")) };
    format!("Found {found} in {} ({} checked{known})", counted(summary.files, "file", "files"), summary.checked)
}

/// The lines around a finding, cut out of the file, so that one finding costs what it shows.
struct Excerpt {
    text: String,
    /// The number of its first line, from 1.
    line: u32,
    place: Range<usize>,
    /// Whether a line was too long to be shown whole.
    cut: bool,
}

impl Excerpt {
    fn of(file: &Checked, finding: &Finding) -> Self {
        let first = file.lines.line_of(finding.span.start);
        let last = file.lines.line_of(finding.span.end.saturating_sub(1).max(finding.span.start)).min(first + LINES - 1);
        let mut text = String::new();
        let mut place = 0..0;
        let mut cut = false;
        for line in first..=last {
            let span = file.lines.line_span(line);
            let content = without_line_end(span.of(&file.text));
            let inside = |offset: u32| (offset.saturating_sub(span.start) as usize).min(content.len());
            let (from, to) = (inside(finding.span.start), inside(finding.span.end));
            let shown = around(content, from);
            cut |= shown.len() < content.len();
            let begin = text.len();
            let moved = |at: usize| begin + at.clamp(shown.start, shown.end) - shown.start;
            if line == first {
                place.start = moved(from);
            }
            place.end = moved(to);
            text.push_str(content.get(shown).unwrap_or_default());
            text.push('\n');
        }
        place.start = floor(&text, place.start);
        place.end = floor(&text, place.end).max(place.start);
        Self { text, line: first + 1, place, cut }
    }
}

/// The part of a line that is shown around byte `at`: all of it, unless it is very long.
fn around(line: &str, at: usize) -> Range<usize> {
    if line.len() <= BEFORE + BEHIND {
        return 0..line.len();
    }
    let start = if at <= BEFORE { 0 } else { floor(line, at - BEFORE) };
    start..floor(line, (at + BEHIND).min(line.len()))
}

/// The nearest character border at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::analysis::{CommentStyle, Guidance, Insertion};
    use crate::lexicon::Lexicon;
    use crate::text::{LineIndex, Span};

    thread_local!(static LEXICON: Arc<Lexicon> = Arc::new(Lexicon::compile(crate::glossary::builtin())));

    /// A file that was looked at.
    pub(in super::super) fn checked(text: &str, findings: Vec<Finding>) -> Checked {
        Checked {
            path: "a.sql".to_owned(),
            file: "/a.sql".into(),
            number: 0,
            text: text.into(),
            lines: LineIndex::new(text),
            findings,
            fingerprints: Vec::new(),
            cells: Vec::new(),
            lexicon: LEXICON.with(Arc::clone),
            guidance: Arc::new(Guidance::default()),
        }
    }

    fn rendered(text: &str, span: Span) -> String {
        let rule = LEXICON.with(|lexicon| lexicon.rule_ids().next()).expect("a rule");
        let insertion = Insertion { at: 0, indent: Span::at(0), style: CommentStyle::Hash };
        let finding = Finding { span, rule, severity: Severity::Warning, insertion, statement: span, acknowledged: None, deprecated: None };
        let file = checked(text, vec![finding]);
        let told = file.told().next().expect("a finding");
        Full::new(true).rendered(&file, &told);
        Full::new(false).rendered(&file, &told)
    }

    #[test]
    fn the_place_is_underlined_under_tabs_and_wide_letters_and_in_long_lines() {
        let long = format!("{}here{}", "x, ".repeat(2000), ", y".repeat(2000));
        for (text, span, origin) in [
            ("a\r\n\there\r\n", Span::new(4, 8), "a.sql:2:2"),
            ("名前 here", Span::new(7, 11), "a.sql:1:4"),
            (&long, Span::new(6000, 6004), "a.sql:1:6001"),
            ("a\rhere", Span::new(2, 6), "a.sql:2:1"),
        ] {
            let shown = rendered(text, span);
            assert!(shown.contains(&format!("{origin}\n")), "{shown}");
            let lines: Vec<&str> = shown.lines().collect();
            let at = lines.iter().position(|line| line.trim_end().ends_with("^^^^")).expect("an underline");
            assert!(lines[at - 1].contains("here"), "{shown}");
        }
    }

    proptest! {
        #[test]
        fn any_text_and_span_can_be_shown(text in "[ab\t\r\n\0é名𝄞\u{1b}\u{202e}]{0,60}", start in 0u32..120, len in 0u32..120) {
            let shown = rendered(&text, Span::new(start, start + len));
            prop_assert!(!shown.contains('\u{1b}'), "{shown:?}");
        }
    }
}
