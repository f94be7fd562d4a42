//! The open documents: their texts as of now, and at most one analysis in flight for each. A notebook is one document of
//! all its code cells.

mod notebook;
mod sync;
mod version;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use ropey::Rope;
use rustc_hash::FxHashMap;
use tokio::sync::watch;
use tower_lsp::ls_types::{DidOpenNotebookDocumentParams, PublishDiagnosticsParams, TextDocumentContentChangeEvent, TextDocumentItem, Uri};

use crate::server::surroundings::Surroundings;
use crate::syntax::Language;
use crate::text::{Edit, Encoding};
pub(super) use notebook::{Cell, Notebook};
pub(super) use version::lock;
pub(super) use version::{Read, Version};

/// The open documents.
#[derive(Debug, Default)]
pub(super) struct Documents(Mutex<Known>);

/// All by their address as the client writes it.
#[derive(Debug, Default)]
struct Known {
    texts: FxHashMap<String, Arc<File>>,
    notebooks: FxHashMap<String, Arc<File>>,
    /// The notebook of each cell, of any kind.
    cells: FxHashMap<String, Arc<File>>,
}

/// What a request is about.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// The text, which may be a notebook's.
    pub(super) version: Arc<Version>,
    /// Which of the notebook's cells.
    pub(super) cell: Option<usize>,
}

impl Asked {
    /// The notebook's cell that is asked about.
    pub(super) fn cell(&self) -> Option<&Cell> {
        self.version.cells.as_ref()?.get(self.cell?)
    }
}

/// One open document. A document that is closed and opened again is another one.
#[derive(Debug)]
pub(super) struct File {
    /// Its address.
    pub(super) uri: Uri,
    language: Language,
    around: Mutex<Arc<Surroundings>>,
    /// Its cells, where it is a notebook. Locked before the state.
    notebook: Option<Mutex<Notebook>>,
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

impl Documents {
    /// Opens a document, which must not be open. Nothing is kept of a document in a language we do not read.
    pub(super) fn open(&self, item: TextDocumentItem, language: Option<Language>, around: Surroundings) -> Option<Arc<File>> {
        let language = language?;
        let around = Arc::new(around);
        let version = Version::new(item.version, Rope::from_str(&item.text), language, Arc::clone(&around));
        let state = State { current: Some(Arc::new(version)), ..State::default() };
        let (around, state) = (Mutex::new(around), Mutex::new(state));
        let file = File { uri: item.uri, language, around, notebook: None, state, settled: watch::Sender::new(false) };
        let file = Arc::new(file);
        lock(&self.0).texts.insert(file.uri.as_str().to_owned(), Arc::clone(&file));
        Some(file)
    }

    /// Opens a notebook, which must not be open.
    pub(super) fn open_notebook(&self, params: DidOpenNotebookDocumentParams, around: Surroundings) -> Arc<File> {
        let (uri, number) = (params.notebook_document.uri.clone(), params.notebook_document.version);
        let (around, notebook) = (Arc::new(around), Notebook::new(params));
        let (text, cells) = notebook.joined();
        let version = Version::new(number, Rope::from_str(&text), Language::Notebook, Arc::clone(&around)).of_cells(Arc::from(cells));
        let current = u32::try_from(text.len()).is_ok().then(|| Arc::new(version));
        let state = State { current, ..State::default() };
        let notebook = Some(Mutex::new(notebook));
        let (language, around, state) = (Language::Notebook, Mutex::new(around), Mutex::new(state));
        let file = Arc::new(File { uri, language, around, notebook, state, settled: watch::Sender::new(false) });
        lock(&self.0).notebooks.insert(file.uri.as_str().to_owned(), Arc::clone(&file));
        file
    }

    /// Remembers whose the cells of a notebook are; gives those that are open by themselves.
    pub(super) fn know_cells(&self, file: &Arc<File>) -> Vec<Uri> {
        let mut known = lock(&self.0);
        known.cells.retain(|_, owner| !Arc::ptr_eq(owner, file));
        if let Some(notebook) = &file.notebook {
            known.cells.extend(lock(notebook).addresses().map(|uri| (uri.to_owned(), Arc::clone(file))));
        }
        known.texts.values().filter(|text| known.cells.contains_key(text.uri.as_str())).map(|text| text.uri.clone()).collect()
    }

    /// Closes a document that is no notebook's cell.
    pub(super) fn close(&self, uri: &str) -> Option<Arc<File>> {
        let file = lock(&self.0).texts.remove(uri)?;
        file.close();
        Some(file)
    }

    /// Closes a notebook; gives the addresses of its code cells.
    pub(super) fn close_notebook(&self, uri: &str) -> Option<Vec<Uri>> {
        let mut known = lock(&self.0);
        let file = known.notebooks.remove(uri)?;
        known.cells.retain(|_, owner| !Arc::ptr_eq(owner, &file));
        drop(known);
        let cells = file.close().and_then(|last| last.cells.clone()).unwrap_or_default();
        Some(cells.iter().map(|cell| cell.uri.clone()).collect())
    }

    /// An open document that is no notebook's cell.
    pub(super) fn get(&self, uri: &str) -> Option<Arc<File>> {
        lock(&self.0).texts.get(uri).cloned()
    }

    /// An open notebook, by its own address.
    pub(super) fn notebook(&self, uri: &str) -> Option<Arc<File>> {
        lock(&self.0).notebooks.get(uri).cloned()
    }

    /// The notebook of a cell.
    pub(super) fn notebook_of(&self, cell: &str) -> Option<Arc<File>> {
        lock(&self.0).cells.get(cell).cloned()
    }

    /// What a request is about that names a document or a cell; `None` for what is not known, or no code.
    pub(super) fn asked(&self, uri: &str) -> Option<Asked> {
        if let Some(file) = self.get(uri) {
            return Some(Asked { version: file.current()?, cell: None });
        }
        let version = self.notebook_of(uri)?.current()?;
        let cell = version.cell(uri)?;
        Some(Asked { version, cell: Some(cell) })
    }

    /// All open documents and notebooks.
    pub(super) fn all(&self) -> Vec<Arc<File>> {
        let known = lock(&self.0);
        known.texts.values().chain(known.notebooks.values()).cloned().collect()
    }
}

impl File {
    /// Whether it is a notebook.
    pub(super) fn is_notebook(&self) -> bool {
        self.notebook.is_some()
    }

    /// Lets go of the text, for good; gives the last one.
    pub(super) fn close(&self) -> Option<Arc<Version>> {
        let mut state = lock(&self.state);
        state.closed = true;
        let last = state.current.take();
        if let Some(last) = &last {
            last.superseded.cancel();
        }
        last
    }

    /// Applies a change to a notebook, which then has that number, or the one it had. Gives the addresses of the code cells that are none any more.
    pub(super) fn change_notebook(&self, number: Option<i32>, change: impl FnOnce(&mut Notebook)) -> Vec<Uri> {
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
        state.published.clear();
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
            state.current = Some(Arc::new(again.of_cells(current.cells.clone())));
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

    /// Has something published, unless the client has just that, or the document was closed, its text lost or its cell
    /// taken out; closing waits for it.
    pub(super) fn publish(&self, params: PublishDiagnosticsParams, publish: impl FnOnce(&PublishDiagnosticsParams)) {
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
