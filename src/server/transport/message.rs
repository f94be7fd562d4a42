//! JSON-RPC messages, as they come out of a frame.

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use tower_lsp::jsonrpc::{Error, Id, Response};

/// What a client sends.
#[derive(Debug)]
pub(in crate::server) enum Message {
    /// A request or a notification.
    Call(Call),
    /// The answer to a request of ours.
    Answer(Response),
}

/// A request, or (without an id) a notification.
#[derive(Debug)]
pub(in crate::server) struct Call {
    /// What is asked.
    pub(in crate::server) method: String,
    /// Absent for a notification.
    pub(in crate::server) id: Option<Id>,
    /// Kept as text: document notifications carry megabytes, and are read once, into what they are.
    pub(in crate::server) params: Option<Box<RawValue>>,
}

/// The members of a message, each read later, so that a wrong one does not hide the id.
#[derive(Deserialize)]
struct Wire<'a> {
    #[serde(borrow, default)]
    jsonrpc: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present")]
    id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    method: Option<&'a RawValue>,
    #[serde(borrow, default)]
    params: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present")]
    result: Option<&'a RawValue>,
    #[serde(borrow, default)]
    error: Option<&'a RawValue>,
}

/// A member that is there, even as `null`.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<&'de RawValue>, D::Error> {
    <&RawValue>::deserialize(deserializer).map(Some)
}

/// Reads a body; the error reply where it is no JSON (-32700) or no JSON-RPC message (-32600).
pub(super) fn parse(body: &[u8]) -> Result<Message, Box<Response>> {
    let reply = |id: Option<Id>, error| Box::new(Response::from_error(id.unwrap_or_default(), error));
    let text = std::str::from_utf8(body).map_err(|_| reply(None, Error::parse_error()))?;
    let wire: Wire = serde_json::from_str(text)
        .map_err(|error| reply(None, if error.is_data() { Error::invalid_request() } else { Error::parse_error() }))?;
    // A list would be read into the members by their order.
    if !text.trim_start().starts_with('{') {
        return Err(reply(None, Error::invalid_request()));
    }
    let id = wire.id.and_then(|id| serde_json::from_str::<Id>(id.get()).ok()).filter(|id| *id != Id::Null);
    read(text, &wire, id.clone()).ok_or_else(|| reply(id, Error::invalid_request()))
}

/// The message in an object; `None` where it is none.
fn read(text: &str, wire: &Wire, id: Option<Id>) -> Option<Message> {
    if wire.jsonrpc?.get() != "\"2.0\"" || wire.id.is_some() && id.is_none() {
        return None;
    }
    let Some(method) = wire.method else {
        let is_answer = id.is_some() && (wire.result.is_some() || wire.error.is_some());
        return is_answer.then(|| serde_json::from_str(text).ok()).flatten().map(Message::Answer);
    };
    let method = serde_json::from_str(method.get()).ok()?;
    let params_fit = wire.params.is_none_or(|params| params.get().starts_with(['{', '[']));
    params_fit.then(|| Message::Call(Call { method, id, params: wire.params.map(ToOwned::to_owned) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The code and id of the error reply; `None` where the body is a message.
    fn check(body: &[u8], expected: Option<(i64, &str)>) {
        let found = parse(body).err().map(|reply| (reply.error().unwrap().code.code(), reply.id().to_string()));
        assert_eq!(found.as_ref().map(|(code, id)| (*code, id.as_str())), expected, "{}", String::from_utf8_lossy(body));
    }

    #[test]
    fn messages_and_what_is_none() {
        check(br#"{"jsonrpc":"2.0","method":"a","id":1}"#, None);
        check(br#"{"jsonrpc":"2.0","method":"a","params":{"b":1}}"#, None);
        check(br#"{"jsonrpc":"2.0","method":"a","params":null,"id":"x"}"#, None);
        check(br#"{"jsonrpc":"2.0","result":null,"id":1}"#, None);
        check(br#"{"jsonrpc":"2.0","error":{"code":1,"message":"m"},"id":1}"#, None);
        check(br#"{"jsonrpc":"2.0","meth"#, Some((-32700, "null")));
        check(b"", Some((-32700, "null")));
        check(b"{\"jsonrpc\":\"2.0\",\"method\":\"\xff\"}", Some((-32700, "null")));
        check(b"[1,2]", Some((-32600, "null")));
        check(b" [\"2.0\", 1, \"a\", {}]", Some((-32600, "null")));
        check(b"7", Some((-32600, "null")));
        check(br#"{"jsonrpc":"2.0","id":7}"#, Some((-32600, "7")));
        check(br#"{"jsonrpc":"1.0","method":"a","id":7}"#, Some((-32600, "7")));
        check(br#"{"method":"a","id":7}"#, Some((-32600, "7")));
        check(br#"{"jsonrpc":"2.0","method":9,"id":7}"#, Some((-32600, "7")));
        check(br#"{"jsonrpc":"2.0","method":"a","id":{}}"#, Some((-32600, "null")));
        check(br#"{"jsonrpc":"2.0","method":"a","id":null}"#, Some((-32600, "null")));
        check(br#"{"jsonrpc":"2.0","method":"a","params":3,"id":7}"#, Some((-32600, "7")));
        check(br#"{"jsonrpc":"2.0","method":"a","method":"b","id":7}"#, Some((-32600, "null")));
        check(format!("{{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"params\":{}{}}}", "[".repeat(9000), "]".repeat(9000)).as_bytes(), None);
    }
}
