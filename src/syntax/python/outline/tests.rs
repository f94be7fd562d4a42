use super::*;
use crate::syntax::Language;

/// The statements of a source: parent, decorators, lines, and the text of the first line.
#[track_caller]
fn check(source: &str, expected: &[&str]) {
    let lexed = Lexed::new(source.into(), Language::Python);
    let outline = Outline::new(&lexed);
    let render = |(index, logical): (usize, &Logical)| {
        let head = format!("{:?}", logical.head);
        let name = match logical.head {
            Head::Def { name } | Head::Class { name } => lexed.slice(name),
            _ => "",
        };
        let head = head.split(' ').next().unwrap_or_default();
        let parent = logical.parent.map_or(String::new(), |parent| format!(" in {parent}"));
        let suite: Vec<_> = outline.suite(index).map(|child| child.to_string()).collect();
        let suite = if suite.is_empty() { String::new() } else { format!(" holds {}", suite.join(",")) };
        let decorators = outline.decorators(index);
        let decorators = if decorators.is_empty() { String::new() } else { format!(" under {decorators:?}") };
        let name = if name.is_empty() { String::new() } else { format!(" {name}") };
        format!("{}-{} {head}{name}{parent}{decorators}{suite}", logical.first_line, logical.last_line)
    };
    let actual: Vec<_> = outline.logicals().iter().enumerate().map(render).collect();
    assert_eq!(actual, expected, "{source}");
}

#[test]
fn blocks() {
    check("x = 1\n\n# c\ny = 2", &["0-0 Simple", "3-3 Simple"]);
    check(
        "import a\nclass A(B):\n    \"\"\"Doc.\n\nMore.\"\"\"\n    @p\n    @q(\n        1,\n    )\n    async def f(self):\n        # c\n        return 1\n\nx = 1\n",
        &[
            "0-0 Import",
            "1-1 Class A holds 2,3,4,5",
            "2-4 Simple in 1",
            "5-5 Decorator in 1",
            "6-8 Decorator in 1",
            "9-9 Def f in 1 under 3..5 holds 6",
            "11-11 Simple in 5",
            "13-13 Simple",
        ],
    );
    check(
        "try:\n  a\nexcept E: pass\nelse:\n\tb\nfinally:\n  if a:\n    b\n  elif c: d\n  else:\n    e\n",
        &[
            "0-0 Try holds 1",
            "1-1 Simple in 0",
            "2-2 Except",
            "3-3 Else holds 4",
            "4-4 Simple in 3",
            "5-5 Finally holds 6,8,9",
            "6-6 If in 5 holds 7",
            "7-7 Simple in 6",
            "8-8 Elif in 5",
            "9-9 Else in 5 holds 10",
            "10-10 Simple in 9",
        ],
    );
}

#[test]
fn soft_keywords() {
    check(
        "match x:\n  case 1:\n    a\n  case {'a': b}: c",
        &["0-0 Match holds 1,3", "1-1 Case in 0 holds 2", "2-2 Simple in 1", "3-3 Case in 0"],
    );
    check(
        "match = 1\nmatch.x(a)\ncase: int = 2\nmatch(x)\nmatch[a:b] = c",
        &["0-0 Simple", "1-1 Simple", "2-2 Simple", "3-3 Simple", "4-4 Simple"],
    );
    check("match(x):\n  case _: a", &["0-0 Match holds 1", "1-1 Case in 0"]);
}

#[test]
fn half_typed_calls_end_where_a_statement_begins() {
    check(
        "x = f(\n  a\n\ndef g():\n  y(\n  return 1\nz",
        &["0-1 Simple", "3-3 Def g holds 2,3", "4-4 Simple in 1", "5-5 Simple in 1", "6-6 Simple"],
    );
    check(
        "async with a as b:\n  for x in y: z\nwhile (a and\n  b):\n  c",
        &["0-0 With holds 1", "1-1 For in 0", "2-3 While holds 3", "4-4 Simple in 2"],
    );
}

#[test]
fn places() {
    let lexed = Lexed::new("a = 1\r\n# c\r\n  b(\r\n\r\n 2) # d\r\n".into(), Language::Python);
    let outline = Outline::new(&lexed);
    let texts: Vec<_> = outline.logicals().iter().map(|logical| lexed.slice(logical.span)).collect();
    assert_eq!(texts, ["a = 1", "b(\r\n\r\n 2) # d"]);
    let at = |offset| outline.at(offset);
    assert_eq!([at(0), at(5), at(8), at(14), at(18), at(25), at(99)], [Some(0), Some(0), None, Some(1), Some(1), Some(1), None]);
}

#[test]
fn deep_blocks_have_all_their_ancestors() {
    let lexed = Lexed::new("class A:\n def b():\n  with c:\n   if d:\n    e\n".into(), Language::Python);
    let outline = Outline::new(&lexed);
    assert_eq!(outline.ancestors(4).collect::<Vec<_>>(), [3, 2, 1, 0]);
    assert_eq!(outline.block(1), 2..5);
}
