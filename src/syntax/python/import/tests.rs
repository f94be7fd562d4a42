use super::*;
use crate::syntax::Language;

#[track_caller]
fn check(source: &str, expected: &[(&str, &str)]) {
    let lexed = Lexed::new(source.into(), Language::Python);
    let found = imports(&lexed, &Outline::new(&lexed));
    let found: Vec<_> = found.iter().map(|import| (import.module.as_str(), import.name.as_str())).collect();
    assert_eq!(found, expected, "{source}");
}

#[test]
fn what_is_imported() {
    check("import a", &[("a", "a")]);
    check("import a.b, c as d", &[("a.b", "a"), ("c", "d")]);
    check("from a.b import c, d as e", &[("a.b", ""), ("a.b.c", "c"), ("a.b.d", "e")]);
    check("from a import (  # why\n    b,\n    c,\n)\n", &[("a", ""), ("a.b", "b"), ("a.c", "c")]);
    check("from . import x; import y", &[(".", ""), (".x", "x"), ("y", "y")]);
    check("from .m import *", &[(".m", ""), (".m.*", "*")]);
    check("try:\n    import a\nexcept: pass", &[("a", "a")]);
    check("from", &[]);
    check("from a", &[("a", "")]);
    check("import", &[]);
}
