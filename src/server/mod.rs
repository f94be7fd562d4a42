//! The language server. The only part of the crate that knows LSP.
//!
//! ```text
//! stdin ─▶ transport ─▶ guard ─┬─ notifications: applied at once, in wire order ─▶ documents ─▶ analysis ─▶ push ─┐
//!                              └─ requests: pinned to the text of now, run beside each other ─────────────────────┴─▶ stdout
//! ```
//!
//! Nothing waits for anything it does not need: the loop never awaits a handler, a handler never awaits the client, and
//! computing happens on threads of its own. Lines and columns stand only in `convert` and
//! where changes are applied; everything else is bytes.

#![deny(clippy::indexing_slicing, clippy::string_slice, clippy::unwrap_used, clippy::expect_used)]
#![cfg_attr(
    test,
    allow(clippy::indexing_slicing, clippy::string_slice, clippy::unwrap_used, clippy::expect_used, reason = "tests may fail")
)]

mod client;
mod convert;
mod crawl;
mod documents;
mod frequent;
mod guard;
mod guidance;
mod index;
mod keeper;
mod mistakes;
mod notifications;
mod probe;
mod progress;
mod publish;
mod requests;
mod session;
mod settings;
mod surroundings;
mod transport;

use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;

use futures::{SinkExt, StreamExt};
use tokio::runtime::{Builder, Runtime};
use tower_lsp::LspService;

use crate::lexicon::Lexicon;
use guard::Guard;
use requests::Backend;
use session::Session;
use transport::{Message, Outbox};

/// More computing at the same time helps nobody; fewer threads would let a few busy requests hold up the others.
const COMPUTING_THREADS: usize = 32;

/// What the server is told from outside.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Longer texts are not read, whatever the workspace says.
    pub max_file_bytes: Option<usize>,
    /// Where guidance pages are kept; else in the user's cache folder.
    pub cache: Option<PathBuf>,
    /// Whether the requests that only tests need are there.
    #[doc(hidden)]
    pub probes: bool,
}

/// Serves one client on standard input and output, to the end. `lexicon` is called on a thread of its own: nothing but
/// what needs the lexicon waits for it.
///
/// Gives 0 after `shutdown` (followed by `exit` or the end of the input), else 1. Threads may still wait for input then,
/// so the process should end.
pub fn run(options: Options, lexicon: impl FnOnce() -> Lexicon + Send + 'static) -> ExitCode {
    match serve(std::io::stdin(), std::io::stdout(), options, lexicon) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            tracing::error!(%error, "the server cannot start");
            ExitCode::FAILURE
        }
    }
}

/// As [`run`], on any input and output. Gives whether the client took its leave by `shutdown`.
///
/// # Errors
/// If the threads for computing cannot be started.
pub fn serve(
    input: impl Read + Send + 'static,
    output: impl Write + Send + 'static,
    options: Options,
    lexicon: impl FnOnce() -> Lexicon + Send + 'static,
) -> std::io::Result<bool> {
    let runtime = Builder::new_multi_thread().worker_threads(2).max_blocking_threads(COMPUTING_THREADS).enable_time().build()?;
    let outbox = transport::write(output);
    let clean = runtime.block_on(converse(&runtime, input, &outbox, options, lexicon));
    outbox.finish();
    runtime.shutdown_background();
    Ok(clean)
}

async fn converse(
    runtime: &Runtime,
    input: impl Read + Send + 'static,
    outbox: &Outbox,
    options: Options,
    lexicon: impl FnOnce() -> Lexicon + Send + 'static,
) -> bool {
    let probes = options.probes;
    let builder = LspService::build(|client| Backend(Session::new(options, client, outbox.clone(), runtime.handle().clone())));
    let builder = requests::beyond::register(builder);
    let (service, socket) = if probes { probe::register(builder) } else { builder }.finish();
    let (mut questions, mut answers) = socket.split();
    let session = Arc::clone(&service.inner().0);
    let forward = outbox.clone();
    tokio::spawn(async move {
        while let Some(question) = questions.next().await {
            forward.send(&question);
        }
    });
    let mut guard = Guard::new(service, Arc::clone(&session));
    let mut messages = transport::read(input, outbox.clone());
    thread::spawn(move || {
        let ready = || {
            let lexicon = lexicon();
            lexicon.matcher().prepare_early();
            lexicon
        };
        let lexicon = catch_unwind(AssertUnwindSafe(ready)).unwrap_or_else(|_| Lexicon::compile([]));
        session.set_lexicon(lexicon).matcher().prepare();
    });
    while let Some(message) = messages.recv().await {
        match message {
            // It never waits: the framework keeps the questions that are open, and drops what answers none of them.
            Message::Answer(answer) => drop(answers.send(answer).await),
            Message::Call(call) => {
                if guard.take(call).is_break() {
                    break;
                }
            }
        }
    }
    guard.is_shut_down()
}
