//! A client that speaks in frames, and insists on having read every word.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, PipeWriter, Read, Write, pipe};
use std::sync::mpsc::{Receiver, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use lakespeak::lexicon::Lexicon;
use lakespeak::server::{Options, serve};
use serde_json::{Value, json};

/// Long enough for a busy machine; a test that waits this long has failed.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// A client, and the server it talks to. Dropping it asserts that every message was read.
pub(crate) struct Client {
    output: Option<Box<dyn Write + Send>>,
    messages: Receiver<Value>,
    /// Read, but not asked for yet.
    kept: VecDeque<Value>,
    next_id: i64,
    server: Option<JoinHandle<bool>>,
}

impl Client {
    /// A client of a server in this process, not yet initialized.
    pub(crate) fn of(options: Options, lexicon: impl FnOnce() -> Lexicon + Send + 'static) -> Self {
        let (server_input, output) = pipe().unwrap();
        let (input, server_output): (_, PipeWriter) = pipe().unwrap();
        let server = thread::spawn(move || serve(server_input, server_output, options, lexicon).unwrap());
        let mut client = Self::over(input, output);
        client.server = Some(server);
        client
    }

    /// A client over any two streams.
    pub(crate) fn over(input: impl Read + Send + 'static, output: impl Write + Send + 'static) -> Self {
        let (sender, messages) = channel();
        thread::spawn(move || {
            let mut input = BufReader::new(input);
            while let Some(message) = read(&mut input) {
                let _ = sender.send(message);
            }
        });
        Self { output: Some(Box::new(output)), messages, kept: VecDeque::new(), next_id: 0, server: None }
    }

    /// A client that can do everything, past `initialized`, of a server with probes and the small lexicon.
    pub(crate) fn new() -> Self {
        Self::with(&able())
    }

    /// The same, with other capabilities.
    pub(crate) fn with(capabilities: &Value) -> Self {
        let mut client = Self::of(Options { probes: true, ..Options::default() }, crate::lexicon::small);
        client.initialize(&json!({ "capabilities": capabilities }));
        client
    }

    pub(crate) fn initialize(&mut self, params: &Value) -> Value {
        let result = self.ask("initialize", params);
        self.notify("initialized", &json!({}));
        result
    }

    pub(crate) fn send_raw(&mut self, bytes: &[u8]) {
        let output = self.output.as_mut().unwrap();
        output.write_all(bytes).unwrap();
        output.flush().unwrap();
    }

    pub(crate) fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    pub(crate) fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and gives its id. `null` params are left out.
    pub(crate) fn request(&mut self, method: &str, params: &Value) -> i64 {
        self.next_id += 1;
        let mut message = json!({ "jsonrpc": "2.0", "id": self.next_id, "method": method });
        if !params.is_null() {
            message["params"] = params.clone();
        }
        self.send(&message);
        self.next_id
    }

    /// The whole answer to a request.
    pub(crate) fn answer(&mut self, id: i64) -> Value {
        self.take(&format!("the answer to {id}"), |message| message["id"] == id && message.get("method").is_none())
    }

    /// The result of a request, which must be answered well.
    pub(crate) fn result(&mut self, id: i64) -> Value {
        let mut answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{answer}");
        answer["result"].take()
    }

    /// The error code of a request, which must be answered by one.
    pub(crate) fn error(&mut self, id: i64) -> i64 {
        let answer = self.answer(id);
        answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("no error: {answer}"))
    }

    pub(crate) fn ask(&mut self, method: &str, params: &Value) -> Value {
        let id = self.request(method, params);
        self.result(id)
    }

    /// The code of the next error reply that belongs to no request.
    pub(crate) fn complaint(&mut self) -> i64 {
        let message = self.take("an error reply", |message| message["id"].is_null() && message.get("error").is_some());
        message["error"]["code"].as_i64().unwrap()
    }

    /// The requests of the server that came so far and were not asked for.
    pub(crate) fn requests(&mut self) -> Vec<Value> {
        self.kept.extend(self.messages.try_iter());
        let (requests, kept) = self.kept.drain(..).partition(|message| message.get("method").is_some() && message.get("id").is_some());
        self.kept = kept;
        Vec::from(requests)
    }

    /// The next request or notification of the server by that name.
    pub(crate) fn next(&mut self, method: &str) -> Value {
        self.take(method, |message| message["method"] == method)
    }

    /// The next diagnostics, whatever document they are of.
    pub(crate) fn published(&mut self) -> Value {
        self.next("textDocument/publishDiagnostics")["params"].take()
    }

    /// Reads diagnostics up to those of a version, and gives the versions passed over and the diagnostics.
    pub(crate) fn published_up_to(&mut self, version: i64) -> (Vec<i64>, Value) {
        let mut passed = Vec::new();
        loop {
            let published = self.published();
            if published["version"] == version {
                return (passed, published["diagnostics"].clone());
            }
            passed.push(published["version"].as_i64().unwrap_or_else(|| panic!("{published}")));
        }
    }

    fn take(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.kept.iter().position(&wanted) {
            return self.kept.remove(at).unwrap();
        }
        loop {
            match self.messages.recv_timeout(PATIENCE) {
                Ok(message) if wanted(&message) => return message,
                Ok(message) => self.kept.push_back(message),
                Err(error) => panic!("{error} while waiting for {what}; so far {:?}", self.kept),
            }
        }
    }

    pub(crate) fn open(&mut self, uri: &str, language: &str, text: &str) {
        let item = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": item }));
    }

    /// Changes of a document: ranges as `[line, column, line, column]`, `null` for the whole text.
    pub(crate) fn change(&mut self, uri: &str, version: i64, changes: &[(Value, &str)]) {
        let changes: Vec<Value> = changes.iter().map(|(at, text)| json!({ "range": range(at), "text": text })).collect();
        let changes: Vec<Value> = changes.into_iter().map(without_null).collect();
        let params = json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": changes });
        self.notify("textDocument/didChange", &params);
    }

    pub(crate) fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", &json!({ "textDocument": { "uri": uri } }));
    }

    /// The text that the server has, and its version.
    pub(crate) fn text(&mut self, uri: &str) -> Value {
        self.ask("test/text", &json!({ "textDocument": { "uri": uri } }))
    }

    pub(crate) fn hover(&mut self, uri: &str, line: u32, column: u32) -> Value {
        self.ask("textDocument/hover", &at(uri, line, column))
    }

    /// `shutdown`, `exit`, and the end of the server.
    pub(crate) fn leave(mut self) {
        self.ask("shutdown", &Value::Null);
        self.notify("exit", &Value::Null);
        assert!(self.end(), "left by shutdown");
    }

    /// Waits for the server's end, with its input left open: whether it was shut down before.
    pub(crate) fn end(&mut self) -> bool {
        self.server.take().unwrap().join().unwrap()
    }

    /// Lets go of what was not read: of a server that speaks by itself, nobody knows how often.
    pub(crate) fn forget(mut self) {
        self.kept.clear();
        while self.messages.try_recv().is_ok() {}
        self.messages = channel().1;
    }

    /// Closes the server's input.
    pub(crate) fn hang_up(&mut self) {
        self.output = None;
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if thread::panicking() {
            return;
        }
        self.output = None;
        if let Some(server) = self.server.take() {
            server.join().unwrap();
        }
        let rest: Vec<Value> = self.kept.drain(..).chain(self.messages.iter()).collect();
        assert!(rest.is_empty(), "messages that no test read: {rest:#?}");
    }
}

