use super::*;
use crate::syntax::Language;

/// The words of a line that stand in a comprehension.
#[track_caller]
fn check(source: &str, expected: &str) {
    let lexed = Lexed::new(source.into(), Language::Python);
    let flat = Flat::new(&lexed, crate::text::Span::new(0, lexed.len()));
    let comprehensions = Comprehensions::new(&flat, &lexed);
    let held = |&at: &usize| comprehensions.holds(at) && flat.get(at).is_some_and(|leaf| leaf.kind == TokenKind::Word);
    let words: Vec<_> = (0..flat.len()).filter(held).filter_map(|at| flat.get(at)).map(|leaf| lexed.slice(leaf.span)).collect();
    assert_eq!(words.join(" "), expected, "{source}");
}

#[test]
fn what_is_worked_out_for_each_item() {
    check("x = [f(a) for a in b(c)]", "f a for a in");
    check("x = [f(a) for a in b if c(a) for d in e(a)]", "f a for a in if c a for d in e a");
    check("x = [[a for a in b] for b in c]", "a for a in b for b in");
    check("f(a async for a in b)", "a async for a in");
    check("for a in b: f(c)", "");
    check("x = [a, b]", "");
    check("x = [a for a in b", "a for a in");
}
