//! Tokens and zones: what a byte of a file is.

use serde::{Deserialize, Serialize};

/// What a byte of a file is, as rules and forms ask for it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Zone {
    /// Code of the file's own language; blanks between tokens too.
    Code,
    /// A comment with its delimiters (`#`, `--`, `/* */`, `{# #}`).
    Comment,
    /// A string literal with its quotes and prefix; docstrings too.
    String,
    /// A YAML key.
    Key,
    /// A YAML value: plain, quoted or block scalar.
    Value,
    /// Jinja between its delimiters `{{ }}` or `{% %}`, these included; strings inside it too.
    Template,
}

impl Zone {
    /// All zones, in the order of their bits.
    pub const ALL: [Self; 6] = [Self::Code, Self::Comment, Self::String, Self::Key, Self::Value, Self::Template];

    /// The word used in glossaries and explanations.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Comment => "comment",
            Self::String => "string",
            Self::Key => "key",
            Self::Value => "value",
            Self::Template => "template",
        }
    }

    /// The zone of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|zone| zone.name() == name)
    }
}

/// A set of zones.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ZoneSet(u8);

impl ZoneSet {
    /// Every zone.
    pub const ALL: Self = Self(0b11_1111);
    /// No zone.
    pub const NONE: Self = Self(0);

    /// The set of these zones.
    pub fn of(zones: impl IntoIterator<Item = Zone>) -> Self {
        Self(zones.into_iter().fold(0, |bits, zone| bits | 1 << zone as u8))
    }

    /// Whether `zone` is in it.
    pub const fn has(self, zone: Zone) -> bool {
        self.0 & (1 << zone as u8) != 0
    }

    /// Its zones.
    pub fn iter(self) -> impl Iterator<Item = Zone> {
        Zone::ALL.into_iter().filter(move |&zone| self.has(zone))
    }
}

/// The kind of a token. No token crosses a line's end: what runs over several lines is one token a line.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum TokenKind {
    /// Spaces, tabs and form feeds between tokens.
    Blank,
    /// A line's end: `\n`, `\r\n` or `\r`. Every line end outside strings, comments and block scalars is one.
    Newline,
    /// A backslash that joins two lines (Python), with nothing but the line's end behind it.
    Joiner,
    /// A comment, or this line's part of it, delimiters included.
    Comment,
    /// An identifier or keyword: letters, digits, `_` (SQL: `$`, `@` and `#` inside one too), not beginning with a digit.
    Word,
    /// A quoted identifier of SQL (`` `a.b` ``, and `"a"`), quotes included; this line's part of it.
    QuotedWord,
    /// A number.
    Number,
    /// The prefix and opening quotes of a string.
    StringOpen,
    /// Text inside a string, up to a hole, a template, the closing quotes or the line's end (line end included).
    StringText,
    /// The closing quotes of a string.
    StringClose,
    /// `(`, `[` or `{`; the `{` of an f-string's hole too.
    Open,
    /// `)`, `]` or `}`; the `}` of an f-string's hole too.
    Close,
    /// `,`
    Comma,
    /// `.`
    Dot,
    /// `:` where it is not part of a longer operator; YAML: the `:` behind a key.
    Colon,
    /// `;`
    Semicolon,
    /// A lone `=`.
    Equals,
    /// `@` at the beginning of a decorator (Python).
    At,
    /// Any other operator or sign; one token for what is written together (`->`, `<=`, `**`, `::`).
    Operator,
    /// A YAML key without its `:`; quotes included.
    Key,
    /// The `-` of a YAML sequence item, or the `?` of an explicit key.
    Dash,
    /// A YAML value on this line: plain, or a quoted scalar with its quotes.
    Scalar,
    /// The header of a block scalar: `|`, `>-`, `|2` and the like.
    BlockHeader,
    /// A line of a block scalar (indentation and line end included).
    BlockText,
    /// `&anchor`, `*alias`, `!tag`, `%directive` of YAML.
    Property,
    /// `---` or `...` of YAML.
    Marker,
    /// `{{`, `{%`, with their `-` or `+`.
    TemplateOpen,
    /// `}}`, `%}`, with their `-` or `+`.
    TemplateClose,
    /// Anything else, one character each.
    Unknown,
}

impl TokenKind {
    /// Whether it stands between tokens without meaning: blanks, line ends, joiners, comments.
    pub const fn is_trivia(self) -> bool {
        matches!(self, Self::Blank | Self::Newline | Self::Joiner | Self::Comment)
    }
}

/// One token. It ends where the next one begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// The offset of its first byte, from the beginning of its chunk.
    pub start: u32,
    /// What it is.
    pub kind: TokenKind,
    /// Which zone its bytes are.
    pub zone: Zone,
}
