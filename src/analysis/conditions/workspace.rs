//! Conditions about the file as a whole and its workspace.

use super::{Answer, Asker};
use crate::analysis::Facts;
use crate::lexicon::condition::{Comparison, VersionTest};
use crate::lexicon::{Condition, Globs};
use crate::syntax::python;

impl Asker<'_> {
    pub(super) fn imports(&self, condition: &Condition, modules: &[String]) -> Answer {
        if let Some(host) = self.host {
            return host.asker.imports(condition, modules);
        }
        let Some(outline) = self.outline() else { return Answer::No };
        let imported =
            self.imports.get_or_init(|| python::imports(self.lexed(), outline).into_iter().map(|import| import.module).collect());
        let of = |module: &str, name: &str| name.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.remembered(condition, 0, || modules.iter().any(|module| imported.iter().any(|name| of(module, name))).into())
    }

    pub(super) fn package(&self, name: &str, version: &VersionTest) -> Answer {
        pinned(self.facts, name, version).map_or(Answer::Unknown, Answer::from)
    }

    /// The first part of the version of a package that the workspace pins.
    pub(in crate::analysis) fn major(&self, name: &str) -> Option<u32> {
        let (_, pinned) = self.facts.pins.iter().find(|(package, _)| package == name)?;
        pinned.split('.').next()?.parse().ok()
    }

    pub(super) fn path(&self, globs: &Globs) -> Answer {
        // A text that was never saved lies in no folder.
        self.facts.path.as_ref().is_some_and(|path| globs.is_match(path)).into()
    }
}

/// Whether the file is a test, or belongs to tests by its folder.
pub(in crate::analysis) fn in_tests(facts: &Facts) -> bool {
    facts.path.as_deref().is_some_and(is_test)
}

fn is_test(path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    let by_name = stem.starts_with("test_") || stem.ends_with("_test") || matches!(stem, "tests" | "conftest");
    by_name || folders.split('/').any(is_tests_folder)
}

/// `tests`, `test` as in `src/test`, `integration_tests`, `testdata`.
fn is_tests_folder(name: &str) -> bool {
    matches!(name, "test" | "tests" | "__tests__" | "testdata" | "test_data" | "test-data")
        || name.ends_with("_tests")
        || name.ends_with("-tests")
}

/// Whether a package is pinned so; `None` without a pin that can be read.
pub(in crate::analysis) fn pinned(facts: &Facts, name: &str, version: &VersionTest) -> Option<bool> {
    let (_, pinned) = facts.pins.iter().find(|(package, _)| package == name)?;
    let pinned: Vec<u32> = pinned.split('.').map_while(|part| part.parse().ok()).collect();
    (!pinned.is_empty()).then(|| version.0.iter().all(|(comparison, wanted)| holds(&pinned, *comparison, wanted)))
}

/// Compares as many parts as both name: `3.1` is `>=3` and `==3`, and not `>3`.
fn holds(pinned: &[u32], comparison: Comparison, wanted: &[u32]) -> bool {
    let parts = pinned.len().min(wanted.len());
    let order = pinned.iter().take(parts).cmp(wanted.iter().take(parts));
    match comparison {
        Comparison::Less => order.is_lt(),
        Comparison::LessEqual => order.is_le(),
        Comparison::Equal => order.is_eq(),
        Comparison::GreaterEqual => order.is_ge(),
        Comparison::Greater => order.is_gt(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_tests() {
        for path in [
            "tests/load.py",
            "a/tests/b/load.sql",
            "src/test/resources/pods.yaml",
            "dags/test_load.py",
            "dags/load_test.py",
            "conftest.py",
            "orders/tests.py",
            "integration_tests/models/orders.sql",
            "pkg/testdata/simple.yml",
            "test_load.yml",
        ] {
            assert!(is_test(path), "{path}");
        }
        for path in ["dags/load.py", "latest/load.py", "dags/contest.py", "models/attest/a.sql", "dags/testing.py", "test", ""] {
            assert!(!is_test(path), "{path}");
        }
    }

    #[test]
    fn versions_compare_as_far_as_both_say() {
        for (pinned, comparison, wanted, expected) in [
            (&[3, 1, 0][..], Comparison::GreaterEqual, &[3][..], true),
            (&[3, 1], Comparison::Greater, &[3], false),
            (&[2, 10], Comparison::Less, &[3], true),
            (&[2, 10], Comparison::GreaterEqual, &[2, 9], true),
            (&[3], Comparison::Equal, &[3, 1], true),
        ] {
            assert_eq!(holds(pinned, comparison, wanted), expected, "{pinned:?} {comparison:?} {wanted:?}");
        }
    }
}
