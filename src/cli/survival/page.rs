//! The page: pictures first, tables behind them.

use serde::Serialize;

use super::super::web::{self, Pages};
use super::heat::{Heat, heat};
use super::map::{self, Map, anchor};
use super::places::{self, Places};
use super::policy::hash;
use crate::views::markup::web_address;
use crate::views::prose::{Stretch, stretches};
use crate::views::report::{self, Category, Counts, Files, Report, Term, Todos};

const TEMPLATES: [(&str, &str); 4] = [
    ("report.html", include_str!("assets/report.html")),
    ("pictures.html", include_str!("assets/pictures.html")),
    ("tables.html", include_str!("assets/tables.html")),
    ("macros.html", include_str!("assets/macros.html")),
];
const STYLE: &str = include_str!("assets/report.css");
const SCRIPT: &str = include_str!("assets/report.js");

/// What the template shows.
#[derive(Serialize)]
struct Page<'a> {
    name: &'a str,
    style: String,
    script: &'static str,
    style_hash: String,
    script_hash: String,
    files: Files,
    findings: Counts,
    words_used: usize,
    words_known: usize,
    maps: Vec<Map>,
    heat: Option<Heat>,
    rules: Vec<Rule<'a>>,
    categories: Vec<Share<'a>>,
    words: Vec<Word<'a>>,
    todos: &'a Todos,
    /// The shares of open, acknowledged and stale TODOs, in percent.
    todo_shares: [f64; 3],
}

/// How much of a category is used.
#[derive(Serialize)]
struct Share<'a> {
    name: &'a str,
    used: usize,
    known: usize,
    /// The part of it in percent.
    percent: f64,
    mentions: usize,
    open: usize,
}

#[derive(Serialize)]
struct Rule<'a> {
    id: &'a str,
    term: &'a str,
    category: &'a str,
    severity: &'static str,
    /// For sorting: the loudest is largest.
    loudness: usize,
    message: Vec<Stretch>,
    advice: Vec<Stretch>,
    docs: Option<String>,
    open: usize,
    acknowledged: usize,
    files: usize,
    /// The lengths of the bar's two parts, in percent of the longest bar.
    bar: [f64; 2],
    places: Places,
}

#[derive(Serialize)]
struct Word<'a> {
    name: &'a str,
    anchor: String,
    category: &'a str,
    plain: Vec<Stretch>,
    mentions: usize,
    files: usize,
    open: usize,
    places: Places,
}

/// The page of a report about what is called `name`.
pub(super) fn render(report: &Report, name: &str) -> anyhow::Result<String> {
    let style = [web::THEME, STYLE].concat();
    let categories: Vec<Share<'_>> = report.categories.iter().map(share).collect();
    let page = Page {
        name,
        style_hash: hash(&style),
        style,
        script: SCRIPT,
        script_hash: hash(SCRIPT),
        files: report.files,
        findings: report.findings,
        words_used: categories.iter().map(|category| category.used).sum(),
        words_known: categories.iter().map(|category| category.known).sum(),
        maps: map::maps(report),
        heat: heat(report),
        rules: rules(report),
        categories,
        words: report.categories.iter().flat_map(|category| category.terms.iter().map(|term| word(category, term))).collect(),
        todos: &report.todos,
        todo_shares: shares(&report.todos),
    };
    Pages::new(&TEMPLATES)?.render("report.html", &page)
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { (part as f64 * 1000.0 / whole as f64).round() / 10.0 }
}

fn shares(todos: &Todos) -> [f64; 3] {
    let all = todos.open + todos.acknowledged + todos.stale;
    [todos.open, todos.acknowledged, todos.stale].map(|part| percent(part, all))
}

fn rules(report: &Report) -> Vec<Rule<'_>> {
    let most = report.rules.iter().map(|rule| rule.findings.all()).max().unwrap_or_default();
    report.rules.iter().map(|rule| rule_row(rule, most)).collect()
}

fn rule_row(rule: &report::Rule, most: usize) -> Rule<'_> {
    Rule {
        id: &rule.id,
        term: &rule.term,
        category: &rule.category,
        severity: rule.severity.name(),
        loudness: rule.severity as usize,
        message: stretches(&rule.message),
        advice: stretches(&rule.advice),
        docs: rule.docs.as_deref().and_then(web_address),
        open: rule.findings.open,
        acknowledged: rule.findings.acknowledged,
        files: rule.places.chunk_by(|a, b| a.path == b.path).count(),
        bar: [percent(rule.findings.open, most), percent(rule.findings.acknowledged, most)],
        places: places::findings(&rule.places),
    }
}

fn share(category: &Category) -> Share<'_> {
    let used = category.terms.iter().filter(|term| term.mentions > 0).count();
    let (known, mentions, open) = (category.known, category.mentions, category.findings.open);
    Share { name: &category.name, used, known, percent: percent(used, known), mentions, open }
}

fn word<'a>(category: &'a Category, term: &'a Term) -> Word<'a> {
    Word {
        name: &term.name,
        anchor: anchor(&term.id),
        category: &category.name,
        plain: stretches(&term.plain_english),
        mentions: term.mentions,
        files: term.places.len(),
        open: term.findings.open,
        places: places::uses(&term.places),
    }
}
