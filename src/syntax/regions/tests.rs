#![allow(clippy::expect_used, reason = "a test that lacks its own marker should fail")]

use proptest::prelude::*;

use super::*;

mod cells;
mod notebooks;

fn all(source: &str) -> (Lexed, Vec<Region>) {
    of(source, Language::Python)
}

fn of(source: &str, language: Language) -> (Lexed, Vec<Region>) {
    let lexed = Lexed::new(source.into(), language);
    let found = regions(&lexed);
    (lexed, found)
}

/// Every byte that is copied leads to itself and back, and nothing leads out of the region.
pub(super) fn maps_exactly(source: &str, region: &Region) -> Result<(), TestCaseError> {
    let mut at = 0;
    for piece in &region.pieces {
        prop_assert_eq!(piece.inner.start, at, "gapless");
        at = piece.inner.end;
        prop_assert!(region.outer.covers(piece.outer));
    }
    prop_assert_eq!(at as usize, region.text.len());
    for (start, c) in region.text.char_indices() {
        let inner = Span::new(start as u32, (start + c.len_utf8()) as u32);
        let outer = region.outer_span(inner);
        prop_assert!(source.get(outer.range()).is_some());
        let piece = region.piece(inner.start).expect("a piece");
        if piece.verbatim {
            prop_assert_eq!(outer.of(source), inner.of(&region.text));
            prop_assert_eq!(region.inner_offset(outer.start), Some(inner.start));
            prop_assert_eq!(region.inner_span(outer), Some(inner));
        } else {
            prop_assert_eq!(outer, piece.outer);
        }
    }
    for offset in 0..=source.len() as u32 + 1 {
        prop_assert!(region.inner_offset(offset).is_none_or(|inner| inner as usize <= region.text.len()));
    }
    prop_assert!(region.outer.covers(region.outer_span(Span::new(0, region.text.len() as u32))));
    Ok(())
}

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    let (_, found) = all(source);
    let texts: Vec<_> = found.iter().map(|region| &*region.text).collect();
    assert_eq!(texts, expected, "{source}");
}

#[test]
fn places_that_take_sql() {
    let sql = ["select a from t"];
    check("spark.sql('select a from t')", &sql);
    check("cur.execute(\"\"\"select a from t\"\"\", (x,))", &sql);
    check("df = pd.read_sql(\n    'select a from t', con)", &sql);
    check("session.execute(text('select a from t'))", &sql);
    check("self.pg_hook.run('select a from t')", &sql);
    check("subprocess.run('select a from t')", &[]);
    check("await connection.fetch('select a from t')", &sql);
    check("fetch('select a from t')", &[]);
    check("pl.read_database('select a from t', con)", &sql);
    check("Q = 'select a from t'", &sql);
    check("q: str = ('select a from t')", &sql);
    check("Op(task_id='a', sql='select a from t')", &sql);
    check("Op(sql=['select a from t', 'select b from u'])", &["select a from t", "select b from u"]);
    check("Op(configuration={'query': {'query': 'select a from t'}})", &sql);
    check("q = textwrap.dedent('''select a from t''')", &sql);
    check("q = 'select a from t'.format(x)", &sql);
    check("print(f'{spark.sql(\"select a from t\")}')", &sql);
    check("print('select a from t')", &[]);
    check("Op(task_id='select a from t')", &[]);
    check("def f():\n    '''select a from t'''\n", &[]);
    check("'select a from t'", &[]);
    check("q = b'select a from t'", &[]);
    check("spark.sql('select a from t", &[]);
    check("q = x['select a from t']", &[]);
    check("sql('select a from t')", &[]);
}

