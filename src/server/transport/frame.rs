//! Frames: headers, a blank line, a body. Whatever arrives, the next well-formed frame is found again.

use std::io::{BufRead, Read, Result, copy, sink};

/// A body longer than this is read over: no editor sends one, and it would only fill the memory.
const MAX_BODY: u64 = 512 << 20;
/// A length above this is taken for a mistake, not for a length.
const MAX_LENGTH: u64 = 4 << 30;
/// How much of an overlong header line is kept: its end, where the next frame's header may stand.
const MAX_LINE: usize = 4096;
const LENGTH_HEADER: &[u8] = b"content-length:";

/// What was read.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum Frame {
    /// A body of the announced length.
    Body(Vec<u8>),
    /// Bytes that are no frame, and what is wrong with them. Reported once until a frame is found again.
    Broken(&'static str),
}

/// Reads frames one after the other.
pub(super) struct Frames<R> {
    input: R,
    line: Vec<u8>,
    /// The length of a body that follows, read from a header that had garbage around it.
    pending: Option<u64>,
    /// Whether broken bytes were reported and no frame was found since.
    lost: bool,
}

impl<R: BufRead> Frames<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, line: Vec::new(), pending: None, lost: false }
    }

    /// The next frame; `None` at the end of the input.
    pub(super) fn next(&mut self) -> Result<Option<Frame>> {
        if let Some(length) = self.pending.take() {
            return self.body(length);
        }
        loop {
            let Some((length, problem)) = self.headers()? else { return Ok(None) };
            let report = problem.filter(|_| !self.lost);
            self.lost |= problem.is_some();
            match (length, report) {
                (Some(length), None) => return self.body(length),
                (pending, Some(problem)) => {
                    self.pending = pending;
                    return Ok(Some(Frame::Broken(problem)));
                }
                (None, None) => {}
            }
        }
    }

    /// One block of headers: the body's length, and what is wrong with the block. A length is believed even behind
    /// garbage, which is how a frame that follows a body of unknown length is found.
    fn headers(&mut self) -> Result<Option<(Option<u64>, Option<&'static str>)>> {
        let (mut length, mut problem, mut any) = (None, None, false);
        while self.read_line()? {
            let line = self.line.trim_ascii();
            if line.is_empty() {
                if any {
                    return Ok(Some((length, problem.or(length.is_none().then_some("no Content-Length header")))));
                }
                continue;
            }
            any = true;
            match length_header(line) {
                Some((at, value)) => {
                    length = value.filter(|&value| value <= MAX_LENGTH);
                    if at > 0 {
                        problem = Some("unexpected bytes before a header");
                    } else if length.is_none() {
                        problem = Some("a Content-Length that is no length");
                    }
                }
                None if !line.contains(&b':') => problem = Some("a header without a colon"),
                None => {}
            }
        }
        Ok(None)
    }

    fn body(&mut self, length: u64) -> Result<Option<Frame>> {
        self.lost = false;
        if length > MAX_BODY {
            copy(&mut (&mut self.input).take(length), &mut sink())?;
            return Ok(Some(Frame::Broken("a message that is too long")));
        }
        let mut body = Vec::with_capacity(length.min(1 << 20) as usize);
        (&mut self.input).take(length).read_to_end(&mut body)?;
        Ok((body.len() as u64 == length).then_some(Frame::Body(body)))
    }

    /// Reads one line, of an overlong one only the end; false at the end of the input.
    fn read_line(&mut self) -> Result<bool> {
        self.line.clear();
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(!self.line.is_empty());
            }
            let end = memchr::memchr(b'\n', buffer);
            let taken = end.map_or(buffer.len(), |at| at + 1);
            self.line.extend_from_slice(buffer.get(..taken).unwrap_or_default());
            self.input.consume(taken);
            if self.line.len() > 2 * MAX_LINE {
                self.line.drain(..self.line.len() - MAX_LINE);
            }
            if end.is_some() {
                return Ok(true);
            }
        }
    }
}

/// Where the last `Content-Length:` stands in a line, in any case, and its value if that is a number.
fn length_header(line: &[u8]) -> Option<(usize, Option<u64>)> {
    let at = line.windows(LENGTH_HEADER.len()).rposition(|window| window.eq_ignore_ascii_case(LENGTH_HEADER))?;
    let value = std::str::from_utf8(line.get(at + LENGTH_HEADER.len()..)?).ok();
    Some((at, value.and_then(|value| value.trim().parse().ok())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: &[Result<&str, &str>]) {
        let mut frames = Frames::new(input.as_bytes());
        let mut found = Vec::new();
        while let Some(frame) = frames.next().unwrap() {
            found.push(match frame {
                Frame::Body(body) => Ok(String::from_utf8(body).unwrap()),
                Frame::Broken(problem) => Err(problem),
            });
        }
        let found: Vec<Result<&str, &str>> = found.iter().map(|found| found.as_deref().map_err(|problem| *problem)).collect();
        assert_eq!(found, expected, "{input:?}");
    }

    type Result<T, E> = std::result::Result<T, E>;

    #[test]
    fn well_formed_frames() {
        check("Content-Length: 2\r\n\r\nab", &[Ok("ab")]);
        check("content-length:2\n\nabCONTENT-LENGTH: 1\r\nContent-Type: x\r\n\r\nc", &[Ok("ab"), Ok("c")]);
        check("\r\n\r\nContent-Length: 0\r\n\r\n", &[Ok("")]);
        check("Content-Length: 5\r\n\r\nab", &[]);
        check("", &[]);
    }

    #[test]
    fn the_next_frame_is_found_behind_garbage() {
        let garbage = Err("unexpected bytes before a header");
        check("Content-Length: x\r\n\r\n{}Content-Length: 2\r\n\r\nab", &[Err("a Content-Length that is no length"), Ok("ab")]);
        check("Content-Length: -1\r\n\r\n{}Content-Length: 2\r\n\r\nab", &[Err("a Content-Length that is no length"), Ok("ab")]);
        check("Hello\r\nContent-Length: 2\r\n\r\nab", &[Err("a header without a colon"), Ok("ab")]);
        check("Content-Type: x\r\n\r\n{}\nContent-Length: 2\r\n\r\nab", &[Err("no Content-Length header"), Ok("ab")]);
        check("Content-Length: 1\r\n\r\nabContent-Length: 1\r\n\r\nc", &[Ok("a"), garbage, Ok("c")]);
        check(
            "Content-Length: 99999999999999999999\r\n\r\nContent-Length: 1\r\n\r\nc",
            &[Err("a Content-Length that is no length"), Ok("c")],
        );
    }

    #[test]
    fn an_endless_line_is_not_kept() {
        let input = format!("{}Content-Length: 1\r\n\r\nc", "x".repeat(1 << 20));
        let mut frames = Frames::new(std::io::BufReader::new(input.as_bytes()));
        assert_eq!(frames.next().unwrap(), Some(Frame::Broken("unexpected bytes before a header")));
        assert_eq!(frames.next().unwrap(), Some(Frame::Body(b"c".to_vec())));
        assert!(frames.line.capacity() < 1 << 16);
    }
}
