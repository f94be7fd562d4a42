//! Prose in two dresses, Markdown and plain text, wrapped for a narrow float.
//!
//! Text of glossaries is data that anybody may have written: whatever it holds, it comes out as text. In Markdown only
//! inline code between two single backticks stays what it is; links, HTML, headings, lists, fences and tables don't.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::CharIndices;

use unicode_width::UnicodeWidthStr;

/// Columns of a card: what reads well in an editor's float.
pub const WIDTH: usize = 60;

/// How text is dressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Markup {
    /// CommonMark, as editors show it.
    Markdown,
    /// Nothing but characters.
    Plain,
}

impl Markup {
    /// `text` as one paragraph behind `lead`, which is emphasised; wrapped at [`WIDTH`] columns.
    pub fn paragraph(self, lead: &str, text: &str) -> String {
        let mut words = Vec::new();
        if !lead.is_empty() {
            // The first word behind the lead can't begin a line, but the lead itself may wrap like any text.
            words.extend(self.emphasised(lead, "*").split(' ').map(String::from));
        }
        words.extend(self.words(text));
        self.lines(&words)
    }

    /// Words filled into lines of at most [`WIDTH`] columns; a longer word has a line of its own.
    pub fn lines(self, words: &[String]) -> String {
        let mut out = String::new();
        let mut column = 0;
        for word in words {
            if column > 0 && column + 1 + word.width() <= WIDTH {
                out.push(' ');
                out.push_str(word);
                column += 1 + word.width();
                continue;
            }
            if column > 0 {
                out.push('\n');
            }
            let word = if self == Self::Markdown { shield(word) } else { Cow::Borrowed(word.as_str()) };
            out.push_str(&word);
            column = word.width();
        }
        out
    }

    /// `text` in bold, on one line.
    pub fn strong(self, text: &str) -> String {
        self.emphasised(text, "**")
    }

    /// `text` on one line.
    pub fn inline(self, text: &str) -> String {
        self.words(text).join(" ")
    }

    /// A link, or only its words where the address is no web address. Plain text has the address on a line of its own.
    pub fn link(self, title: &str, url: &str) -> String {
        match (self, web_address(url)) {
            (Self::Markdown, Some(url)) => format!("[{}]({url})", self.inline(title)),
            (Self::Plain, Some(url)) => format!("{}\n  {url}", self.paragraph("", title)),
            (_, None) => self.inline(title),
        }
    }

    /// What ends a line that the next one shall not be joined to.
    pub const fn line_break(self) -> &'static str {
        match self {
            Self::Markdown => "  \n",
            Self::Plain => "\n",
        }
    }

    /// What stands between two blocks of their own.
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Markdown => "\n---\n\n",
            Self::Plain => "\n------------------------------------------------------------\n\n",
        }
    }

    fn emphasised(self, text: &str, mark: &str) -> String {
        match self {
            Self::Markdown => format!("{mark}{}{mark}", self.inline(text)),
            Self::Plain => self.inline(text),
        }
    }

    /// The words of a text; a piece of inline code is one word with what it touches, whatever blanks it holds.
    fn words(self, text: &str) -> Vec<String> {
        match self {
            Self::Markdown => markdown_words(&tidy(text)),
            Self::Plain => tidy(text).split(' ').filter(|word| !word.is_empty()).map(String::from).collect(),
        }
    }
}

