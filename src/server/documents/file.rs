//! One open document: its text as of now, who is at it, and what the client was told.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use ropey::Rope;
use rustc_hash::FxHashMap;
use tokio::sync::watch;
use tower_lsp::ls_types::{PublishDiagnosticsParams, TextDocumentContentChangeEvent, Uri};

use super::notebook::{Cell, Notebook};
use super::sync;
use super::version::{Version, lock};
use crate::server::surroundings::Surroundings;
use crate::syntax::Language;
use crate::text::{Edit, Encoding};

/// One open document. A document that is closed and opened again is another one.
#[derive(Debug)]
pub(in crate::server) struct File {
    /// Its address.
    pub(in crate::server) uri: Uri,
    language: Language,
    around: Mutex<Arc<Surroundings>>,
    /// Its cells, where it is a notebook. Locked before the state.
    pub(super) notebook: Option<Mutex<Notebook>>,
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
    /// What was published last, by address: of itself, or of each cell. Nothing where the client has nothing.
    published: FxHashMap<String, PublishDiagnosticsParams>,
}

/// After so many versions in a row that were given up, one is brought to its end, so that a fast typist sees something.
const PATIENCE: u32 = 8;

impl File {
    /// Without a text yet.
    pub(super) fn new(uri: Uri, language: Language, notebook: Option<Notebook>) -> Self {
        let (around, state, settled) = (Mutex::default(), Mutex::default(), watch::Sender::new(false));
        Self { uri, language, around, notebook: notebook.map(Mutex::new), state, settled }
    }

    /// Takes its first text. Whoever changes the surroundings meanwhile waits, and finds it with what was asked for.
    pub(super) fn begin(&self, number: i32, text: &str, cells: Option<Arc<[Cell]>>, around: impl FnOnce() -> Surroundings) {
        let mut state = lock(&self.state);
        let mut slot = lock(&self.around);
        *slot = Arc::new(around());
        let version = Version::new(number, Rope::from_str(text), self.language, Arc::clone(&slot)).of_cells(cells);
        state.current = u32::try_from(text.len()).is_ok().then(|| Arc::new(version));
    }

    /// Whether it is a notebook.
    pub(in crate::server) fn is_notebook(&self) -> bool {
        self.notebook.is_some()
    }

    /// Lets go of the text, for good; gives the last one.
    pub(in crate::server) fn close(&self) -> Option<Arc<Version>> {
        let mut state = lock(&self.state);
        state.closed = true;
        let last = state.current.take();
        if let Some(last) = &last {
            last.superseded.cancel();
        }
        last
    }

    /// Applies a change to a notebook, which then has that number, or the one it had. Gives the addresses of the code cells that are none any more.
    pub(in crate::server) fn change_notebook(&self, number: Option<i32>, change: impl FnOnce(&mut Notebook)) -> Vec<Uri> {
        let Some(notebook) = &self.notebook else { return Vec::new() };
        let mut notebook = lock(notebook);
        change(&mut notebook);
        let (text, cells) = notebook.joined();
        let mut state = lock(&self.state);
        let before = state.current.take();
        let number = number.or(before.as_ref().map(|before| before.number)).unwrap_or_default();
        let gone = before.iter().flat_map(|before| before.cells.iter().flat_map(|cells| cells.iter()));
        let gone = gone.map(|cell| &cell.uri).filter(|uri| !cells.iter().any(|cell| cell.uri == **uri)).cloned().collect();
        state.published.retain(|uri, _| cells.iter().any(|cell| cell.uri.as_str() == uri));
        let rope = Rope::from_str(&text);
        let next = match &before {
            Some(before) => {
                before.superseded.cancel();
                before.next(number, rope, Some(Edit::between(&String::from(&before.rope), &text)))
            }
            None => Version::new(number, rope, self.language, Arc::clone(&lock(&self.around))),
        };
        state.current = u32::try_from(text.len()).is_ok().then(|| Arc::new(next.of_cells(Arc::from(cells))));
        gone
    }

    /// The text as of now; `None` while it is not known.
    pub(in crate::server) fn current(&self) -> Option<Arc<Version>> {
        lock(&self.state).current.clone()
    }

