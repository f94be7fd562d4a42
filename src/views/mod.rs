//! What a person is shown, and the edits a person is offered: cards, messages, links, explanations, fingerprints, hints, TODOs.
//!
//! Both faces, the server and the command line, say things with these words and no others. Values in, text out; nothing
//! here knows LSP types, terminals or files.

pub mod card;
mod casing;
pub mod catalogue;
pub mod complete;
pub mod deprecated;
pub mod explain;
pub mod fingerprint;
pub mod grow;
pub mod guidance;
pub mod here;
pub mod highlight;
pub mod hint;
pub mod links;
pub mod markup;
pub mod message;
pub mod position;
pub mod prose;
pub mod report;
pub mod suppress;
pub mod todo;

#[cfg(test)]
mod tests;
