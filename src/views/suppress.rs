//! Suppression edits: how a rule is silenced on a line or in a file, and how that is taken back.

use crate::analysis::comments::{self, cut, cut_around, goes_on, indent_of, is_comment_line, line_end, line_start, place, top};
use crate::analysis::{CommentStyle, Document, Finding, Suppression};
use crate::lexicon::Lexicon;
use crate::syntax::{Language, Leaf, Lexed, TokenKind, Zone};
use crate::text::{Span, TextEdit, position};

/// Silences a finding's rule at its place: behind its line where a comment is safe there, else above its statement. `None`
/// where that can't be written safely.
pub fn ignore_on_line(doc: &Document, lexicon: &Lexicon, finding: &Finding) -> Option<(String, TextEdit)> {
    let title = format!("Ignore {} on this line", lexicon.rule(finding.rule).id);
    Some((title, on_line(doc, lexicon, finding)?))
}

fn on_line(doc: &Document, lexicon: &Lexicon, finding: &Finding) -> Option<TextEdit> {
    if doc.cell_at(lexicon, finding.insertion.at).is_some() {
        let (cell, inside) = doc.inward(lexicon, finding)?;
        return cell.outward(doc, &on_line(&cell.document, lexicon, &inside)?);
    }
    let lexed = doc.lexed();
    if lexed.language() == Language::Notebook {
        return None;
    }
    let rule = &lexicon.rule(finding.rule).id;
    let line = lexed.line_of(finding.span.start);
    let at = place(lexed, finding.insertion.at);
    let own = line_start(lexed, line);
    let known = comments::suppressions(lexed);
    let here = |found: &&Suppression| !found.whole_file && (found.lines[0] == own || joins_above(lexed, found, at));
    Some(if let Some(edit) = known.iter().filter(here).find_map(|found| add(lexed, found, rule)) {
        edit
    } else if takes_comment(lexed, line) {
        let text = position::without_line_end(lexed.slice(lexed.line_span(line))).trim_end();
        TextEdit { span: Span::at(own + text.len() as u32), text: format!("  {}", comment(finding.insertion.style, "ignore", rule)) }
    } else {
        let indent = if at == finding.insertion.at { finding.insertion.indent } else { indent_of(lexed, at) };
        let text = format!("{}{}{}", lexed.slice(indent), comment(finding.insertion.style, "ignore", rule), line_end(lexed, at));
        TextEdit { span: Span::at(at), text }
    })
}

/// Silences a finding's rule in the whole file. `None` where that can't be written safely.
pub fn ignore_in_file(doc: &Document, lexicon: &Lexicon, finding: &Finding) -> Option<(String, TextEdit)> {
    let title = format!("Ignore {} in this file", lexicon.rule(finding.rule).id);
    Some((title, in_file(doc, lexicon, finding)?))
}

fn in_file(doc: &Document, lexicon: &Lexicon, finding: &Finding) -> Option<TextEdit> {
    let lexed = doc.lexed();
    if lexed.language() == Language::Notebook {
        let (cell, inside) = doc.inward(lexicon, finding)?;
        return cell.outward(doc, &in_file(&cell.document, lexicon, &inside)?);
    }
    let rule = &lexicon.rule(finding.rule).id;
    // What a cell says counts in the cell only.
    let style = if doc.cell_at(lexicon, finding.insertion.at).is_some() { comments::style(lexed) } else { finding.insertion.style };
    let known = comments::suppressions(lexed);
    let joined = known.iter().filter(|found| found.whole_file).find_map(|found| add(lexed, found, rule));
    Some(joined.unwrap_or_else(|| {
        let at = top(lexed);
        let end = line_end(lexed, at);
        // The last line may have no end yet.
        let open = at > 0 && at == lexed.len() && !lexed.text().ends_with(['\n', '\r', '\u{feff}']);
        let lead = if open { end } else { "" };
        TextEdit { span: Span::at(at), text: format!("{lead}{}{end}", comment(style, "ignore-file", rule)) }
    }))
}

/// Takes one id out of a suppression, or the whole of it: with its comment where that says nothing else. `None` where that
/// can't be written safely.
pub fn remove(doc: &Document, lexicon: &Lexicon, suppression: &Suppression, id_index: Option<usize>) -> Option<TextEdit> {
    if let Some(cell) = doc.cell_at(lexicon, suppression.span.start) {
        let inner = |span: Span| cell.region.inner_span(span);
        let ids = suppression.ids.iter().map(|(span, id, used)| Some((inner(*span)?, id.clone(), *used)));
        let (span, comment) = (inner(suppression.span)?, inner(suppression.comment)?);
        let inside = Suppression { span, comment, ids: ids.collect::<Option<_>>()?, ..suppression.clone() };
        return cell.outward(doc, &remove(&cell.document, lexicon, &inside, id_index)?);
    }
    let lexed = doc.lexed();
    let ids = &suppression.ids;
    let span = id_index.filter(|_| ids.len() > 1).and_then(|index| {
        let id = ids.get(index)?.0;
        Some(match index.checked_sub(1).and_then(|before| ids.get(before)) {
            Some(before) => Span::new(before.0.end, id.end),
            None => Span::new(id.start, ids.get(1)?.0.start),
        })
    });
    Some(match span {
        Some(span) => TextEdit { span, text: String::new() },
        None => remove_whole(lexed, suppression),
    })
}

