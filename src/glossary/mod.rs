//! From YAML to the lexicon's types, with every mistake at its place.
//!
//! [`read`] is total: whatever the text, it gives what is right in it and a [`Problem`] for each thing that is not. It
//! reads no files (that is `workspace/`); the built-in glossary is part of the binary.

pub mod builtin;
pub mod contextive;
pub mod csv;
pub mod edit;
pub mod emit;
pub(crate) mod fields;
pub mod format;
pub mod help;
pub(crate) mod keys;
pub mod node;
pub mod problem;

pub use builtin::builtin;
pub use format::{read, read_layer};
pub use problem::{Level, Problem};
