//! Contextive's glossary files: read as they are, and written.
//!
//! A context is a category, a definition is what we call plain English. `meta` holds whatever else a term has to say:
//! parts of our own cards under the names that our format gives them ([`parts`]), anything else as notes. What a file
//! says is shown as text, whatever Markdown it holds.

mod parts;
mod read;
mod write;

pub(crate) use read::{is_contextive, read};
pub use write::{Left, write};

#[cfg(test)]
mod tests;
