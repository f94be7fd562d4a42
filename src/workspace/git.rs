//! What changed since a revision, as git tells it.
//!
//! Git is started directly, never through a shell, with nothing on its standard input; programs that a repository's
//! configuration names (external diffs, text conversions, file watchers, pagers) are not started.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Why git could not say what changed.
#[derive(thiserror::Error, Debug)]
pub enum Error {
    /// There is no git.
    #[error("git could not be started: {0}; --since needs it")]
    NoGit(std::io::Error),
    /// The folder lies in no repository.
    #[error("{} is in no git repository, so nothing can be said about what changed", .0.display())]
    NoRepository(PathBuf),
    /// Nothing has been committed yet.
    #[error("the repository {} has no commits yet, so nothing can be older than them", .0.display())]
    NoCommits(PathBuf),
    /// Nobody knows the revision.
    #[error("there is no revision “{0}”; a shallow clone may have to fetch it first (git fetch --unshallow)")]
    UnknownRevision(String),
    /// Git refused.
    #[error("git: {0}")]
    Refused(String),
}

/// The lines of a working tree that changed since a revision.
#[derive(Debug, Default)]
pub struct Changes {
    /// The folder that holds the repository's files.
    top: PathBuf,
    /// By path from `top`, lines from 1; empty where lines were only taken away.
    files: BTreeMap<PathBuf, Lines>,
}

/// Which lines of a file changed.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Lines {
    /// All: the file is new.
    All,
    /// These, in order.
    Some(Vec<RangeInclusive<u32>>),
}

