//! Cells: texts inside a file that take comments of their own. What is found in one is settled with its own comments,
//! then with those of the file around it.

use super::conditions::Host;
use super::document::{Document, Embedded};
use super::{Analysis, Cancel, Facts, Finding, Insertion, Suppression, Todo, comments, deprecated, evaluate};
use crate::lexicon::{Lexicon, Severity};
use crate::syntax::regions::Region;
use crate::text::Span;

/// Findings, TODOs and suppressions of a text and of all texts inside it. Mentions are left empty.
pub(super) fn analysis(
    document: &Document,
    around: Option<Host>,
    lexicon: &Lexicon,
    facts: &Facts,
    severities: &[Option<Severity>],
    cancel: &Cancel,
) -> Analysis {
    let mut inside = Inside::default();
    let outside = evaluate::findings(document, around, lexicon, facts, severities, cancel, |each, host| {
        inside.add(analysis(&each.document, host, lexicon, facts, severities, cancel), &each.region);
    });
    let lexed = document.lexed();
    // A comment of the file may be a cell of it.
    let own = |span: Span| inside.is_empty() || document.cell_at(lexicon, span.start).is_none();
    let mut todos = comments::todos(lexed, &facts.guidance);
    todos.retain(|todo| own(todo.link));
    let mut suppressions = comments::suppressions(lexed);
    suppressions.retain(|suppression| own(suppression.span));
    let shifted = |finding: Finding| Finding { acknowledged: finding.acknowledged.map(|index| index + todos.len()), ..finding };
    let ours: Vec<Span> = todos.iter().map(|todo| todo.link).chain(suppressions.iter().map(|found| found.span)).collect();
    let old_words = deprecated::findings(document, around, lexicon, facts, &ours);
    let mut findings: Vec<Finding> = inside.findings.drain(..).map(shifted).chain(outside).chain(old_words).collect();
    findings.sort_by_key(|finding| (finding.span, finding.rule));
    // What the text around a cell sees too, the cell knows better.
    findings.dedup_by_key(|finding| (finding.span, finding.rule));
    let settled = comments::settle(findings, todos, suppressions, lexed, lexicon, severities, facts.acknowledges);
    inside.join(settled)
}

/// What was found in cells, at its places in the file; `acknowledged` counts in `todos`.
#[derive(Default)]
struct Inside {
    findings: Vec<Finding>,
    todos: Vec<Todo>,
    suppressions: Vec<Suppression>,
    any: bool,
}

impl Inside {
    fn is_empty(&self) -> bool {
        !self.any
    }

    fn add(&mut self, found: Analysis, region: &Region) {
        self.any = true;
        let at = |inner: u32| region.outer_span(Span::at(inner)).start;
        let before = self.todos.len();
        self.findings.extend(found.findings.into_iter().map(|finding| Finding {
            span: region.outer_span(finding.span),
            statement: region.outer_span(finding.statement),
            insertion: Insertion {
                at: at(finding.insertion.at),
                indent: region.outer_span(finding.insertion.indent),
                style: finding.insertion.style,
            },
            acknowledged: finding.acknowledged.map(|index| index + before),
            ..finding
        }));
        self.todos.extend(found.todos.into_iter().map(|todo| Todo {
            span: region.outer_span(todo.span),
            link: region.outer_span(todo.link),
            about: at(todo.about),
            ..todo
        }));
        self.suppressions.extend(found.suppressions.into_iter().map(|suppression| Suppression {
            span: region.outer_span(suppression.span),
            comment: region.outer_span(suppression.comment),
            ids: suppression.ids.into_iter().map(|(span, id, used)| (region.outer_span(span), id, used)).collect(),
            lines: suppression.lines.map(at),
            ..suppression
        }));
    }

    /// Both, in order.
    fn join(self, mut settled: Analysis) -> Analysis {
        settled.suppressions.extend(self.suppressions);
        settled.suppressions.sort_by_key(|suppression| suppression.span);
        if self.todos.is_empty() {
            return settled;
        }
        let mut todos: Vec<(usize, Todo)> = settled.todos.into_iter().chain(self.todos).enumerate().collect();
        todos.sort_by_key(|(_, todo)| (todo.span, todo.link));
        let mut places = vec![0; todos.len()];
        for (now, (before, _)) in todos.iter().enumerate() {
            if let Some(place) = places.get_mut(*before) {
                *place = now;
            }
        }
        for finding in &mut settled.findings {
            finding.acknowledged = finding.acknowledged.and_then(|index| places.get(index).copied());
        }
        Analysis { todos: todos.into_iter().map(|(_, todo)| todo).collect(), ..settled }
    }
}

impl Document {
    /// The cell that holds a place.
    pub fn cell_at(&self, lexicon: &Lexicon, at: u32) -> Option<&Embedded> {
        let all = self.embedded(lexicon);
        let index = all.partition_point(|each| each.region.outer.start <= at).checked_sub(1)?;
        let holds =
            |each: &&Embedded| each.region.takes_comments() && each.region.outer.contains(at) && each.region.inner_offset(at).is_some();
        all.get(index).filter(holds)
    }

    /// The cell that takes comments about a finding, and the finding as that text sees it.
    pub fn inward(&self, lexicon: &Lexicon, finding: &Finding) -> Option<(&Embedded, Finding)> {
        let cell = self.cell_at(lexicon, finding.insertion.at)?;
        let inner = |span: Span| cell.region.inner_span(span);
        let at = cell.region.inner_offset(finding.insertion.at)?;
        let insertion = Insertion { at, indent: comments::indent_of(cell.document.lexed(), at), style: finding.insertion.style };
        let statement = inner(finding.statement).unwrap_or_default();
        Some((cell, Finding { span: inner(finding.span)?, insertion, statement, ..finding.clone() }))
    }
}
