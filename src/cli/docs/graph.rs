//! Related terms as a picture: the term above, its neighbours below one another, lines to each, and arcs between
//! neighbours that are related to each other too.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::lexicon::{Lexicon, TermId};

use super::site::Site;

/// What the template draws. All lengths in CSS pixels.
#[derive(Serialize)]
pub(super) struct Graph {
    width: u32,
    height: u32,
    /// The term itself.
    centre: Dot,
    nodes: Vec<Node>,
    /// Between neighbours.
    arcs: Vec<Arc>,
}

#[derive(Serialize)]
struct Dot {
    x: u32,
    y: u32,
}

#[derive(Serialize)]
struct Node {
    x: u32,
    y: u32,
    name: String,
    /// Its page, where it has one.
    href: Option<String>,
    /// The line that leads here.
    line: String,
    /// Whether only the neighbour names the term, and not the other way round.
    incoming: bool,
}

#[derive(Serialize)]
struct Arc {
    path: String,
}

const WIDTH: u32 = 300;
const ROW: u32 = 34;
const CENTRE: u32 = 10;
/// Where the dots of neighbours stand, and where the arcs end.
const DOTS: u32 = 62;
/// The widest name in characters: what fits beside the arcs.
const WIDEST: usize = 26;

/// The picture around a term; `None` where it has no neighbours.
pub(super) fn graph(site: &Site<'_>, id: TermId, incoming: &BTreeMap<TermId, Vec<TermId>>) -> Option<Graph> {
    let lexicon = site.lexicon;
    let outgoing = related(lexicon, id);
    let others = incoming.get(&id).into_iter().flatten().copied();
    let only_in: Vec<TermId> = others.filter(|other| !outgoing.contains(other) && *other != id).collect();
    let all: Vec<(TermId, bool)> = outgoing.iter().map(|&term| (term, false)).chain(only_in.iter().map(|&term| (term, true))).collect();
    let places: BTreeMap<TermId, u32> = all.iter().zip(1..).map(|(&(term, _), row)| (term, CENTRE + row * ROW)).collect();
    let nodes: Vec<Node> = all.iter().filter_map(|&(term, incoming)| Some(node(site, term, incoming, *places.get(&term)?))).collect();
    let height = CENTRE + ROW * nodes.len() as u32 + ROW / 2;
    let dot = Dot { x: CENTRE, y: CENTRE };
    (!nodes.is_empty()).then(|| Graph { width: WIDTH, height, centre: dot, nodes, arcs: arcs(lexicon, &places) })
}

fn node(site: &Site<'_>, id: TermId, incoming: bool, y: u32) -> Node {
    let line = format!("M{CENTRE} {CENTRE}V{}Q{CENTRE} {y} {} {y}H{}", y - 12, CENTRE + 12, DOTS - 5);
    Node { x: DOTS, y, name: short(&site.lexicon.term(id).name), href: site.names.href(id).map(str::to_owned), line, incoming }
}

/// An arc to the left of the dots for each pair of neighbours of which one names the other.
fn arcs(lexicon: &Lexicon, places: &BTreeMap<TermId, u32>) -> Vec<Arc> {
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for (&term, &y) in places {
        for other in related(lexicon, term) {
            if let Some(&there) = places.get(&other).filter(|&&there| there != y) {
                pairs.push((y.min(there), y.max(there)));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let arc = |(from, to): (u32, u32)| {
        let bow = DOTS.saturating_sub(8 + (to - from) / 4).max(CENTRE + 8);
        Arc { path: format!("M{DOTS} {from}C{bow} {from} {bow} {to} {DOTS} {to}") }
    };
    pairs.into_iter().map(arc).collect()
}

/// The related terms that are there, each once.
pub(super) fn related(lexicon: &Lexicon, id: TermId) -> Vec<TermId> {
    let mut out: Vec<TermId> = Vec::new();
    for other in lexicon.term(id).related.iter().filter_map(|other| lexicon.term_by_id(other)) {
        if other != id && !out.contains(&other) {
            out.push(other);
        }
    }
    out
}

/// For each term those that name it.
pub(super) fn incoming(lexicon: &Lexicon) -> BTreeMap<TermId, Vec<TermId>> {
    let mut out: BTreeMap<TermId, Vec<TermId>> = BTreeMap::new();
    for (id, _) in lexicon.terms() {
        for other in related(lexicon, id) {
            out.entry(other).or_default().push(id);
        }
    }
    out
}

fn short(name: &str) -> String {
    if name.chars().count() <= WIDEST {
        return name.to_owned();
    }
    let kept: String = name.chars().take(WIDEST - 1).collect();
    format!("{}…", kept.trim_end())
}
