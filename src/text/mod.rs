//! Spans, lines and edits: the one place of line and column arithmetic.
//!
//! Inside the crate a place in a text is a byte offset ([`Span`]); lines and columns exist only at the edges, where an
//! editor or a person counts them ([`position`]).

pub mod edit;
pub mod position;
pub mod span;

pub use edit::{Edit, TextEdit};
pub use position::{Encoding, LineIndex, Position};
pub use span::Span;