fn remove_whole(lexed: &Lexed, suppression: &Suppression) -> TextEdit {
    let whole = suppression.comment;
    let before = lexed.slice(Span::new(whole.start, suppression.span.start));
    let line_end = lexed.line_span(lexed.line_of(suppression.span.start)).end;
    let behind = lexed.slice(Span::new(suppression.span.end, whole.end.min(line_end)));
    let open = ["{#", "/*", "--", "//", "#"].into_iter().find(|open| before.starts_with(open)).unwrap_or_default();
    let close = [("{#", "#}"), ("/*", "*/")].into_iter().find(|form| form.0 == open).map_or("", |form| form.1);
    let tail = behind.trim_end().strip_suffix(close).unwrap_or(behind.trim_end());
    // A reason is ours too; another of our comments, or what another delimiter begins, is not.
    let other = tail.find("lakespeak:").into_iter().chain(nested(tail, open)).min();
    let bare = before.trim_end();
    let alone = bare == open && other.is_none() && (close.is_empty() || whole.end <= line_end);
    if alone {
        return cut(lexed, whole);
    }
    let end = suppression.span.end + other.unwrap_or(tail.trim_end().len()) as u32;
    if bare == open && close.is_empty() {
        // The other part keeps the comment's delimiter, or brings its own.
        let own = lexed.slice(Span::new(end, whole.end)).starts_with(open);
        let start = if own { whole.start } else { suppression.span.start };
        return TextEdit { span: Span::new(start, end), text: String::new() };
    }
    let delimited = bare.strip_suffix(open).filter(|rest| !open.is_empty() && close.is_empty() && rest.ends_with([' ', '\t']));
    let start = delimited.map_or(suppression.span.start, |rest| whole.start + rest.len() as u32);
    cut_around(lexed, Span::new(start, end))
}

/// Where a line comment's text begins another comment: a delimiter between blanks, or before a letter.
fn nested(text: &str, open: &str) -> Option<usize> {
    if !matches!(open, "#" | "--" | "//") {
        return None;
    }
    text.match_indices(open).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).and_then(|text| text.chars().next_back());
        let behind = text.get(at + open.len()..).and_then(|text| text.chars().next());
        before.is_some_and(char::is_whitespace) && behind.is_none_or(|c| c.is_whitespace() || c.is_ascii_alphabetic())
    })
}

/// The whole comment that silences a rule.
fn comment(style: CommentStyle, word: &str, rule: &str) -> String {
    match style {
        CommentStyle::Hash => format!("# lakespeak: {word}[{rule}]"),
        CommentStyle::Sql => format!("-- lakespeak: {word}[{rule}]"),
        CommentStyle::Jinja => format!("{{# lakespeak: {word}[{rule}] #}}"),
    }
}

/// Whether a suppression stands on the line directly above `at`.
fn joins_above(lexed: &Lexed, suppression: &Suppression, at: u32) -> bool {
    let line = lexed.line_of(suppression.span.start);
    is_comment_line(lexed, line) && lexed.line_span(line).end == at
}

/// Adds a rule to a suppression; `None` where its bracket was never closed.
fn add(lexed: &Lexed, suppression: &Suppression, rule: &str) -> Option<TextEdit> {
    let text = lexed.slice(suppression.span);
    if !text.contains('[') {
        return Some(TextEdit { span: Span::at(suppression.span.end), text: format!("[{rule}]") });
    }
    text.ends_with(']').then(|| match suppression.ids.last() {
        Some((last, ..)) => TextEdit { span: Span::at(last.end), text: format!(", {rule}") },
        None => TextEdit { span: Span::at(suppression.span.end - 1), text: rule.to_owned() },
    })
}

/// Whether a comment may be put behind a line without changing what the file means.
fn takes_comment(lexed: &Lexed, line: u32) -> bool {
    let leaves: Vec<Leaf> = lexed.tokens_in(lexed.line_span(line)).collect();
    let last = leaves.iter().rev().find(|leaf| !matches!(leaf.kind, TokenKind::Blank | TokenKind::Newline));
    let Some(last) = last else { return false };
    let taken = leaves.iter().any(|leaf| matches!(leaf.kind, TokenKind::Comment | TokenKind::Joiner | TokenKind::BlockText));
    let plain = lexed.language() == Language::Yaml && scalar_goes_on(lexed, *last);
    !(taken || plain || goes_on(lexed, line + 1)) && closed(*last)
}

/// Whether what ends the line is whole: nobody may have closed a tag or string, and then it still holds the line's end.
fn closed(last: Leaf) -> bool {
    let tag = last.zone == Zone::Template && last.kind != TokenKind::TemplateClose;
    !tag && !matches!(last.kind, TokenKind::StringOpen | TokenKind::StringText)
}

/// Whether a plain scalar of YAML runs on below: a comment would end it.
fn scalar_goes_on(lexed: &Lexed, last: Leaf) -> bool {
    let next = lexed.tokens_from(last.span.end).find(|leaf| !leaf.kind.is_trivia());
    last.kind == TokenKind::Scalar && next.is_some_and(|leaf| leaf.kind == TokenKind::Scalar)
}

#[cfg(test)]
mod tests;
