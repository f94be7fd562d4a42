//! Real editors, set up exactly as the README says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests may fail")]
#![allow(clippy::print_stdout, reason = "figures are printed")]

mod emacs;
mod install;
mod neovim;
mod readme;
#[path = "../tools/mod.rs"]
mod tools;
mod vscode;

use std::ffi::OsString;
use std::path::Path;

/// The project's folder.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The binary under test before all others.
fn with_binary_on_path() -> OsString {
    let binary = Path::new(env!("CARGO_BIN_EXE_lakespeak")).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(binary.to_owned()).chain(std::env::split_paths(&path))).unwrap()
}
