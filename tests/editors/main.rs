//! Real editors, set up exactly as the README says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests may fail")]

mod install;
mod neovim;
mod readme;
