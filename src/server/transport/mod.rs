//! Bytes in, bytes out: a thread that reads messages and a thread that writes them.
//!
//! The framework's own reader ends after the first decode error, and its loop holds back what comes behind a full queue;
//! this one answers what it cannot read and goes on. Nothing here knows documents or requests.

mod frame;
mod message;

use std::io::{BufReader, BufWriter, Read, Write};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde::Serialize;
use tower_lsp::jsonrpc::{Error, Id, Response};

use frame::{Frame, Frames};
pub(super) use message::{Call, Message};

/// How many read messages may wait: beyond, the client waits.
const QUEUE: usize = 256;
/// How long the last words may take at the end, to a client that does not read.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Reads messages in a thread of its own until the input ends; what is none is answered at once.
pub(super) fn read(input: impl Read + Send + 'static, outbox: Outbox) -> tokio::sync::mpsc::Receiver<Message> {
    let (sender, receiver) = tokio::sync::mpsc::channel(QUEUE);
    thread::spawn(move || {
        let mut frames = Frames::new(BufReader::with_capacity(1 << 16, input));
        loop {
            let parsed = match frames.next() {
                Ok(Some(Frame::Body(body))) => message::parse(&body),
                Ok(Some(Frame::Broken(problem))) => {
                    Err(Box::new(Response::from_error(Id::Null, Error { message: problem.into(), ..Error::parse_error() })))
                }
                Ok(None) => break,
                Err(error) => {
                    tracing::warn!(%error, "the input cannot be read");
                    break;
                }
            };
            match parsed {
                Ok(message) => {
                    if sender.blocking_send(message).is_err() {
                        break;
                    }
                }
                Err(reply) => {
                    tracing::warn!(?reply, "a message that cannot be read");
                    outbox.send(&reply);
                }
            }
        }
    });
    receiver
}

/// Where everything for the client goes; cheap to clone, never blocks.
#[derive(Clone, Debug)]
pub(super) struct Outbox(mpsc::Sender<Outgoing>);

#[derive(Debug)]
enum Outgoing {
    Body(Vec<u8>),
    /// Nothing follows: flush, and say so.
    End(mpsc::Sender<()>),
}

impl Outbox {
    /// Sends a message, after all that was sent before.
    pub(super) fn send(&self, message: &impl Serialize) {
        match serde_json::to_vec(message) {
            // A closed channel means that the client is gone.
            Ok(body) => drop(self.0.send(Outgoing::Body(body))),
            Err(error) => tracing::error!(%error, "a message that cannot be written"),
        }
    }

    /// Sends a notification.
    pub(super) fn notify(&self, method: &str, params: &impl Serialize) {
        #[derive(Serialize)]
        struct Notification<'a, P> {
            jsonrpc: &'static str,
            method: &'a str,
            params: &'a P,
        }
        self.send(&Notification { jsonrpc: "2.0", method, params });
    }

    /// Waits until all was written, but not for a client that does not read.
    pub(super) fn finish(&self) {
        let (sender, done) = mpsc::channel();
        if self.0.send(Outgoing::End(sender)).is_ok() {
            let _ = done.recv_timeout(LAST_WORDS);
        }
    }
}

/// Writes messages in a thread of its own.
pub(super) fn write(output: impl Write + Send + 'static) -> Outbox {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        if let Err(error) = write_all(BufWriter::with_capacity(1 << 16, output), &receiver) {
            tracing::warn!(%error, "the client does not read any more");
        }
    });
    Outbox(sender)
}

fn write_all(mut output: impl Write, receiver: &mpsc::Receiver<Outgoing>) -> std::io::Result<()> {
    while let Ok(first) = receiver.recv() {
        for outgoing in std::iter::once(first).chain(receiver.try_iter()) {
            match outgoing {
                Outgoing::Body(body) => {
                    write!(output, "Content-Length: {}\r\n\r\n", body.len())?;
                    output.write_all(&body)?;
                }
                Outgoing::End(done) => {
                    output.flush()?;
                    drop(done);
                    return Ok(());
                }
            }
        }
        output.flush()?;
    }
    Ok(())
}