/// One line of single blanks: line ends and control characters become blanks, marks that turn the writing direction go.
pub(super) fn tidy(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|&c| !turns(c)) {
        let blank = c.is_control() || (c.is_whitespace() && c != '\u{a0}');
        if !blank {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Escapes tidy text, cut at blanks outside inline code.
fn markdown_words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut chars = text.char_indices().peekable();
    // The last backtick that stands alone: behind it no inline code can close, and none is looked for.
    let last_single = last_single_backtick(text);
    while let Some((at, c)) = chars.next() {
        if c == ' ' {
            words.push(String::new());
        } else if let Some(word) = words.last_mut() {
            if c == '`' {
                backtick(text, at, last_single, &mut chars, word);
            } else {
                if needs_escape(text, at, c) {
                    word.push('\\');
                }
                word.push(c);
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Goes on behind the backtick at `at`: inline code as it stands where it closes, an escaped backtick otherwise.
fn backtick(text: &str, at: usize, last_single: Option<usize>, chars: &mut Peekable<CharIndices<'_>>, word: &mut String) {
    let run = text.get(at..).unwrap_or_default().bytes().take_while(|&byte| byte == b'`').count();
    if run == 1 && last_single.is_some_and(|last| last > at) {
        word.push('`');
        let mut previous = ' ';
        while let Some((_, c)) = chars.next() {
            word.push(c);
            let alone = c == '`' && previous != '`' && chars.peek().is_none_or(|&(_, next)| next != '`');
            if alone {
                return;
            }
            previous = c;
        }
    }
    for _ in 1..run {
        chars.next();
    }
    word.push_str(&"\\`".repeat(run));
}

fn last_single_backtick(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let tick = |at: Option<usize>| at.and_then(|at| bytes.get(at)) == Some(&b'`');
    (0..bytes.len()).rev().find(|&at| tick(Some(at)) && !tick(at.checked_sub(1)) && !tick(Some(at + 1)))
}

/// Whether the character `c` at `at` would mean something to a Markdown reader. Conservative where dialects differ.
fn needs_escape(text: &str, at: usize, c: char) -> bool {
    let (front, behind) = (text.get(..at).unwrap_or_default(), text.get(at + c.len_utf8()..).unwrap_or_default());
    let (before, next) = (front.chars().next_back().unwrap_or(' '), behind.chars().next().unwrap_or(' '));
    let word = |c: char| c.is_alphanumeric();
    match c {
        '\\' | '[' | ']' | '|' | '~' => true,
        '*' => !(before == ' ' && next == ' '),
        '_' => !(word(before) && word(next)),
        '<' => next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'),
        '&' => is_entity(behind),
        // Addresses that some readers turn into links without being asked.
        ':' => behind.starts_with("//"),
        '@' => word(before) && word(next),
        '.' => front.len() >= 3 && front.get(front.len() - 3..).is_some_and(|front| front.eq_ignore_ascii_case("www")),
        _ => false,
    }
}

/// Whether `behind` goes on as `amp;` or `#38;` would behind an `&`. No entity is longer than this looks.
fn is_entity(behind: &str) -> bool {
    let name = behind.bytes().take(40).take_while(|&byte| byte == b'#' || byte.is_ascii_alphanumeric()).count();
    name > 0 && behind.as_bytes().get(name) == Some(&b';')
}

/// The word as it must stand at a line's beginning, where it could otherwise begin a block.
fn shield(word: &str) -> Cow<'_, str> {
    let only = |set: &str| !word.is_empty() && word.chars().all(|c| set.contains(c));
    let digits = word.trim_end_matches(['.', ')']);
    if digits.len() + 1 == word.len() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        Cow::Owned(format!("{digits}\\{}", word.get(digits.len()..).unwrap_or_default()))
    } else if word.starts_with(['>', '-', ':', '=']) || only("#") || only("+") || only("*") {
        Cow::Owned(format!("\\{word}"))
    } else {
        Cow::Borrowed(word)
    }
}

/// A web address that can stand inside `(…)` of a Markdown link; `None` for anything else.
pub fn web_address(url: &str) -> Option<String> {
    let url = url.trim();
    if !(url.starts_with("https://") || url.starts_with("http://")) {
        return None;
    }
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        if c.is_control() || c.is_whitespace() || "()<>\\\"`".contains(c) {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                out.push('%');
                out.extend(char::from_digit(u32::from(byte >> 4), 16));
                out.extend(char::from_digit(u32::from(byte & 15), 16));
            }
        } else {
            out.push(c);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_stays_text() {
        for (text, expected) in [
            ("Storage & Formats", "Storage & Formats"),
            ("unique_key, `a_b` and *args", "unique_key, `a_b` and \\*args"),
            ("[click](https://evil.example)", "\\[click\\](https\\://evil.example)"),
            ("<script>x</script> 3 < 4", "\\<script>x\\</script> 3 < 4"),
            ("&lt; AT&T & co", "\\&lt; AT&T & co"),
            ("a `code with\nblanks` b", "a `code with blanks` b"),
            ("one ` tick", "one \\` tick"),
            ("```sh\nrm\n```", "\\`\\`\\`sh rm \\`\\`\\`"),
            ("``` `x` ```", "\\`\\`\\` `x` \\`\\`\\`"),
            ("www.evil.example me@example.com", "www\\.evil.example me\\@example.com"),
            ("~~gone~~ __bold__", "\\~\\~gone\\~\\~ \\_\\_bold\\_\\_"),
            ("nul\0 and \u{202e}turn", "nul and turn"),
            ("", ""),
        ] {
            assert_eq!(Markup::Markdown.inline(text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_begins_a_block() {
        for (text, expected) in [
            ("# heading", "\\# heading"),
            ("- item", "\\- item"),
            ("+ item", "\\+ item"),
            ("* item", "\\* item"),
            ("12. item", "12\\. item"),
            ("> quote", "\\> quote"),
            ("===", "\\==="),
            ("#standardSQL", "#standardSQL"),
        ] {
            assert_eq!(Markup::Markdown.paragraph("", text), expected, "{text}");
        }
    }

    #[test]
    fn links_only_to_the_web() {
        assert_eq!(Markup::Markdown.link("a](x) b", "https://e.example/a(b) c"), "[a\\](x) b](https://e.example/a%28b%29%20c)");
        assert_eq!(Markup::Markdown.link("here", "javascript:alert(1)"), "here");
        assert_eq!(Markup::Plain.link("here", "https://e.example"), "here\n  https://e.example");
    }

    proptest! {
        #[test]
        fn any_text_comes_out_on_narrow_lines(text in "[a-z `*_\\[\\]()<>#.:|~\n-]{0,200}") {
            for line in Markup::Plain.paragraph("The scene.", &text).lines() {
                prop_assert!(line.width() <= WIDTH || !line.contains(' '));
            }
        }

        // A reader of CommonMark with every extension is the judge: it must find text and inline code, and nothing else.
        #[test]
        fn any_text_is_read_as_text(text in "(a|b c|1|`| |\n|\\*|_|\\[|\\]|\\(|\\)|<|>|/|!|#|\\.|:|\\||~|-|=|\\+|&|;|\\\\|https://|\\^|\\$|x@y){0,60}") {
            use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
            let markdown = Markup::Markdown.paragraph("", &text);
            let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION - Options::ENABLE_MATH
                - Options::ENABLE_SUPERSCRIPT - Options::ENABLE_SUBSCRIPT;
            let mut read = String::new();
            for event in Parser::new_ext(&markdown, options) {
                match event {
                    Event::Text(part) | Event::Code(part) => read.push_str(&part),
                    Event::SoftBreak => read.push(' '),
                    Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                    other => prop_assert!(false, "{other:?} in {markdown:?} of {text:?}"),
                }
            }
            let bare = |text: &str| text.replace(['`', ' ', '\n'], "");
            prop_assert_eq!(bare(&read), bare(&text), "{}", markdown);
        }
    }
}
