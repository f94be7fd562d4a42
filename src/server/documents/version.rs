//! One version of an open text: what a request that is pinned to it sees.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

use ropey::Rope;

use super::notebook::Cell;
use crate::analysis::{Analysis, Cancel, Document, Hint, Mention};
use crate::lexicon::{Lexicon, TermId};
use crate::server::surroundings::Surroundings;
use crate::syntax::Language;
use crate::text::Edit;

/// One version of an open text. What is computed of it is computed once, by whoever asks first, and shared.
#[derive(Debug)]
pub(in crate::server) struct Version {
    /// The client's number.
    pub(in crate::server) number: i32,
    /// The text.
    pub(in crate::server) rope: Rope,
    /// How it is read.
    pub(in crate::server) language: Language,
    /// Its surroundings.
    pub(in crate::server) around: Arc<Surroundings>,
    /// Of a notebook: its code cells, in order.
    pub(in crate::server) cells: Option<Arc<[Cell]>>,
    /// Set when a newer version is there or the document is closed.
    pub(in crate::server) superseded: Cancel,
    /// When it came.
    came: Instant,
    /// Whether its diagnostics were on their way to the client.
    told: AtomicBool,
    origin: Mutex<Origin>,
    read: OnceLock<Arc<Read>>,
    analysis: Mutex<Option<Arc<Analysis>>>,
    hints: Mutex<Option<(bool, Arc<[Hint]>)>>,
    mentions: OnceLock<Arc<[Mention]>>,
}

/// A text that was read, and the lexicon it was read with.
#[derive(Debug)]
pub(in crate::server) struct Read {
    /// What ids in the document mean.
    pub(in crate::server) lexicon: Arc<Lexicon>,
    /// The text, read.
    pub(in crate::server) document: Document,
}

/// What a version is read from.
#[derive(Debug)]
enum Origin {
    /// Not read yet: from an older version and all that changed since, or from scratch.
    Waiting(Option<(Arc<Version>, Edit)>),
    /// Being read, or read. The older version is let go.
    Taken,
}

impl Version {
    /// A text of which nothing older is known.
    pub(super) fn new(number: i32, rope: Rope, language: Language, around: Arc<Surroundings>) -> Self {
        Self {
            number,
            rope,
            language,
            around,
            cells: None,
            superseded: Cancel::default(),
            came: Instant::now(),
            told: AtomicBool::new(false),
            origin: Mutex::new(Origin::Waiting(None)),
            read: OnceLock::new(),
            analysis: Mutex::new(None),
            mentions: OnceLock::new(),
            hints: Mutex::new(None),
        }
    }

    /// The same, as a notebook of these cells.
    pub(super) fn of_cells(self, cells: impl Into<Option<Arc<[Cell]>>>) -> Self {
        Self { cells: cells.into(), ..self }
    }

    /// The number of the cell of that address.
    pub(in crate::server) fn cell(&self, uri: &str) -> Option<usize> {
        self.cells.as_ref()?.iter().position(|cell| cell.uri.as_str() == uri)
    }

    /// The cell that holds a place or ends there.
    pub(in crate::server) fn cell_at(&self, at: u32) -> Option<&Cell> {
        let cells = self.cells.as_ref()?;
        let index = cells.partition_point(|cell| cell.span.end < at);
        cells.get(index).filter(|cell| cell.span.touches(at))
    }

    /// The version after an edit; without one, from scratch.
    pub(super) fn next(self: &Arc<Self>, number: i32, rope: Rope, edit: Option<Edit>) -> Self {
        let origin = edit.and_then(|edit| match &*lock(&self.origin) {
            // Versions nobody read are skipped: one hull holds all that changed since the last one read.
            Origin::Waiting(older) => older.as_ref().map(|(base, hull)| (Arc::clone(base), hull.then(edit))),
            Origin::Taken => Some((Arc::clone(self), edit)),
        });
        let next = Self::new(number, rope, self.language, Arc::clone(&self.around));
        Self { origin: Mutex::new(Origin::Waiting(origin)), ..next }
    }

