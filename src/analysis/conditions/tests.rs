mod around;
mod blocks;
mod linear;
mod queries;
mod schedules;
mod trees;
mod usage;

use std::sync::Arc;

use super::Answer::{No, Unknown, Yes};
use super::*;
use crate::analysis::Cancel;
use crate::syntax::Language::{self, Python, Sql, Yaml};

/// What a condition, written as in a glossary, answers at the place between `«` and `»`.
#[track_caller]
fn check(language: Language, marked: &str, condition: &str, expected: Answer) {
    with_asker(language, marked, condition, |asker, span, when| {
        assert_eq!(asker.all_at(span, when), expected, "{condition} at {marked}");
    });
}

/// The same for a place in SQL inside a Python string.
#[track_caller]
fn check_inner(marked: &str, condition: &str, expected: Answer) {
    with_asker(Python, marked, condition, |asker, span, when| {
        let all = asker.document.embedded(asker.lexicon);
        let found = all.iter().find_map(|each| Some((each, each.region.inner_offset(span.start)?)));
        let (each, start) = found.expect("the place stands in SQL");
        let inner = Asker::inside(&each.document, Host { asker, span: each.region.host_span(), comments: true });
        let answer = inner.all_at(Span::new(start, start + span.len()), when);
        assert_eq!(answer, expected, "{condition} at {marked}");
    });
}

/// Reads a text and a condition, and asks at the place.
#[track_caller]
fn with_asker(language: Language, marked: &str, condition: &str, ask: impl FnOnce(&Asker, Span, &[Condition])) {
    let file = format!(
        "terms: [{{ name: X, plain_english: Y., rules: [{{ id: r, find: zzz, message: M., group: pedantic, when: [{{ {condition} }}] }}] }}]"
    );
    let (glossary, problems) = crate::glossary::read("x.yml", &file);
    let mistakes: Vec<_> = problems.iter().filter(|problem| problem.severity != crate::glossary::Level::Hint).collect();
    assert!(mistakes.is_empty(), "{condition}: {mistakes:?}");
    let lexicon = Lexicon::compile([glossary]);
    let (before, rest) = marked.split_once('«').unwrap();
    let (found, behind) = rest.split_once('»').unwrap();
    let span = Span::new(before.len() as u32, (before.len() + found.len()) as u32);
    let document = Document::new(Arc::from([before, found, behind].concat()), language, &lexicon, &Cancel::default());
    let facts = Facts {
        path: Some("dags/tests/orders.py".into()),
        pins: Arc::new(vec![("pandas".into(), "2.1.3".into()), ("dask".into(), "git".into())]),
        ..Facts::default()
    };
    let asker = Asker::new(&document, &lexicon, &facts);
    let rule = lexicon.rule_by_id("r").unwrap();
    ask(&asker, span, &lexicon.rule(rule).when);
}

#[test]
fn words_around_the_match() {
    for (language, marked, condition, expected) in [
        (Sql, "«a»; select 1 from b where c", "file_has: where", Yes),
        (Sql, "«a»; -- where\n", "file_has: where", No),
        (Sql, "«a»; whereas", "file_lacks: where", Yes),
        (Sql, "«a»; WHERE", "file_lacks: [limit, where]", No),
        (Sql, "select «a»\nwhere b", "line_has: where", No),
        (Sql, "select «a» where b", "line_has: where", Yes),
        (Python, "f(\n  «a»,\n  timeout=3)", "line_has: 'timeout='", Yes),
        (Python, "f(«a»)\ng(timeout=3)", "line_lacks: 'timeout='", Yes),
        (Python, "f(«a»)  # timeout=3", "line_has: 'timeout='", No),
        (Sql, "select «a» from t where b; select 1", "statement_has: where", Yes),
        (Sql, "select «a» from t; select 1 where b", "statement_has: where", No),
        (Sql, "select «a» from t /* where */", "statement_lacks: [where, limit]", Yes),
        (Yaml, "a: «1»\n---\nb: 2\n", "statement_has: b", No),
        (Yaml, "a: «1»\nb: 2\n", "statement_has: b", Yes),
        (Python, "# retry\n\n\n«a»", "near: retry", Yes),
        (Python, "# retry\n\n\n\n«a»", "near: retry", No),
        (Python, "# retry\n\n\n\n«a»", "near: { phrases: retry, lines: 4 }", Yes),
        (Sql, "insert /* x */\n «into» t", "preceded_by: insert", Yes),
        (Sql, "reinsert «into» t", "preceded_by: insert", No),
        (Sql, "«into»", "preceded_by: insert", No),
        (Sql, "insert «into»\n-- x\nvalues", "followed_by: [select, values]", Yes),
        (Sql, "insert «into» values_of", "followed_by: values", No),
        (Sql, "insert «into»", "followed_by: values", No),
        (Sql, "select «a» from t", "any: [{ line_has: zzz }, { line_has: from }]", Yes),
        (Sql, "select «a» from t", "all: [{ line_has: zzz }, { line_has: from }]", No),
        (Sql, "select «a» from t", "any: [{ package: { name: none, version: '>=1' } }, { line_has: zzz }]", Unknown),
        (Sql, "select «a» from t", "all: [{ package: { name: none, version: '>=1' } }, { line_has: zzz }]", No),
    ] {
        check(language, marked, condition, expected);
    }
}

