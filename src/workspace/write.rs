//! Writing a file: whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::Error;

/// A file that is written beside its place and moved there when it is finished; dropped before, it leaves no trace.
///
/// What is no regular file (a pipe, a terminal) is written straight. A link is followed, so that it stays one.
#[derive(Debug)]
pub struct Draft {
    /// As it was named.
    named: PathBuf,
    to: To,
}

#[derive(Debug)]
enum To {
    Beside(BufWriter<NamedTempFile>, PathBuf),
    Straight(BufWriter<File>),
}

impl Draft {
    /// Begins to write the file `path`.
    ///
    /// # Errors
    /// Where the folder or the file may not be written.
    pub fn new(path: &Path) -> Result<Self, Error> {
        let to = open(path).map_err(|error| Error::write(path, error))?;
        Ok(Self { named: path.to_owned(), to })
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// Where not all of it could be written; what stood there before still does.
    pub fn finish(self) -> Result<(), Error> {
        let Self { named, to } = self;
        let done = match to {
            To::Straight(mut file) => file.flush(),
            To::Beside(file, place) => file.into_inner().map_err(io::IntoInnerError::into_error).and_then(|file| persist(file, &place)),
        };
        done.map_err(|error| Error::write(&named, error))
    }

    /// Names this file in an error that came of writing to it.
    pub fn refused(&self, error: io::Error) -> Error {
        Error::write(&self.named, error)
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.to {
            To::Beside(file, _) => file.write(bytes),
            To::Straight(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Beside(file, _) => file.flush(),
            To::Straight(file) => file.flush(),
        }
    }
}

/// Replaces the file `path` by `bytes`.
///
/// # Errors
/// Where that is not possible; what stood there before still does.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut draft = Draft::new(path)?;
    draft.write_all(bytes).map_err(|error| draft.refused(error))?;
    draft.finish()
}

/// Writes a file that is not there; `false` where something of its name is, be it a link that leads nowhere.
///
/// # Errors
/// Where it could not be written; nothing is left of it then.
pub fn create(path: &Path, bytes: &[u8]) -> Result<bool, Error> {
    let mut file = match File::options().write(true).create_new(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
        Err(error) => return Err(Error::write(path, error)),
    };
    file.write_all(bytes).map(|()| true).map_err(|error| {
        // Half of it is of no use to anybody.
        let _ = fs::remove_file(path);
        Error::write(path, error)
    })
}

fn open(path: &Path) -> io::Result<To> {
    let about = match fs::metadata(path) {
        Ok(about) => Some(about),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let Some(about) = about else { return Ok(To::Beside(BufWriter::new(beside(path)?), path.to_owned())) };
    if about.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    if !about.is_file() {
        return Ok(To::Straight(BufWriter::new(File::options().write(true).open(path)?)));
    }
    // A move would get around this; the person who set it meant it.
    if about.permissions().readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
    }
    let place = fs::canonicalize(path)?;
    let file = beside(&place)?;
    fs::set_permissions(file.path(), about.permissions())?;
    Ok(To::Beside(BufWriter::new(file), place))
}

fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = Builder::new();
    builder.prefix(".lakespeak-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

fn persist(file: NamedTempFile, place: &Path) -> io::Result<()> {
    file.as_file().sync_all()?;
    file.persist(place).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn whole_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.txt");
        replace(&path, b"one").expect("written");
        let mut draft = Draft::new(&path).expect("a draft");
        draft.write_all(&vec![b'x'; 100_000]).expect("written");
        drop(draft);
        assert_eq!((fs::read(&path).expect("read"), names(folder.path())), (b"one".to_vec(), vec!["a.txt".to_owned()]));
        replace(&path, b"two").expect("written");
        assert_eq!(fs::read(&path).expect("read"), b"two");
        let told = replace(folder.path(), b"x").expect_err("a folder").to_string();
        assert!(told.contains("could not be written"), "{told}");
    }

    #[test]
    fn nothing_that_is_there_is_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.txt");
        assert!(create(&path, b"one").expect("written"));
        assert!(!create(&path, b"two").expect("left alone"));
        assert_eq!(fs::read(&path).expect("read"), b"one");
        #[cfg(unix)]
        {
            let link = folder.path().join("link");
            std::os::unix::fs::symlink("nowhere", &link).expect("linked");
            assert!(!create(&link, b"two").expect("left alone"));
        }
        let told = create(&folder.path().join("no/a.txt"), b"x").expect_err("no folder").to_string();
        assert!(told.contains("could not be written"), "{told}");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a folder");
        let (path, link) = (folder.path().join("a.sh"), folder.path().join("link"));
        fs::write(&path, "one").expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o750)).expect("set");
        symlink("a.sh", &link).expect("linked");
        replace(&link, b"two").expect("written");
        assert!(link.is_symlink());
        assert_eq!(fs::read(&path).expect("read"), b"two");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o750);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("set");
        let told = replace(&path, b"three").expect_err("read-only").to_string();
        assert!(told.contains("read-only"), "{told}");
        replace(Path::new("/dev/null"), b"gone").expect("written");
        if Path::new("/dev/full").exists() {
            let told = replace(Path::new("/dev/full"), b"x").expect_err("full").to_string();
            assert!(told.contains("No space left"), "{told}");
        }
    }
}