    /// Applies a client's changes. False where the text is not known and none of them states it whole.
    pub(in crate::server) fn change(&self, number: i32, changes: &[TextDocumentContentChangeEvent], encoding: Encoding) -> bool {
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
    pub(in crate::server) fn lose(&self) {
        let mut state = lock(&self.state);
        state.published.clear();
        if let Some(lost) = state.current.take() {
            lost.superseded.cancel();
        }
    }

    /// Lets it be shown what was found.
    pub(in crate::server) fn settle(&self) {
        self.settled.send_replace(true);
    }

    /// Whether it may be shown what was found.
    pub(in crate::server) fn is_settled(&self) -> bool {
        *self.settled.borrow()
    }

    /// Waits until it may be shown what was found, and no longer than `patience`; then it may anyway.
    pub(in crate::server) async fn settled(&self, patience: Duration) {
        let mut settled = self.settled.subscribe();
        let _ = tokio::time::timeout(patience, settled.wait_for(|settled| *settled)).await;
        self.settle();
    }

    /// Whether the text is read by the same already.
    pub(in crate::server) fn is_read_by(&self, around: &Surroundings) -> bool {
        lock(&self.around).is_like(around)
    }

    /// Forgets what was computed from the text, since what it depends on changed.
    pub(in crate::server) fn renew(&self, around: Surroundings) {
        *lock(&self.around) = Arc::new(around);
        let mut state = lock(&self.state);
        if let Some(current) = &state.current {
            current.superseded.cancel();
            let again = Version::new(current.number, current.rope.clone(), self.language, Arc::clone(&lock(&self.around)));
            state.current = Some(Arc::new(again.of_cells(current.cells.clone())));
        }
    }

    /// Marks the document as waiting to be analysed. True where nobody is at it: the caller must then see to it that
    /// [`File::drain`] runs.
    pub(in crate::server) fn due(&self) -> bool {
        let mut state = lock(&self.state);
        state.due = true;
        !std::mem::replace(&mut state.running, true)
    }

    /// Analyses the newest version until none waits. `analyse` says whether it came to its end; the second argument,
    /// whether it must.
    pub(in crate::server) fn drain(&self, analyse: impl Fn(&Version, bool) -> bool) {
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

    /// Has something published, unless the client has just that, or the document was closed, its text lost or its cell
    /// taken out; closing waits for it.
    pub(in crate::server) fn publish(&self, params: PublishDiagnosticsParams, publish: impl FnOnce(&PublishDiagnosticsParams)) {
        let mut state = lock(&self.state);
        let uri = params.uri.as_str();
        let in_text = |current: &Arc<Version>| current.cells.is_none() || current.cell(uri).is_some();
        let there = !state.closed && state.current.as_ref().is_some_and(in_text);
        if there && state.published.get(uri) != Some(&params) {
            publish(&params);
            state.published.insert(uri.to_owned(), params);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::documents::Documents;
    use std::cell::RefCell;
    use tower_lsp::ls_types::TextDocumentItem;

    fn open(documents: &Documents) -> Arc<File> {
        documents.open(item(), Some(Language::Sql), Surroundings::default).unwrap()
    }

    fn item() -> TextDocumentItem {
        TextDocumentItem::new("file:///a.sql".parse().unwrap(), "sql".to_owned(), 1, "a".to_owned())
    }

    fn change(file: &File, number: i32) {
        let whole = TextDocumentContentChangeEvent { range: None, range_length: None, text: number.to_string() };
        assert!(file.change(number, &[whole], Encoding::Utf8));
    }

    #[test]
    fn surroundings_are_asked_for_once_by_a_document_that_is_found() {
        let documents = Documents::default();
        let mut asked = 0;
        let around = || {
            asked += 1;
            assert!(documents.get("file:///a.sql").is_some(), "whoever changes them now finds it");
            Surroundings { max_bytes: Some(3), ..Surroundings::default() }
        };
        let file = documents.open(item(), Some(Language::Sql), around).unwrap();
        assert_eq!((asked, file.current().unwrap().around.max_bytes), (1, Some(3)));
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
