//! The server over real frames: through a pipe in this process, and as the built binary.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may fail")]

mod authoring;
mod beyond;
mod binary;
mod client;
mod completion;
mod deprecated;
mod documents;
mod faces;
mod features;
mod framework;
mod grow;
mod hints;
mod hostile;
mod lexicon;
mod navigation;
mod notebooks;
mod profiles;
mod pull;
mod shared;
mod team;
mod todos;
