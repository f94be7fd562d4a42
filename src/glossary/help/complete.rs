//! What may be typed at a place.

use super::explain::{about, words};
use super::place::{self, Inside};
use super::{Format, read};
use crate::glossary::keys::{Key, Known, Shape, Value};
use crate::lexicon::{Group, Lexicon};
use crate::syntax::Lexed;
use crate::syntax::yaml::Tree;
use crate::syntax::yaml::tree::{Part, Place};
use crate::text::Span;

/// Something that may stand at a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// What is shown in the list.
    pub label: String,
    /// What is written.
    pub insert: String,
    /// What it replaces.
    pub span: Span,
    /// What it is.
    pub kind: OfferKind,
    /// A word beside it.
    pub detail: String,
    /// What it means, as Markdown of our own making; for terms, rules and categories, empty.
    pub markdown: String,
}

/// What an [`Offer`] is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OfferKind {
    /// A key of the format.
    Key,
    /// A word of a closed list.
    Word,
    /// The id of a term.
    Term,
    /// The id of a rule.
    Rule,
    /// A category or group.
    Category,
}

/// Stands for what is being typed; no file holds it by chance.
const TYPED: &str = "lakespeak-is-asked";

/// What is being typed at an offset.
struct Typed {
    /// What an answer replaces.
    span: Span,
    /// Whether a key may stand here.
    key: bool,
    /// Whether a value may.
    value: bool,
    /// Whether a colon follows already.
    colon: bool,
}

/// What may stand at an offset, best first. Names are those of `lexicon`.
pub fn complete(format: Format, text: &str, offset: u32, lexicon: &Lexicon) -> Vec<Offer> {
    let Some(typed) = typed(text, offset) else { return Vec::new() };
    // Where both may stand, it is read as a key: what a value would belong to is then the entry above it.
    ask(format, text, &typed, |asked| {
        let mut offers = if typed.key { keys(asked, &typed, lexicon) } else { Vec::new() };
        if typed.value {
            offers.extend(values(asked, &typed, lexicon));
        }
        offers
    })
}

/// A text with a place holder for what is being typed.
struct Asked<'t> {
    lexed: &'t Lexed,
    tree: &'t Tree,
    root: &'static Shape,
    place: Place,
}

fn ask(format: Format, text: &str, typed: &Typed, answer: impl FnOnce(&Asked<'_>) -> Vec<Offer>) -> Vec<Offer> {
    let (before, behind) = (text.get(..typed.span.start as usize), text.get(typed.span.end as usize..));
    let colon = if typed.key && !typed.colon { ":" } else { "" };
    let asked = format!("{}{TYPED}{colon}{}", before.unwrap_or_default(), behind.unwrap_or_default());
    let (lexed, tree) = read(&asked);
    let Some(place) = tree.at(typed.span.start) else { return Vec::new() };
    answer(&Asked { lexed: &lexed, tree: &tree, root: format.shape(&lexed, &tree), place })
}

fn keys(asked: &Asked<'_>, typed: &Typed, lexicon: &Lexicon) -> Vec<Offer> {
    let Asked { lexed, tree, root, place } = asked;
    let (Part::Key(_), Some(entry)) = (place.part, place.entry) else { return Vec::new() };
    let above = match tree.get(entry).and_then(|entry| entry.parent) {
        Some(parent) => place::inside(lexed, tree, root, parent),
        None => Some(Inside::Shape(root)),
    };
    let there: Vec<&str> = tree.siblings(tree.get(entry).map_or(entry, |entry| entry.mapping)).map(|one| tree.name(lexed, one)).collect();
    match above {
        Some(Inside::Shape(shape)) => {
            let missing = shape.keys.iter().filter(|key| !there.contains(&key.name));
            missing.map(|key| of_key(shape, key, typed)).collect()
        }
        Some(Inside::Free(Some(known), _)) => {
            let mut offers = names(known, typed.span, lexicon);
            offers.retain(|offer| !there.contains(&offer.label.as_str()));
            if !typed.colon {
                for offer in &mut offers {
                    offer.insert.push_str(": ");
                }
            }
            offers
        }
        _ => Vec::new(),
    }
}

fn of_key(shape: &'static Shape, key: &'static Key, typed: &Typed) -> Offer {
    let scalar = key.value.shape().is_none() && key.value.free().is_none();
    let end = match (typed.colon, scalar) {
        (true, _) => "",
        (false, true) => ": ",
        (false, false) => ":",
    };
    Offer {
        label: key.name.to_owned(),
        insert: format!("{}{end}", key.name),
        span: typed.span,
        kind: OfferKind::Key,
        detail: if key.needed { "needed".to_owned() } else { String::new() },
        markdown: about(shape, key),
    }
}

fn values(asked: &Asked<'_>, typed: &Typed, lexicon: &Lexicon) -> Vec<Offer> {
    let Asked { lexed, tree, root, place } = asked;
    let entry = match place.part {
        Part::Value(_) | Part::Item(_) => place.entry,
        // Beside other keys there is no room for a value.
        Part::Key(_) => {
            let key = place.entry.and_then(|entry| tree.get(entry));
            key.filter(|key| tree.siblings(key.mapping).count() == 1).and_then(|key| key.parent)
        }
    };
    let Some(entry) = entry else { return Vec::new() };
    let Some((shape, value)) = place::value(lexed, tree, root, entry) else { return Vec::new() };
    let about = place::key(lexed, tree, root, entry).map(|(shape, key)| about(shape, key)).unwrap_or_default();
    let word = |word: &&'static str| Offer {
        label: (*word).to_owned(),
        insert: (*word).to_owned(),
        span: typed.span,
        kind: OfferKind::Word,
        detail: String::new(),
        markdown: about.clone(),
    };
    let words = words(value);
    words.iter().map(word).chain(known(value, shape).into_iter().flat_map(|known| names(known, typed.span, lexicon))).collect()
}

