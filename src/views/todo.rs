//! TODO edits: what is written above a statement about a finding or term, and how it is taken away.
//!
//! Whatever a rule's text says, what is written here is one comment, and `analysis::comments` finds it again.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::comments::{self, Anchors, cut, indent_of, line_end, neutral, place};
use crate::analysis::{Analysis, CommentStyle, Document, Finding, Guidance, Insertion, Mention, Todo};
use crate::lexicon::{FindIn, Lexicon, RuleId};
use crate::syntax::{Language, Lexed};
use crate::text::{Span, TextEdit};

/// Longest text of a title, in characters.
const TITLE: usize = 72;

/// How a repository writes its TODOs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Style {
    /// Who is named in `TODO(author)`; nobody where empty.
    pub author: String,
    /// `-- …` instead of `/* … */` in SQL.
    pub sql_line_comments: bool,
    /// The column at which lines are wrapped.
    pub width: usize,
    /// Whether a TODO makes its finding a hint.
    pub acknowledges: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { author: String::new(), sql_line_comments: false, width: 80, acknowledges: true }
    }
}

/// A TODO about a finding: its title and edit. `None` where there is one already, and for findings about our own comments.
pub fn insert(
    doc: &Document,
    lexicon: &Lexicon,
    analysis: &Analysis,
    finding: &Finding,
    style: &Style,
    guidance: &Guidance,
) -> Option<(String, TextEdit)> {
    let mut known = Known::new(doc, lexicon, analysis);
    if existing(analysis, finding).is_some() || !known.take(finding) || is_own(lexicon, finding.rule) {
        return None;
    }
    Some((title(text_of(lexicon, finding.rule)), edit(doc, lexicon, finding, style, guidance)?))
}

/// A TODO that links the term of a mention: its title and edit. `None` where there is one already.
pub fn insert_for_term(
    doc: &Document,
    lexicon: &Lexicon,
    mention: &Mention,
    insertion: Insertion,
    style: &Style,
    guidance: &Guidance,
) -> Option<(String, TextEdit)> {
    let lexed = doc.lexed();
    let term = lexicon.term(mention.term);
    let mut anchors = Anchors::new(lexed);
    let here = anchors.of(insertion.at);
    let same = |todo: &Todo| todo.rule.is_none() && todo.term == term.id && anchors.of(todo.about) == here;
    if comments::todos(lexed, guidance).iter().any(same) {
        return None;
    }
    let card = &term.card;
    let text = card.should_have_done.first().filter(|text| !text.trim().is_empty()).unwrap_or(&card.plain_english);
    let link = comments::link(guidance, &term.id, None);
    let comment = write(lexed, insertion, text, &link, style);
    Some((title(text), TextEdit { span: Span::at(place(lexed, insertion.at)), text: comment }))
}

/// TODOs about everything found: one for a rule and line, those at the same place in one edit, in order of the findings.
pub fn insert_all(doc: &Document, lexicon: &Lexicon, analysis: &Analysis, style: &Style, guidance: &Guidance) -> Vec<TextEdit> {
    let mut known = Known::new(doc, lexicon, analysis);
    let mut edits: Vec<TextEdit> = Vec::new();
    for finding in &analysis.findings {
        if !is_own(lexicon, finding.rule) && known.take(finding) && finding.acknowledged.is_none() {
            edits.extend(edit(doc, lexicon, finding, style, guidance));
        }
    }
    edits.sort_by_key(|edit| edit.span);
    let mut merged: Vec<TextEdit> = Vec::new();
    for edit in edits {
        match merged.last_mut().filter(|last| last.span == edit.span) {
            Some(last) => last.text.push_str(&edit.text),
            None => merged.push(edit),
        }
    }
    merged
}

/// The TODO that acknowledges a finding.
pub fn existing(analysis: &Analysis, finding: &Finding) -> Option<Span> {
    analysis.todos.get(finding.acknowledged?).map(|todo| todo.span)
}

