//! Real editors, set up exactly as the README says.

mod install;
mod neovim;
mod readme;
