//! Findings settled with our own comments: acknowledged, silenced, and what is wrong with the comments themselves.

use rustc_hash::FxHashMap;

use super::{Anchors, indent_of, is_comment_line, line_start};
use crate::analysis::{Analysis, CommentStyle, Finding, Insertion, Suppression, Todo};
use crate::lexicon::{Condition, FindIn, Lexicon, RuleId, Severity};
use crate::syntax::lexed::Content;
use crate::syntax::{Language, Lexed};
use crate::text::Span;

/// Puts findings and comments together: a TODO above a finding's statement acknowledges it, a suppression silences it,
/// and a comment that does neither becomes a finding of its own where a rule asks for that.
///
/// `severities` is by [`RuleId`], `None` for off. A place is looked up by its line, so many of each stay linear.
pub fn settle(
    mut findings: Vec<Finding>,
    mut todos: Vec<Todo>,
    suppressions: Vec<Suppression>,
    lexed: &Lexed,
    lexicon: &Lexicon,
    severities: &[Option<Severity>],
    acknowledges: bool,
) -> Analysis {
    findings.sort_by_key(|finding| (finding.span, finding.rule));
    todos.sort_by_key(|todo| (todo.span, todo.link));
    if todos.is_empty() && suppressions.is_empty() {
        return Analysis { findings, ..Analysis::default() };
    }
    let context = Context { lexed, lexicon, severities };
    let mut anchors = Anchors::new(lexed);
    let stale = acknowledge(&mut findings, &todos, &context, &mut anchors, acknowledges);
    let mut silence = Silence::new(suppressions, &context, &mut anchors);
    findings.retain(|finding| !silence.silences(finding, &mut anchors));
    let mut own = |kind: FindIn, spans: Vec<Span>, silence: &mut Silence<'_>| {
        for finding in context.own(kind, &spans) {
            if !silence.silences(&finding, &mut anchors) {
                findings.push(finding);
            }
        }
    };
    own(FindIn::StaleTodo, stale, &mut silence);
    let unknown = silence.unknown();
    own(FindIn::UnknownSuppression, unknown, &mut silence);
    // Those that silence this very finding are looked at last, so that nothing goes round in circles.
    let unused = silence.unused(|kind| kind != FindIn::UnusedSuppression);
    own(FindIn::UnusedSuppression, unused, &mut silence);
    let unused = silence.unused(|kind| kind == FindIn::UnusedSuppression);
    findings.extend(context.own(FindIn::UnusedSuppression, &unused));
    findings.sort_by_key(|finding| (finding.span, finding.rule));
    Analysis { mentions: Vec::new(), hints: Vec::new(), findings, todos, suppressions: silence.suppressions }
}

struct Context<'a> {
    lexed: &'a Lexed,
    lexicon: &'a Lexicon,
    severities: &'a [Option<Severity>],
}

impl Context<'_> {
    fn severity(&self, rule: RuleId) -> Option<Severity> {
        self.severities.get(rule.0 as usize).copied().flatten()
    }

    /// Whether silence of this rule in this file means that there is nothing to find.
    fn judges(&self, rule: RuleId) -> bool {
        let data = self.lexicon.rule(rule);
        let own = !matches!(data.find_in, FindIn::Text | FindIn::Path);
        let knows = data.find_in == FindIn::Text && data.languages.has(self.lexed.language()) && !asks_workspace(&data.when, &data.unless);
        self.severity(rule).is_some() && (own || knows)
    }

    /// Findings about our own comments at `spans`, by the rules that are on for that.
    fn own(&self, kind: FindIn, spans: &[Span]) -> Vec<Finding> {
        if spans.is_empty() {
            return Vec::new();
        }
        let on = |rule: &RuleId| {
            let data = self.lexicon.rule(*rule);
            data.find_in == kind && data.languages.has(self.lexed.language())
        };
        let rules: Vec<_> = self.lexicon.rule_ids().filter(on).filter_map(|rule| Some((rule, self.severity(rule)?))).collect();
        let style = if self.lexed.language() == Language::Sql { CommentStyle::Sql } else { CommentStyle::Hash };
        let finding = |(&span, &(rule, severity)): (&Span, &(RuleId, Severity))| {
            let at = line_start(self.lexed, self.lexed.line_of(span.start));
            let insertion = Insertion { at, indent: indent_of(self.lexed, at), style };
            Finding { span, rule, severity, insertion, statement: span, acknowledged: None, deprecated: None }
        };
        spans.iter().flat_map(|span| rules.iter().map(move |rule| finding((span, rule)))).collect()
    }
}

/// Whether a rule's answer hangs on more than the text: it may be silent here and speak elsewhere.
fn asks_workspace(when: &[Condition], unless: &[Condition]) -> bool {
    let mut rest: Vec<&Condition> = when.iter().chain(unless).collect();
    while let Some(condition) = rest.pop() {
        match condition {
            Condition::Any(inner) | Condition::All(inner) => rest.extend(inner),
            Condition::Package { .. } | Condition::Path(_) | Condition::InTests(_) => return true,
            _ => {}
        }
    }
    false
}