/// What a value names. A new id may be one that is there, which lays the entry upon it.
fn known(value: Value, shape: &'static Shape) -> Option<Known> {
    match value {
        Value::Known(known) => Some(known),
        Value::Id => Some(if shape.name == "rule" { Known::Rule } else { Known::Term }),
        Value::Many(one) | Value::List(one) => known(*one, shape),
        Value::Either(all) => all.iter().find_map(|one| known(*one, shape)),
        _ => None,
    }
}

fn names(known: Known, span: Span, lexicon: &Lexicon) -> Vec<Offer> {
    let offer = |label: &str, kind: OfferKind, detail: &str| Offer {
        label: label.to_owned(),
        insert: crate::glossary::emit::in_flow(label),
        span,
        kind,
        detail: detail.to_owned(),
        markdown: String::new(),
    };
    let terms = || lexicon.terms().map(|(_, term)| offer(&term.id, OfferKind::Term, &term.name));
    let rules = || lexicon.rule_ids().map(|id| lexicon.rule(id)).map(|rule| offer(&rule.id, OfferKind::Rule, &rule.message));
    let categories = || {
        let mut categories: Vec<&str> = Vec::new();
        for (_, term) in lexicon.terms() {
            if !categories.contains(&term.category.as_str()) {
                categories.push(&term.category);
            }
        }
        categories.into_iter().map(|category| offer(category, OfferKind::Category, "category"))
    };
    match known {
        Known::Term => terms().collect(),
        Known::Rule => rules().collect(),
        Known::Category => categories().collect(),
        Known::Selector => {
            let groups = Group::ALL.into_iter().map(|group| offer(group.name(), OfferKind::Category, "group"));
            rules().chain(terms()).chain(categories()).chain(groups).chain([offer("*", OfferKind::Category, "every rule")]).collect()
        }
    }
}

/// Finds out what is being typed, from the line alone: what stands above may be half-typed too.
fn typed(text: &str, offset: u32) -> Option<Typed> {
    let before = text.get(..offset as usize)?;
    let line = before.rsplit(['\n', '\r']).next().unwrap_or(before);
    if in_comment_or_quotes(line) {
        return None;
    }
    let start = line.rfind(['{', '[', ',']).map_or(0, |at| at + 1).max(line.rfind(": ").map_or(0, |at| at + 2));
    let dash = if start == 0 { dashes(line) } else { 0 };
    let word = line.get(start.max(dash)..)?.trim_start();
    // A colon ends a key; what follows it needs a blank first.
    if word.ends_with(':') {
        return None;
    }
    let opener = line.get(..line.len() - word.len()).unwrap_or_default().trim_end();
    let behind = text.get(offset as usize..).unwrap_or_default();
    let rest = behind.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '*'))).unwrap_or(behind.len());
    let colon = behind.get(rest..).is_some_and(|behind| behind.starts_with(':'));
    let (key, value) = match opener.chars().next_back() {
        Some('{') => (true, false),
        Some('[' | ':') => (false, true),
        Some(',') => (!in_list(opener), in_list(opener)),
        None | Some('-') => (true, true),
        Some(_) => return None,
    };
    let span = Span::new(offset - word.len() as u32, offset + rest as u32);
    // What is followed by a colon is a key.
    Some(Typed { span, key, value: value && !colon, colon })
}

/// The length of the blanks and dashes that a line begins with.
fn dashes(line: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = line.get(at..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_start().len();
        match rest.get(blanks..) {
            Some(rest) if rest.starts_with("- ") => at += blanks + 1,
            _ => return at + blanks,
        }
    }
}

/// Whether the innermost flow collection that is open on the line is a list. One that was opened above is taken for a list:
/// mappings over several lines are written as blocks.
fn in_list(line: &str) -> bool {
    let mut closed = 0;
    for c in line.chars().rev() {
        match c {
            ']' | '}' => closed += 1,
            '[' | '{' if closed > 0 => closed -= 1,
            '[' => return true,
            '{' => return false,
            _ => {}
        }
    }
    true
}

/// Whether the line's end stands in a comment or inside quotes, where nothing is offered.
fn in_comment_or_quotes(line: &str) -> bool {
    let mut quote = None;
    let mut previous = ' ';
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '#') if previous.is_whitespace() => return true,
            // An apostrophe inside a word quotes nothing.
            (None, '"' | '\'') if !previous.is_alphanumeric() => quote = Some(c),
            _ => {}
        }
        previous = c;
    }
    quote.is_some()
}
