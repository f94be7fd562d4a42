use super::*;
use crate::syntax::python::tests::cursor;

/// The statement at the cursor `$0`, and what it assigns to.
#[track_caller]
fn check(source: &str, statement: &str, assigned: &str) {
    let cursor = cursor(source);
    let range = Simples::new(&cursor.flat, &cursor.lexed).of(&cursor.flat, cursor.leaf);
    let text = |at: usize| cursor.flat.get(at).map_or("", |leaf| cursor.lexed.slice(leaf.span));
    assert_eq!(range.clone().map(text).collect::<Vec<_>>().join(" "), statement, "{source}");
    assert_eq!(targets(&cursor.flat, &cursor.lexed, range).join(" "), assigned, "{source}");
}

#[test]
fn statements_and_their_targets() {
    check("a = 1; $0b = c = 2; d", "b = c = 2", "b c");
    check("a$0;", "a", "");
    check("if x: a = $01; b", "a = 1", "a");
    check("if $0x: a = 1", "if x :", "");
    check("f(x, a;$0b)", "f ( x , a ; b )", "");
    check("x: dict[str, int] = $0{1: 2}", "x : dict [ str , int ] = { 1 : 2 }", "x");
    check("a.b[c].d(e).f, (g, *h), [i] = $0j", "a . b [ c ] . d ( e ) . f , ( g , * h ) , [ i ] = j", "a.b[].d().f g h i");
    check("$0a <<= b", "a <<= b", "a");
    check("$0a >= b", "a >= b", "");
    check("'a=' + $0b", "'a=' + b", "");
    check("lambda: a; $0b = 1", "b = 1", "b");
}
