use super::*;
use crate::syntax::python::tests::cursor;

#[track_caller]
fn check(source: &str, runs: bool, dag: bool) {
    let at = cursor(source);
    assert_eq!(
        runs_at_import(&at.lexed, &at.outline, &Later::new(&at.flat, &at.lexed), at.leaf, at.flat.get(at.leaf).unwrap().span.start),
        runs,
        "runs: {source}"
    );
    assert_eq!(in_dag(&at.lexed, &at.outline, at.logical), dag, "in a DAG: {source}");
}

#[test]
fn what_runs_when_a_file_is_imported() {
    check("x = $0f()", true, false);
    check("class A:\n    x = $0f()", true, false);
    check("if a:\n  try:\n    for x in y:\n      $0f()", true, false);
    check("def g():\n    $0f()", false, false);
    check("async def g():\n  with a:\n    $0f()", false, false);
    check("def g(x=$0f()): pass", true, false);
    check("def g(x): $0f()", false, false);
    check("def h():\n  def g(x=$0f()): pass", false, false);
    check("@dec($0f())\ndef g(): pass", true, false);
    check("if __name__ == \"__main__\":\n    $0f()", false, false);
    check("if TYPE_CHECKING:\n    $0f()\n", false, false);
    check("if typing.TYPE_CHECKING:\n    x\nelse:\n    $0f()\n", true, false);
    check("if not TYPE_CHECKING:\n    $0f()", true, false);
    check("x = lambda a, b: $0f()", false, false);
    check("x = g({'a': lambda a, b: (h, $0f())})", false, false);
    check("x = g({'a': lambda a: 1, 'b': $0f()})", true, false);
    check("x = g(lambda: 1, $0f())", true, false);
}

#[test]
fn dags() {
    check("with DAG('a') as d:\n    $0f()", true, true);
    check("with models.DAG(\n    'a',\n) as d, x:\n    $0f()", true, true);
    check("with (\n  x,\n  DAG('a') as d,\n):\n    $0f()", true, true);
    check("with DAG('a', a=$0f()) as d:\n    pass", true, false);
    check("with pool(DAG):\n    $0f()", true, false);
    check("with x(DAG('a')):\n    $0f()", true, false);
    check("@dag\ndef d():\n    $0f()", true, true);
    check("@a.dag(schedule='x')\n@b\ndef d():\n    $0f()", true, true);
    check("@dag()\ndef d():\n    @task\n    def t():\n        $0f()", false, true);
    check("@dag()\ndef d():\n    @task(x=$0f())\n    def t(): pass", true, true);
    check("@mydag\ndef d():\n    $0f()", false, false);
}
