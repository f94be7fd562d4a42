//! What the server knows: the client, its settings, the lexicon and the open documents.

mod show;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::watch;
use tower_lsp::Client;
use tower_lsp::ls_types::Uri;

use super::Options;
use super::client::Abilities;
use super::crawl::Found;
use super::documents::Documents;
use super::index::Index;
use super::keeper::{Change, Keeper};
use super::requests::Survey;
use super::requests::beyond::STATUS_CHANGED;
use super::settings::Settings;
use super::surroundings::{Loaded, Surroundings, Workspaces, file_path};
use super::transport::Outbox;
use crate::analysis::{Cancel, Guidance};
use crate::glossary::Problem;
use crate::lexicon::Lexicon;
use crate::workspace::Walk;

/// How long a request waits for the lexicon, which takes some milliseconds to build.
const LEXICON_PATIENCE: Duration = Duration::from_secs(10);

/// What the server knows. Documents change in wire order only, by the guard; requests see what was pinned for them.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) options: Options,
    /// For requests to the client; never awaited inside a handler.
    pub(super) client: Client,
    /// For notifications to the client.
    pub(super) outbox: Outbox,
    pub(super) documents: Documents,
    runtime: Handle,
    abilities: OnceLock<Abilities>,
    /// The editor's workspace folders.
    folders: RwLock<Vec<PathBuf>>,
    workspaces: Workspaces,
    pub(super) keeper: Keeper,
    settings: RwLock<Arc<Settings>>,
    lexicon: watch::Sender<Option<Arc<Lexicon>>>,
    /// What the client was told of files that are not open.
    pub(super) survey: Survey,
    /// Where terms stand in files that are not open.
    pub(super) index: Index,
    /// The files of the workspace.
    pub(super) found: Found,
    /// Counts what changed: lexicon, settings, configuration.
    world: AtomicU64,
    /// Counts the same, and files on the disk.
    changes: watch::Sender<u64>,
    /// How many requests are being answered.
    busy: Arc<()>,
}

impl Session {
    pub(super) fn new(options: Options, client: Client, outbox: Outbox, runtime: Handle) -> Arc<Self> {
        Arc::new(Self {
            options,
            client,
            outbox,
            documents: Documents::default(),
            runtime,
            abilities: OnceLock::new(),
            folders: RwLock::default(),
            workspaces: Workspaces::default(),
            keeper: Keeper::default(),
            settings: RwLock::default(),
            lexicon: watch::Sender::new(None),
            survey: Survey::default(),
            index: Index::default(),
            found: Found::default(),
            world: AtomicU64::new(0),
            changes: watch::Sender::new(0),
            busy: Arc::new(()),
        })
    }

    /// Remembers what `initialize` said; the first time counts.
    pub(super) fn begin(&self, abilities: Abilities, roots: &[Uri]) {
        let _ = self.abilities.set(abilities);
        *self.folders.write().unwrap_or_else(PoisonError::into_inner) = roots.iter().filter_map(file_path).collect();
    }

    /// What the client can do; before `initialize`, nothing.
    pub(super) fn abilities(&self) -> &Abilities {
        static NONE: OnceLock<Abilities> = OnceLock::new();
        self.abilities.get().unwrap_or_else(|| NONE.get_or_init(Abilities::default))
    }

