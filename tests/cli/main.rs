//! The command line through the built binary.
//!
//! `cases/*.trycmd` hold commands with what they print, run in the folder of the same name that ends in `.in`. After a
//! change of words or rules, `TRYCMD=overwrite cargo test --test cli cases` writes them anew: read the difference before
//! committing it. What a text file can't say (bytes, pipes, permissions) stands in the other files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests may fail")]

mod adoption;
mod authoring;
mod examples;
mod formats;
mod guide;
mod junit;
mod moving;
mod reference;
mod rough;
mod shapes;
mod support;
#[cfg(unix)]
mod terminal;
#[path = "../tools/mod.rs"]
mod tools;

#[test]
fn cases() {
    trycmd::TestCases::new().case("tests/cli/cases/*.trycmd").env("NO_COLOR", "1");
}
