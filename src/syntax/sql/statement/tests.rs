use proptest::prelude::*;

use super::*;
use crate::syntax::Language;

/// Reads `text` without its cursor `^`, which stands before the token meant; gives the statement and that leaf.
fn read(text: &str) -> (Statement, usize) {
    let cursor = text.find('^').expect("a cursor");
    let text = text.replacen('^', "", 1);
    let lexed = Lexed::new(text.as_str().into(), Language::Sql);
    let span = statement_span(&lexed, cursor as u32);
    assert_eq!(Statements::new(&lexed).at(cursor as u32), Some(span));
    let statement = Statement::new(&lexed, span);
    let leaf = statement.flat().first_from(cursor as u32);
    (statement, leaf)
}

#[track_caller]
fn check_clause(text: &str, expected: Clause) {
    let (statement, leaf) = read(text);
    assert_eq!(statement.clause(leaf), expected, "{text}");
}

#[track_caller]
fn check_block(text: &str, begins: &str) {
    let (statement, leaf) = read(text);
    let plain = text.replacen('^', "", 1);
    let rest = &plain[statement.block_start(leaf) as usize..];
    assert!(rest.starts_with(begins), "{text}: {rest}");
}

#[track_caller]
fn check_kind(text: &str, expected: StatementKind) {
    assert_eq!(read(&format!("^{text}")).0.kind(), expected, "{text}");
}

/// The table names of a statement, its touching leaves joined.
#[track_caller]
fn check_tables(text: &str, expected: &[&str]) {
    let lexed = Lexed::new(text.into(), Language::Sql);
    let statement = Statement::new(&lexed, Span::new(0, lexed.len()));
    let mut found: Vec<Span> = Vec::new();
    let mut before = false;
    for (index, leaf) in statement.flat().leaves().iter().enumerate() {
        let table = statement.table_position(index);
        match found.last_mut() {
            Some(last) if table && before => *last = last.hull(leaf.span),
            _ if table => found.push(leaf.span),
            _ => {}
        }
        before = table;
    }
    assert_eq!(found.into_iter().map(|span| lexed.slice(span)).collect::<Vec<_>>(), expected, "{text}");
}

#[test]
fn kinds() {
    use StatementKind::*;
    for (text, kind) in [
        ("select 1", Select),
        ("((select 1) union all (select 2))", Select),
        ("with a as (select 1), b as (select 2) insert into t select * from a", Insert),
        ("WITH a AS (SELECT 1) SELECT * FROM a", Select),
        ("with a as (delete from t returning *) select 1", Select),
        ("explain analyze verbose update t set a = 1", Update),
        ("{{ config(x='select') }} {% set a = 1 %} delete from t", Delete),
        ("merge t using s on true when matched then update set a = 1", Merge),
        ("create or replace temporary table t as select 1", CreateTable),
        ("create materialized view v as select 1", CreateView),
        ("create function table_of() returns int", CreateOther),
        ("create index i on table_x (a)", CreateOther),
        ("begin insert into t values (1)", Insert),
        ("if x > 1 then truncate table t", Truncate),
        ("begin transaction", Other),
        ("grant select on t to u", Other),
        ("replace into t values (1)", Insert),
        ("copy into t from @s", Copy),
        ("alter table t add c int", Alter),
        ("drop table t", Drop),
        ("values (1)", Select),
        ("commit", Other),
        ("with a as (select", Select),
        ("{{ a", Other),
    ] {
        check_kind(text, kind);
    }
}

#[test]
fn clauses() {
    use Clause::*;
    for (text, clause) in [
        ("select ^a from t", Select),
        ("select a from ^t", From),
        ("select a from t left join ^u on a = b", Join),
        ("select a from t join u on ^a = b", On),
        ("select a from t join u using (^id)", Using),
        ("select a from t where ^x", Where),
        ("select a from t where coalesce(^x, 1)", Where),
        ("select a from t where x in (^1)", Where),
        ("select a from t where x in (select ^y from u)", Select),
        ("select a from t where x in (select y from u) and ^z", Where),
        ("select a from t group by ^x", GroupBy),
        ("select a from t group by x having ^y", Having),
        ("select a from t qualify ^y", Qualify),
        ("select a from t window ^w as (partition by x)", Window),
        ("select a from t order by ^x", OrderBy),
        ("select a from t limit ^1", Limit),
        ("select sum(x) over (^partition by y order by z) from t", Over),
        ("select sum(x) over (partition by y ^order by z) from t", Over),
        ("select sum(x) over (partition by y), ^b from t", Select),
        ("select extract(year from x), ^b from t", Select),
        ("select extract(year from ^x), b from t", Select),
        ("select trim(both from x), ^b", Select),
        ("select a from t where a is distinct from ^b", Where),
        ("select a from t where a is not distinct from b and ^c", Where),
        ("select array_agg(x order by ^y) from t", Select),
        ("select a from t union all select ^b from u", Select),
        ("select * except (a), ^b from t", Select),
        ("with a as (select ^1) select 2", Select),
        ("with ^a as (select 1) select 2", With),
        ("with a as (select 1), ^b as (select 1) select 2", With),
        ("with a as (select 1) select ^2", Select),
        ("insert into t (^a, b) select 1", Into),
        ("insert into t (a, b) values (^1)", Values),
        ("insert into t values (1) on conflict (a) do update set a = ^2", Set),
        ("update t set a = ^1 where b", Set),
        ("update t set a = 1 where ^b", Where),
        ("delete from t where ^b", Where),
        ("merge into t using ^s on a = b", Using),
        ("merge into t using s on ^a = b", On),
        ("create table t (^a int) partition by x", Other),
        ("create table t partition by ^x as select 1", Other),
        ("select a from t, unnest(x) with offset ^o", From),
        ("select values.a, b.from, ^c from t", Select),
        ("select a as limit, ^b from t", Select),
        ("grant select ^on t to u", Other),
        ("select a from t where ts > (select max(ts) from {{ ^this }})", From),
        ("select a from t where x = '^{{ ds }}'", Where),
        ("select (a, ^b", Select),
    ] {
        check_clause(text, clause);
    }
}

