//! The open documents: their texts as of now, and at most one analysis in flight for each.

mod sync;
mod version;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use ropey::Rope;
use rustc_hash::FxHashMap;
use tokio::sync::watch;
use tower_lsp::ls_types::{PublishDiagnosticsParams, TextDocumentContentChangeEvent, TextDocumentItem, Uri};

use crate::server::surroundings::Surroundings;
use crate::syntax::Language;
use crate::text::Encoding;
pub(super) use version::lock;
pub(super) use version::{Read, Version};

/// The open documents, by their address as the client writes it.
#[derive(Debug, Default)]
pub(super) struct Documents(Mutex<FxHashMap<String, Arc<File>>>);

/// One open document. A document that is closed and opened again is another one.
#[derive(Debug)]
pub(super) struct File {
    /// Its address.
    pub(super) uri: Uri,
    language: Language,
    around: Mutex<Arc<Surroundings>>,
    state: Mutex<State>,
    /// Whether it may be shown what was found: before its workspace's words are known it would have to be taken back.
    settled: watch::Sender<bool>,
}

#[derive(Debug, Default)]
struct State {
    /// `None` while the text is not known: a change could not be applied.
    current: Option<Arc<Version>>,
    /// Whether the current version waits to be analysed.
    due: bool,
    /// Whether somebody is at it.
    running: bool,
    closed: bool,
    /// How many versions in a row were given up for a newer one.
    given_up: u32,
    /// What was published last; `None` where the client has nothing.
    published: Option<PublishDiagnosticsParams>,
}

/// After so many versions in a row that were given up, one is brought to its end, so that a fast typist sees something.
const PATIENCE: u32 = 8;

impl Documents {
    /// Opens a document, which must not be open. Nothing is kept of a document in a language we do not read.
    pub(super) fn open(&self, item: TextDocumentItem, language: Option<Language>, around: Surroundings) -> Option<Arc<File>> {
        let language = language?;
        let around = Arc::new(around);
        let version = Version::new(item.version, Rope::from_str(&item.text), language, Arc::clone(&around));
        let state = State { current: Some(Arc::new(version)), ..State::default() };
        let (around, state) = (Mutex::new(around), Mutex::new(state));
        let file = Arc::new(File { uri: item.uri, language, around, state, settled: watch::Sender::new(false) });
        lock(&self.0).insert(file.uri.as_str().to_owned(), Arc::clone(&file));
        Some(file)
    }

    /// Closes a document.
    pub(super) fn close(&self, uri: &str) -> Option<Arc<File>> {
        let file = lock(&self.0).remove(uri)?;
        let mut state = lock(&file.state);
        state.closed = true;
        if let Some(current) = state.current.take() {
            current.superseded.cancel();
        }
        drop(state);
        Some(file)
    }

    /// An open document.
    pub(super) fn get(&self, uri: &str) -> Option<Arc<File>> {
        lock(&self.0).get(uri).cloned()
    }

    /// All open documents.
    pub(super) fn all(&self) -> Vec<Arc<File>> {
        lock(&self.0).values().cloned().collect()
    }
}

impl File {
    /// The text as of now; `None` while it is not known.
    pub(super) fn current(&self) -> Option<Arc<Version>> {
        lock(&self.state).current.clone()
    }

    /// Applies a client's changes. False where the text is not known and none of them states it whole.
    pub(super) fn change(&self, number: i32, changes: &[TextDocumentContentChangeEvent], encoding: Encoding) -> bool {
        let mut state = lock(&self.state);
        let next = if let Some(current) = &state.current {
            let mut rope = current.rope.clone();
            let edit = sync::apply(&mut rope, changes, encoding);
            current.superseded.cancel();
            current.next(number, rope, edit)
        } else {
            // What comes before a whole text was meant for a text we do not have.
            let Some(whole) = changes.iter().rposition(|change| change.range.is_none()) else { return false };
            let mut rope = Rope::new();
            sync::apply(&mut rope, changes.get(whole..).unwrap_or_default(), encoding);
            Version::new(number, rope, self.language, Arc::clone(&lock(&self.around)))
        };
        state.current = u32::try_from(next.rope.len_bytes()).is_ok().then(|| Arc::new(next));
        state.current.is_some()
    }

    /// Forgets the text, until a client states it whole.
    pub(super) fn lose(&self) {
        let mut state = lock(&self.state);
        state.published = None;
        if let Some(lost) = state.current.take() {
            lost.superseded.cancel();
        }
    }

    /// Lets it be shown what was found.
    pub(super) fn settle(&self) {
        self.settled.send_replace(true);
    }

    /// Whether it may be shown what was found.
    pub(super) fn is_settled(&self) -> bool {
        *self.settled.borrow()
    }

