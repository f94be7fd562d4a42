//! Where a team wrote a term or rule. Glossaries count columns in characters; the client has a unit of its own.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tower_lsp::ls_types::{Location, Position, Range, Uri};

use crate::lexicon::Source;
use crate::server::crawl;
use crate::server::session::Session;
use crate::text::{Encoding, LineIndex, Position as Place};
use crate::workspace::{MAX_GLOSSARY_BYTES, read};

/// Places in the glossaries of the workspace folders, each of which is read once.
pub(super) struct Written<'s> {
    session: &'s Session,
    known: FxHashMap<Arc<str>, Option<Glossary>>,
}

/// A glossary as it stands in the editor, or else on the disk.
struct Glossary {
    uri: Uri,
    text: String,
    lines: LineIndex,
}

impl<'s> Written<'s> {
    pub(super) fn new(session: &'s Session) -> Self {
        Self { session, known: FxHashMap::default() }
    }

    /// The place as the client counts it; `None` where there is no such file.
    pub(super) fn place(&mut self, source: &Source) -> Option<Location> {
        let session = self.session;
        let known = self.known.entry(Arc::clone(&source.file)).or_insert_with(|| Glossary::of(session, &source.file));
        let Glossary { uri, text, lines } = known.as_ref()?;
        let offset = lines.offset(text, Place { line: source.line, column: source.column }, Encoding::Utf32);
        let Place { line, column } = lines.position(text, offset, session.abilities().encoding);
        let start = Position { line, character: column };
        Some(Location { uri: uri.clone(), range: Range { start, end: start } })
    }
}

impl Glossary {
    fn of(session: &Session, file: &str) -> Option<Self> {
        let path = session.folders().into_iter().map(|folder| folder.join(file)).find(|path| path.is_file())?;
        let open = crawl::open_files(session).remove(&path);
        let (uri, text) = match open.and_then(|file| Some((file.uri.clone(), file.current()?.rope.to_string()))) {
            Some(open) => open,
            None => (Uri::from_file_path(&path)?, read(&path, MAX_GLOSSARY_BYTES).map(|source| source.text).unwrap_or_default()),
        };
        Some(Self { lines: LineIndex::new(&text), uri, text })
    }
}
