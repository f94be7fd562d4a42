use super::*;
use crate::syntax::python::tests::cursor;

#[track_caller]
fn check_calls(source: &str, expected: &[&str]) {
    let at = cursor(source);
    let names: Vec<_> = enclosing_calls(&at.flat, &at.lexed, at.leaf).map(|call| call.name).collect();
    assert_eq!(names, expected, "{source}");
}

#[test]
fn calls() {
    check_calls("f(g(a.b($0x)))", &["a.b", "g", "f"]);
    check_calls("x = $0Variable.get('a')", &["Variable.get"]);
    check_calls("x = Variable.$0get('a')", &["Variable.get"]);
    check_calls("x = Variable.get$0('a')", &["Variable.get"]);
    check_calls("x = Variable.get('a'$0)", &["Variable.get"]);
    check_calls("f(a=[{'b': $0c}])", &["f"]);
    check_calls("x().y($0z)", &[".y"]);
    check_calls("df['a'].b.c($0z)", &[".b.c"]);
    check_calls("', '.join($0z)", &[".join"]);
    check_calls("f($0x", &["f"]);
    check_calls("f(\n  # c\n  a . b ($0x)", &["a.b", "f"]);
    check_calls("def f(a=$0b): pass", &[]);
    check_calls("class A($0b): pass", &[]);
    check_calls("return (not ($0a))", &[]);
    check_calls("await a.b($0c)", &["a.b"]);
    check_calls("a, $0b = f(c)", &[]);
    check_calls("f(g)($0x)", &[]);
    check_calls("@task($0retries=1)", &["task"]);
    check_calls("print(f\"{a.b($0c)}\")", &["a.b", "print"]);
    check_calls("print($0f\"{a.b(c)}\")", &["print"]);
}

fn render(at: &crate::syntax::python::tests::Cursor, arguments: &[Argument]) -> String {
    let text = |range: &Range<usize>| range.clone().map(|leaf| text(&at.flat, &at.lexed, leaf)).collect::<Vec<_>>().join("");
    let one = |argument: &Argument| {
        let name = argument.name.map_or(String::new(), |name| format!("{}=", at.lexed.slice(name)));
        format!("{}{name}{}", "*".repeat(argument.stars.into()), text(&argument.value))
    };
    arguments.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check_arguments(source: &str, expected: &str) {
    let at = cursor(source);
    let found = if text(&at.flat, &at.lexed, at.leaf) == "{" {
        dict_entries(&at.flat, &at.lexed, at.leaf)
    } else {
        arguments(&at.flat, &at.lexed, at.leaf)
    };
    assert_eq!(render(&at, &found), expected, "{source}");
}

#[test]
fn arguments_and_entries() {
    check_arguments("f$0(a, b=c.d(1, 2), *e, **g,)", "a b=c.d(1,2) *e **g");
    check_arguments("f$0(x == y, z=", "x==y z=");
    check_arguments("f$0()", "");
    check_arguments("f$0(a=[1, 2], b={'c': 1}", "a=[1,2] b={'c':1}");
    check_arguments("d = $0{'a': 1, \"b\": lambda: 2, **c, d: 3}", "a=1 b=lambda:2 **c 3");
    check_arguments("d = $0{a: b[1:2], f'{x}': 3, 1}", "b[1:2] 3 1");
}

#[test]
fn mappings_in_values() {
    let at = cursor("f$0(a=dict(b=1), c={'d': 2}, e=dict(x) or y, g=h)");
    let found: Vec<_> =
        arguments(&at.flat, &at.lexed, at.leaf).into_iter().map(|argument| mapping(&at.flat, &at.lexed, argument.value)).collect();
    let found: Vec<_> = found.iter().map(|entries| entries.as_ref().map(|entries| render(&at, entries))).collect();
    assert_eq!(found, [Some("b=1".to_owned()), Some("d=2".to_owned()), None, None]);
    assert!(is_closed(&at.flat, at.leaf));
    let open = cursor("f$0(a");
    assert!(!is_closed(&open.flat, open.leaf));
}

#[track_caller]
fn check_chain(source: &str, expected: &[&str]) {
    let at = cursor(source);
    assert_eq!(chain(&at.flat, &at.lexed, at.leaf), expected, "{source}");
}

#[test]
fn chains() {
    let all = ["mode", "partitionBy", "parquet"];
    for place in ["$0df.write.mode(\"o\").partitionBy(\"d\").parquet(p)", "df.write.mode(\"o\").$0partitionBy(\"d\").parquet(p)"] {
        check_chain(place, &all);
    }
    check_chain("df.write.mode(\"o\").partitionBy(\"d\").parquet$0(p)", &all);
    check_chain("df.write.mode(\"o\").partitionBy($0\"d\").parquet(p)", &all);
    check_chain("x = (\n  df.write\n  .mode('o')  # c\n  .$0save()\n)", &["mode", "save"]);
    check_chain("await f(a)$0[0].g(b).h", &["f", "g"]);
    check_chain("f(a.b($0c).d(), e)", &["b", "d"]);
    check_chain("f(g($0c()))", &["c"]);
    check_chain("','.$0join(x).strip()", &["join", "strip"]);
    check_chain("f'{a}'.$0join(x).strip()", &["join", "strip"]);
    check_chain("f('{a}'.$0join(x", &["join"]);
    check_chain("x = $0y + z", &[]);
}

#[track_caller]
fn check_value(source: &str, expected: Option<&str>) {
    let at = cursor(source);
    let found = value_after_equals(&at.flat, &at.lexed, at.leaf);
    let found = found.map(|range| range.map(|leaf| text(&at.flat, &at.lexed, leaf)).collect::<Vec<_>>().join(" "));
    assert_eq!(found.as_deref(), expected, "{source}");
}

#[test]
fn values() {
    check_value("$0x = a + f(b, c); d", Some("a + f ( b , c )"));
    check_value("$0x: int = 1", Some("1"));
    check_value("conf['$0x'] = 'y'", Some("'y'"));
    check_value("conf['$0x']['z'] = 'y'", Some("'y'"));
    check_value("f(a, $0b=[1, 2], c=3)", Some("[ 1 , 2 ]"));
    check_value("f($0a, b=1)", None);
    check_value("d = {'$0k': 1, 'l': 2}", Some("1"));
    check_value("$0x == 1", None);
    check_value("f($0x=", Some(""));
    check_value("print($0x)", None);
}
