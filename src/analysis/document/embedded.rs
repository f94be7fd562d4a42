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
use crate::text::{Edit, TextEdit};

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

impl Document {
    /// The texts of other languages inside this one.
    pub fn embedded(&self, lexicon: &Lexicon) -> &[Embedded] {
        self.derived.embedded.get_or_init(|| {
            if self.depth >= DEPTH {
                return Vec::new();
            }
            let previous: FxHashMap<(Language, &str), &Arc<Document>> =
                self.derived.previous.iter().map(|each| ((each.region.language, &*each.region.text), &each.document)).collect();
            let fresh = |region: &Region| {
                let lexed = Lexed::new(Arc::clone(&region.text), region.language);
                let document = Self::read(lexed, self.findings_only, lexicon, &Cancel::default());
                Arc::new(Self { depth: self.depth + 1, ..document })
            };
            let edited = |region: &Region| {
                let [before] = self.derived.previous.as_slice() else { return None };
                let before =
                    (self.lexed.language() == Language::Notebook && before.region.language == region.language).then_some(before)?;
                let edit = Edit::between(&before.region.text, &region.text);
                Some(Arc::new(before.document.edited(Arc::clone(&region.text), edit, lexicon, &Cancel::default())))
            };
            let read = |region: Region| {
                let known = previous.get(&(region.language, &*region.text)).map(|&document| Arc::clone(document));
                let document = known.or_else(|| edited(&region)).unwrap_or_else(|| fresh(&region));
                Embedded { region: Arc::new(region), document }
            };
            let chunks = self.lexed.chunks().zip(&self.found);
            let openings = chunks.flat_map(|((start, _), found)| found.openings.iter().map(move |at| start + at));
            let tree = || if let Shape::Yaml(tree) = self.shape() { Some(tree) } else { None };
            regions::regions_at(&self.lexed, openings, tree).into_iter().map(read).collect()
        })
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
