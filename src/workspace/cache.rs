//! Pages kept in the user's cache folder: written once, read-only, named by what they say.

use std::ffi::OsString;
use std::fs;
use std::hash::Hasher;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rustc_hash::FxHasher;

/// How long a page is kept.
const KEPT: Duration = Duration::from_hours(31 * 24);

/// Our folder in the user's cache folder; `None` where the system names none.
pub fn folder() -> Option<PathBuf> {
    folder_by(|name| std::env::var_os(name), std::env::home_dir())
}

fn folder_by(variable: impl Fn(&str) -> Option<OsString>, home: Option<PathBuf>) -> Option<PathBuf> {
    let named = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let user = if cfg!(windows) {
        named("LOCALAPPDATA")
    } else {
        named("XDG_CACHE_HOME").or_else(|| home.map(|home| home.join(if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" })))
    };
    user.map(|user| user.join("lakespeak"))
}

/// The path of a page `<name>.md` that says `text`, written below `folder` if it is not there yet.
///
/// # Errors
/// Where it cannot be written.
pub fn page(folder: &Path, name: &str, text: &str) -> io::Result<PathBuf> {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    let folder = folder.join("guidance").join(format!("{:016x}", hasher.finish()));
    // An id comes from a glossary, which anybody may have written.
    let name: String = name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).collect();
    let path = folder.join(format!("{name}.md"));
    if fs::read(&path).is_ok_and(|written| written == text.as_bytes()) {
        return Ok(path);
    }
    if let Some(pages) = folder.parent() {
        tidy(pages, SystemTime::now());
    }
    fs::create_dir_all(&folder)?;
    // Another process may write the same at the same time: whoever comes last replaces a whole page by the same one.
    let draft = folder.join(format!("{name}.{}.tmp", std::process::id()));
    fs::write(&draft, text)?;
    let mut permissions = fs::metadata(&draft)?.permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&draft, permissions)?;
    if let Err(error) = fs::rename(&draft, &path) {
        let _ = fs::remove_file(&draft);
        return Err(error);
    }
    Ok(path)
}

/// Takes pages away that were written long ago: each version of a card leaves one behind.
fn tidy(pages: &Path, now: SystemTime) {
    let is_old = |path: &Path| {
        let written = fs::metadata(path).and_then(|about| about.modified());
        written.is_ok_and(|written| now.duration_since(written).is_ok_and(|age| age > KEPT))
    };
    for folder in fs::read_dir(pages).into_iter().flatten().flatten().map(|entry| entry.path()) {
        // Only what looks like ours, and nothing behind links.
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let ours = name.len() == 16 && name.bytes().all(|byte| byte.is_ascii_hexdigit()) && !folder.is_symlink();
        if !ours || !is_old(&folder) {
            continue;
        }
        for file in fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if file.extension().is_some_and(|ending| ending == "md" || ending == "tmp") {
                remove(&file);
            }
        }
        // Stays where something else lies in it.
        let _ = fs::remove_dir(&folder);
    }
}

/// Removes a file that may be read-only, which Windows minds.
fn remove(file: &Path) {
    #[cfg(windows)]
    if let Ok(about) = fs::metadata(file) {
        let mut permissions = about.permissions();
        #[allow(clippy::permissions_set_readonly_false, reason = "on Windows it is one flag")]
        permissions.set_readonly(false);
        let _ = fs::set_permissions(file, permissions);
    }
    let _ = fs::remove_file(file);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_written_once_and_read_only() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = page(folder.path(), "../data lake", "# Data lake\n").expect("written");
        assert!(first.starts_with(folder.path()) && first.ends_with("---data-lake.md"), "{}", first.display());
        assert_eq!(fs::read_to_string(&first).expect("read"), "# Data lake\n");
        assert!(fs::metadata(&first).expect("there").permissions().readonly());
        let written = fs::metadata(&first).expect("there").modified().expect("a time");
        assert_eq!(page(folder.path(), "../data lake", "# Data lake\n").expect("there"), first);
        assert_eq!(fs::metadata(&first).expect("there").modified().expect("a time"), written);
        assert_ne!(page(folder.path(), "../data lake", "# Another\n").expect("written"), first);
    }

    #[test]
    fn pages_of_last_month_are_taken_away() {
        let folder = tempfile::tempdir().expect("a folder");
        let old = page(folder.path(), "lake", "# Data lake\n").expect("written");
        let pages = folder.path().join("guidance");
        fs::create_dir(pages.join("mine")).expect("made");
        fs::write(pages.join("mine").join("a.md"), "").expect("written");
        tidy(&pages, SystemTime::now());
        assert!(old.exists(), "new");
        tidy(&pages, SystemTime::now() + KEPT + Duration::from_mins(1));
        assert!(!old.exists() && !old.parent().expect("a folder").exists());
        assert!(pages.join("mine").join("a.md").exists(), "not ours");
        let again = page(folder.path(), "lake", "# Data lake\n").expect("written again");
        assert_eq!(again, old);
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn where_pages_go() {
        let home = || Some(PathBuf::from("/home/a"));
        assert_eq!(folder_by(|_| None, home()), Some("/home/a/.cache/lakespeak".into()));
        assert_eq!(folder_by(|_| Some("/c".into()), home()), Some("/c/lakespeak".into()));
        assert_eq!(folder_by(|_| Some("c".into()), home()), Some("/home/a/.cache/lakespeak".into()), "a relative one is none");
        assert_eq!(folder_by(|_| None, None), None);
    }
}
