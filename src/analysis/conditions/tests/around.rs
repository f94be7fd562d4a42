//! Functions, suites, brackets and lists around a match.

use super::*;

#[test]
fn functions() {
    for (language, marked, condition, expected) in [
        (Python, "def f():\n  «a»\n  if x:\n    commit()\n", "function_has: commit", Yes),
        (Python, "def f():\n  «a»\ndef g():\n  commit()\n", "function_has: commit", No),
        (Python, "def f():\n  «a»  # commit\n", "function_lacks: [commit, rollback]", Yes),
        (Python, "def f():\n  commit()\n  def g():\n    «a»\n", "function_has: commit", No),
        (Python, "def f():\n  commit()\n  class C:\n    «a»\n", "function_has: commit", Yes),
        (Python, "@retry(times=3)\n@task\ndef f():\n  «a»\n", "function_has: '@retry'", Yes),
        (Python, "@retry\n«@task»\ndef f():\n  commit()\n", "function_has: commit", Yes),
        (Python, "def f(x=«[]»):\n  commit()\n", "function_has: commit", Yes),
        (Python, "«a»\ndef f():\n  commit()\n", "function_has: commit", Yes),
        (Python, "«@dataclass»\nclass C:\n  x = 1\ncommit()", "function_has: commit", Yes),
        (Sql, "«delete» from t; commit", "function_has: commit", No),
        (Sql, "«delete» from t where commit", "function_has: commit", Yes),
        (Yaml, "a: «1»\nb: commit\n---\nc: rollback\n", "function_has: rollback", No),
        (Yaml, "a: «1»\nb: commit\n", "function_lacks: commit", No),
    ] {
        check(language, marked, condition, expected);
    }
    let ifs: String = (1..70).map(|depth| " ".repeat(depth) + "if x:\n").collect();
    check(Python, &format!("def f():\n{ifs}{}«a»\n", " ".repeat(70)), "function_has: x", Unknown);
}

#[test]
fn functions_around_sql() {
    for (marked, condition, expected) in [
        ("def f():\n  db.execute('«delete» from t where x')\n  db.commit()\n", "function_has: commit", Yes),
        ("def f():\n  db.execute('«delete» from t where x')\ndb.commit()\n", "function_has: commit", No),
        ("def f():\n  db.execute('«delete» from t; insert into t select 1')\n", "function_has: insert into", Yes),
        ("def f():\n  db.execute('«delete» from t -- commit')\n", "function_lacks: commit", Yes),
    ] {
        check_inner(marked, condition, expected);
    }
}

#[test]
fn suites() {
    for (language, marked, condition, expected) in [
        (Python, "«for x in» y:\n  a\n  if b:\n    commit()\n", "body_has: commit", Yes),
        (Python, "«for x in» y:\n  a\ncommit()\n", "body_has: commit", No),
        (Python, "«for x in» y:\n  a  # commit\n", "body_lacks: commit", Yes),
        (Python, "«for x in» commit():\n  a\n", "body_lacks: commit", Yes),
        (Python, "«while True»: commit()\n", "body_has: commit", Yes),
        (Python, "while True: «commit»()\n", "body_has: commit", No),
        (Python, "while True: «commit»()\n", "body_lacks: x", No),
        (Python, "«with open(»p) as f:\n  f.read()\n", "body_lacks: [write, read]", No),
        (Python, "«while True»:\n", "body_lacks: commit", Unknown),
        (Python, "«while True»\n  commit()", "body_has: commit", Unknown),
        (Python, "«a» = 1\ncommit()", "body_has: commit", No),
        (Python, "«a» = 1", "body_lacks: commit", No),
        (Sql, "«select» 1", "body_lacks: commit", No),
    ] {
        check(language, marked, condition, expected);
    }
}

#[test]
fn brackets() {
    for (language, marked, condition, expected) in [
        (Sql, "select «row_number() over (»partition by a order by b)", "bracket_has: order by", Yes),
        (Sql, "select «row_number() over (»partition by a) from t order by b", "bracket_lacks: order by", Yes),
        (Sql, "select sum(x) over («partition by» a order by b)", "bracket_has: order by", Yes),
        (Sql, "select «over (»partition by /* order by */ a)", "bracket_lacks: order by", Yes),
        (Sql, "select «over (»partition by a", "bracket_has: partition by", Unknown),
        (Sql, "select «over (»partition by a", "bracket_lacks: order by", Unknown),
        (Sql, "select «a» from t", "bracket_lacks: order by", No),
        (Sql, "select f(g(«a»), b)", "bracket_has: b", No),
        (Sql, "select f(g(a), «b»)", "bracket_has: a", Yes),
        (Sql, "select * from t where a in ({{ «ids» }}, b)", "bracket_has: b", Yes),
        (Python, "f(«a», timeout=3)", "bracket_has: 'timeout='", Yes),
        (Python, "x = [«a»,\n  b, # c\n]", "bracket_lacks: [c, d]", Yes),
        (Python, "f(«a»", "bracket_has: a", Unknown),
        (Yaml, "a: [«x», y]\n", "bracket_has: y", Yes),
        (Yaml, "a: «x»\n", "bracket_lacks: y", No),
    ] {
        check(language, marked, condition, expected);
    }
}

#[test]
fn counts_of_items() {
    for (language, marked, condition, expected) in [
        (Sql, "select «coalesce(»a, b, c)", "items: { min: 3, max: 3 }", Yes),
        (Sql, "select coalesce(«a», f(b, c))", "items: { max: 1 }", No),
        (Sql, "select a from t «group by» a, f(b, c), d having e, g", "items: { min: 3, max: 3 }", Yes),
        (Sql, "«select» a, (b + c), d from t, u", "items: { min: 3, max: 3 }", Yes),
        (Sql, "select x from («select» a, b from t, u, v) w", "items: { min: 2, max: 2 }", Yes),
        (Sql, "«select» a, b union all select c, d, e", "items: { max: 2 }", Yes),
        (Sql, "select sum(x) over (partition by a, b «order by» c, d)", "items: { min: 2, max: 2 }", Yes),
        (Sql, "select sum(x) over («partition by» a, b order by c, d), e, f, g", "items: { min: 2, max: 2 }", Yes),
        (Sql, "select a from t «order by» {{ cols }}", "items: { min: 1 }", Unknown),
        (Sql, "select a from t «order by»", "items: { min: 1 }", No),
        (Sql, "select a «from» {{ ref('x') }} as x, t", "items: { min: 2, max: 2 }", Yes),
        (Sql, "select * from t where a in «(»1, {{ x }})", "items: { min: 1 }", Unknown),
        (Sql, "select * from t where a in «(»1, 2", "items: { min: 1 }", Unknown),
        (Sql, "insert into t «values» (1, 2), (3, 4)", "items: { min: 2, max: 2 }", Yes),
        (Python, "x = «[»a, (b, c), d,]", "items: { min: 3, max: 3 }", Yes),
        (Python, "f(«a», *b)", "items: { max: 2 }", Unknown),
        (Python, "«a»", "items: { min: 0 }", No),
        (Yaml, "a: [«x», y]\n", "items: { min: 2 }", Yes),
        (Yaml, "a: «x»\n", "items: { min: 0 }", No),
    ] {
        check(language, marked, condition, expected);
    }
}