    /// Waits until it may be shown what was found, and no longer than `patience`; then it may anyway.
    pub(super) async fn settled(&self, patience: Duration) {
        let mut settled = self.settled.subscribe();
        let _ = tokio::time::timeout(patience, settled.wait_for(|settled| *settled)).await;
        self.settle();
    }

    /// Whether the text is read by the same already.
    pub(super) fn is_read_by(&self, around: &Surroundings) -> bool {
        lock(&self.around).is_like(around)
    }

    /// Forgets what was computed from the text, since what it depends on changed.
    pub(super) fn renew(&self, around: Surroundings) {
        *lock(&self.around) = Arc::new(around);
        let mut state = lock(&self.state);
        if let Some(current) = &state.current {
            current.superseded.cancel();
            let again = Version::new(current.number, current.rope.clone(), self.language, Arc::clone(&lock(&self.around)));
            state.current = Some(Arc::new(again));
        }
    }

    /// Marks the document as waiting to be analysed. True where nobody is at it: the caller must then see to it that
    /// [`File::drain`] runs.
    pub(super) fn due(&self) -> bool {
        let mut state = lock(&self.state);
        state.due = true;
        !std::mem::replace(&mut state.running, true)
    }

    /// Analyses the newest version until none waits. `analyse` says whether it came to its end; the second argument,
    /// whether it must.
    pub(super) fn drain(&self, analyse: impl Fn(&Version, bool) -> bool) {
        loop {
            let mut state = lock(&self.state);
            let due = std::mem::take(&mut state.due) && !state.closed;
            let Some(version) = state.current.clone().filter(|_| due) else {
                // A version that became due while its text was lost comes back with the whole text.
                state.running = false;
                return;
            };
            let patient = state.given_up >= PATIENCE;
            drop(state);
            let done = analyse(&version, patient);
            let mut state = lock(&self.state);
            state.given_up = if done { 0 } else { state.given_up.saturating_add(1) };
        }
    }

    /// Has something published, unless the client has just that, or the document was closed or its text lost; closing
    /// waits for it.
    pub(super) fn publish(&self, params: PublishDiagnosticsParams, publish: impl FnOnce(&PublishDiagnosticsParams)) {
        let mut state = lock(&self.state);
        if !state.closed && state.current.is_some() && state.published.as_ref() != Some(&params) {
            publish(&params);
            state.published = Some(params);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    fn open(documents: &Documents) -> Arc<File> {
        let item = TextDocumentItem::new("file:///a.sql".parse().unwrap(), "sql".to_owned(), 1, "a".to_owned());
        documents.open(item, Some(Language::Sql), Surroundings::default()).unwrap()
    }

    fn change(file: &File, number: i32) {
        let whole = TextDocumentContentChangeEvent { range: None, range_length: None, text: number.to_string() };
        assert!(file.change(number, &[whole], Encoding::Utf8));
    }

    #[test]
    fn only_the_newest_version_is_analysed_by_one_at_a_time() {
        let file = open(&Documents::default());
        assert!(file.due(), "nobody is at it");
        let seen = RefCell::new(Vec::new());
        file.drain(|version, _| {
            seen.borrow_mut().push(version.number);
            if version.number == 1 {
                for number in 2..=20 {
                    change(&file, number);
                    assert!(!file.due(), "somebody is at it");
                }
                assert!(version.superseded.is_cancelled());
            }
            true
        });
        assert_eq!(*seen.borrow(), [1, 20]);
        assert!(file.due(), "nobody is at it any more");
    }

    #[test]
    fn one_of_many_given_up_versions_is_brought_to_its_end() {
        let file = open(&Documents::default());
        file.due();
        let patient = RefCell::new(Vec::new());
        file.drain(|version, must| {
            patient.borrow_mut().push(must);
            if version.number < 12 {
                change(&file, version.number + 1);
                file.due();
            }
            must
        });
        let expected: Vec<bool> = (0..12).map(|number| number == PATIENCE).collect();
        assert_eq!(*patient.borrow(), expected);
    }

    #[test]
    fn nothing_is_published_once_closed_or_lost() {
        let documents = Documents::default();
        let file = open(&documents);
        let published = RefCell::new(0);
        let publish = || {
            let params = PublishDiagnosticsParams::new(file.uri.clone(), Vec::new(), Some(1));
            file.publish(params, |_| *published.borrow_mut() += 1);
        };
        publish();
        publish();
        assert_eq!(*published.borrow(), 1, "the same is said once");
        file.lose();
        publish();
        change(&file, 2);
        assert_eq!(*published.borrow(), 1);
        publish();
        assert_eq!(*published.borrow(), 2, "taken away in between");
        documents.close("file:///a.sql");
        publish();
        assert_eq!(*published.borrow(), 2);
        file.due();
        file.drain(|_, _| panic!("closed"));
    }
}
