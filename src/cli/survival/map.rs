//! The map of words: categories as fields, words as tiles, the hotter the more is open.

use serde::Serialize;

use super::super::web::slug;
use super::heat::step;
use super::treemap::{Area, areas};
use crate::views::report::{Category, Report, Term};

/// The map of words for one width of the window.
#[derive(Serialize)]
pub(super) struct Map {
    class: &'static str,
    width: f64,
    height: f64,
    groups: Vec<Group>,
}

/// A category on the map.
#[derive(Serialize)]
struct Group {
    name: String,
    area: Rounded,
    labelled: bool,
    tiles: Vec<Tile>,
}

/// A word on the map.
#[derive(Serialize)]
struct Tile {
    name: String,
    anchor: String,
    mentions: usize,
    open: usize,
    heat: usize,
    area: Rounded,
    /// Its name where there is room for it, broken into lines.
    lines: Vec<String>,
}

/// An area in tenths of a unit.
#[derive(Serialize)]
struct Rounded {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// The map for windows of three widths: the style sheet shows one of them.
pub(super) fn maps(report: &Report) -> Vec<Map> {
    [("narrow", 360.0, 640.0), ("middle", 740.0, 520.0), ("wide", 1160.0, 520.0)].map(|shape| map(report, shape)).into()
}

/// A word's anchor in its table. It begins as no other anchor does.
pub(super) fn anchor(term: &str) -> String {
    format!("w-{}", slug(term))
}

/// The words of a category with what each weighs, the heaviest first.
fn weighed(category: &Category) -> Vec<(&Term, f64)> {
    // Roots: what stands everywhere must leave room for what stands somewhere.
    let weight = |term: &Term| ((term.mentions + term.findings.all()) as f64).sqrt();
    let mut terms: Vec<(&Term, f64)> = category.terms.iter().map(|term| (term, weight(term))).collect();
    terms.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    terms
}

fn map(report: &Report, (class, width, height): (&'static str, f64, f64)) -> Map {
    let total = |terms: &[(&Term, f64)]| terms.iter().map(|(_, weight)| weight).sum::<f64>();
    let mut categories: Vec<(&str, Vec<(&Term, f64)>)> = report
        .categories
        .iter()
        .map(|category| (category.name.as_str(), weighed(category)))
        .filter(|(_, terms)| !terms.is_empty())
        .collect();
    categories.sort_by(|(_, a), (_, b)| total(b).total_cmp(&total(a)));
    let sums: Vec<f64> = categories.iter().map(|(_, terms)| total(terms)).collect();
    let most = report.categories.iter().flat_map(|category| &category.terms).map(|term| term.findings.open).max().unwrap_or_default();
    let whole = Area { x: 0.0, y: 0.0, width, height };
    let groups = areas(&sums, whole).into_iter().zip(&categories).map(|(area, (name, terms))| group(area, name, terms, most));
    Map { class, width, height, groups: groups.collect() }
}

/// The height of a category's name above its words.
const HEADING: f64 = 24.0;
/// The height of a line of a word's name.
const LINE: f64 = 16.0;
/// About how wide a letter of the map is.
const LETTER: f64 = 7.3;

fn group(area: Area, name: &str, terms: &[(&Term, f64)], most: usize) -> Group {
    let labelled = fits(name, area.width - 8.0) && area.height > 2.5 * HEADING;
    let inner = area.inset(2.0, if labelled { HEADING } else { 2.0 }, 2.0, 2.0);
    let tile = |(area, term): (Area, &Term)| Tile {
        name: term.name.clone(),
        anchor: anchor(&term.id),
        mentions: term.mentions,
        open: term.findings.open,
        heat: step(term.findings.open, most),
        area: rounded(area.inset(1.0, 1.0, 1.0, 1.0)),
        lines: label(&term.name, area),
    };
    let weights: Vec<f64> = terms.iter().map(|(_, weight)| *weight).collect();
    let tiles = areas(&weights, inner).into_iter().zip(terms.iter().map(|(term, _)| *term)).map(tile).collect();
    Group { name: name.to_owned(), area: rounded(area), labelled, tiles }
}

/// A name in as many lines as it takes; none where it has no room.
fn label(name: &str, area: Area) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        match lines.last_mut() {
            Some(line) if fits(&format!("{line} {word}"), area.width - 14.0) => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let room = lines.len() as f64 * LINE + 6.0 <= area.height && lines.iter().all(|line| fits(line, area.width - 12.0));
    if room { lines } else { Vec::new() }
}

fn fits(text: &str, width: f64) -> bool {
    text.chars().count() as f64 * LETTER <= width
}

fn rounded(area: Area) -> Rounded {
    let tenths = |length: f64| (length * 10.0).round() / 10.0;
    Rounded { x: tenths(area.x), y: tenths(area.y), width: tenths(area.width), height: tenths(area.height) }
}
