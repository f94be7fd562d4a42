//! Work that takes a while, as the client shows it.

use serde::Serialize;
use tower_lsp::ls_types::{
    ProgressParams, ProgressParamsValue, ProgressToken, WorkDoneProgress, WorkDoneProgressBegin, WorkDoneProgressEnd,
    WorkDoneProgressReport,
};

use super::transport::Outbox;

/// Work that goes on; dropping it says that it has ended.
#[derive(Debug)]
pub(super) struct Progress {
    outbox: Outbox,
    token: ProgressToken,
    last: u32,
}

impl Progress {
    /// Says that work begins, under a token that the client gave or accepted.
    pub(super) fn begin(outbox: &Outbox, token: ProgressToken, title: &str) -> Self {
        let progress = Self { outbox: outbox.clone(), token, last: 0 };
        progress.send(WorkDoneProgress::Begin(WorkDoneProgressBegin {
            title: title.to_owned(),
            percentage: Some(0),
            ..WorkDoneProgressBegin::default()
        }));
        progress
    }

    /// Says how much is done, where that is worth a word.
    pub(super) fn report(&mut self, done: usize, all: usize) {
        let percentage = (done * 100).checked_div(all).unwrap_or(100).min(100) as u32;
        if percentage >= self.last + 5 {
            self.last = percentage;
            let message = Some(format!("{done} of {all} files"));
            self.send(WorkDoneProgress::Report(WorkDoneProgressReport { message, percentage: Some(percentage), cancellable: None }));
        }
    }

    fn send(&self, value: WorkDoneProgress) {
        self.outbox.notify("$/progress", &ProgressParams { token: self.token.clone(), value: ProgressParamsValue::WorkDone(value) });
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.send(WorkDoneProgress::End(WorkDoneProgressEnd::default()));
    }
}

/// Hands a part of a request's result over.
pub(super) fn partial(outbox: &Outbox, token: &ProgressToken, value: &impl Serialize) {
    #[derive(Serialize)]
    struct Partial<'a, V> {
        token: &'a ProgressToken,
        value: &'a V,
    }
    outbox.notify("$/progress", &Partial { token, value });
}
