//! The open documents: their texts as of now, and at most one analysis in flight for each. A notebook is one document of
//! all its code cells.

mod file;
mod notebook;
mod sync;
mod version;

use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;
use tower_lsp::ls_types::{DidOpenNotebookDocumentParams, TextDocumentItem, Uri};

use crate::server::surroundings::Surroundings;
use crate::syntax::Language;
pub(super) use file::File;
pub(super) use notebook::{Cell, Notebook};
pub(super) use version::{Read, Version, lock};

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

impl Documents {
    /// Opens a document, which must not be open; `around` is asked once it is among those that a change of the surroundings
    /// finds. Nothing is kept of a document in a language we do not read.
    pub(super) fn open(
        &self,
        item: TextDocumentItem,
        language: Option<Language>,
        around: impl FnOnce() -> Surroundings,
    ) -> Option<Arc<File>> {
        let TextDocumentItem { uri, version, text, .. } = item;
        let file = Arc::new(File::new(uri, language?, None));
        lock(&self.0).texts.insert(file.uri.as_str().to_owned(), Arc::clone(&file));
        file.begin(version, &text, None, around);
        Some(file)
    }

    /// Opens a notebook, which must not be open; `around` as for a document.
    pub(super) fn open_notebook(&self, params: DidOpenNotebookDocumentParams, around: impl FnOnce() -> Surroundings) -> Arc<File> {
        let (uri, number) = (params.notebook_document.uri.clone(), params.notebook_document.version);
        let notebook = Notebook::new(params);
        let (text, cells) = notebook.joined();
        let file = Arc::new(File::new(uri, Language::Notebook, Some(notebook)));
        lock(&self.0).notebooks.insert(file.uri.as_str().to_owned(), Arc::clone(&file));
        file.begin(number, &text, Some(Arc::from(cells)), around);
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
