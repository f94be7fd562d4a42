use super::*;
use crate::syntax::python::tests::cursor;

#[track_caller]
fn check(source: &str, expected: Option<&str>) {
    let cursor = cursor(source);
    let found = receiver(&cursor.flat, &cursor.lexed, cursor.leaf);
    assert_eq!(found.as_ref().map(|(text, _)| text.as_str()), expected, "{source}");
}

#[test]
fn what_a_method_is_called_on() {
    check("a.b$0.c", Some("a.b"));
    check("x = (a or b.c)(d)$0.e", Some("()()"));
    check("f(a, b.c[0] $0.d)", Some("b.c[]"));
    check("{'a': 1}$0.get", Some("{}"));
    check("return$0.a", None);
    check("$0.a", None);
    check(") $0.a", None);
    let cursor = cursor(&format!("a{}$0.b", "()".repeat(LEAVES)));
    assert!(receiver(&cursor.flat, &cursor.lexed, cursor.leaf).is_some_and(|(_, whole)| !whole));
}
