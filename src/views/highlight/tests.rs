use proptest::prelude::*;

use super::{Class, Piece, lines};
use crate::syntax::Language;
use crate::text::Span;

/// Each piece that is not plain, as `class:text`, marked ones in brackets.
fn told(text: &str, language: Language, marks: &[Span]) -> String {
    let piece = |piece: &Piece| {
        let class = format!("{:?}", piece.class).to_lowercase();
        let told = format!("{class}:{}", piece.span.of(text));
        if piece.marked { format!("[{told}]") } else { told }
    };
    let all = lines(text, language, marks).concat();
    all.iter().filter(|piece| piece.class != Class::Plain || piece.marked).map(piece).collect::<Vec<_>>().join(" ")
}

#[test]
fn each_language_in_its_colours() {
    for (language, text, expected) in [
        (Language::Sql, "select 1 from t -- x\n", "keyword:select number:1 keyword:from comment:-- x"),
        (Language::Sql, "{{ ref('a') }} or 'é'", "template:{{ ref('a') }} keyword:or string:'é'"),
        (Language::Python, "def f(x): return 'a'  # b", "keyword:def sign:( sign:): keyword:return string:'a' comment:# b"),
        (Language::Yaml, "a: 3\nb: [x]\n", "key:a sign:: number:3 key:b sign:: sign:[ string:x sign:]"),
    ] {
        assert_eq!(told(text, language, &[]), expected, "{text}");
    }
}

#[test]
fn sql_inside_python_is_sql() {
    let text = "spark.sql('select a from t where b = 1')";
    let expected = "sign:. sign:( string:' keyword:select keyword:from keyword:where sign:= number:1 string:' sign:)";
    assert_eq!(told(text, Language::Python, &[]), expected);
}

#[test]
fn marks_stand_out() {
    let text = "select * from t";
    let expected = "[keyword:select] [plain: ] [sign:*] keyword:from";
    assert_eq!(told(text, Language::Sql, &[Span::new(0, 8)]), expected);
}

proptest! {
    #[test]
    fn every_byte_but_line_ends_is_in_one_piece(text in "([a-z'\"#{}%é (:\\-]|\\n|\\r\\n|\"\"\"|spark.sql\\('select |\\{\\{){0,40}", marks in proptest::collection::vec((0u32..60, 0u32..60), 0..3)) {
        let marks: Vec<Span> = marks.into_iter().map(|(start, end)| Span::new(start, end)).collect();
        for language in Language::ALL {
            let lines = lines(&text, language, &marks);
            let joined: String = lines.concat().iter().map(|piece| piece.span.of(&text)).collect();
            let expected: String = text.chars().filter(|c| !matches!(c, '\n' | '\r')).collect();
            prop_assert_eq!(&joined, &expected);
        }
    }
}
