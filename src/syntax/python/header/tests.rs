use super::*;
use crate::syntax::Language;

fn lexed(source: &str) -> (Lexed, Span) {
    let lexed = Lexed::new(source.into(), Language::Python);
    let span = Span::new(0, lexed.len());
    (lexed, span)
}

#[test]
fn bases_of_a_class() {
    for (source, expected) in [
        ("class A(b.C, D[int], metaclass=E, *F):", "b.C D"),
        ("class A[T: (int, str)](B):", "B"),
        ("class A():", ""),
        ("class A:", ""),
        ("class A(f(B)):", "f"),
    ] {
        let (lexed, span) = lexed(source);
        assert_eq!(bases(&lexed, span).join(" "), expected, "{source}");
    }
}

#[test]
fn what_is_caught() {
    for (source, names, unsure) in [
        ("except:", "", false),
        ("except A:", "A", false),
        ("except (a.B, Cd,) as e:", "a.B Cd", false),
        ("except* Ab as e: pass", "Ab", false),
        ("except (Ab, f(x)):", "Ab x", true),
        ("except ALL:", "ALL", true),
    ] {
        let (lexed, span) = lexed(source);
        let caught = caught(&lexed, span).unwrap_or_default();
        assert_eq!((caught.names.join(" ").as_str(), caught.unsure), (names, unsure), "{source}");
    }
    let (lexed, span) = lexed("except A");
    assert_eq!(caught(&lexed, span), None);
}

#[test]
fn guards() {
    for (source, expected) in [
        ("if __name__ == '__main__':", true),
        ("if '__main__'==__name__: f()", true),
        ("if __name__ == x:", false),
        ("if x: '__main__'", false),
    ] {
        let (lexed, span) = lexed(source);
        assert_eq!(is_main_guard(&lexed, span), expected, "{source}");
    }
}
