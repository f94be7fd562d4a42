use proptest::prelude::*;

use super::*;
use crate::syntax::lexer::lex_line;
use crate::text::position::line_len;

/// Every token of a text with its place.
fn all(lexed: &Lexed) -> Vec<Leaf> {
    lexed.tokens_from(0).collect()
}

/// Texts that put every lexer into its harder states.
fn source() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "'",
        "\"",
        "\"\"\"",
        "'''",
        "f\"",
        "{",
        "}",
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        "(",
        ")",
        "[",
        "]",
        "/*",
        "*/",
        "--",
        "#",
        "$a$",
        "`",
        "\n",
        "\r\n",
        "\r",
        "    ",
        "\t",
        "\\\n",
        "|\n",
        "key: ",
        "- ",
        "a",
        "B_1",
        "0",
        "é",
        "𝄞",
        ":",
        ",",
        "select",
        "def f():\n",
        "|-\n  ",
        "\0",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn tokens_cover_the_text_without_gaps(text in source()) {
        for language in Language::ALL {
            let lexed = Lexed::new(text.as_str().into(), language);
            let mut at = 0;
            for leaf in all(&lexed) {
                prop_assert_eq!(leaf.span.start, at, "{:?}", language);
                prop_assert!(!leaf.span.is_empty(), "{:?} empty token at {}", language, at);
                prop_assert!(text.get(leaf.span.range()).is_some(), "{:?} cuts a character at {}", language, at);
                at = leaf.span.end;
            }
            prop_assert_eq!(at as usize, text.len());
        }
    }

    #[test]
    fn lexing_on_from_any_line_equals_lexing_from_the_top(text in source()) {
        for language in Language::ALL {
            let lexed = Lexed::new(text.as_str().into(), language);
            let mut state = LineState::start(language);
            let mut tokens = Vec::new();
            let mut rest = text.as_str();
            while !rest.is_empty() {
                let (line, behind) = rest.split_at(line_len(rest.as_bytes()));
                state = lex_line(state, line, (text.len() - rest.len()) as u32, &mut tokens);
                rest = behind;
            }
            let starts: Vec<_> = all(&lexed).iter().map(|leaf| (leaf.span.start, leaf.kind, leaf.zone)).collect();
            prop_assert_eq!(starts, tokens.iter().map(|token| (token.start, token.kind, token.zone)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_edit_gives_what_lexing_anew_gives(
        text in source(), filler in 0usize..3, edits in prop::collection::vec((0usize..400, 0usize..12, source()), 1..5),
    ) {
        for language in Language::ALL {
            // Long enough for several chunks.
            let mut text = format!("{text}{}{text}", "a = 1\n".repeat(filler * 70));
            let mut lexed = Lexed::new(text.as_str().into(), language);
            for (at, len, new) in &edits {
                let floor = |mut at: usize| { while !text.is_char_boundary(at) { at -= 1; } at };
                let start = floor((*at).min(text.len()));
                let end = floor((start + len).min(text.len())).max(start);
                let edit = Edit { old: Span::new(start as u32, end as u32), new_len: new.len() as u32 };
                text.replace_range(start..end, new);
                let (next, relexed) = lexed.edited(text.as_str().into(), edit);
                prop_assert_eq!(next.chunks.len() + relexed.old.len(), lexed.chunks.len() + relexed.new.len());
                lexed = next;
                let fresh = Lexed::new(text.as_str().into(), language);
                prop_assert_eq!(all(&lexed), all(&fresh), "{:?}", language);
                prop_assert_eq!(lexed.line_count(), fresh.line_count());
                prop_assert_eq!(lexed.lines().map(|line| (line.start, line.indent, line.depth, line.inside)).collect::<Vec<_>>(),
                    fresh.lines().map(|line| (line.start, line.indent, line.depth, line.inside)).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn lines_are_those_of_the_line_index(text in source()) {
        let lexed = Lexed::new(text.as_str().into(), Language::Python);
        let index = crate::text::LineIndex::new(&text);
        prop_assert_eq!(lexed.line_count(), index.line_count());
        for offset in 0..=text.len() as u32 {
            prop_assert_eq!(lexed.line_of(offset), index.line_of(offset));
        }
        for line in 0..=index.line_count() {
            prop_assert_eq!(lexed.line_span(line), index.line_span(line));
        }
    }

    #[test]
    fn tokens_backwards_are_those_forwards(text in source(), at in 0u32..200) {
        let lexed = Lexed::new(text.as_str().into(), Language::Sql);
        let mut back: Vec<_> = lexed.tokens_before(at.min(lexed.len())).collect();
        back.reverse();
        let limit = lexed.token_at(at).map_or(lexed.len(), |leaf| leaf.span.start);
        let forward: Vec<_> = all(&lexed).into_iter().filter(|leaf| leaf.span.end <= limit).collect();
        prop_assert_eq!(back, forward);
    }
}

#[test]
fn chunks_do_not_crumble_under_many_edits() {
    let mut text = "x = 1\n".repeat(1000);
    let mut lexed = Lexed::new(text.as_str().into(), Language::Python);
    for _ in 0..300 {
        text.insert(600, '\n');
        lexed = lexed.edited(text.as_str().into(), Edit { old: Span::at(600), new_len: 1 }).0;
    }
    assert!(lexed.chunks.len() < 1300 / 16, "{} chunks", lexed.chunks.len());
}
