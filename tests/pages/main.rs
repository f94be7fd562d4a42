//! Pages that people look at: the guidance site and the survival map, read as a strict reader reads them and opened in a
//! real browser.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests may fail")]

mod browser;
mod html;
mod site;
#[path = "../cli/support.rs"]
#[allow(dead_code, reason = "a part of it is used")]
mod support;
mod survival;
#[path = "../tools/mod.rs"]
mod tools;