/// The capabilities of a client that can do everything.
pub(crate) fn able() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-8", "utf-16", "utf-32"] },
        "workspace": { "workspaceEdit": { "documentChanges": true } },
        "textDocument": {
            "hover": { "contentFormat": ["markdown", "plaintext"] },
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } }, "isPreferredSupport": true },
            "publishDiagnostics": {
                "relatedInformation": true, "codeDescriptionSupport": true, "dataSupport": true,
                "tagSupport": { "valueSet": [1, 2] }, "versionSupport": true,
            },
        },
    })
}

/// A document and a position in it.
pub(crate) fn at(uri: &str, line: u32, column: u32) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": column } })
}

/// A range from `[line, column, line, column]`; `null` stays.
pub(crate) fn range(at: &Value) -> Value {
    if at.is_null() {
        return Value::Null;
    }
    json!({ "start": { "line": at[0], "character": at[1] }, "end": { "line": at[2], "character": at[3] } })
}

fn without_null(mut change: Value) -> Value {
    if change["range"].is_null() {
        change.as_object_mut().unwrap().remove("range");
    }
    change
}

fn read(input: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        input.read_line(&mut line).ok().filter(|&read| read > 0)?;
        let line = line.strip_suffix("\r\n").expect("headers end with CR LF");
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length: ") {
            length = Some(value.parse::<usize>().unwrap());
        }
    }
    let mut body = vec![0; length.expect("every frame has a length")];
    input.read_exact(&mut body).unwrap();
    Some(serde_json::from_slice(&body).unwrap())
}
