//! Code actions that change other files than the one they are asked about: words into the nearest glossary, rules switched
//! off in `lakespeak.yml`. What each would change is [`crate::glossary::edit`]'s to say; which file, and whether it may be
//! changed at all, is told here.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::{
    CreateFile, CreateFileOptions, DocumentChangeOperation, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, Position,
    Range, ResourceOp, TextDocumentEdit, TextEdit as ClientEdit, Uri, WorkspaceEdit,
};

use super::Pinned;
use crate::glossary::edit;
use crate::lexicon::{Lexicon, Term};
use crate::server::session::Session;
use crate::server::surroundings::{Loaded, file_path};
use crate::text::{Encoding, LineIndex, TextEdit, edit::apply};
use crate::workspace::discover::USUAL;
use crate::workspace::{Error, MAX_GLOSSARY_BYTES, config, leads_below, read, relative, root_of};

/// Edits of a larger file are made only once somebody wants them, where the client asks back: actions are asked for with
/// every move of the cursor.
const LARGE: u64 = 256 << 10;

/// A change of a team's files.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Wish {
    /// A term more.
    Add { name: String },
    /// Another name of a term, which is named by its id.
    Alias { alias: String, term: String },
    /// The text of a term's card, to be changed.
    Override { term: String },
    /// A rule that says nothing any more: below the folder of the file, or in the whole workspace.
    SwitchOff { rule: String, in_folder: bool },
}

/// What an action has of its change.
pub(super) enum Offered {
    /// All of it.
    Edit(WorkspaceEdit),
    /// Nothing yet: it is worth making only once somebody wants it.
    Later,
}

/// The workspace that a document lies in.
pub(super) struct Ground<'a> {
    session: &'a Session,
    lexicon: &'a Lexicon,
    path: PathBuf,
    root: PathBuf,
    loaded: Loaded,
}

/// A file to be changed, as its text is now.
struct Target {
    uri: Uri,
    /// The client's number, of a file that stands in the editor.
    version: Option<i32>,
    text: String,
    is_new: bool,
}

impl<'a> Ground<'a> {
    /// The ground of a document; `None` outside of every workspace, while its files are not known, and for a client that
    /// takes no edits of several files.
    pub(super) fn of(pinned: &'a Pinned, uri: &Uri) -> Option<Self> {
        let session = &*pinned.session;
        let path = file_path(uri).filter(|_| session.abilities().versioned_edits)?;
        let folders = session.folders();
        let root = root_of(&path, &folders, &std::env::current_dir().unwrap_or_default());
        // Where nothing tells the root of a file, the working directory stands in: nobody asked for files there.
        let is_one = folders.contains(&root) || [config::FILE, ".git"].iter().any(|sign| root.join(sign).exists());
        let loaded = session.loaded(&root).filter(|_| is_one && path.starts_with(&root))?;
        Some(Self { session, lexicon: &pinned.read.lexicon, path, root, loaded })
    }

    /// The path of the document from its workspace's root, and that of its folder.
    fn inside(&self) -> (String, String) {
        let path = relative(&self.root, &self.path);
        let folder = path.rsplit_once('/').map_or_else(String::new, |(folder, _)| folder.to_owned());
        (path, folder)
    }

    /// Whether the document lies in a folder of its own below the root.
    pub(super) fn has_folder(&self) -> bool {
        !self.inside().1.is_empty()
    }

    /// What an action offers for a wish; `None` where it can't be done, and where nothing would change.
    pub(super) fn offered(&self, wish: &Wish) -> Option<Offered> {
        let place = self.place(wish)?;
        if self.session.abilities().resolves_edits && self.bytes(&place) > LARGE {
            return Some(Offered::Later);
        }
        self.edit(wish).map(Offered::Edit)
    }

    /// The change itself.
    pub(super) fn edit(&self, wish: &Wish) -> Option<WorkspaceEdit> {
        let target = self.target(&self.place(wish)?)?;
        let edit = self.change(wish, &target.text)?;
        Some(target.changed(edit, self.session.abilities().encoding))
    }

