//! Which page a term has. A page is a file, and its name must be one on every system that a site may be copied to.

use std::collections::BTreeMap;

use crate::lexicon::{Lexicon, TermId};

/// The pages of terms by name.
pub(super) struct Names {
    pages: BTreeMap<TermId, String>,
    /// Terms that have no page, and why.
    pub(super) problems: Vec<String>,
}

/// What Windows keeps for devices, whatever ending stands behind it.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
/// The same with a digit behind.
const PORTS: [&str; 2] = ["com", "lpt"];
/// Names of files end somewhere.
const LONGEST: usize = 200;

impl Names {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let (mut pages, mut problems) = (BTreeMap::new(), Vec::new());
        for (id, term) in lexicon.terms() {
            match refused(&term.id) {
                Some(why) => problems.push(format!("{}: `{}` {why}; give the term another `id:`", term.source.file, term.id)),
                None => _ = pages.insert(id, format!("{}.html", term.id)),
            }
        }
        Self { pages, problems }
    }

    /// The address of a term's page, from any page.
    pub(super) fn href(&self, id: TermId) -> Option<&str> {
        self.pages.get(&id).map(String::as_str)
    }
}

/// Why a term of this id can have no page.
fn refused(id: &str) -> Option<&'static str> {
    let plain = !id.is_empty() && id.len() <= LONGEST && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if !plain {
        return Some("can't be the name of a page");
    }
    let port = |name: &&str| id.strip_prefix(name).is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()));
    let device = DEVICES.contains(&id) || PORTS.iter().any(port);
    device.then_some("can't be the name of a page on Windows")
}
