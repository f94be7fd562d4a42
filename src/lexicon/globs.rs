//! Patterns of paths.

/// Path patterns, any of them: `*` stays inside one folder, `**` goes through any number.
///
/// They are read as they match, nothing is compiled: a glossary has hundreds of patterns, and most are never asked.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Globs(Vec<String>);

/// Longer patterns are nobody's; the time of a match grows with their length.
const MAX_BYTES: usize = 256;

impl Globs {
    /// Takes a pattern in. `target/**` also means the folder itself, so that a walk need not look into it.
    ///
    /// # Errors
    /// What is wrong with the pattern.
    pub fn add(&mut self, glob: &str) -> Result<(), String> {
        if glob.len() > MAX_BYTES {
            return Err(format!("longer than {MAX_BYTES} bytes"));
        }
        if glob.starts_with('!') {
            return Err("a pattern says what is meant, not what is not; `!` has no meaning here".to_owned());
        }
        fast_glob::validate(glob).map_err(|error| error.to_string())?;
        let folder = glob.strip_suffix("/**").or_else(|| glob.strip_suffix('/')).filter(|folder| !folder.is_empty());
        self.0.extend([Some(glob), folder].into_iter().flatten().map(ToOwned::to_owned));
        Ok(())
    }

    /// The patterns, with what was added to them.
    pub fn patterns(&self) -> &[String] {
        &self.0
    }

    /// Whether a path, with `/`, is like one of them.
    pub fn is_match(&self, path: &str) -> bool {
        self.0.iter().any(|glob| fast_glob::glob_match(glob, path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_pattern_matches() {
        let like = |glob: &str, path: &str| {
            let mut globs = Globs::default();
            globs.add(glob).expect("a pattern");
            globs.is_match(path)
        };
        for (glob, path) in [
            ("tests/**", "tests/a.py"),
            ("tests/**", "tests/a/b.py"),
            ("tests/**", "tests"),
            ("tests/", "tests"),
            ("**/tests/**", "tests/a.py"),
            ("**/tests/**", "a/b/tests/c/d.py"),
            ("**/test_*", "a/test_b.py"),
            ("**/*.py", "a.py"),
            ("*.sql", "a.sql"),
            ("{dags,jobs}/*", "jobs/a.py"),
            ("a?c/[xy].sql", "abc/x.sql"),
        ] {
            assert!(like(glob, path), "{glob} is like {path}");
        }
        for (glob, path) in [
            ("tests/**", "attests/a.py"),
            ("**/tests/**", "a/tests.py"),
            ("*.sql", "a/b.sql"),
            ("**/*.py", "a.pyc"),
            ("dags", "dags/a.py"),
            ("a/*/c", "a/b/b/c"),
        ] {
            assert!(!like(glob, path), "{glob} is not like {path}");
        }
    }

    #[test]
    fn what_is_no_pattern() {
        let mistake = |glob: &str| Globs::default().add(glob).expect_err("a mistake");
        assert!(mistake("a/{b").contains("brace"), "{}", mistake("a/{b"));
        assert!(mistake("!a").contains('!'));
        assert!(mistake(&"a".repeat(300)).contains("longer"));
    }
}
