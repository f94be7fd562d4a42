//! Reading a file as text.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::Error;

/// A file's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceText {
    /// The text, without the byte order mark: editors hide it, so places count without it too.
    pub text: String,
    /// Whether the file begins with a byte order mark, which must be written back.
    pub bom: bool,
}

impl SourceText {
    /// The bytes of a file that holds `text` now, with the mark that it had.
    pub fn bytes_with(&self, text: &str) -> Vec<u8> {
        let mark = if self.bom { "\u{feff}" } else { "" };
        [mark.as_bytes(), text.as_bytes()].concat()
    }
}

/// Reads a file of at most `max_bytes`.
///
/// # Errors
/// Where it is missing, no regular file, too large, not readable or not UTF-8.
pub fn read(path: &Path, max_bytes: u64) -> Result<SourceText, Error> {
    // Looked at before it is opened: opening a pipe waits for somebody to write.
    let about = std::fs::metadata(path).map_err(|error| Error::io(path, error))?;
    if !about.is_file() {
        return Err(Error::NotAFile(path.to_owned()));
    }
    let too_large = |size| Error::TooLarge { path: path.to_owned(), size, limit: max_bytes };
    if about.len() > max_bytes {
        return Err(too_large(about.len()));
    }
    let file = File::open(path).map_err(|error| Error::io(path, error))?;
    let mut bytes = Vec::with_capacity(about.len() as usize);
    // It may have grown since.
    file.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| Error::io(path, error))?;
    if bytes.len() as u64 > max_bytes {
        return Err(too_large(bytes.len() as u64));
    }
    decode(bytes).map_err(|at| Error::NotUtf8 { path: path.to_owned(), at })
}

/// Bytes as text; the error is the number of bytes that are good.
///
/// # Errors
/// Where the bytes are not UTF-8.
pub fn decode(bytes: Vec<u8>) -> Result<SourceText, usize> {
    let mut text = String::from_utf8(bytes).map_err(|error| error.utf8_error().valid_up_to())?;
    let bom = text.starts_with('\u{feff}');
    if bom {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(SourceText { text, bom })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_read_and_what_is_said_otherwise() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.sql");
        let write = |bytes: &[u8]| std::fs::write(&path, bytes).expect("written");
        write(b"\xef\xbb\xbfselect\0 1\r\n");
        let read_back = read(&path, 100).expect("text");
        assert_eq!(read_back, SourceText { text: "select\0 1\r\n".into(), bom: true });
        assert_eq!(read_back.bytes_with("x"), b"\xef\xbb\xbfx");
        write(b"ab\xff");
        for (result, message) in [
            (read(&path, 100), "not UTF-8 from byte 2"),
            (read(&path, 2), "3 bytes are more than the limit of 2"),
            (read(&folder.path().join("none"), 2), "no such file"),
            (read(folder.path(), 2), "not a regular file"),
        ] {
            let told = result.expect_err(message).to_string();
            assert!(told.contains(message), "{told}");
        }
    }
}
