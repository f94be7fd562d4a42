//! Paths as a host of repositories counts them: from the top of the checkout, wherever `check` was started.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fmt::Write;
use std::path::{Component, Path, PathBuf};

use super::Checked;
use crate::workspace::relative;

/// The top of the checkout, where the host's variable names one.
pub(super) struct Checkout(Option<PathBuf>);

impl Checkout {
    /// What an environment variable such as `CI_PROJECT_DIR` says.
    pub(super) fn of(variable: &str) -> Self {
        Self(std::env::var_os(variable).map(PathBuf::from).filter(|top| top.is_absolute()))
    }

    /// A file's path from the top of the checkout; as it is shown everywhere else where it lies outside, or nobody knows
    /// the top.
    pub(super) fn path<'a>(&self, file: &'a Checked) -> Cow<'a, str> {
        match &self.0 {
            Some(top) if file.file.starts_with(top) => relative(top, &file.file).into(),
            _ => file.path.as_str().into(),
        }
    }

    /// The same path as a URI reference: every byte that is no letter, digit or `-._~` percent-encoded, those that are no
    /// UTF-8 included.
    pub(super) fn uri(&self, file: &Checked) -> String {
        if let Some(inside) = self.0.as_deref().and_then(|top| file.file.strip_prefix(top).ok()) {
            return encoded(inside.components().map(Component::as_os_str));
        }
        if Path::new(&file.path).is_absolute() {
            return format!("file://{}", encoded_absolute(&file.file));
        }
        // As it is shown, but for bytes that could not be.
        let shown: Vec<&str> = file.path.split('/').collect();
        let names: Vec<&OsStr> = file.file.components().map(Component::as_os_str).collect();
        let skip = names.len().saturating_sub(shown.len());
        let raw = |index: usize| names.get(skip + index).copied();
        let name = |(index, shown): (usize, &&str)| (*shown != "..").then(|| raw(index)).flatten().unwrap_or(OsStr::new(*shown)).to_owned();
        encoded(shown.iter().enumerate().map(name))
    }
}

fn encoded_absolute(path: &Path) -> String {
    let names = path.components().filter(|part| matches!(part, Component::Normal(_) | Component::Prefix(_)));
    format!("/{}", encoded(names.map(Component::as_os_str)))
}

fn encoded(names: impl Iterator<Item = impl AsRef<OsStr>>) -> String {
    let mut out = String::new();
    for (index, name) in names.enumerate() {
        if index > 0 {
            out.push('/');
        }
        for &byte in name.as_ref().as_encoded_bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                out.push(char::from(byte));
            } else {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn every_path_is_a_uri() {
        use std::os::unix::ffi::OsStrExt;
        let odd = Path::new(OsStr::from_bytes(b"/w/a b/\xff#:%/\xc3\xa9.sql")).to_owned();
        for (top, shown, file, uri, path) in [
            (None, "a b/\u{fffd}#:%/é.sql", odd.clone(), "a%20b/%FF%23%3A%25/%C3%A9.sql", "a b/\u{fffd}#:%/é.sql"),
            (Some("/w"), "../é.sql", odd, "a%20b/%FF%23%3A%25/%C3%A9.sql", "a b/\u{fffd}#:%/é.sql"),
            (Some("/x"), "../a.sql", PathBuf::from("/w/a.sql"), "../a.sql", "../a.sql"),
            (None, "/w/a b.sql", PathBuf::from("/w/a b.sql"), "file:///w/a%20b.sql", "/w/a b.sql"),
        ] {
            let checked = Checked { path: shown.to_owned(), file, ..super::super::full::tests::checked("", Vec::new()) };
            let checkout = Checkout(top.map(PathBuf::from));
            assert_eq!((checkout.uri(&checked).as_str(), checkout.path(&checked).as_ref()), (uri, path));
        }
    }
}
