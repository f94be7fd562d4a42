#![allow(clippy::expect_used, reason = "a test that lacks its own marker should fail")]

use super::Outline;
use crate::syntax::{Flat, Language, Lexed, TokenKind, Zone};

/// The tokens of a source, blanks left out: one line a line, each token as its kind's sign and its text.
fn render(source: &str) -> String {
    let lexed = Lexed::new(source.into(), Language::Python);
    let mut out = String::new();
    for leaf in lexed.tokens_from(0) {
        let text = lexed.slice(leaf.span);
        let zone = match leaf.kind {
            TokenKind::StringOpen | TokenKind::StringText | TokenKind::StringClose => Zone::String,
            TokenKind::Comment => Zone::Comment,
            _ => Zone::Code,
        };
        assert_eq!(leaf.zone, zone, "{text}");
        let sign = match leaf.kind {
            TokenKind::Blank => continue,
            TokenKind::Newline => {
                out.push('\n');
                continue;
            }
            TokenKind::Word => "",
            TokenKind::Number => "n:",
            TokenKind::Joiner => "j:",
            TokenKind::StringOpen => "<",
            TokenKind::StringText => "t:",
            TokenKind::StringClose => ">",
            TokenKind::Comment => "c:",
            TokenKind::Operator => "o:",
            TokenKind::Unknown => "?:",
            TokenKind::At => "at:",
            _ => "p:",
        };
        if !out.is_empty() && !out.ends_with('\n') {
            out.push(' ');
        }
        out.push_str(sign);
        out.push_str(&text.replace('\n', "\u{b6}\n").replace('\r', "\\r"));
    }
    out
}

#[track_caller]
fn check(source: &str, expected: &str) {
    let actual = render(source);
    assert_eq!(actual, expected, "\n--- {source}\n--- got\n{actual}\n");
}

#[test]
fn plain_tokens() {
    check("x = 1_000 + 0xFF - 1e-3 * 1j ** .5 // 2.", "x p:= n:1_000 o:+ n:0xFF o:- n:1e-3 o:* n:1j o:** n:.5 o:// n:2.");
    check("if (n := f(a)) != b: ...", "if p:( n o::= f p:( a p:) p:) o:!= b p:: o:...");
    check("def größe(x: int = 3) -> None: pass; y", "def größe p:( x p:: int p:= n:3 p:) o:-> None p:: pass p:; y");
    check("a.b[1:2, ~c] @ d <<= e # done", "a p:. b p:[ n:1 p:: n:2 p:, o:~ c p:] o:@ d o:<<= e c:# done");
    check("@task(retries=0)\n    @ x\nx @ y", "at:@ task p:( retries p:= n:0 p:)\nat:@ x\nx o:@ y");
    check("a = b \\\n  @ c\nd \\ e", "a p:= b j:\\\no:@ c\nd ?:\\ e");
    check("1if x else 1.5e3.real", "n:1 if x else n:1.5e3 p:. real");
    check("%sql select 1\n!ls $x `y` ?\n€", "o:% sql select n:1\no:! ls ?:$ x ?:` y ?:` ?:?\n?:€");
}