    /// The text, read. Blocks while somebody else reads it.
    pub(in crate::server) fn read(&self, builtin: &Arc<Lexicon>) -> Arc<Read> {
        // Until the glossaries around a file are read, the built-in one has to do.
        let lexicon = self.around.lexicon.as_ref().unwrap_or(builtin);
        Arc::clone(self.read.get_or_init(|| {
            let origin = std::mem::replace(&mut *lock(&self.origin), Origin::Taken);
            let text: Arc<str> = String::from(&self.rope).into();
            // Never cancelled: an unfinished document could not be edited, and the next version would begin from scratch.
            let cancel = Cancel::default();
            let document = match origin {
                Origin::Waiting(Some((base, edit))) => {
                    let base = base.read(lexicon);
                    if Arc::ptr_eq(&base.lexicon, lexicon) {
                        base.document.edited(text, edit, lexicon, &cancel)
                    } else {
                        Document::new(text, self.language, lexicon, &cancel)
                    }
                }
                _ => Document::new(text, self.language, lexicon, &cancel),
            };
            Arc::new(Read { lexicon: Arc::clone(lexicon), document })
        }))
    }

    /// Works out ahead what nearly every question after an edit needs; false where a newer version came first.
    pub(in crate::server) fn prepare(&self, builtin: &Arc<Lexicon>) -> bool {
        self.analysis(&self.read(builtin), &self.superseded).is_some()
    }

    /// Whether its findings are known, so that nobody has to wait for them.
    pub(in crate::server) fn is_prepared(&self) -> bool {
        lock(&self.analysis).is_some()
    }

    /// Writes down how long the client waited for the diagnostics of this version, now that they are on their way.
    pub(in crate::server) fn told(&self, uri: &str) {
        if !self.told.swap(true, Ordering::Relaxed) {
            tracing::trace!(uri, version = self.number, micros = self.came.elapsed().as_micros() as u64, "diagnostics told");
        }
    }

    /// All mentions of the text, in order.
    pub(in crate::server) fn mentions(&self, read: &Read) -> Arc<[Mention]> {
        let all = || read.document.mentions(read.document.everything(), &read.lexicon, &self.around.facts).into();
        Arc::clone(self.mentions.get_or_init(all))
    }

    /// The mentions of one term, in order; all that it costs is those, unless all are known already.
    pub(in crate::server) fn mentions_of(&self, read: &Read, term: TermId) -> Vec<Mention> {
        match self.mentions.get() {
            Some(all) => all.iter().filter(|mention| mention.term == term).copied().collect(),
            None => read.document.mentions_of(term, &read.lexicon, &self.around.facts),
        }
    }

    /// Findings, TODOs and suppressions of the text; `None` if `cancel` stopped it. Blocks while somebody else computes them.
    pub(in crate::server) fn analysis(&self, read: &Read, cancel: &Cancel) -> Option<Arc<Analysis>> {
        let mut slot = lock(&self.analysis);
        if let Some(analysis) = &*slot {
            return Some(Arc::clone(analysis));
        }
        let analysis = Arc::new(read.document.findings(&read.lexicon, &self.around.facts, cancel));
        if cancel.is_cancelled() {
            return None;
        }
        *slot = Some(Arc::clone(&analysis));
        Some(analysis)
    }

    /// The hints of the text, silent where findings speak if those are shown; `None` if `cancel` stopped it.
    pub(in crate::server) fn hints(&self, read: &Read, findings_shown: bool, cancel: &Cancel) -> Option<Arc<[Hint]>> {
        let analysis = if findings_shown { Some(self.analysis(read, cancel)?) } else { None };
        let mut slot = lock(&self.hints);
        if let Some((_, hints)) = slot.as_ref().filter(|(shown, _)| *shown == findings_shown) {
            return Some(Arc::clone(hints));
        }
        let findings = analysis.as_ref().map_or(&[][..], |analysis| &analysis.findings);
        let hints: Arc<[Hint]> = read.document.hints(findings, &read.lexicon, &self.around.facts, cancel).into();
        if cancel.is_cancelled() {
            return None;
        }
        *slot = Some((findings_shown, Arc::clone(&hints)));
        Some(hints)
    }
}

/// Locks, also behind a panic: no value here is ever left half-written.
pub(in crate::server) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
