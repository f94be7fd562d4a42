//! Requests that only tests make: they show what cannot be seen from outside. Not there unless asked for at the start.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tower_lsp::LspServiceBuilder;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::ConfigurationItem;

use super::guard::pinned;
use super::requests::{Backend, CancelOnDrop, on_pinned};
use crate::analysis::Cancel;

pub(super) fn register(builder: LspServiceBuilder<Backend>) -> LspServiceBuilder<Backend> {
    builder
        .custom_method("test/text", Backend::text)
        .custom_method("test/prepared", Backend::prepared)
        .custom_method("test/busy", Backend::busy)
        .custom_method("test/panic", Backend::panic)
        .custom_method("test/panicOnThread", Backend::panic_on_thread)
        .custom_method("test/askClient", Backend::ask_client)
}

impl Backend {
    /// The text and version it is pinned to, after a while in which others may change it.
    async fn text(&self, _: Value) -> Result<Value> {
        tokio::time::sleep(Duration::from_millis(5)).await;
        Ok(pinned().map_or(Value::Null, |asked| json!({ "version": asked.version.number, "text": asked.version.rope.to_string() })))
    }

    /// Whether what it is pinned to was analysed already.
    #[allow(clippy::unused_async, reason = "handlers are")]
    async fn prepared(&self, _: Value) -> Result<Value> {
        Ok(json!(pinned().is_some_and(|asked| asked.version.is_prepared())))
    }

    /// Uses up a thread until it is cancelled.
    async fn busy(&self) -> Result<Value> {
        let cancel = Cancel::default();
        let _stop = CancelOnDrop(cancel.clone());
        let work = move || {
            while !cancel.is_cancelled() {
                std::thread::sleep(Duration::from_millis(1));
            }
        };
        let _ = tokio::task::spawn_blocking(work).await;
        Ok(Value::Null)
    }

    #[allow(clippy::panic, clippy::unused_async, reason = "that is what it is for")]
    async fn panic(&self) -> Result<Value> {
        panic!("asked for by a test")
    }

    #[allow(clippy::panic, reason = "that is what it is for")]
    async fn panic_on_thread(&self, _: Value) -> Result<Option<Value>> {
        on_pinned(&Arc::clone(&self.0), |_| -> Option<Value> { panic!("asked for by a test") }).await
    }

    /// What no real handler may do: waits for the client.
    async fn ask_client(&self) -> Result<Value> {
        let answer = self.0.client.configuration(vec![ConfigurationItem::default()]).await;
        Ok(json!(answer.ok()))
    }
}
