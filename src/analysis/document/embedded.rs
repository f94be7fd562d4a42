//! The texts of other languages inside a document: read when somebody first asks, and kept while their text stays. That of
//! a notebook is edited: it is all of its code.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Document;
use crate::analysis::Cancel;
use crate::analysis::shape::Shape;
use crate::lexicon::Lexicon;
use crate::syntax::regions::{self, Region};
use crate::syntax::{Language, Lexed};
use crate::text::{Edit, Span, TextEdit};

/// Texts inside texts that are read: a notebook, its cells, the strings in them.
const DEPTH: u8 = 3;

/// A text of another language inside this one.
#[derive(Clone, Debug)]
pub struct Embedded {
    /// Where it stands and how its places map.
    pub region: Arc<Region>,
    /// The text itself, read.
    pub document: Arc<Document>,
}

/// What was found inside a text, kept for the next version: an edit changes nothing about strings in statements that it
/// does not touch.
#[derive(Debug, Default)]
pub(super) struct Inside {
    all: Vec<Embedded>,
    /// The strings that were looked at, in order; none where not all of `all` come from strings.
    looked: Vec<Looked>,
}

/// A string that may begin a text of another language.
#[derive(Debug)]
struct Looked {
    at: u32,
    /// The lines of the statement that holds it.
    lines: Span,
    /// What it begins, by its place in [`Inside::all`].
    found: Option<u32>,
}

impl Inside {
    /// What is known of the string at `at` in the text after `edit`, where its statement was there before: by how much it
    /// moved, the lines of the statement, and what it begins.
    fn known(&self, edit: Edit, at: u32) -> Option<(u32, Span, Option<&Embedded>)> {
        let before = edit.back(Span::at(at))?.start;
        let index = self.looked.binary_search_by_key(&before, |looked| looked.at).ok()?;
        let looked = self.looked.get(index)?;
        let lines = edit.moved(looked.lines)?;
        let found = looked.found.map(|found| self.all.get(found as usize)).map_or(Some(None), |found| found.map(Some))?;
        Some((at.wrapping_sub(before), lines, found))
    }
}

impl Embedded {
    /// The same, so many bytes further behind, as [`Region::moved`] counts them.
    fn moved(&self, by: u32) -> Self {
        let region = if by == 0 { Arc::clone(&self.region) } else { Arc::new(self.region.moved(by)) };
        Self { region, document: Arc::clone(&self.document) }
    }
}

/// Reads inner texts; those that the version before had are read already.
struct Reader<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    before: Option<&'a Inside>,
    /// Those of the version before by their texts, once somebody asks.
    known: Option<FxHashMap<(Language, &'a str), &'a Arc<Document>>>,
}

impl Reader<'_> {
    fn read(&mut self, region: Region) -> Embedded {
        let known = self.known.get_or_insert_with(|| {
            let all = self.before.into_iter().flat_map(|before| &before.all);
            all.map(|each| ((each.region.language, &*each.region.text), &each.document)).collect()
        });
        let document = known.get(&(region.language, &*region.text)).map(|&document| Arc::clone(document));
        let document = document.or_else(|| self.edited(&region)).unwrap_or_else(|| {
            let outer = self.document;
            let lexed = Lexed::new(Arc::clone(&region.text), region.language);
            let inner = Document::read(lexed, outer.findings_only, self.lexicon, &Cancel::default());
            Arc::new(Document { depth: outer.depth + 1, ..inner })
        });
        Embedded { region: Arc::new(region), document }
    }

    /// A notebook's code is one text, of which the version before differs in what was typed.
    fn edited(&self, region: &Region) -> Option<Arc<Document>> {
        let [before] = self.before?.all.as_slice() else { return None };
        let same = self.document.lexed.language() == Language::Notebook && before.region.language == region.language;
        let before = same.then_some(before)?;
        let edit = Edit::between(&before.region.text, &region.text);
        Some(Arc::new(before.document.edited(Arc::clone(&region.text), edit, self.lexicon, &Cancel::default())))
    }
}

impl Document {
    /// The texts of other languages inside this one.
    pub fn embedded(&self, lexicon: &Lexicon) -> &[Embedded] {
        let inside =
            self.derived.inside.get_or_init(|| Arc::new(if self.depth < DEPTH { self.inside(lexicon) } else { Inside::default() }));
        &inside.all
    }

    fn inside(&self, lexicon: &Lexicon) -> Inside {
        let before = self.derived.inside_before.as_ref();
        let mut reader = Reader { document: self, lexicon, before: before.map(|(inside, _)| &**inside), known: None };
        let chunks = self.lexed.chunks().zip(&self.found);
        let openings = chunks.flat_map(|((start, _), found)| found.openings.iter().map(move |at| start + at));
        let cells = regions::cells(&self.lexed);
        if self.lexed.language() != Language::Python || !cells.is_empty() {
            let tree = || if let Shape::Yaml(tree) = self.shape() { Some(tree) } else { None };
            let all = regions::regions_at(&self.lexed, openings, tree).into_iter().map(|region| reader.read(region)).collect();
            return Inside { all, looked: Vec::new() };
        }
        let mut strings = regions::Strings::new(&self.lexed);
        let mut inside = Inside::default();
        for at in openings {
            let known = before.and_then(|(inside, edit)| inside.known(*edit, at));
            let (lines, found) = if let Some((by, lines, found)) = known {
                (lines, found.map(|each| each.moved(by)))
            } else {
                let (lines, region) = strings.look_at(at);
                (lines, region.map(|region| reader.read(region)))
            };
            let place = inside.all.len() as u32;
            inside.looked.push(Looked { at, lines, found: found.is_some().then_some(place) });
            inside.all.extend(found);
        }
        inside
    }

    /// The text of another language that holds a place or ends there, and the place in it.
    pub fn embedded_at(&self, lexicon: &Lexicon, at: u32) -> Option<(&Embedded, u32)> {
        let mut near = self.embedded(lexicon).iter().filter(|each| each.region.outer.touches(at));
        near.find_map(|each| Some((each, each.region.inner_offset(at)?)))
    }
}

impl Embedded {
    /// An edit of the text inside as an edit of the text around it, `None` where that can't be written safely.
    pub fn outward(&self, around: &Document, edit: &TextEdit) -> Option<TextEdit> {
        self.region.outward(around.lexed().text(), edit)
    }
}
