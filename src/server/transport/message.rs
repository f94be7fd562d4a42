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
pub(super) fn parse(body: &[u8]) -> Result<Message, Response> {
    let unreadable = |_: &dyn std::error::Error| Response::from_error(Id::Null, Error::parse_error());
    let text = std::str::from_utf8(body).map_err(|error| unreadable(&error))?;
    let wire: Wire = match serde_json::from_str(text) {
        Ok(wire) => wire,
        Err(error) if error.is_data() => return Err(Response::from_error(Id::Null, Error::invalid_request())),
        Err(error) => return Err(unreadable(&error)),
    };
    let id = wire.id.map(|id| serde_json::from_str::<Id>(id.get()));
    let refuse =
        || Err(Response::from_error(id.as_ref().and_then(|id| id.as_ref().ok()).cloned().unwrap_or_default(), Error::invalid_request()));
    if wire.jsonrpc.is_none_or(|version| version.get() != "\"2.0\"") {
        return refuse();
    }
    let id = match &id {
        None => None,
        Some(Ok(id)) if *id != Id::Null => Some(id.clone()),
        Some(_) => return refuse(),
    };
    let Some(method) = wire.method else {
        let is_answer = id.is_some() && (wire.result.is_some() || wire.error.is_some());
        let answer = is_answer.then(|| serde_json::from_str(text).ok()).flatten();
        return answer.map_or_else(refuse, |answer| Ok(Message::Answer(answer)));
    };
    let Ok(method) = serde_json::from_str::<String>(method.get()) else { return refuse() };
    if wire.params.is_some_and(|params| !params.get().starts_with(['{', '['])) {
        return refuse();
    }
    Ok(Message::Call(Call { method, id, params: wire.params.map(ToOwned::to_owned) }))
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
