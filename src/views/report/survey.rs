//! Files counted in, one by one.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::folders::{self, Share};
use super::{Category, Counts, Files, Folder, Place, Report, Rule, Term, Todo, Todos, Uses, VERSION};
use crate::analysis::{self, Analysis, Guidance};
use crate::lexicon::{FindIn, Lexicon, RuleId, Severity, TermId};
use crate::text::{Encoding, LineIndex, Span};
use crate::views::links;

/// What became of a TODO.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TodoState {
    /// It links to a term, or to a rule that can't be judged here.
    Open,
    /// It acknowledges a finding.
    Acknowledged,
    /// Its finding is gone.
    Stale,
}

impl TodoState {
    /// Its word in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Acknowledged => "acknowledged",
            Self::Stale => "stale",
        }
    }

    /// What became of each TODO of an analysis.
    pub fn all(analysis: &Analysis, lexicon: &Lexicon) -> Vec<Self> {
        let acknowledged: FxHashSet<usize> = analysis.findings.iter().filter_map(|finding| finding.acknowledged).collect();
        let about_stale = |finding: &&analysis::Finding| lexicon.rule(finding.rule).find_in == FindIn::StaleTodo;
        let stale: FxHashSet<Span> = analysis.findings.iter().filter(about_stale).map(|finding| finding.span).collect();
        let state = |(index, todo): (usize, &analysis::Todo)| match (acknowledged.contains(&index), stale.contains(&todo.span)) {
            (true, _) => Self::Acknowledged,
            (false, true) => Self::Stale,
            (false, false) => Self::Open,
        };
        analysis.todos.iter().enumerate().map(state).collect()
    }
}

/// What counts of one file.
#[derive(Clone, Debug)]
pub struct FileSurvey {
    path: String,
    lexicon: Arc<Lexicon>,
    guidance: Arc<Guidance>,
    /// Each term with its first line and how often it stands there.
    uses: Vec<(TermId, u32, usize)>,
    findings: Vec<(RuleId, Place)>,
    todos: Vec<Todo>,
}

impl FileSurvey {
    /// Of a file as shown (from the working directory, with `/`), its text, and its whole analysis.
    pub fn of(path: &str, text: &str, analysis: &Analysis, lexicon: &Arc<Lexicon>, guidance: &Arc<Guidance>) -> Self {
        let lines = LineIndex::new(text);
        let mut by_term: FxHashMap<TermId, usize> = FxHashMap::default();
        let mut uses: Vec<(TermId, u32, usize)> = Vec::new();
        for mention in &analysis.mentions {
            let at = *by_term.entry(mention.term).or_insert(uses.len());
            match uses.get_mut(at) {
                Some((.., count)) => *count += 1,
                None => uses.push((mention.term, lines.position(text, mention.span.start, Encoding::Utf8).line + 1, 1)),
            }
        }
        let place = |finding: &analysis::Finding| {
            let at = lines.position(text, finding.span.start, Encoding::Utf32);
            let acknowledged = finding.acknowledged.is_some();
            let place = Place { path: path.to_owned(), line: at.line + 1, column: at.column + 1, severity: finding.severity, acknowledged };
            (finding.rule, place)
        };
        let todo = |(todo, state): (&analysis::Todo, TodoState)| Todo {
            path: path.to_owned(),
            line: lines.position(text, todo.span.start, Encoding::Utf8).line + 1,
            state,
            term: todo.term.clone(),
            rule: todo.rule.clone(),
            text: said(text.get(todo.span.start as usize..todo.link.start as usize).unwrap_or_default()),
        };
        Self {
            path: path.to_owned(),
            lexicon: Arc::clone(lexicon),
            guidance: Arc::clone(guidance),
            uses,
            findings: analysis.findings.iter().map(place).collect(),
            todos: analysis.todos.iter().zip(TodoState::all(analysis, lexicon)).map(todo).collect(),
        }
    }
}

/// What a comment says before its link: no delimiters, one line.
fn said(comment: &str) -> String {
    let mark = |c: char| matches!(c, '#' | '-' | '*' | '/' | '{' | '(') || c.is_whitespace();
    let lines = comment.lines().map(|line| line.trim_matches(mark)).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Files counted so far.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    files: Files,
    findings: Counts,
    /// Each category with its place in the glossary's order and all ids of its terms.
    categories: FxHashMap<String, (usize, FxHashSet<String>)>,
    terms: FxHashMap<String, (String, Term)>,
    rules: FxHashMap<String, Rule>,
    folders: BTreeMap<String, Folder>,
    todos: Vec<Todo>,
    /// Lexicons whose categories are known, by address; they are kept so that no address is used again.
    seen: Vec<Arc<Lexicon>>,
}