#[test]
fn the_file_and_its_workspace() {
    for (language, marked, condition, expected) in [
        (Python, "import pandas as pd\n«a»", "imports: pandas", Yes),
        (Python, "from pandas.io import sql\n«a»", "imports: pandas", Yes),
        (Python, "def f():\n    import pandas\n«a»", "imports: [numpy, pandas]", Yes),
        (Python, "import pandas_gbq\n«a»", "imports: pandas", No),
        (Python, "# import pandas\n«a»", "imports: pandas", No),
        (Sql, "«a»", "imports: pandas", No),
        (Python, "«a»", "package: { name: pandas, version: '>=2' }", Yes),
        (Python, "«a»", "package: { name: Pandas, version: '>=2,<3' }", Yes),
        (Python, "«a»", "package: { name: pandas, version: '<2' }", No),
        (Python, "«a»", "package: { name: numpy, version: '<2' }", Unknown),
        (Python, "«a»", "package: { name: dask, version: '<2' }", Unknown),
        (Python, "«a»", "path: '**/tests/**'", Yes),
        (Python, "«a»", "path: ['models/**', '*.sql']", No),
        (Python, "«a»", "in_tests: true", Yes),
        (Python, "«a»", "in_tests: false", No),
    ] {
        check(language, marked, condition, expected);
    }
}

#[test]
fn calls_and_their_arguments() {
    for (marked, condition, expected) in [
        ("pd.«read_csv»(p)", "call: read_csv", Yes),
        ("pd.read_csv(«p»)", "call: pd.read_csv", Yes),
        ("f(pd.read_csv(p), «q»)", "call: read_csv", No),
        ("xread_csv(«p»)", "call: read_csv", No),
        ("«a»", "call: read_csv", No),
        ("f(«a», timeout=3)", "call_has: timeout", Yes),
        ("f(«a», g(timeout=3))", "call_has: timeout", No),
        ("f(«a», **kwargs)", "call_has: timeout", Unknown),
        ("f(«a», ", "call_has: timeout", Unknown),
        ("DAG(«a», default_args={'retries': 2})", "call_has: default_args.retries", Yes),
        ("DAG(«a», default_args=ARGS)", "call_has: default_args.retries", Unknown),
        ("f(«a», timeout=3)", "call_lacks: timeout", No),
        ("f(«a»)", "call_lacks: [timeout, retries]", Yes),
        ("f(«a», **kwargs)", "call_lacks: timeout", Unknown),
        ("«a»", "call_lacks: timeout", No),
        ("f(g(«a»), timeout=3)", "call: f, call_has: timeout", Yes),
        ("f(g(«a»), timeout=3)", "call_has: timeout", No),
        ("f(«a», acks='all')", "argument: { name: acks, equals: all }", Yes),
        ("f(«a», acks='1')", "argument: { name: acks, equals: all }", No),
        ("f(«a», acks=ACKS)", "argument: { name: acks, equals: all }", Unknown),
        ("f(«a», **k)", "argument: { name: acks, equals: all }", Unknown),
        ("f(«a»)", "argument: { name: acks, equals: all }", No),
        ("f(«a», n=-1)", "argument: { name: n, max: 0 }", Yes),
        ("«df».write.mode('x').save(p)", "chain_has: mode", Yes),
        ("df.write.«mode»('x').partitionBy('d').save(p)", "chain_has: [bucketBy, partitionBy]", Yes),
        ("df.«write».save(p.mode())", "chain_has: mode", No),
        ("df.«write».save(p)", "chain_lacks: mode", Yes),
        ("(df.«write»\n  .mode('x')\n  .save(p))", "chain_lacks: mode", No),
    ] {
        check(Python, marked, condition, expected);
    }
}