/// Takes a TODO away: with its lines where it stands alone. `None` where that can't be written safely.
pub fn remove(doc: &Document, lexicon: &Lexicon, todo: &Todo) -> Option<TextEdit> {
    let Some(cell) = doc.cell_at(lexicon, todo.link.start) else { return Some(cut(doc.lexed(), todo.span)) };
    let inner = |span: Span| cell.region.inner_span(span);
    let inside = Todo { span: inner(todo.span)?, link: inner(todo.link)?, ..todo.clone() };
    cell.outward(doc, &remove(&cell.document, lexicon, &inside)?)
}

/// The title of the way to a TODO.
pub fn go_to(doc: &Document, lexicon: &Lexicon, todo: &Todo) -> String {
    let said = said(doc, lexicon, todo);
    titled("Go to TODO", if said.is_empty() { &todo.term } else { &said })
}

/// What a TODO says, as one line: without its comment's signs, the word itself and its link.
pub fn said(doc: &Document, lexicon: &Lexicon, todo: &Todo) -> String {
    if let Some(cell) = doc.cell_at(lexicon, todo.link.start) {
        let inner = |span: Span| cell.region.inner_span(span);
        let (Some(span), Some(link)) = (inner(todo.span), inner(todo.link)) else { return String::new() };
        return said(&cell.document, lexicon, &Todo { span, link, ..todo.clone() });
    }
    let signs = ["{{/*", "{{- /*", "{#", "/*", "--", "//", "#", "*"];
    let bare = |line: &str| {
        let line = line.trim();
        let line = signs.iter().find_map(|sign| line.strip_prefix(sign)).unwrap_or(line);
        let line = ["*/}}", "*/", "#}"].iter().find_map(|sign| line.strip_suffix(sign)).unwrap_or(line);
        line.trim().to_owned()
    };
    let link = doc.lexed().slice(todo.link);
    let text = doc.lexed().slice(todo.span).lines().map(bare).collect::<Vec<_>>().join(" ");
    let text = text.replace(&format!("({link})"), "").replace(link, "");
    let text = text.trim();
    let behind = text
        .strip_prefix("TODO")
        .map_or(text, |behind| behind.strip_prefix('(').and_then(|rest| Some(rest.split_once(')')?.1)).unwrap_or(behind));
    behind.trim_start_matches(':').trim().to_owned()
}

/// The rules that have a TODO, by the line it is about.
struct Known<'a> {
    doc: &'a Document,
    lexicon: &'a Lexicon,
    /// By the cell, and the cell in it, that hold the line.
    anchors: FxHashMap<CellId, Anchors<'a>>,
    taken: FxHashSet<(RuleId, CellId, u32)>,
}

/// Where the cells begin that hold a place, plus one; zero for none.
type CellId = [u32; 2];

impl<'a> Known<'a> {
    fn new(doc: &'a Document, lexicon: &'a Lexicon, analysis: &Analysis) -> Self {
        let mut known = Self { doc, lexicon, anchors: FxHashMap::default(), taken: FxHashSet::default() };
        for todo in &analysis.todos {
            if let Some(rule) = todo.rule.as_deref().and_then(|rule| lexicon.rule_by_id(rule)) {
                known.add(rule, todo.about);
            }
        }
        known
    }

    /// Whether a finding has none yet; from now on it has.
    fn take(&mut self, finding: &Finding) -> bool {
        self.add(finding.rule, finding.insertion.at)
    }

    fn add(&mut self, rule: RuleId, mut at: u32) -> bool {
        let mut doc = self.doc;
        let mut id = CellId::default();
        for level in &mut id {
            let Some(cell) = doc.cell_at(self.lexicon, at) else { break };
            *level = cell.region.outer.start + 1;
            at = cell.region.inner_offset(at).unwrap_or_default();
            doc = &cell.document;
        }
        let anchor = self.anchors.entry(id).or_insert_with(|| Anchors::new(doc.lexed())).of(at);
        self.taken.insert((rule, id, anchor))
    }
}

fn is_own(lexicon: &Lexicon, rule: RuleId) -> bool {
    !matches!(lexicon.rule(rule).find_in, FindIn::Text | FindIn::Path)
}

fn text_of(lexicon: &Lexicon, rule: RuleId) -> &str {
    let rule = lexicon.rule(rule);
    [&rule.todo, &rule.advice, &rule.message].into_iter().find(|text| !text.trim().is_empty()).map_or("", String::as_str)
}

