//! An open notebook: its cells in order, their texts, and the one text that they are read as.

use ropey::Rope;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;
use tower_lsp::ls_types::{
    DidOpenNotebookDocumentParams, LSPObject, NotebookCell, NotebookCellKind, NotebookDocumentCellChangeStructure,
    NotebookDocumentChangeEvent, NotebookDocumentChangeTextContent, TextDocumentContentChangeEvent, TextDocumentItem, Uri,
};

use super::sync;
use crate::syntax::regions::joined_cells;
use crate::text::{Encoding, Span};

/// What the metadata of a notebook from Databricks hold; editors wrap them in more or fewer layers.
const DATABRICKS: [&str; 3] = [
    "/application~1vnd.databricks.v1+notebook",
    "/metadata/application~1vnd.databricks.v1+notebook",
    "/custom/metadata/application~1vnd.databricks.v1+notebook",
];

/// An open notebook, as the client tells it.
#[derive(Debug)]
pub(in crate::server) struct Notebook {
    cells: Vec<NotebookCell>,
    /// The texts of cells, by their address as the client writes it.
    texts: FxHashMap<String, Text>,
    databricks: bool,
}

#[derive(Debug)]
struct Text {
    language: String,
    number: i32,
    rope: Rope,
}

/// A code cell in the text that its notebook is read as.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::server) struct Cell {
    /// Its address.
    pub(in crate::server) uri: Uri,
    /// The client's number of its version.
    pub(in crate::server) number: i32,
    /// Its bytes.
    pub(in crate::server) span: Span,
    /// Its first line.
    pub(in crate::server) line: u32,
    /// How many lines it has; at least one.
    pub(in crate::server) lines: u32,
}

impl Notebook {
    pub(super) fn new(params: DidOpenNotebookDocumentParams) -> Self {
        let databricks = is_databricks(params.notebook_document.metadata.as_ref());
        let mut notebook = Self { cells: params.notebook_document.cells, texts: FxHashMap::default(), databricks };
        params.cell_text_documents.into_iter().for_each(|item| notebook.open(item));
        notebook
    }

    /// Applies a change of the notebook, its cells and their texts, in the order in which the protocol tells it.
    pub(in crate::server) fn change(&mut self, event: NotebookDocumentChangeEvent, encoding: Encoding) {
        if event.metadata.is_some() {
            self.databricks = is_databricks(event.metadata.as_ref());
        }
        let Some(cells) = event.cells else { return };
        if let Some(structure) = cells.structure {
            self.restructure(structure);
        }
        for changed in cells.data.into_iter().flatten() {
            if let Some(cell) = self.cells.iter_mut().find(|cell| cell.document == changed.document) {
                *cell = changed;
            }
        }
        for NotebookDocumentChangeTextContent { document, changes } in cells.text_content.into_iter().flatten() {
            self.change_text(document.uri.as_str(), document.version, &changes, encoding);
        }
    }

    /// Takes the text of a cell, new or instead of an older one.
    pub(in crate::server) fn open(&mut self, item: TextDocumentItem) {
        let text = Text { language: item.language_id, number: item.version, rope: Rope::from_str(&item.text) };
        self.texts.insert(item.uri.as_str().to_owned(), text);
    }

    /// Applies changes to the text of a cell.
    pub(in crate::server) fn change_text(
        &mut self,
        uri: &str,
        number: i32,
        changes: &[TextDocumentContentChangeEvent],
        encoding: Encoding,
    ) {
        let Some(text) = self.texts.get_mut(uri) else {
            tracing::warn!(uri, "a change to a cell that is not known");
            return;
        };
        sync::apply(&mut text.rope, changes, encoding);
        text.number = number;
    }

    fn restructure(&mut self, structure: NotebookDocumentCellChangeStructure) {
        let count = self.cells.len();
        let from = (structure.array.start as usize).min(count);
        let to = from.saturating_add(structure.array.delete_count as usize).min(count);
        self.cells.splice(from..to, structure.array.cells.unwrap_or_default());
        // A cell that changes its language is closed and opened at once.
        for closed in structure.did_close.into_iter().flatten() {
            self.texts.remove(closed.uri.as_str());
        }
        structure.did_open.into_iter().flatten().for_each(|item| self.open(item));
    }

    /// The addresses of all cells, of any kind.
    pub(super) fn addresses(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|cell| cell.document.as_str()).chain(self.texts.keys().map(String::as_str))
    }

    /// The one text of all code cells whose text is known, and where each stands in it. A cell of the same address as one
    /// before it is left out.
    pub(super) fn joined(&self) -> (String, Vec<Cell>) {
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        let code: Vec<(&NotebookCell, &Text)> = self
            .cells
            .iter()
            .filter(|cell| cell.kind == NotebookCellKind::CODE)
            .filter_map(|cell| Some((cell, self.texts.get(cell.document.as_str()).filter(|_| seen.insert(cell.document.as_str()))?)))
            .collect();
        let texts: Vec<String> = code.iter().map(|(_, text)| String::from(&text.rope)).collect();
        let named = code.iter().zip(&texts).map(|((_, known), text)| (known.language.as_str(), text.as_str()));
        let (joined, places) = joined_cells(named, self.databricks);
        // A line that names the notebook, and one that names each cell.
        let mut line = 1;
        let placed = |((cell, text), span): (&(&NotebookCell, &Text), Span)| {
            let lines = text.rope.len_lines() as u32;
            let placed = Cell { uri: cell.document.clone(), number: text.number, span, line: line + 1, lines };
            line += 1 + lines;
            placed
        };
        let cells = code.iter().zip(places).map(placed).collect();
        (joined, cells)
    }
}

fn is_databricks(metadata: Option<&LSPObject>) -> bool {
    let metadata = metadata.and_then(|metadata| serde_json::to_value(metadata).ok()).unwrap_or(Value::Null);
    DATABRICKS.iter().any(|path| metadata.pointer(path).is_some())
}