impl Changes {
    /// What changed in the repository that holds `folder` since `revision`, or since the commit at which this branch left
    /// it. Files that git does not know yet count as new.
    ///
    /// # Errors
    /// Where there is no git, no repository, no commit or no such revision.
    pub fn since(revision: &str, folder: &Path) -> Result<Self, Error> {
        let top = run(folder, &["rev-parse", "--show-toplevel"]).map_err(|error| match error {
            Error::Refused(said) if said.contains("not a git repository") => Error::NoRepository(folder.to_owned()),
            error => error,
        })?;
        let top = PathBuf::from(text(&top).trim_end_matches(['\n', '\r']));
        run(&top, &["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]).map_err(|_| Error::NoCommits(top.clone()))?;
        let commit = format!("{revision}^{{commit}}");
        let found = run(&top, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]);
        let commit = text(&found.map_err(|_| Error::UnknownRevision(revision.to_owned()))?).trim().to_owned();
        // Histories that share no commit are compared as they are.
        let base = run(&top, &["merge-base", &commit, "HEAD"]).map_or(commit, |base| text(&base).trim().to_owned());
        let diff = ["diff", "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative", "--unified=0", "--find-renames"];
        let shape = ["--ignore-submodules=all", "--src-prefix=a/", "--dst-prefix=b/", &base, "--"];
        let mut files = parse(&run(&top, &[&diff[..], &shape[..]].concat())?);
        let fresh = run(&top, &["ls-files", "--others", "--exclude-standard", "--full-name", "-z"])?;
        files.extend(fresh.split(|&byte| byte == 0).filter(|name| !name.is_empty()).map(|name| (path(name), Lines::All)));
        Ok(Self { top, files })
    }

    /// Whether a file (absolute) holds a changed line at all.
    pub fn touch(&self, file: &Path) -> bool {
        self.lines(file).is_some()
    }

    /// Whether one of these lines of a file changed, counted from 1.
    pub fn holds(&self, file: &Path, lines: &RangeInclusive<u32>) -> bool {
        match self.lines(file) {
            None => false,
            Some(Lines::All) => true,
            Some(Lines::Some(changed)) => {
                let first = changed.partition_point(|range| range.end() < lines.start());
                changed.get(first).is_some_and(|range| range.start() <= lines.end())
            }
        }
    }

    fn lines(&self, file: &Path) -> Option<&Lines> {
        let inside = match file.strip_prefix(&self.top) {
            Ok(inside) => inside.to_owned(),
            // The folder may be reached through a link; git tells its real name.
            Err(_) => std::fs::canonicalize(file).ok()?.strip_prefix(&self.top).ok()?.to_owned(),
        };
        self.files.get(&inside)
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, Error> {
    let mut git = Command::new("git");
    git.arg("--no-pager").args(["-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-c", "core.hooksPath="]);
    git.arg("-C").arg(folder).args(arguments).stdin(Stdio::null());
    git.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0").env_remove("GIT_EXTERNAL_DIFF");
    let Output { status, stdout, stderr } = git.output().map_err(Error::NoGit)?;
    if status.success() {
        return Ok(stdout);
    }
    let said = text(&stderr);
    let said = said.lines().next().unwrap_or("it failed and did not say why");
    Err(Error::Refused(said.trim_start_matches("fatal: ").to_owned()))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A unified diff without context: the lines that are new, by file.
fn parse(diff: &[u8]) -> BTreeMap<PathBuf, Lines> {
    let mut files = BTreeMap::new();
    let mut current: Option<PathBuf> = None;
    // Lines of a hunk may say anything, even what the head of a file says: they are counted and passed.
    let mut pass = 0;
    for line in diff.split(|&byte| byte == b'\n') {
        if pass > 0 && matches!(line.first(), Some(b'+' | b'-')) {
            pass -= 1;
        } else if let Some(name) = line.strip_prefix(b"+++ ") {
            current = name_of(name);
            if let Some(file) = &current {
                files.entry(file.clone()).or_insert(Lines::Some(Vec::new()));
            }
        } else if let Some((old, start, new)) = line.strip_prefix(b"@@ ").and_then(hunk) {
            pass = u64::from(old) + u64::from(new);
            let ranges = current.as_ref().and_then(|file| files.get_mut(file));
            if let (Some(Lines::Some(ranges)), true) = (ranges, new > 0) {
                ranges.push(start..=start.saturating_add(new - 1));
            }
        }
    }
    files
}

/// `-a,b +c,d @@`: how many lines went, the first new one, and how many came.
fn hunk(text: &[u8]) -> Option<(u32, u32, u32)> {
    let mut words = std::str::from_utf8(text.get(..text.len().min(64))?).ok()?.split(' ');
    let numbers = |word: &str, sign: char| -> Option<(u32, u32)> {
        let (start, count) = word.strip_prefix(sign)?.split_once(',').unwrap_or((word.get(1..)?, "1"));
        Some((start.parse().ok()?, count.parse().ok()?))
    };
    let ((_, old), (start, new)) = (numbers(words.next()?, '-')?, numbers(words.next()?, '+')?);
    Some((old, start, new))
}

/// The file that a `+++ ` line names; `None` for `/dev/null`.
fn name_of(name: &[u8]) -> Option<PathBuf> {
    // Behind a name with blanks git puts a tab.
    let name = name.strip_suffix(b"\t").unwrap_or(name);
    let plain = match name.strip_prefix(b"\"").and_then(|name| name.strip_suffix(b"\"")) {
        Some(quoted) => unquoted(quoted),
        None => name.to_vec(),
    };
    plain.strip_prefix(b"b/").map(path)
}

/// A name that git wrote as C would: `\t`, `\"`, `\303`.
fn unquoted(name: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len());
    let mut rest = name.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        match rest.next() {
            Some(digit @ b'0'..=b'7') => {
                let mut code = u32::from(digit - b'0');
                for _ in 0..2 {
                    let Some(digit) = rest.next_if(|byte| (b'0'..=b'7').contains(byte)) else { break };
                    code = code * 8 + u32::from(digit - b'0');
                }
                out.push(code as u8);
            }
            Some(b'n') => out.push(b'\n'),
            Some(b't') => out.push(b'\t'),
            Some(b'r') => out.push(b'\r'),
            Some(b'a') => out.push(7),
            Some(b'b') => out.push(8),
            Some(b'v') => out.push(11),
            Some(b'f') => out.push(12),
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(OsStr::new(text(bytes).as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_is_read() {
        let diff =
            b"diff --git a/x.py b/x.py\n--- a/x.py\n+++ b/x.py\n@@ -1 +1,2 @@ def f():\n-+++ b/evil.py\n+@@ -1 +9,9 @@\n++++ b/evil.py\n\
            @@ -9,2 +11,0 @@\n-a\n-b\n@@ -20,0 +20 @@\n+c\n\\ No newline at end of file\n\
            --- a/old.sql\n+++ /dev/null\n@@ -1 +0,0 @@\n-gone\n--- /dev/null\n+++ \"b/a\\tb\\303\\251.sql\"\n@@ -0,0 +1,3 @@\n+1\n+2\n+3\n\
            --- a/two words.py\t\n+++ b/two words.py\t\n@@ -1 +1 @@\n-a\n+b\n";
        let expected = [
            ("a\tbé.sql", Lines::Some(vec![1..=3])),
            ("two words.py", Lines::Some(vec![1..=1])),
            ("x.py", Lines::Some(vec![1..=2, 20..=20])),
        ];
        assert_eq!(parse(diff), expected.into_iter().map(|(name, lines)| (PathBuf::from(name), lines)).collect());
    }

    #[test]
    fn lines_that_changed() {
        let files = [("a.py", Lines::Some(vec![3..=4, 9..=9])), ("new.py", Lines::All)];
        let changes = Changes { top: PathBuf::from("/r"), files: files.into_iter().map(|(name, lines)| (name.into(), lines)).collect() };
        for (file, lines, expected) in [
            ("/r/a.py", 1..=2, false),
            ("/r/a.py", 1..=3, true),
            ("/r/a.py", 4..=8, true),
            ("/r/a.py", 5..=8, false),
            ("/r/a.py", 9..=20, true),
            ("/r/a.py", 10..=20, false),
            ("/r/new.py", 7..=7, true),
            ("/r/other.py", 1..=9, false),
        ] {
            assert_eq!(changes.holds(Path::new(file), &lines), expected, "{file} {lines:?}");
        }
        assert!(changes.touch(Path::new("/r/new.py")) && !changes.touch(Path::new("/elsewhere/a.py")));
    }
}
