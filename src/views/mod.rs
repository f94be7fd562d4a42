//! What a person is shown: cards, messages, links, explanations, fingerprints. Values in, text out.
//!
//! Both faces, the server and the command line, say things with these words and no others. Nothing here knows LSP types,
//! terminals or files.

pub mod card;
pub mod explain;
pub mod fingerprint;
pub mod links;
pub mod markup;
pub mod message;