#[test]
fn strings() {
    check(r#"a = 'it''s' "x\"y" rb"\" z" u''"#, r#"a p:= <' t:it >' <' t:s >' <" t:x\"y >" <rb" t:\" z >" <u' >'"#);
    check(r#"a = 'b\'c' Rb'' fr"""d""" x"e""#, r#"a p:= <' t:b\'c >' <Rb' >' <fr""" t:d >""" x <" t:e >""#);
    check("a = 'open\nb = \"also\r\nc", "a p:= <' t:open\nb p:= <\" t:also\nc");
    check("a = 'one \\\ntwo' + b", "a p:= <' t:one \\\u{b6}\nt:two >' o:+ b");
    check("s = '''a'b''\n\"\"\"c\n''' d", "s p:= <''' t:a'b''\u{b6}\nt:\"\"\"c\u{b6}\n>''' d");
    check("'é\\é'", "<' t:é\\é >'");
    check("'a {b} {{ ds }}'", "<' t:a {b} {{ ds }} >'");
}

#[test]
fn holes() {
    check(r#"f"a{x}b{{c}}{y!r:>{w}.2f}""#, r#"<f" t:a p:{ x p:} t:b{{c}} p:{ y o:! r p:: t:> p:{ w p:} t:.2f p:} >""#);
    check(r#"f"{d["k"]}{f"{x["y"]}"}" + z"#, r#"<f" p:{ d p:[ <" t:k >" p:] p:} p:{ <f" p:{ x p:[ <" t:y >" p:] p:} >" p:} >" o:+ z"#);
    check(r#"f'{ {"a": 1}["a"] :=5}'"#, r#"<f' p:{ p:{ <" t:a >" p:: n:1 p:} p:[ <" t:a >" p:] p:: t:=5 p:} >'"#);
    check(r#"f"{x!=y}{x=}{(lambda: 1)()}""#, r#"<f" p:{ x o:!= y p:} p:{ x p:= p:} p:{ p:( lambda p:: n:1 p:) p:( p:) p:} >""#);
    check(r#"f"\N{DASH}\{x}" rf"\N{y}""#, r#"<f" t:\N{DASH}\ p:{ x p:} >" <rf" t:\N p:{ y p:} >""#);
    check("f'''a {\n  x(  # c\n  1)\n} b'''", "<f''' t:a  p:{\nx p:( c:# c\nn:1 p:)\np:} t: b >'''");
    check("f\"{x\ny = 1", "<f\" p:{ x\ny p:= n:1");
    check("f\"{x:>\ny = f'{a:b' + c", "<f\" p:{ x p:: t:>\ny p:= <f' p:{ a p:: t:b >' o:+ c");
    check("f'''{x:\n>{w}''' + c", "<f''' p:{ x p:: t:\u{b6}\nt:> p:{ w p:} >''' o:+ c");
    // A half-typed hole does not turn the rest inside out.
    check("f\"\"\"a {x\nb\"\"\"\nc", "<f\"\"\" t:a  p:{ x\nb >\"\"\"\nc");
}

#[test]
fn holes_too_deep_are_text() {
    let source = "f'{".repeat(9);
    let rendered = render(&source);
    assert!(rendered.starts_with(&format!("{}<f' t:{{f >'", "<f' p:{ ".repeat(4))), "{rendered}");
}

#[test]
fn an_airflow_file() {
    check(
        "@dag(\n    schedule=\"@daily\",  # nightly\n)\ndef load():\n    \"\"\"Loads.\n\n    Well.\"\"\"\n    run(sql='''\n      select {{ ds }}\n    ''')\n",
        concat!(
            "at:@ dag p:(\nschedule p:= <\" t:@daily >\" p:, c:# nightly\np:)\ndef load p:( p:) p::\n",
            "<\"\"\" t:Loads.\u{b6}\nt:\u{b6}\nt:    Well. >\"\"\"\nrun p:( sql p:= <''' t:\u{b6}\nt:      select {{ ds }}\u{b6}\nt:     >''' p:)\n",
        ),
    );
    check(
        "match event:\n    case {\"kind\": k} if k:\n        return k\n",
        "match event p::\ncase p:{ <\" t:kind >\" p:: k p:} if k p::\nreturn k\n",
    );
}

/// Marks each line with the brackets open at its beginning as the next line finds them, `~` inside a string.
#[track_caller]
fn check_depths(source: &str, expected: &str) {
    let lexed = Lexed::new(source.into(), Language::Python);
    let marks: Vec<_> = lexed.lines().map(|line| format!("{}{}", line.depth, if line.inside { "~" } else { "" })).collect();
    assert_eq!(marks.join(" "), expected, "{source}");
}

#[test]
fn depth_and_recovery() {
    check_depths("f(\n  [\n  1\n]\n)\nx", "0 1 2 2 1 0");
    check_depths("a = '''\n(\n'''\nb \\\n c", "0 0~ 0~ 0 0~");
    check_depths("f'''{\n(\n)}\n'''\nx", "0 1~ 2~ 0~ 0");
    // The line behind the one that recovers stands outside the brackets left open.
    check_depths("f(\ndef g():\n  x", "0 1 0");
    check_depths("    x = f(a,\n    return x\n    y", "0 1 0");
    check_depths("f(\n@task\nx", "0 1 0");
    check_depths("f(\nfrom a import b\nx", "0 1 0");
    check_depths("f(\nfor a in b:\n  x", "0 1 0");
    check_depths("f(\nelse:\n  x", "0 1 0");
    check_depths("f((\nclass A: pass\nx)", "0 2 0");
    for goes_on in [
        "for a in b",
        "if a:b",
        "  if a:",
        "await x",
        "not a",
        "@ b",
        "lambda: x",
        "returned",
        "import_x",
        "'def'",
        "from x",
        "else b",
        "defs",
    ] {
        check_depths(&format!("f(\n{goes_on}\nx"), "0 1 1");
    }
}

/// A source with its tokens, statements, and the leaf at the cursor `$0` in its logical line.
pub(super) struct Cursor {
    pub(super) lexed: Lexed,
    pub(super) outline: Outline,
    pub(super) logical: usize,
    pub(super) flat: Flat,
    pub(super) leaf: usize,
}

pub(super) fn cursor(source: &str) -> Cursor {
    let at = source.find("$0").expect("a cursor") as u32;
    let lexed = Lexed::new(source.replacen("$0", "", 1).into(), Language::Python);
    let outline = Outline::new(&lexed);
    let logical = outline.at(at).expect("a statement at the cursor");
    let flat = Flat::new(&lexed, outline.logicals()[logical].span);
    let leaf = flat.at(at).expect("a leaf at the cursor");
    Cursor { lexed, outline, logical, flat, leaf }
}