fn title(text: &str) -> String {
    titled("Insert TODO", text)
}

/// What is done, and to what, cut off where that is long.
fn titled(verb: &str, text: &str) -> String {
    let text = neutral(text);
    if text.chars().count() <= TITLE {
        return format!("{verb}: {text}");
    }
    let short: String = text.chars().take(TITLE - 1).collect();
    format!("{verb}: {}…", short.trim_end())
}

/// The comment about a finding, where its text takes comments: in its cell, or in the file itself.
fn edit(doc: &Document, lexicon: &Lexicon, finding: &Finding, style: &Style, guidance: &Guidance) -> Option<TextEdit> {
    if doc.cell_at(lexicon, finding.insertion.at).is_some() {
        let (cell, inside) = doc.inward(lexicon, finding)?;
        return cell.outward(doc, &edit(&cell.document, lexicon, &inside, style, guidance)?);
    }
    let lexed = doc.lexed();
    if lexed.language() == Language::Notebook {
        return None;
    }
    let term = &lexicon.term(lexicon.term_of(finding.rule)).id;
    let link = comments::link(guidance, term, Some(&lexicon.rule(finding.rule).id));
    let text = write(lexed, finding.insertion, text_of(lexicon, finding.rule), &link, style);
    Some(TextEdit { span: Span::at(place(lexed, finding.insertion.at)), text })
}

/// The delimiters of a comment: before its first line, before each further one, behind its last.
fn delimiters(style: CommentStyle, line_comments: bool) -> (&'static str, &'static str, &'static str) {
    match style {
        CommentStyle::Hash => ("# ", "#   ", ""),
        CommentStyle::Sql if line_comments => ("-- ", "--   ", ""),
        CommentStyle::Sql => ("/* ", "   ", " */"),
        CommentStyle::Jinja => ("{# ", "   ", " #}"),
    }
}

/// The whole lines of a comment above an insertion's line.
fn write(lexed: &Lexed, insertion: Insertion, text: &str, link: &str, style: &Style) -> String {
    let at = place(lexed, insertion.at);
    let indent = if at == insertion.at { insertion.indent } else { indent_of(lexed, at) };
    let indent = lexed.slice(indent);
    let end = line_end(lexed, at);
    let (first, further, last) = delimiters(insertion.style, style.sql_line_comments);
    let author: String = neutral(&style.author).chars().filter(|c| !matches!(c, '(' | ')')).collect();
    let head = if author.trim().is_empty() { "TODO:".to_owned() } else { format!("TODO({}):", author.trim()) };
    let text = neutral(text);
    let mut words: Vec<String> = vec![head];
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        // A line that begins with the word, or with a star and the word, would be read as a TODO of its own.
        match words.last_mut().filter(|_| word.starts_with("TODO") || word.starts_with('*')) {
            Some(before) => *before = format!("{before} {word}"),
            None => words.push(word.to_owned()),
        }
    }
    words.push(format!("({link}){last}"));
    let lines = wrap(&words, style.width.saturating_sub(columns(indent)), (first.len(), further.len()));
    let mut out = String::new();
    for (index, line) in lines.iter().enumerate() {
        let lead = if index == 0 { first } else { further };
        out.extend([indent, lead, line, end]);
    }
    out
}

/// Words in lines of at most `width` columns, the leads of the first and of further lines included.
fn wrap(words: &[String], width: usize, leads: (usize, usize)) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    for word in words {
        let len = word.chars().count();
        match lines.last_mut() {
            Some(line) if used + 1 + len <= width => {
                line.push(' ');
                line.push_str(word);
                used += 1 + len;
            }
            last => {
                used = len + if last.is_some() { leads.1 } else { leads.0 };
                lines.push(word.clone());
            }
        }
    }
    lines
}

/// The width of blanks; a tab goes to the next multiple of eight.
fn columns(blanks: &str) -> usize {
    blanks.chars().fold(0, |width, c| if c == '\t' { width + 8 - width % 8 } else { width + 1 })
}

#[cfg(test)]
mod tests;
