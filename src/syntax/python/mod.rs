//! Python: the lexer of lines, and what is known of a file's statements and calls.
//!
//! [`lex_line`] cuts one line; [`State`] is all that it carries to the next. [`outline`] finds logical lines and their
//! blocks, [`call`] reads calls, arguments and method chains. Nothing here knows terms or rules.

pub mod body;
pub mod call;
mod class;
pub mod comprehension;
pub mod header;
pub mod import;
pub mod import_time;
pub mod outline;
pub mod receiver;
mod recovery;
mod scan;
pub mod simple;
mod state;
mod words;

pub use body::{BodyKind, body_kinds, header_colon, one_line_suite};
pub use comprehension::Comprehensions;
pub use header::{Caught, bases, caught, is_main_guard};
pub use import::{Import, imports};
pub use import_time::{Later, decorator_name, in_dag, module_level, runs_at_import, with_calls};
pub use outline::{Head, Logical, Outline};
pub use receiver::receiver;
pub use scan::lex_line;
pub use simple::{Simples, targets};
pub use state::State;
pub(super) use words::is_keyword;

#[cfg(test)]
mod tests;
