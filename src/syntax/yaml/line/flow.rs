//! Flow collections: `[…]` and `{…}`, over several lines too.

use super::Cut;
use crate::syntax::yaml::scan;
use crate::syntax::{TokenKind, Zone};

impl Cut<'_> {
    /// What stands inside flow collections, up to the end of the outermost or of the line.
    pub(super) fn flow(&mut self) {
        while let (Some(byte), 1..) = (self.byte(), self.state.depth) {
            match byte {
                b' ' | b'\t' => self.blank(),
                b'#' if scan::comment_at(self.text, self.at) => self.push(self.text.len(), TokenKind::Comment, Zone::Comment),
                b'[' | b'{' if !self.opens(self.at, false) => {
                    self.state.depth = self.state.depth.saturating_add(1);
                    self.push(self.at + 1, TokenKind::Open, Zone::Code);
                }
                b']' | b'}' => {
                    self.state.depth -= 1;
                    self.push(self.at + 1, TokenKind::Close, Zone::Code);
                }
                b',' => self.push(self.at + 1, TokenKind::Comma, Zone::Code),
                b':' if scan::flow_colon(self.text, self.at) => self.push(self.at + 1, TokenKind::Colon, Zone::Code),
                b'?' if scan::blank_at(self.text, self.at + 1) => self.push(self.at + 1, TokenKind::Dash, Zone::Code),
                b'&' | b'*' | b'!' if scan::property_end(self.text, self.at, true).is_some() => self.property(),
                b'"' | b'\'' => self.flow_quoted(byte),
                _ => self.flow_plain(),
            }
        }
    }

    fn flow_plain(&mut self) {
        let (end, key) = scan::flow_plain_end(self.text, self.at, &mut self.closers);
        if end == self.at {
            // A template that goes on below.
            self.template();
        } else if key {
            self.pieces(end, TokenKind::Key, Zone::Key);
        } else {
            self.pieces(end, TokenKind::Scalar, Zone::Value);
        }
    }

    fn flow_quoted(&mut self, quote: u8) {
        let end = scan::quote_end(self.text, self.at + 1, quote);
        let Some(end) = end.filter(|&end| self.text.get(scan::skip_blanks(self.text, end)) == Some(&b':')) else {
            self.open_quotes(quote);
            return;
        };
        self.pieces(end, TokenKind::Key, Zone::Key);
        self.blank();
        // As in JSON, no blank has to follow.
        if self.byte() == Some(b':') {
            self.push(self.at + 1, TokenKind::Colon, Zone::Code);
        }
    }
}
