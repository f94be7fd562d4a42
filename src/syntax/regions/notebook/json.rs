//! The JSON of a notebook: where the sources of its code cells stand, and what their strings say.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::text::Span;

/// What is read of a notebook.
pub(super) struct Notebook {
    /// The language that its metadata name, in lower case.
    pub(super) language: Option<String>,
    /// Whether it comes from Databricks.
    pub(super) databricks: bool,
    /// Its code cells.
    pub(super) cells: Vec<Cell>,
}

/// A code cell.
pub(super) struct Cell {
    /// Which cell of the file it is, of any kind, from 1.
    pub(super) number: u32,
    /// The language that its own metadata name, in lower case.
    pub(super) language: Option<String>,
    pub(super) source: Source,
}

/// The strings of a cell's source, without their quotes; one where it is no list.
pub(super) struct Source {
    strings: Vec<Span>,
    /// The list, brackets included.
    list: Option<Span>,
    /// Whether they are written as JSON strings.
    pub(super) escaped: bool,
}

/// A stretch of a source's strings: bytes as they are, or what stands for them.
pub(super) struct Piece {
    pub(super) outer: Span,
    pub(super) text: Option<String>,
}

#[derive(Deserialize)]
struct File<'a> {
    #[serde(borrow)]
    cells: Vec<RawCell<'a>>,
    #[serde(borrow, default)]
    metadata: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct RawCell<'a> {
    #[serde(borrow, default)]
    cell_type: Cow<'a, str>,
    #[serde(borrow, default)]
    source: Option<&'a RawValue>,
    #[serde(borrow, default)]
    metadata: Option<&'a RawValue>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Metadata {
    language_info: Option<Named>,
    kernelspec: Option<Named>,
    #[serde(rename = "application/vnd.databricks.v1+notebook")]
    databricks: Option<Named>,
    vscode: Option<Named>,
    microsoft: Option<Named>,
    language: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Named {
    name: Option<String>,
    language: Option<String>,
    #[serde(rename = "languageId")]
    language_id: Option<String>,
}

/// Reads a notebook; `None` where the text is none.
pub(super) fn read(text: &str) -> Option<Notebook> {
    let file: File = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    let metadata = |raw: Option<&RawValue>| -> Metadata { raw.and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default() };
    let of_all = metadata(file.metadata);
    let databricks = of_all.databricks.is_some();
    let named = [
        of_all.databricks.and_then(|named| named.language),
        of_all.language_info.and_then(|named| named.name),
        of_all.kernelspec.and_then(|named| named.language),
    ];
    let language = named.into_iter().flatten().next().map(|language| language.to_lowercase());
    let code = file.cells.into_iter().zip(1..).filter(|(cell, _)| cell.cell_type == "code");
    let cell = |(cell, number): (RawCell, u32)| {
        let own = metadata(cell.metadata);
        let (vscode, microsoft) = (own.vscode.and_then(|named| named.language_id), own.microsoft.and_then(|named| named.language));
        let language = own.language.or(vscode).or(microsoft).map(|language| language.to_lowercase());
        Some(Cell { number, language, source: source(text, cell.source?)? })
    };
    Some(Notebook { language, databricks, cells: code.filter_map(cell).collect() })
}

/// Where a value stands; it is borrowed from the text.
fn place(text: &str, raw: &RawValue) -> Span {
    let start = (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    Span::new(start as u32, (start + raw.get().len()) as u32)
}

fn source(text: &str, raw: &RawValue) -> Option<Source> {
    let string = |raw: &RawValue| {
        let span = place(text, raw);
        raw.get().starts_with('"').then(|| Span::new(span.start + 1, span.end - 1))
    };
    if let Some(one) = string(raw) {
        return Some(Source { strings: vec![one], list: None, escaped: true });
    }
    let list: Vec<&RawValue> = serde_json::from_str(raw.get()).ok()?;
    Some(Source { strings: list.into_iter().map(string).collect::<Option<_>>()?, list: Some(place(text, raw)), escaped: true })
}

impl Source {
    /// A text as it is.
    pub(super) fn plain(text: Span) -> Self {
        Self { strings: vec![text], list: None, escaped: false }
    }

    /// What the file puts between the end of a line and the text of the next one.
    pub(super) fn between(&self, text: &str) -> Box<str> {
        let (Some(list), Some(first)) = (self.list, self.strings.first()) else { return Box::default() };
        match self.strings.get(1) {
            Some(second) => Span::new(first.end, second.start).of(text).into(),
            None => format!("\",{}\"", Span::new(list.start + 1, first.start - 1).of(text)).into(),
        }
    }

    /// The pieces of all strings; none holds more than one line's end, at its end.
    pub(super) fn pieces(&self, text: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for string in &self.strings {
            if self.escaped {
                resolve(text, *string, &mut pieces);
            } else {
                let mut from = string.start;
                for line in string.of(text).split_inclusive('\n') {
                    let outer = Span::new(from, from + line.len() as u32);
                    pieces.push(Piece { outer, text: None });
                    from = outer.end;
                }
            }
        }
        pieces
    }
}

/// Takes a string's escapes apart.
fn resolve(text: &str, string: Span, pieces: &mut Vec<Piece>) {
    let mut from = string.start;
    let verbatim = |from: u32, to: u32, pieces: &mut Vec<Piece>| {
        if from < to {
            pieces.push(Piece { outer: Span::new(from, to), text: None });
        }
    };
    while let Some(found) = memchr::memchr(b'\\', Span::new(from, string.end).of(text).as_bytes()) {
        let at = from + found as u32;
        verbatim(from, at, pieces);
        let (len, c) = escape(Span::new(at, string.end).of(text));
        from = (at + len).min(string.end);
        pieces.push(Piece { outer: Span::new(at, from), text: Some(c.to_string()) });
    }
    verbatim(from, string.end, pieces);
}

/// How long the escape at the beginning of a text is, and the character it stands for.
fn escape(text: &str) -> (u32, char) {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    let one = |c| (2, c);
    match text.as_bytes().get(1) {
        Some(b'n') => one('\n'),
        Some(b't') => one('\t'),
        Some(b'r') => one('\r'),
        Some(b'b') => one('\u{8}'),
        Some(b'f') => one('\u{c}'),
        Some(b'u') => match (unit(0), unit(6)) {
            (Some(high @ 0xd800..=0xdbff), Some(low @ 0xdc00..=0xdfff)) => {
                let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                (12, char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
            }
            (Some(code), _) => (6, char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)),
            (None, _) => one('u'),
        },
        Some(&sign) if sign.is_ascii() => one(char::from(sign)),
        _ => (1, '\\'),
    }
}