    fn term(&self, id: &str) -> Option<&'a Term> {
        Some(self.lexicon.term(self.lexicon.term_by_id(id)?))
    }

    /// The file that a wish changes.
    fn place(&self, wish: &Wish) -> Option<PathBuf> {
        let nearest = || {
            let config = &self.loaded.workspace.config;
            let first = || (!config.exclude.is_match(USUAL)).then(|| self.root.join(USUAL));
            self.loaded.words.nearest_for(&self.path).map(Path::to_owned).or_else(first)
        };
        match wish {
            Wish::SwitchOff { .. } => Some(self.root.join(config::FILE)),
            // A name of the team's own term belongs beside its others.
            Wish::Alias { term, .. } => self.written(term).or_else(nearest),
            Wish::Add { .. } | Wish::Override { .. } => nearest(),
        }
    }

    /// The file of the workspace in which a team wrote a term.
    fn written(&self, id: &str) -> Option<PathBuf> {
        let term = self.lexicon.term_by_id(id).filter(|&term| self.lexicon.is_team_term(term))?;
        let path = self.loaded.words.file_of(&self.lexicon.term(term).source)?;
        path.starts_with(&self.root).then(|| path.to_owned())
    }

    fn change(&self, wish: &Wish, text: &str) -> Option<TextEdit> {
        match wish {
            Wish::Add { name } => edit::add_term(text, name),
            Wish::Alias { alias, term } => edit::add_alias(text, self.term(term)?, alias),
            Wish::Override { term } => edit::override_card(text, self.term(term)?),
            Wish::SwitchOff { rule, in_folder } => self.switch_off(text, rule, *in_folder),
        }
    }

    /// The edit of a configuration that switches a rule off for the document. Where an override says that it is on, an
    /// entry of `rules:` would change nothing, so a later override is needed for the project, too.
    fn switch_off(&self, text: &str, rule: &str, in_folder: bool) -> Option<TextEdit> {
        let (path, folder) = self.inside();
        let id = self.lexicon.rule_by_id(rule)?.0 as usize;
        let is_off = |change: &TextEdit| {
            let (after, _) = config::read(&apply(text, std::slice::from_ref(change)));
            self.lexicon.severities(&after.choices_for(&path)).get(id) == Some(&None)
        };
        let everywhere = || edit::set_rule(text, rule, "off").filter(is_off);
        let below = |folder: &str| edit::set_rule_in_folder(text, folder, rule, "off").filter(is_off);
        if in_folder { below(&folder) } else { everywhere().or_else(|| below("")) }
    }

    fn open(&self, path: &Path) -> Option<std::sync::Arc<crate::server::documents::File>> {
        self.session.documents.all().into_iter().find(|file| file_path(&file.uri).is_some_and(|open| open == path))
    }

    /// How large a file is now.
    fn bytes(&self, path: &Path) -> u64 {
        match self.open(path).and_then(|file| file.current()) {
            Some(version) => version.rope.len_bytes() as u64,
            None => std::fs::metadata(path).map_or(0, |about| about.len()),
        }
    }

    /// A file's text, as it stands in the editor or else on the disk; `None` for what can't be read, is not ours to change,
    /// or would have to be made by a client that can't.
    fn target(&self, path: &Path) -> Option<Target> {
        if let Some(file) = self.open(path) {
            let version = file.current()?;
            let (uri, text) = (file.uri.clone(), version.rope.to_string());
            return Some(Target { uri, version: Some(version.number), text, is_new: false });
        }
        let uri = Uri::from_file_path(path)?;
        match read(path, MAX_GLOSSARY_BYTES) {
            Ok(source) => leads_below(&self.root, path).then_some(Target { uri, version: None, text: source.text, is_new: false }),
            Err(Error::Missing(_)) if self.session.abilities().creates_files && std::fs::symlink_metadata(path).is_err() => {
                Some(Target { uri, version: None, text: String::new(), is_new: true })
            }
            Err(_) => None,
        }
    }
}

impl Target {
    /// The edit as the client takes it.
    fn changed(self, edit: TextEdit, encoding: Encoding) -> WorkspaceEdit {
        let index = LineIndex::new(&self.text);
        let position = |offset: u32| {
            let place = index.position(&self.text, offset, encoding);
            Position { line: place.line, character: place.column }
        };
        let range = Range { start: position(edit.span.start), end: position(edit.span.end) };
        let text_document = OptionalVersionedTextDocumentIdentifier { uri: self.uri.clone(), version: self.version };
        let change = TextDocumentEdit { text_document, edits: vec![OneOf::Left(ClientEdit { range, new_text: edit.text })] };
        let changes = if self.is_new {
            // Where a file came in the meantime, all of it fails: what is written for an empty file fits no other.
            let options = CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) };
            let create = CreateFile { uri: self.uri, options: Some(options), annotation_id: None };
            DocumentChanges::Operations(vec![
                DocumentChangeOperation::Op(ResourceOp::Create(create)),
                DocumentChangeOperation::Edit(change),
            ])
        } else {
            DocumentChanges::Edits(vec![change])
        };
        WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
    }
}
