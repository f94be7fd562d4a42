//! When what is found in a document is worked out and shown: not before the words around it are known, one version at a
//! time, and never behind a newer one.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use tower_lsp::ls_types::Uri;

use super::Session;
use crate::analysis::Cancel;
use crate::lexicon::Lexicon;
use crate::server::documents::{Asked, File, Version};
use crate::server::keeper::Change;
use crate::server::publish;

/// How long what was found in a text is held back until the glossaries around it are known, which takes some milliseconds
/// in most workspaces: after that it is shown by the built-in glossary, and anew once they are.
const WORDS_PATIENCE: Duration = Duration::from_secs(2);

impl Session {
    /// Takes a document that was just opened.
    pub(in crate::server) fn opened(self: &Arc<Self>, file: &Arc<File>) {
        if self.settle(file) {
            self.analyse(file);
            // It may be a glossary.
            self.keeper.wake(Change::Texts);
        } else {
            self.keeper.wake(Change::Place);
            let (session, file) = (Arc::clone(self), Arc::clone(file));
            self.runtime.spawn(async move {
                file.settled(WORDS_PATIENCE).await;
                session.analyse(&file);
            });
        }
    }

    /// A version of a document as it is read once the words around it are known, which is not waited for long.
    pub(in crate::server) async fn settled(&self, uri: &Uri, asked: Asked) -> Asked {
        let file = self.documents.get(uri.as_str()).or_else(|| self.documents.notebook_of(uri.as_str()));
        let Some(file) = file.filter(|file| !file.is_settled()) else { return asked };
        file.settled(WORDS_PATIENCE).await;
        self.renewed(uri, asked)
    }

    /// A version of a document as it is read by now.
    pub(in crate::server) fn renewed(&self, uri: &Uri, asked: Asked) -> Asked {
        let same = |current: &Asked| current.version.number == asked.version.number;
        self.documents.asked(uri.as_str()).filter(same).unwrap_or(asked)
    }

    /// Lets it be shown what was found in a document, if the words around it are known.
    pub(super) fn settle(&self, file: &File) -> bool {
        let known = self.workspaces.is_known_around(&file.uri, &self.folders());
        if known {
            file.settle();
        }
        known
    }

    /// Sees to it that the newest version of a document is analysed, once the lexicon and the words around it are there,
    /// and published to a client that does not ask itself: for one that does, the answer is ready. Without delay; while an
    /// analysis is in flight, versions that come meanwhile are passed over but for the newest.
    pub(in crate::server) fn analyse(self: &Arc<Self>, file: &Arc<File>) {
        let Some(lexicon) = self.lexicon.borrow().clone().filter(|_| file.is_settled()) else { return };
        if file.due() {
            let (session, file) = (Arc::clone(self), Arc::clone(file));
            self.runtime.spawn_blocking(move || {
                file.drain(|version, patient| {
                    let lexicon = session.lexicon.borrow().clone().unwrap_or_else(|| Arc::clone(&lexicon));
                    let work = || {
                        if session.abilities().pulls {
                            return publish::is_too_long(version) || version.prepare(&lexicon);
                        }
                        session.publish(&file, version, &lexicon, patient)
                    };
                    // The hook has written what and where; the next version gets its chance.
                    catch_unwind(AssertUnwindSafe(work)).unwrap_or(true)
                });
            });
        }
    }

    fn publish(&self, file: &File, version: &Version, lexicon: &Arc<Lexicon>, patient: bool) -> bool {
        let patience = Cancel::default();
        let cancel = if patient { &patience } else { &version.superseded };
        let Some(all) = publish::diagnostics(self, file, version, lexicon, cancel) else { return false };
        for params in all {
            file.publish(params, |params| self.outbox.notify("textDocument/publishDiagnostics", params));
        }
        version.told(file.uri.as_str());
        true
    }

    /// Takes all diagnostics of a document away; a client that asks for them does so itself.
    pub(in crate::server) fn clear(&self, uri: &Uri) {
        if self.abilities().pulls {
            return;
        }
        self.outbox.notify("textDocument/publishDiagnostics", &publish::nothing(uri));
    }
}