#[test]
fn blocks_around_the_match() {
    for (marked, condition, expected) in [
        ("def load():\n  if x:\n    «a»", "inside: { function: load }", Yes),
        ("def load():\n  «a»", "inside: { function: [run, store] }", No),
        ("def load():\n  «a»", "inside: { function: true }", Yes),
        ("class Job:\n  def f(self):\n    «a»", "inside: { class: Job }", Yes),
        ("@task.virtualenv\ndef f():\n  «a»", "inside: { decorator: virtualenv }", Yes),
        ("@task\ndef f():\n  «a»", "inside: { decorator: virtualenv }", No),
        ("for x in y:\n  «a»", "inside: { loop: true }", Yes),
        ("while x:\n  pass\n«a»", "inside: { loop: true }", No),
        ("with open(p) as f:\n  «a»", "inside: { with: open }", Yes),
        ("with lock:\n  «a»", "inside: { with: open }", No),
        ("try:\n  «a»\nexcept E:\n  b", "inside: { try: true }", Yes),
        ("try:\n  b\nexcept E:\n  «a»", "inside: { try: true }", No),
        ("try:\n  b\nexcept E:\n  «a»", "inside: { except: true }", Yes),
        ("with DAG('x'):\n  «a»", "inside: { dag: true }", Yes),
        ("@dag(schedule=None)\ndef x():\n  «a»", "inside: { dag: true }", Yes),
        ("f(lambda x: «a»)", "inside: { lambda: true }", Yes),
        ("f(lambda x: b, «a»)", "inside: { lambda: true }", No),
        ("«a» = 1", "module_level: true", Yes),
        ("if x:\n  «a» = 1", "module_level: true", Yes),
        ("def f():\n  «a» = 1", "module_level: true", No),
        ("def f():\n  «a» = 1", "module_level: false", Yes),
        ("def f(x=«a»):\n  pass", "module_level: true", Yes),
        ("try:\n  b\n«except E»:\n  pass", "body: pass", Yes),
        ("try:\n  b\n«except E»:\n  print(e)\n  continue", "body: [print, continue]", Yes),
        ("try:\n  b\n«except E»:\n  print(e)\n  raise", "body: print", No),
        ("try:\n  b\n«except E»:\n", "body: pass", No),
    ] {
        check(Python, marked, condition, expected);
    }
}

#[test]
fn statements_of_sql() {
    for (marked, condition, expected) in [
        ("select «a» from t", "statement: select", Yes),
        ("with x as (select 1) insert into t select «a» from x", "statement: insert", Yes),
        ("create or replace table t as select «a» from x", "statement: [create_table, create_view]", Yes),
        ("delete from t; select «a»", "statement: delete", No),
        ("select a from t where «b» = 1", "clause: where", Yes),
        ("select a from t where b = (select «c» from u)", "clause: where", No),
        ("select sum(x) over («partition by» y) from t", "clause: over", Yes),
        ("select sum(x) over w from t window w as («partition by» y)", "clause: over", Yes),
        ("select sum(x) over w from t window w as («partition by» y)", "clause: window", Yes),
        ("create table t (a int) «partition by» a", "clause: [over, window]", No),
        ("select a from «s.t»", "table_position: true", Yes),
        ("select «s.t» from a", "table_position: true", No),
        ("select «s.t» from a", "table_position: false", Yes),
        ("select a from t join «{{ ref('x') }}» on b", "table_position: true", Yes),
    ] {
        check(Sql, marked, condition, expected);
    }
    check(Python, "«a»", "statement: select", No);
    check(Python, "«a»", "table_position: false", No);
}

#[test]
fn keys_and_values() {
    let deep = format!("{}«a»: 1\n", (0..70).fold(String::new(), |text, depth| format!("{text}k{depth}:\n{}", " ".repeat(depth + 1))));
    for (language, marked, condition, expected) in [
        (Yaml, "services:\n  web:\n    image: «x»\n", "key: services.*.image", Yes),
        (Yaml, "services:\n  web:\n    «image»: x\n", "key: '**.image'", Yes),
        (Yaml, "services:\n  - image: «x»\n", "key: services.image", Yes),
        (Yaml, "services:\n  image: «x»\n", "key: services.*.image", No),
        (Python, "«image»", "key: '**'", No),
        (Yaml, deep.as_str(), "key: a", Unknown),
        (Yaml, "a: «1»\nb: 2\n", "sibling_has: b", Yes),
        (Yaml, "a: «1»\nc:\n  b: 2\n", "sibling_has: b", No),
        (Yaml, "a: «1»\n<<: *x\n", "sibling_has: b", Unknown),
        (Yaml, "a: «1»\n<<: *x\n", "sibling_lacks: b", Unknown),
        (Yaml, "a: «1»\n", "sibling_lacks: [b, c]", Yes),
        (Yaml, "a: «1»\nc: 2\n", "sibling_lacks: [b, c]", No),
        (Sql, "«a»", "sibling_lacks: b", No),
        (Yaml, "«image»: postgres:latest\n", "value: { glob: '*:latest' }", Yes),
        (Yaml, "image: «postgres»:15\n", "value: { glob: '*:latest' }", No),
        (Yaml, "image: «x»/{{ tag }}\n", "value: { glob: '*:latest' }", Unknown),
        (Yaml, "- «x»\n", "value: { equals: x }", Yes),
        (Python, "«retries»=0", "value: { equals: 0 }", Yes),
        (Python, "f(«retries=»3, x=0)", "value: { min: 1, max: 5 }", Yes),
        (Python, "f(«retries=»n)", "value: { equals: 0 }", Unknown),
        (Python, "d = {'«retries»': 0}", "value: { equals: 0 }", Yes),
        (Python, "x = '«0 6 * * *»'", "value: { cron: true }", Yes),
        (Python, "x = f'«a»{b}'", "value: { template: true, literal: false }", Yes),
        (Python, "x = f'«a»{b}'", "value: { literal: true }", No),
        (Python, "«a»", "value: { equals: a }", No),
        (Sql, "alter warehouse w set «auto_suspend» = 0", "value: { equals: 0 }", Yes),
    ] {
        check(language, marked, condition, expected);
    }
}
