//! Our own comments: TODOs that link to guidance, and suppressions. Finds them and settles them with the findings.
//!
//! A search for a few fixed bytes proposes, the tokens confirm: a text without such a comment costs one search. Lines
//! are the unit of meaning here, so places are kept as beginnings of lines. What is written into a file is `views`.

mod block;
mod find;
mod link;
mod place;
mod settle;

pub use find::{suppressions, todos};
pub use link::link;
pub use settle::settle;

pub(crate) use super::insertion::style;
pub(crate) use link::neutral;
pub(crate) use place::{Anchors, cut, cut_around, goes_on, indent_of, is_comment_line, line_end, line_start, place, top};

/// How a comment begins, and how it ends; `""` where it ends with its line. Longer beginnings first.
const FORMS: [(&str, &str); 7] = [("{{/*", "*/}}"), ("{{- /*", "*/}}"), ("{#", "#}"), ("/*", "*/"), ("--", ""), ("//", ""), ("#", "")];

#[cfg(test)]
pub(crate) mod tests;