#[test]
fn what_reads_as_sql() {
    for sql in [
        "SELECT * FROM a",
        "Select a, b From t",
        "\n  -- why\n  with x as (select 1) select * from x",
        "with recursive x(a, b) as (select 1) select * from x",
        "with x as materialized (select 1)",
        "/* c */ {{ config() }} {% set a %} select a from {{ ref('x') }}",
        "(select a from b) union all (select c from d)",
        "insert into t select 1",
        "INSERT OVERWRITE TABLE t PARTITION (d) SELECT 1",
        "update t set a = 1",
        "delete from t",
        "merge into t using u",
        "create or replace temp table t as select 1",
        "VACUUM events RETAIN 0 HOURS",
        "vacuum delta.`/x` dry run",
        "OPTIMIZE events ZORDER BY (user_id)",
        "CALL spark.system.rewrite_data_files(table => 't')",
        "msck repair table t",
        "ANALYZE TABLE t COMPUTE STATISTICS",
        "describe history t",
        "show partitions t",
        "alter warehouse w set auto_suspend = 0",
        "CREATE TABLE IF NOT EXISTS t (a int)",
        "drop table if exists t",
        "truncate table t",
        "alter table t add column c int",
        "copy t from 's3://a' csv",
        "copy into t from @stage",
        "replace into t values (1)",
    ] {
        check(&format!("q = '''{sql}'''"), &[sql]);
    }
    for no in [
        "Select the file to load",
        "Select the file to load from the list",
        "Select rows from a list",
        "select one from the list",
        "with this",
        "with care as ever (really)x",
        "update the table",
        "update the table and set it",
        "delete from the list",
        "Delete from list",
        "merge into the main branch",
        "create table of contents",
        "create a table",
        "selected from",
        "copy the file from here to there",
        "insert coin",
        "drop the table",
        "vacuum cleaners retain dust",
        "Optimize the query",
        "optimize joins where possible",
        "call me (later)",
        "call os.path",
        "show partitions of t",
        "use warehouse",
        "analyze table",
        "",
        "hello",
    ] {
        check(&format!("q = '''{no}'''"), &[]);
    }
}

#[test]
fn what_is_filled_in_and_added() {
    check("q = 'select {{}} from {t}'.format(t=1)", &["select {} from {{t}}"]);
    check("q = 'select {} from {t:,}'.format(a, t=1)", &["select {{_}} from {{t:,}}"]);
    check("q = ('select {a} ' 'from t').format(a=b)", &["select {{a}} from t"]);
    check("q = 'select %s, 10 %%, %(n)s, %.2f from t' % x", &["select {{_}}, 10 %, {{n}}, {{_}} from t"]);
    check("cur.execute('select a from t where b = %s', (x,))", &["select a from t where b = %s"]);
    check("q = 'select a ' + 'from t'", &["select a from t"]);
    check("q = 'select * from ' + table", &["select * from {{table}}"]);
    check("q = 'select * from ' + cfg['t'].name(1) + ' where b = ' + str(c)", &["select * from {{cfg['t'].name(1)}} where b = {{str(c)}}"]);
    check("q = 'select {} '.format(a) + 'from {t}'", &["select {{_}} from {t}"]);
    check("q = ('select a ' +\n     # why\n     f'from {t}')", &["select a from {{t}}"]);
    check("spark.sql('select a from ' + t + ' limit 1', x + 'y')", &["select a from {{t}} limit 1"]);
    check("q = 'select a from t' +", &["select a from t"]);
    check("q = 'select a from t' % ", &["select a from t"]);
}

