//! A text typed in pieces says what the same text says when it is read at once.
#![no_main]

use std::sync::LazyLock;

use lakespeak::analysis::{Cancel, Document, Facts};
use lakespeak::glossary::builtin;
use lakespeak::lexicon::Lexicon;
use lakespeak::syntax::Language;
use lakespeak::text::{Edit, Span};
use libfuzzer_sys::fuzz_target;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::compile(builtin::builtin()));

fuzz_target!(|data: (u8, String, Vec<(u16, u8, String)>)| {
    let (language, mut text, edits) = data;
    let language = Language::ALL[usize::from(language) % Language::ALL.len()];
    let (facts, cancel) = (Facts::default(), Cancel::default());
    let mut document = Document::new(text.as_str().into(), language, &LEXICON, &cancel);
    for (at, len, new) in edits.into_iter().take(8) {
        let floor = |mut at: usize| {
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let from = floor(usize::from(at).min(text.len()));
        let to = floor((from + usize::from(len)).min(text.len())).max(from);
        let edit = Edit { old: Span::new(from as u32, to as u32), new_len: new.len() as u32 };
        text.replace_range(from..to, &new);
        document = document.edited(text.as_str().into(), edit, &LEXICON, &cancel);
    }
    let fresh = Document::new(text.as_str().into(), language, &LEXICON, &cancel);
    let (typed, read) = (document.analyse(&LEXICON, &facts, &cancel), fresh.analyse(&LEXICON, &facts, &cancel));
    assert_eq!(typed.findings, read.findings);
    assert_eq!(typed.mentions, read.mentions);
});