/// Marks findings that a TODO speaks about, and gives the TODOs that speak about none.
fn acknowledge(
    findings: &mut [Finding],
    todos: &[Todo],
    context: &Context<'_>,
    anchors: &mut Anchors<'_>,
    acknowledges: bool,
) -> Vec<Span> {
    let mut by_place: FxHashMap<(RuleId, u32), (usize, bool)> = FxHashMap::default();
    let named: Vec<_> =
        todos.iter().map(|todo| Some((context.lexicon.rule_by_id(todo.rule.as_deref()?)?, anchors.of(todo.about)))).collect();
    for (index, key) in named.iter().enumerate() {
        if let Some(key) = key {
            by_place.entry(*key).or_insert((index, false));
        }
    }
    for finding in findings {
        if by_place.is_empty() {
            break;
        }
        if let Some((index, used)) = by_place.get_mut(&(finding.rule, anchors.of(finding.insertion.at))) {
            *used = true;
            if acknowledges {
                finding.acknowledged = Some(*index);
                finding.severity = Severity::Hint;
            }
        }
    }
    let text_rule = |rule| context.lexicon.rule(rule).find_in == FindIn::Text;
    let stale = |key: &(RuleId, u32)| text_rule(key.0) && context.judges(key.0) && by_place.get(key).is_some_and(|(_, used)| !used);
    todos.iter().zip(&named).filter(|(_, key)| key.as_ref().is_some_and(stale)).map(|(todo, _)| todo.span).collect()
}

/// An id of a suppression: which suppression, which of its ids.
type IdAt = (usize, usize);

/// The suppressions, by what they silence. The first one of a kind counts; a second one silences nothing.
struct Silence<'a> {
    suppressions: Vec<Suppression>,
    context: &'a Context<'a>,
    file: FxHashMap<RuleId, IdAt>,
    /// By the line they stand on.
    on: FxHashMap<(RuleId, u32), IdAt>,
    /// By the line below them.
    above: FxHashMap<(RuleId, u32), IdAt>,
    /// By the statement below them.
    statement: FxHashMap<(RuleId, u32), IdAt>,
}

impl<'a> Silence<'a> {
    fn new(mut suppressions: Vec<Suppression>, context: &'a Context<'a>, anchors: &mut Anchors<'_>) -> Self {
        suppressions.sort_by_key(|suppression| suppression.span);
        let mut silence = Self {
            suppressions: Vec::new(),
            context,
            file: FxHashMap::default(),
            on: FxHashMap::default(),
            above: FxHashMap::default(),
            statement: FxHashMap::default(),
        };
        for (index, suppression) in suppressions.iter().enumerate() {
            silence.register(index, suppression, anchors);
        }
        silence.suppressions = suppressions;
        silence
    }

    fn register(&mut self, index: usize, suppression: &Suppression, anchors: &mut Anchors<'_>) {
        let lexed = self.context.lexed;
        let [own, below] = suppression.lines;
        let number = lexed.line_of(own);
        let trailing = is_trailing(lexed, own);
        let statement = if trailing || suppression.whole_file { None } else { Some(anchors.of(below)) };
        let next = line_start(lexed, number + 1);
        for (place, (_, id, _)) in suppression.ids.iter().enumerate() {
            let Some(rule) = self.context.lexicon.rule_by_id(id) else { continue };
            let at = (index, place);
            if suppression.whole_file {
                self.file.entry(rule).or_insert(at);
                continue;
            }
            self.on.entry((rule, own)).or_insert(at);
            self.above.entry((rule, next)).or_insert(at);
            self.above.entry((rule, below)).or_insert(at);
            if let Some(statement) = statement {
                self.statement.entry((rule, statement)).or_insert(at);
            }
        }
    }

    /// Whether a finding is silenced; whatever silences it has been of use.
    fn silences(&mut self, finding: &Finding, anchors: &mut Anchors<'_>) -> bool {
        if self.suppressions.is_empty() {
            return false;
        }
        let (rule, lexed) = (finding.rule, self.context.lexed);
        let line = line_start(lexed, lexed.line_of(finding.span.start));
        let from = finding.insertion.at;
        // A comment behind code says nothing about the next statement.
        let reaches = |at: &IdAt| {
            let own = self.suppressions.get(at.0).map_or(0, |suppression| suppression.lines[0]);
            !is_trailing(lexed, own) || from <= own
        };
        let found = [
            self.file.get(&rule).copied(),
            self.on.get(&(rule, line)).copied(),
            self.above.get(&(rule, line)).copied().filter(reaches),
            self.statement.get(&(rule, anchors.of(from))).copied(),
        ];
        for (suppression, id) in found.into_iter().flatten() {
            if let Some(id) = self.suppressions.get_mut(suppression).and_then(|suppression| suppression.ids.get_mut(id)) {
                id.2 = true;
            }
        }
        found.iter().any(Option::is_some)
    }

    /// Suppressions without an id, and ids of no rule.
    fn unknown(&self) -> Vec<Span> {
        let mut spans = Vec::new();
        for suppression in &self.suppressions {
            if suppression.ids.is_empty() {
                spans.push(suppression.span);
            }
            let unknown = suppression.ids.iter().filter(|(_, id, _)| self.context.lexicon.rule_by_id(id).is_none());
            spans.extend(unknown.map(|(span, ..)| *span));
        }
        spans
    }

    /// Ids that silenced nothing, of rules that look at what `of` says.
    fn unused(&self, of: impl Fn(FindIn) -> bool) -> Vec<Span> {
        let unused = |(span, id, used): &(Span, String, bool)| {
            let rule = self.context.lexicon.rule_by_id(id).filter(|_| !used)?;
            (of(self.context.lexicon.rule(rule).find_in) && self.context.judges(rule)).then_some(*span)
        };
        self.suppressions.iter().flat_map(|suppression| &suppression.ids).filter_map(unused).collect()
    }
}

/// Whether a comment on the line that begins at `line` stands beside code.
fn is_trailing(lexed: &Lexed, line: u32) -> bool {
    let line = lexed.line_of(line);
    lexed.line(line).is_some_and(|line| line.content == Content::Code) && !is_comment_line(lexed, line)
}