#[test]
fn blocks() {
    check_block("{{ config() }}\nselect ^a", "select a");
    check_block("{{ config() }} insert into ^t select a", "insert");
    check_block("insert into t select ^a", "select a");
    check_block("with x as (select ^1) select 2", "select 1");
    check_block("with ^x as (select 1) select 2", "with x");
    check_block("with x as (select 1) select ^2", "select 2");
    check_block("select 1 union all select ^2", "select 2");
    check_block("select a from (select b from c where ^d) e", "select b");
    check_block("select a from (select b from c) e where ^f", "select a");
    check_block("create table t as with x as (select 1) select ^2", "select 2");
    check_block("select 1; update t set ^a = 2", "update");
}

#[test]
fn tables() {
    check_tables("select a from t x join s.u as y on x.a = y.b, v where c", &["t", "s.u", "v"]);
    check_tables("select a from unnest(x), f(y) z, (select b from `p.d.t`) q", &["`p.d.t`"]);
    check_tables("select a from {{ ref('x') }} as x join {{ s }}.t_{{ n }} on true", &["{{ ref('x') }}", "{{ s }}.t_{{ n }}"]);
    check_tables("select a from my-project.ds.t, [dbo].[x]", &["my-project.ds.t", "[dbo].[x]"]);
    check_tables("insert into t (a, b) select a from u", &["t", "u"]);
    check_tables("insert overwrite table t select 1", &["t"]);
    check_tables("create table if not exists a.b (c int)", &["a.b"]);
    check_tables("create or replace view v as select 1 from w", &["v", "w"]);
    check_tables("merge into t using s on t.a = s.b when matched then update set a = 1", &["t", "s"]);
    check_tables("update t set a = 1 from u where b", &["t", "u"]);
    check_tables("delete from t where a in (select b from u)", &["t", "u"]);
    check_tables("truncate table t", &["t"]);
    check_tables("drop table if exists a, b", &["a", "b"]);
    check_tables("copy into t from @s", &["t"]);
    check_tables("with a as (select 1 from b) select * from a", &["b", "a"]);
    check_tables("select extract(year from x), a is distinct from b from t", &["t"]);
    check_tables("select a from (t join u on true)", &["t", "u"]);
    check_tables("select a from lateral flatten(x), lateral view explode(y) z as b, c", &[]);
    check_tables("select a from {% if x %} t {% endif %} where b", &["t"]);
    check_tables("select a from where b", &[]);
    check_tables("select a into t from u order by a, b", &["t", "u"]);
}

#[test]
fn spans_leave_the_trivia_around_out() {
    let text = "-- a\nselect ';' ; /* b */ ;\n\nupdate t -- c\n; -- d";
    let lexed = Lexed::new(text.into(), Language::Sql);
    let statements = Statements::new(&lexed);
    assert_eq!(statements.iter().map(|span| lexed.slice(span)).collect::<Vec<_>>(), ["select ';'", "update t"]);
    for offset in 0..=lexed.len() {
        let alone = statement_span(&lexed, offset);
        assert_eq!(statements.at(offset), (!alone.is_empty()).then_some(alone), "{offset}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_text_is_read_whole(pieces in prop::collection::vec(prop::sample::select(vec![
        "select ", "from ", "with ", "as ", "(", ")", ",", ".", ";", "a ", "`b`", "\"c", "'", "{{ ", "}}", "{% ", "%}", "[", "]", "over ",
        "join ", "on ", "into ", "insert ", "union ", "group by ", "if ", "then ", "explain ", "-", "\n", "--", "/*", "é", "values ", "t",
    ]), 0..60)) {
        let text = pieces.concat();
        let lexed = Lexed::new(text.as_str().into(), Language::Sql);
        for span in Statements::new(&lexed).iter().chain([Span::new(0, lexed.len())]) {
            let statement = Statement::new(&lexed, span);
            prop_assert_eq!(statement.places.len(), statement.flat().len());
            for leaf in 0..statement.flat().len() {
                prop_assert!(span.touches(statement.block_start(leaf)));
            }
        }
        for offset in 0..=lexed.len() {
            let alone = statement_span(&lexed, offset);
            prop_assert_eq!(Statements::new(&lexed).at(offset), (!alone.is_empty()).then_some(alone));
        }
    }
}
