//! PLACEHOLDER: our own comments.
