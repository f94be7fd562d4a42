//! Lakespeak: plain English for data engineering, in your editor.

pub mod analysis;
pub mod cli;
pub mod glossary;
pub mod lexicon;
pub mod schedule;
pub mod server;
pub mod syntax;
pub mod text;
pub mod views;
pub mod workspace;