#[test]
fn escapes_holes_and_concatenation() {
    check(r#"q = "select \"a\"\n\tfrom t \\ \d""#, &["select \"a\"\n\tfrom t \\ \\d"]);
    check(r#"q = r"select '\n' from t""#, &[r"select '\n' from t"]);
    check("q = \"select a \\\nfrom t\"", &["select a from t"]);
    check("q = f\"select {x} from {d['t']} where {{ ds }} = {y:>{w}} \"", &["select {{x}} from {{d['t']}} where { ds } = {{_}} "]);
    check("q = f\"select '{{{{ ds }}}}' from t\"", &["select '{{ ds }}' from t"]);
    check("q = 'select {{ ds }} from {t}'", &["select {{ ds }} from {t}"]);
    check("q = ('select a '\n  # why\n  f'from {t} '\n  \"where b\")", &["select a from {{t}} where b"]);
    check("q = 'select a ' \\\n  'from t'", &["select a from t"]);
    check("q = 'select a ' 'from t' x('select b from u')", &["select a from t"]);
    check("q = f'''select {\n  x\n} from t'''", &["select {{x}} from t"]);
    check("q = '\\x73elect \\u0041 from t'", &[]);
    check("q = 'select \\u0041\\x+1 from t'", &["select A\\x+1 from t"]);
}

/// The outer text of the first place of `inner` in the only region.
#[track_caller]
fn check_outer(source: &str, inner: &str, expected: &str) {
    let (lexed, found) = all(source);
    let region = found.first().expect("a region");
    let at = region.text.find(inner).expect("the inner text") as u32;
    assert_eq!(lexed.slice(region.outer_span(Span::new(at, at + inner.len() as u32))), expected, "{source}");
}

#[test]
fn inner_places_lead_back() {
    let source = "x = 1\nq = (f\"select é\\n{a + b} \" 'from t')";
    check_outer(source, "select", "select");
    check_outer(source, "é", "é");
    check_outer(source, "\n", "\\n");
    check_outer(source, "a +", "{a + b}");
    check_outer(source, "}} from", "{a + b} \" 'from");
    check_outer(source, "from t", "from t");
    let (lexed, found) = all(source);
    let region = &found[0];
    assert_eq!(lexed.slice(region.host_span()), "f\"select é\\n{a + b} \" 'from t'");
    assert_eq!(lexed.slice(region.outer), "select é\\n{a + b} \" 'from t");
    let outer = |needle: &str| source.find(needle).expect("there") as u32;
    assert_eq!(region.inner_offset(outer("select")), Some(0));
    assert_eq!(region.inner_offset(outer("from")), region.text.find("from").map(|at| at as u32));
    assert_eq!(region.inner_offset(outer("b} ")), region.text.find("{{").map(|at| at as u32));
    assert_eq!(region.inner_offset(outer("\" '") + 1), None);
    assert_eq!(region.inner_offset(0), None);
    assert_eq!(region.inner_offset(region.outer.end), Some(region.text.len() as u32));
}

fn literals() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "é",
        "𝄞",
        "\\n",
        "\\\\",
        "\\'",
        "\\d",
        "{x}",
        "{{",
        "}}",
        "{",
        "}",
        "{{ ds }}",
        "\\x41",
        "\\u00e9",
        "\\\n",
        "\n",
        " ",
        "'",
        "\"",
        "\\",
        "{f('a')}",
        "{x:>{w}}",
        "\\N{DASH}",
        "\r\n",
        "\\\r\n",
    ]);
    let content = prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat());
    let quotes = prop::sample::select(vec!["'", "\"", "'''", "\"\"\""]);
    let prefix = prop::sample::select(vec!["", "f", "r", "rf", "F", "u", "b"]);
    let literal = (prefix, quotes, content).prop_map(|(prefix, quotes, content)| format!("{prefix}{quotes}{content}{quotes}"));
    (prop::collection::vec(literal, 0..3), any::<bool>()).prop_map(|(rest, f)| {
        format!("q = ({}\"\"\"select é from t \"\"\"\n{})\nr = '''delete from x'''\n", if f { "f" } else { "" }, rest.join(" "))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn what_is_copied_maps_to_itself(source in literals()) {
        let (lexed, found) = all(&source);
        for region in &found {
            maps_exactly(&source, region)?;
            for (start, c) in region.text.char_indices() {
                let outer = region.outer_span(Span::new(start as u32, (start + c.len_utf8()) as u32));
                prop_assert!(!outer.is_empty());
                prop_assert!(region.inner_offset(outer.start).is_some_and(|offset| offset as usize <= start));
            }
        }
        let _ = lexed;
    }

    #[test]
    fn any_text_is_read(pieces in prop::collection::vec(prop::sample::select(vec![
        "q = ", "f(", "sql=", "'select a from t", "f'''with x as (", "'", "\"\"\"", "{", "}", ")", "(", "[", "]", "\n", "def f(", ":", "  ", "@", "import a",
        "lambda", ",", ".x", "except", " pass", "#", "\\", "\\\n", "é", "match ", "case ", "print(", "return ", "=", "{'a': ", "**", "async ", ";",
    ]), 0..50)) {
        use crate::syntax::Flat;
        use crate::syntax::python::{self, call, Outline};
        let source = pieces.concat();
        let (lexed, found) = all(&source);
        for region in found {
            prop_assert!(region.host_span().covers(region.outer));
        }
        let outline = Outline::new(&lexed);
        let _ = python::imports(&lexed, &outline);
        for (index, logical) in outline.logicals().iter().enumerate() {
            let lines = python::outline::statement_lines(&lexed, logical.span.end - 1);
            prop_assert!(lines.covers(logical.span));
            prop_assert_eq!(outline.at(lines.start.max(logical.span.start)), Some(index));
            prop_assert!(outline.suite(index).all(|child| outline.get(child).is_some_and(|child| child.parent == Some(index as u32))));
            let _ = (python::body_kinds(&lexed, &outline, index), python::in_dag(&lexed, &outline, index), outline.decorators(index));
            let flat = Flat::new(&lexed, logical.span);
            for leaf in 0..=flat.len() {
                let _ = python::runs_at_import(&lexed, &outline, &python::Later::new(&flat, &lexed), leaf, 0);
                let _ = (call::enclosing_calls(&flat, &lexed, leaf), call::chain(&flat, &lexed, leaf), call::value_after_equals(&flat, &lexed, leaf));
                let _ = (call::arguments(&flat, &lexed, leaf), call::dict_entries(&flat, &lexed, leaf), call::string_content(&flat, &lexed, leaf));
            }
        }
    }
}
