//! What each byte begins, outside strings.

/// What a byte begins, outside strings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Other,
    Word,
    Blank,
    Digit,
    Quote,
    Open,
    Close,
    Operator,
    Comment,
    Backslash,
    LineEnd,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => Class::Word,
            b'0'..=b'9' => Class::Digit,
            b' ' | b'\t' | b'\x0c' => Class::Blank,
            b'\'' | b'"' => Class::Quote,
            b'(' | b'[' | b'{' => Class::Open,
            b')' | b']' | b'}' => Class::Close,
            b'#' => Class::Comment,
            b'\\' => Class::Backslash,
            b'\n' | b'\r' => Class::LineEnd,
            b'+' | b'-' | b'*' | b'/' | b'%' | b'@' | b'&' | b'|' | b'^' | b'~' | b'<' | b'>' | b'!' | b'=' | b'.' | b':' | b',' | b';' => {
                Class::Operator
            }
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

pub(super) fn class(byte: u8) -> Class {
    CLASSES[byte as usize]
}
