//! Languages, lexers and the shapes that rules ask about: text in, tokens out, whatever the text.
//!
//! A lexer is total (any bytes that are UTF-8, half-typed code included), gapless (its tokens cover every byte) and
//! resumable: all that it carries from one line to the next is a small [`LineState`]. [`Lexed`] keeps the tokens by
//! chunk of lines, so that an edit costs what it touches. Nothing here knows terms or rules.

pub mod flat;
pub mod jinja;
mod keyword;
pub mod language;
pub mod lexed;
pub mod lexer;
pub mod python;
pub mod regions;
pub mod sql;
pub mod token;
pub mod yaml;

pub use flat::{Flat, Leaf};
pub use keyword::is_keyword;
pub use language::{Language, LanguageSet};
pub use lexed::{Chunk, Lexed};
pub use lexer::LineState;
pub use token::{Token, TokenKind, Zone, ZoneSet};
