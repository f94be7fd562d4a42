//! Between the wire and the handlers: order, pinning, cancelling, and the wall that no panic passes.
//!
//! [`Guard::take`] runs once a message, in wire order, and never waits. Notifications take effect in it. A request is
//! pinned to the text as of its place in the stream and then runs beside all others.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::{Context, Waker};

use futures::FutureExt;
use serde_json::Value;
use serde_json::value::RawValue;
use tower::Service;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_lsp::{ExitedError, LspService};

use super::documents::Asked;
use super::notifications;
use super::requests::Backend;
use super::session::Session;
use super::transport::Call;

tokio::task_local! {
    static PINNED: Option<Asked>;
}

/// The text that the running request is about, as it stood when the request came; `None` where we do not know it. Must
/// be read by the handler itself, before it hands work to another thread.
pub(super) fn pinned() -> Option<Asked> {
    PINNED.try_with(Option::clone).ok().flatten()
}

/// What the names of our own requests begin with.
const OWN: &str = "lakespeak/";

/// Takes messages in wire order.
#[derive(Debug)]
pub(super) struct Guard {
    service: LspService<Backend>,
    session: Arc<Session>,
    stage: Stage,
}

/// How far the conversation is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stage {
    Started,
    Initialized,
    ShutDown,
}

impl Guard {
    pub(super) fn new(service: LspService<Backend>, session: Arc<Session>) -> Self {
        Self { service, session, stage: Stage::Started }
    }

    /// Whether the client asked for the end.
    pub(super) fn is_shut_down(&self) -> bool {
        self.stage == Stage::ShutDown
    }

    /// Takes one message; breaks on `exit`.
    pub(super) fn take(&mut self, call: Call) -> ControlFlow<()> {
        let Call { method, id, params } = call;
        match id {
            // As a request it would put the framework out of service.
            Some(id) if method == "exit" => self.session.outbox.send(&Response::from_error(id, Error::invalid_request())),
            Some(id) => self.request(method, id, params.as_deref()),
            None if method == "exit" => return ControlFlow::Break(()),
            None => self.notification(&method, params.as_deref()),
        }
        ControlFlow::Continue(())
    }

    fn notification(&mut self, method: &str, params: Option<&RawValue>) {
        if method == "$/cancelRequest" {
            let params = params.and_then(|params| serde_json::from_str::<Value>(params.get()).ok());
            let request = Request::build("$/cancelRequest").params(params.unwrap_or_default()).finish();
            // The framework finds the request and stops it, as soon as its future is polled.
            let _ = self.call(request).now_or_never();
        } else if self.stage == Stage::Initialized {
            let handled = catch_unwind(AssertUnwindSafe(|| notifications::handle(&self.session, method, params)));
            if handled.is_err() {
                // Whether the change was applied is not known.
                notifications::lose(&self.session, params.map_or("", RawValue::get));
            }
        } else {
            tracing::warn!(method, "a notification before `initialize` or after `shutdown`");
        }
    }

    fn request(&mut self, method: String, id: Id, params: Option<&RawValue>) {
        let params = match params.map(|params| serde_json::from_str::<Value>(params.get())).transpose() {
            Ok(params) => params,
            Err(error) => return self.session.outbox.send(&Response::from_error(id, Error::invalid_params(error.to_string()))),
        };
        // A command about a place names its document in its first argument.
        let about =
            |params: &'_ Value| params.get("textDocument").or_else(|| params.get("arguments")?.get(0)?.get("textDocument")).cloned();
        let uri = params.as_ref().and_then(about).and_then(|document| Some(document.get("uri")?.as_str()?.to_owned()));
        let asked = uri.and_then(|uri| self.session.documents.asked(&uri));
        let next_stage = match method.as_str() {
            "initialize" => Some(Stage::Initialized),
            "shutdown" => Some(Stage::ShutDown),
            _ => None,
        };
        // All that our own requests take may be left out, and then there is nothing to send.
        let params = params.or_else(|| method.starts_with(OWN).then(|| Value::Object(serde_json::Map::new())));
        let request = Request::build(method).id(id.clone());
        let request = if let Some(params) = params { request.params(params) } else { request }.finish();
        let answer = answer(id, PINNED.scope(asked, self.call(request)));
        let outbox = self.session.outbox.clone();
        if let Some(stage) = next_stage {
            // What comes behind counts on it, so these two are answered before the next message is looked at.
            if let Some(response) = answer.now_or_never() {
                if response.is_ok() {
                    self.stage = stage;
                }
                outbox.send(&response);
            }
        } else {
            tokio::spawn(async move { outbox.send(&answer.await) });
        }
    }

    fn call(&mut self, request: Request) -> impl Future<Output = Result<Option<Response>, ExitedError>> + Send + use<> {
        // Its readiness is a formality that a service may count on.
        let _ = self.service.poll_ready(&mut Context::from_waker(Waker::noop()));
        self.service.call(request)
    }
}

/// The answer to a request, whatever becomes of its handler.
async fn answer(id: Id, handler: impl Future<Output = Result<Option<Response>, ExitedError>> + Send) -> Response {
    match AssertUnwindSafe(handler).catch_unwind().await {
        Ok(Ok(Some(response))) => response,
        Ok(Ok(None)) => Response::from_error(id, Error::method_not_found()),
        Ok(Err(_)) => Response::from_error(id, Error::invalid_request()),
        Err(_) => Response::from_error(id, Error::internal_error()),
    }
}