    /// The editor's settings as of now.
    pub(super) fn settings(&self) -> Arc<Settings> {
        Arc::clone(&self.settings.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes new settings, and shows every document by them.
    pub(super) fn set_settings(self: &Arc<Self>, settings: Settings) {
        let mut current = self.settings.write().unwrap_or_else(PoisonError::into_inner);
        if **current == settings {
            return;
        }
        *current = Arc::new(settings);
        drop(current);
        for file in self.documents.all() {
            self.analyse(&file);
        }
        self.keeper.wake(Change::Files);
        self.world_changed();
    }

    /// Takes a new lexicon, and reads every document by it; gives it back.
    pub(super) fn set_lexicon(self: &Arc<Self>, lexicon: Lexicon) -> Arc<Lexicon> {
        let lexicon = Arc::new(lexicon);
        let replaced = self.lexicon.send_replace(Some(Arc::clone(&lexicon))).is_some();
        for file in self.documents.all() {
            if replaced {
                file.renew(self.around(&file.uri));
            }
            self.analyse(&file);
        }
        self.keeper.start(self, Arc::clone(&lexicon));
        if replaced {
            self.world_changed();
        }
        self.status_changed();
        lexicon
    }

    /// The roots of workspaces that count now.
    pub(super) fn roots(&self) -> Vec<PathBuf> {
        self.workspaces.roots(&self.folders())
    }

    /// Takes the editor's workspace folders; what stands around open files may be something else then.
    pub(super) fn change_folders(self: &Arc<Self>, added: &[Uri], removed: &[Uri]) {
        let gone: Vec<PathBuf> = removed.iter().filter_map(file_path).collect();
        let mut folders = self.folders.write().unwrap_or_else(PoisonError::into_inner);
        folders.retain(|folder| !gone.contains(folder));
        let fresh: Vec<PathBuf> = added.iter().filter_map(file_path).filter(|folder| !folders.contains(folder)).collect();
        folders.extend(fresh);
        drop(folders);
        self.workspaces.keep(|root| !gone.iter().any(|folder| folder == root));
        self.surroundings_changed();
        self.keeper.wake(Change::Files);
    }

    /// What the keeper made of a workspace.
    pub(super) fn loaded(&self, root: &Path) -> Option<Loaded> {
        self.workspaces.loaded(root)
    }

    /// Takes what the keeper made of a workspace.
    pub(super) fn set_loaded(&self, root: &Path, loaded: Loaded) {
        self.workspaces.set_loaded(root, loaded);
    }

    /// Reads all open files by what stands around them now.
    pub(super) fn surroundings_changed(self: &Arc<Self>) {
        let mut any = false;
        for file in self.documents.all() {
            let around = self.around(&file.uri);
            let renewed = !file.is_read_by(&around);
            if renewed {
                file.renew(around);
            }
            let waited = !file.is_settled() && self.settle(&file);
            // What is wrong with a glossary may hang on other files.
            let concerned = renewed || self.keeper.keeps(&file.uri);
            any |= concerned;
            if concerned || waited {
                self.analyse(&file);
            }
        }
        if any || self.roots().iter().filter_map(|root| self.loaded(root)).any(|loaded| !loaded.words.shelf.files.is_empty()) {
            self.world_changed();
            self.status_changed();
        }
    }

    /// What is wrong with each glossary and configuration, as the keeper saw it last.
    pub(super) fn mistakes(&self) -> BTreeMap<PathBuf, Vec<Problem>> {
        // Of a file in several workspaces, the innermost one tells.
        let known: Vec<Loaded> = self.roots().iter().filter_map(|root| self.loaded(root)).collect();
        let all = known.iter().flat_map(|loaded| loaded.mistakes.all());
        all.map(|(path, problems)| (path.to_owned(), problems.to_vec())).collect()
    }

    /// What is wrong with a text of a glossary or configuration.
    pub(super) fn mistakes_in(&self, path: &Path, text: &str) -> Vec<Problem> {
        let inner = self.roots().into_iter().rev().filter_map(|root| self.loaded(&root));
        inner.into_iter().find_map(|loaded| loaded.mistakes.in_text(path, text)).unwrap_or_default()
    }

    /// Shows the mistakes of open glossaries and configurations anew, since others are told of the same texts.
    pub(super) fn mistakes_changed(self: &Arc<Self>) {
        for file in self.documents.all().iter().filter(|file| self.keeper.keeps(&file.uri)) {
            self.analyse(file);
        }
        self.refresh_diagnostics();
    }

    fn refresh_diagnostics(&self) {
        if self.abilities().pulls {
            let client = self.client.clone();
            self.runtime.spawn(async move { client.workspace_diagnostic_refresh().await });
        }
    }

    /// Says that what was shown may be shown otherwise now: lexicon, settings or configuration are others.
    pub(super) fn world_changed(&self) {
        self.world.fetch_add(1, Ordering::Relaxed);
        self.files_changed();
        self.refresh_diagnostics();
        if self.abilities().refreshes_hints {
            let client = self.client.clone();
            self.runtime.spawn(async move { client.inlay_hint_refresh().await });
        }
    }

    /// Says that files on the disk may hold something else now.
    pub(super) fn files_changed(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    /// Counts what changed: lexicon, settings, configuration.
    pub(super) fn world(&self) -> u64 {
        self.world.load(Ordering::Relaxed)
    }

    /// Counts the same and changes of files on the disk; may be waited for.
    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Marks the session as busy with a request as long as the mark is kept.
    pub(super) fn busy(&self) -> Arc<()> {
        Arc::clone(&self.busy)
    }

    /// Whether a request is being answered.
    pub(super) fn is_busy(&self) -> bool {
        Arc::strong_count(&self.busy) > 1
    }

    /// Tells a client that wants to know that there is more, or less, to know.
    pub(super) fn status_changed(&self) {
        if self.abilities().status {
            self.outbox.notify(STATUS_CHANGED, &serde_json::json!({}));
        }
    }

    /// The lexicon, waited for; `None` if it does not come.
    pub(super) async fn lexicon(&self) -> Option<Arc<Lexicon>> {
        let mut receiver = self.lexicon.subscribe();
        let waited = tokio::time::timeout(LEXICON_PATIENCE, receiver.wait_for(Option::is_some)).await;
        waited.ok()?.ok()?.clone()
    }

    /// The editor's workspace folders.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        self.folders.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Where the team keeps its guidance: what the first workspace folder says.
    pub(super) fn guidance(&self) -> Arc<Guidance> {
        let folder = self.folders().into_iter().next();
        let uri = folder.and_then(|folder| Uri::from_file_path(folder.join("x")));
        uri.map(|uri| self.around(&uri).facts.guidance).unwrap_or_default()
    }

    /// How the files below a workspace folder are found.
    pub(super) fn walk_of(&self, folder: &Path) -> Walk {
        Walk {
            root: folder.to_owned(),
            exclude: self.workspaces.exclude(folder),
            force_exclude: false,
            threads: 1,
            cancel: Cancel::default(),
        }
    }

    /// What stands around a file.
    pub(super) fn around(&self, uri: &Uri) -> Surroundings {
        let around = self.workspaces.around(uri, &self.folders());
        Surroundings { max_bytes: self.options.max_file_bytes.or(around.max_bytes), ..around }
    }
}