impl Survey {
    /// Makes the terms of a lexicon known, so that what is not used is counted too.
    pub fn know(&mut self, lexicon: &Arc<Lexicon>) {
        if self.seen.iter().any(|seen| Arc::ptr_eq(seen, lexicon)) {
            return;
        }
        self.seen.push(Arc::clone(lexicon));
        for (_, term) in lexicon.terms() {
            let order = self.categories.len();
            self.categories.entry(term.category.clone()).or_insert_with(|| (order, FxHashSet::default())).1.insert(term.id.clone());
        }
    }

    /// Counts a file in.
    pub fn add(&mut self, file: FileSurvey) {
        self.know(&file.lexicon);
        self.files.checked += 1;
        self.files.with_mentions += usize::from(!file.uses.is_empty());
        self.files.with_findings += usize::from(!file.findings.is_empty());
        let mentions = file.uses.iter().map(|(.., count)| count).sum();
        for &(id, line, count) in &file.uses {
            let term = self.term(&file.lexicon, id);
            term.mentions += count;
            term.places.push(Uses { path: file.path.clone(), line, mentions: count });
        }
        let (mut counts, mut open_by_category) = (Counts::default(), BTreeMap::new());
        for (rule, place) in file.findings {
            let (severity, acknowledged) = (place.severity, place.acknowledged);
            let term = file.lexicon.term_of(rule);
            counts.count(severity, acknowledged);
            if !acknowledged {
                *open_by_category.entry(file.lexicon.term(term).category.clone()).or_default() += 1;
            }
            self.term(&file.lexicon, term).findings.count(severity, acknowledged);
            let rule = self.rule(&file.lexicon, rule, &file.guidance);
            rule.findings.count(severity, acknowledged);
            rule.severity = rule.severity.max(severity);
            rule.places.push(place);
        }
        self.findings.add(&counts);
        folders::count(&mut self.folders, &Share { path: &file.path, mentions, findings: counts, open_by_category: &open_by_category });
        self.todos.extend(file.todos);
    }

    fn term(&mut self, lexicon: &Lexicon, id: TermId) -> &mut Term {
        let term = lexicon.term(id);
        let fresh = || Term {
            id: term.id.clone(),
            name: term.name.clone(),
            plain_english: term.card.plain_english.clone(),
            mentions: 0,
            findings: Counts::default(),
            places: Vec::new(),
        };
        &mut self.terms.entry(term.id.clone()).or_insert_with(|| (term.category.clone(), fresh())).1
    }

    fn rule(&mut self, lexicon: &Lexicon, id: RuleId, guidance: &Guidance) -> &mut Rule {
        let rule = lexicon.rule(id);
        let term = lexicon.term(lexicon.term_of(id));
        self.rules.entry(rule.id.clone()).or_insert_with(|| Rule {
            id: rule.id.clone(),
            term: term.id.clone(),
            category: term.category.clone(),
            severity: Severity::Hint,
            message: rule.message.clone(),
            advice: rule.advice.clone(),
            docs: links::rule_url(lexicon, id, guidance),
            findings: Counts::default(),
            places: Vec::new(),
        })
    }

    /// The whole, sorted.
    pub fn report(self) -> Report {
        let mut rules: Vec<Rule> = self.rules.into_values().collect();
        for rule in &mut rules {
            rule.places.sort();
        }
        rules.sort_by(|a, b| {
            let loud = |rule: &Rule| std::cmp::Reverse((rule.findings.open, rule.severity, rule.findings.acknowledged));
            loud(a).cmp(&loud(b)).then_with(|| a.id.cmp(&b.id))
        });
        let mut places = self.todos;
        places.sort_by(|a, b| (&a.path, a.line, &a.text).cmp(&(&b.path, b.line, &b.text)));
        let of = |state| places.iter().filter(|todo| todo.state == state).count();
        let todos = Todos { open: of(TodoState::Open), acknowledged: of(TodoState::Acknowledged), stale: of(TodoState::Stale), places };
        let categories = categories(self.categories, self.terms);
        let folders = self.folders.into_values().collect();
        Report { version: VERSION, files: self.files, findings: self.findings, categories, rules, folders, todos }
    }
}

fn categories(known: FxHashMap<String, (usize, FxHashSet<String>)>, terms: FxHashMap<String, (String, Term)>) -> Vec<Category> {
    let mut by_order: Vec<(usize, Category)> = Vec::new();
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    for (name, (order, ids)) in known {
        places.insert(name.clone(), by_order.len());
        by_order.push((order, Category { name, known: ids.len(), mentions: 0, findings: Counts::default(), terms: Vec::new() }));
    }
    for (category, mut term) in terms.into_values() {
        let Some((_, category)) = places.get(&category).and_then(|&at| by_order.get_mut(at)) else { continue };
        category.mentions += term.mentions;
        category.findings.add(&term.findings);
        term.places.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.path.cmp(&b.path)));
        category.terms.push(term);
    }
    by_order.sort_by_key(|(order, _)| *order);
    let mut categories: Vec<Category> = by_order.into_iter().map(|(_, category)| category).collect();
    for category in &mut categories {
        category.terms.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.id.cmp(&b.id)));
    }
    categories
}
