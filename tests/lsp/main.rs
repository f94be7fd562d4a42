//! The server over real frames: through a pipe in this process, and as the built binary.

mod binary;
mod client;
mod documents;
mod features;
mod framework;
mod hostile;
mod lexicon;
