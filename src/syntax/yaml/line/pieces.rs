//! Texts: quoted ones, block scalars, and any other up to a place that is known; with the templates in them.

use super::Cut;
use crate::syntax::yaml::{Mode, scan};
use crate::syntax::{TokenKind, Zone, jinja};

impl Cut<'_> {
    pub(super) fn open_quotes(&mut self, quote: u8) {
        self.state.mode = if quote == b'"' { Mode::Double } else { Mode::Single };
        self.quoted_until = None;
        self.quoted(1);
    }

    /// A quoted scalar up to its end, or with the line's end where it goes on. Its first `opening` bytes don't close it.
    /// Says whether it ended.
    pub(super) fn quoted(&mut self, opening: usize) -> bool {
        let (quote, escape) = if self.state.mode == Mode::Double { (b'"', b'\\') } else { (b'\'', b'\'') };
        let mut from = self.at + opening;
        while let Some(found) = self.text.get(from..).and_then(|rest| memchr::memchr3(quote, escape, b'{', rest)) {
            let stop = from + found;
            let byte = self.text.get(stop).copied().unwrap_or_default();
            if byte == b'{' {
                from = stop + 1;
                if self.opens(stop, false) {
                    self.push(stop, TokenKind::Scalar, Zone::Value);
                    self.template();
                    if self.state.template.inside() {
                        return false;
                    }
                    from = self.at;
                }
            } else if byte != quote || (escape == quote && self.text.get(stop + 1) == Some(&quote)) {
                from = stop + 2;
            } else {
                self.push(stop + 1, TokenKind::Scalar, Zone::Value);
                self.state.mode = Mode::Ground;
                return true;
            }
        }
        self.push(self.line.len(), TokenKind::Scalar, Zone::Value);
        false
    }

    /// A line of a block scalar, or this side of a template in one.
    pub(super) fn block_text(&mut self, content: Option<u16>) {
        let indent = scan::skip_blanks(self.text, 0);
        let column = scan::column(indent);
        if content.is_none() && self.at == 0 && indent < self.text.len() && column >= self.state.floor {
            self.state.mode = Mode::Block(Some(column));
        }
        self.pieces(self.line.len(), TokenKind::BlockText, Zone::Value);
    }

    /// Text up to `end` in tokens of `kind`, with the templates in it; further where a template ends further.
    pub(super) fn pieces(&mut self, end: usize, kind: TokenKind, zone: Zone) {
        while self.at < end {
            let stop = self.next_template(end, kind == TokenKind::Key);
            self.push(stop, kind, zone);
            if stop < end {
                self.template();
            }
        }
    }

    pub(super) fn template(&mut self) {
        (self.state.template, self.at) = jinja::lex(self.state.template, self.line, self.at, self.base, self.out);
    }

    /// Where the next template before `end` begins, or `end`.
    fn next_template(&mut self, end: usize, closed: bool) -> usize {
        let mut from = self.at;
        while let Some(found) = self.text.get(from..end.min(self.text.len())).and_then(|rest| memchr::memchr(b'{', rest)) {
            if self.opens(from + found, closed) {
                return from + found;
            }
            from += found + 1;
        }
        end
    }

    /// Whether a template begins at `at`. `closed`: only one that ends on this line.
    ///
    /// Shell and format strings are full of look-alikes: `${#name}` is no comment, and what does not end on this line
    /// counts only where it is set off by a blank, and outside quotes that end on this line.
    pub(super) fn opens(&mut self, at: usize, closed: bool) -> bool {
        let rest = self.text.get(at..).unwrap_or_default();
        if !self.state.template.opens(rest) {
            return false;
        }
        let comment = rest.get(1) == Some(&b'#');
        if comment && at > 0 && self.text.get(at - 1) == Some(&b'$') {
            return false;
        }
        if self.closers.end(self.text, at).is_some() {
            return true;
        }
        let set_off = rest.get(1) == Some(&b'{') || matches!(rest.get(2), None | Some(b' ' | b'\t' | b'-' | b'+'));
        if closed || !set_off {
            return false;
        }
        let quote = match self.state.mode {
            Mode::Double => b'"',
            Mode::Single => b'\'',
            Mode::Ground | Mode::Block(_) => return true,
        };
        let (text, all) = (self.text, self.text.len());
        *self.quoted_until.get_or_insert_with(|| scan::quote_end(text, at + 2, quote).unwrap_or(all + 1)) > all
    }
}
