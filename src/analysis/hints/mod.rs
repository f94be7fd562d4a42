//! Hints: what is said behind settings, as values that a face puts into words.
//!
//! Candidates are kept by chunk, so an edit verifies only those near it. Hints never push one another or a finding aside:
//! one voice a place, and few in a file.

mod dag;
mod fill;
mod resolve;
mod waits;

use rustc_hash::FxHashMap;

pub use dag::{Catchup, Runs, Summary};
pub(super) use resolve::{Leaves, Operand, Zoned};

use super::conditions::{Answer, Asker};
use super::document::Document;
use super::evaluate::about_the_file;
use super::{Cancel, Facts, Finding};
use crate::lexicon::hint::Formatter;
use crate::lexicon::matcher::Target;
use crate::lexicon::{Condition, HintId, Lexicon};
use crate::schedule::{Length, Timing, date::Date};
use crate::syntax::regions::Region;
use crate::text::{Span, position};

/// Hints in a file, at most: those that sum up a DAG first, then schedules, then others.
pub const MOST: usize = 5;

/// Candidates of one rank that are looked at in a text: reading a DAG looks at other statements too.
const TRIES: usize = 4_000;

/// Something to say behind a setting.
#[derive(Clone, Debug)]
pub struct Hint {
    /// The setting: what was found, with its value.
    pub span: Span,
    /// Where it is shown: at the end of the setting's last line, where it moves nothing that somebody types; directly behind
    /// the setting where another hint has that place.
    pub at: u32,
    /// Which hint of the lexicon.
    pub id: HintId,
    /// What is said, part by part; never empty.
    pub said: Vec<Said>,
}

/// A part of what is said.
#[derive(Clone, Debug)]
pub enum Said {
    /// As it stands.
    Text(String),
    /// A schedule.
    Timing(Box<Timing>),
    /// A length of time between runs.
    Every(Length),
    /// A length of time.
    Length(Length),
    /// A day.
    Day(Date),
    /// A DAG.
    Dag(Box<Summary>),
}

/// The hints of a document, in order of their places. `findings` are those that are shown: where one of them speaks, hints
/// are silent.
pub(super) fn hints(document: &Document, findings: &[Finding], lexicon: &Lexicon, facts: &Facts, cancel: &Cancel) -> Vec<Hint> {
    let mut texts = Vec::new();
    Text::collect(document, &[], lexicon, facts, &mut texts);
    let mut all = Vec::new();
    for rank in [Rank::Dag, Rank::Schedule, Rank::Setting] {
        for text in &mut texts {
            text.say(rank, findings, &mut all, cancel);
        }
    }
    all.sort_by_key(|hint: &Hint| (hint.at, hint.span));
    for line in all.chunk_by_mut(|a, b| a.at == b.at) {
        apart(line, lexicon);
    }
    all.sort_by_key(|hint: &Hint| (hint.at, hint.span));
    all
}

/// Several hints of one line, told apart by their places: one at its end, that of a DAG before others, since it speaks of
/// all of it; the others behind their own settings.
fn apart(line: &mut [Hint], lexicon: &Lexicon) {
    let dag = line.iter().position(|hint| rank(lexicon, hint.id) == Rank::Dag);
    let last = dag.unwrap_or(line.len().saturating_sub(1));
    for (_, hint) in line.iter_mut().enumerate().filter(|(at, hint)| *at != last && rank(lexicon, hint.id) != Rank::Dag) {
        hint.at = hint.span.end;
    }
}

/// What is said first where not everything can be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Rank {
    Dag,
    Schedule,
    Setting,
}

fn rank(lexicon: &Lexicon, id: HintId) -> Rank {
    let label = &lexicon.hint(id).label;
    if label.has(Formatter::Dag) {
        Rank::Dag
    } else if label.has(Formatter::Cron) {
        Rank::Schedule
    } else {
        Rank::Setting
    }
}

/// The file's own text, or that of a cell in it.
struct Text<'a> {
    judge: Judge<'a>,
    candidates: Vec<(Rank, Span, HintId)>,
    /// The cells around it, innermost first.
    cells: Vec<&'a Region>,
}

