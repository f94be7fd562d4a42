//! What a person is shown, and the edits a person is offered.

pub mod suppress;
pub mod todo;