impl<'a> Text<'a> {
    /// Adds a text and its cells. How deep they lie in one another is bounded.
    fn collect(document: &'a Document, cells: &[&'a Region], lexicon: &'a Lexicon, facts: &'a Facts, all: &mut Vec<Self>) {
        let candidates = document.hint_candidates(lexicon.matcher());
        let candidates = candidates.into_iter().map(|(span, id)| (rank(lexicon, id), span, id)).collect();
        let judge = Judge { asker: Asker::new(document, lexicon, facts), possible: FxHashMap::default() };
        all.push(Self { judge, candidates, cells: cells.to_vec() });
        for each in document.embedded(lexicon).iter().filter(|each| each.region.takes_comments()) {
            let around: Vec<&Region> = std::iter::once(&*each.region).chain(cells.iter().copied()).collect();
            Self::collect(&each.document, &around, lexicon, facts, all);
        }
    }

    /// Adds hints of one rank until there are enough.
    fn say(&mut self, wanted: Rank, findings: &[Finding], all: &mut Vec<Hint>, cancel: &Cancel) {
        for &(_, span, id) in self.candidates.iter().filter(|(rank, ..)| *rank == wanted).take(TRIES) {
            if all.len() >= MOST || cancel.is_cancelled() {
                return;
            }
            let Some(hint) = self.judge.hint(span, id) else { continue };
            let hint = self.cells.iter().fold(hint, |hint, cell| Hint {
                span: cell.outer_span(hint.span),
                at: cell.outer_span(Span::new(hint.at.saturating_sub(1), hint.at)).end,
                ..hint
            });
            let speaks = |finding: &Finding| finding.acknowledged.is_none() && finding.span.overlaps(hint.span);
            if !findings.iter().any(speaks) && !all.iter().any(|other| other.span.overlaps(hint.span)) {
                all.push(hint);
            }
        }
    }
}

struct Judge<'a> {
    asker: Asker<'a>,
    /// Whether a hint can say anything in this file: its conditions about the whole file, asked once.
    possible: FxHashMap<HintId, bool>,
}

impl Judge<'_> {
    fn hint(&mut self, span: Span, id: HintId) -> Option<Hint> {
        let asker = &self.asker;
        let hint = asker.lexicon.hint(id);
        let whole = |condition: &&Condition| about_the_file(condition);
        let file = Span::default();
        let possible = *self.possible.entry(id).or_insert_with(|| {
            asker.all_at(file, hint.when.iter().filter(whole)) == Answer::Yes
                && asker.any_at(file, hint.unless.iter().filter(whole)) == Answer::No
        });
        if !possible || asker.all_at(span, &hint.when) != Answer::Yes || asker.any_at(span, &hint.unless) != Answer::No {
            return None;
        }
        let (said, place) = fill::fill(asker, hint, span)?;
        Some(Hint { span: place, at: line_end(asker, place), id, said })
    }
}

/// The end of the line on which a place ends, its line end left out.
fn line_end(asker: &Asker, place: Span) -> u32 {
    let lexed = asker.lexed();
    let line = lexed.line_span(lexed.line_of(place.end.saturating_sub(1).max(place.start)));
    line.start + position::without_line_end(lexed.slice(line)).trim_end().len() as u32
}

impl Document {
    /// The hints of the text, at most [`MOST`], in order of their places. `findings` are those that a person is shown:
    /// where one of them speaks, hints are silent.
    pub fn hints(&self, findings: &[Finding], lexicon: &Lexicon, facts: &Facts, cancel: &Cancel) -> Vec<Hint> {
        hints(self, findings, lexicon, facts, cancel)
    }

    /// The candidates of hints, in order.
    fn hint_candidates(&self, matcher: &crate::lexicon::Matcher) -> Vec<(Span, HintId)> {
        let of = |candidate: super::candidates::Candidate| match matcher.entry(candidate.entry)?.target {
            Target::Hint(id) => Some((candidate.span, id)),
            _ => None,
        };
        self.setting_candidates(matcher).into_iter().filter_map(of).collect()
    }
}

#[cfg(test)]
mod tests;
