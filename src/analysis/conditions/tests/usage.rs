//! What a match is called on, with what, and what becomes of it.

use super::*;

#[test]
fn positional_arguments() {
    for (marked, condition, expected) in [
        ("f(«'a'», 'b')", "argument: { position: 1, equals: a }", Yes),
        ("f(«'a'», 'b')", "argument: { position: 2, equals: a }", No),
        ("f(«'a'», x='b')", "argument: { position: 2, equals: b }", No),
        ("f(x='b', url=«u»)", "argument: { position: 1, literal: false }", No),
        ("f(*«a», 'b')", "argument: { position: 2, equals: b }", Unknown),
        ("f(«'a'», *b)", "argument: { position: 1, equals: a }", Yes),
        ("f(«'a'», **b)", "argument: { position: 1, equals: a }", Yes),
        ("f(«'a'», **b)", "argument: { position: 2, equals: a }", No),
        ("f(«x»)", "argument: { position: 1, equals: a }", Unknown),
        ("f(«'a'», ", "argument: { position: 2, equals: a }", Unknown),
        ("f(«'a'»)", "argument: { name: url, position: 1, equals: a }", Yes),
        ("f('b', url=«'a'»)", "argument: { name: url, position: 1, equals: a }", Yes),
        ("f(x=«'a'»)", "argument: { name: url, position: 1, equals: a }", No),
        ("f(x=«'a'», **k)", "argument: { name: url, position: 1, equals: a }", Unknown),
        ("«a»", "argument: { position: 1, equals: a }", No),
    ] {
        check(Python, marked, condition, expected);
    }
}

#[test]
fn counts_of_arguments() {
    for (marked, expected) in [
        ("f(«a»)", Yes),
        ("«f»(x=a,)", Yes),
        ("«f»()", No),
        ("f(«a», x=b)", No),
        ("f(«a», *b)", Unknown),
        ("f(«a», **b)", Unknown),
        ("f(«a»", Unknown),
        ("«a»", No),
    ] {
        check(Python, marked, "argument_count: { min: 1, max: 1 }", expected);
    }
}

#[test]
fn receivers() {
    for (marked, condition, expected) in [
        ("spark.read.format('csv', x=(1, 2))«.load(»p)", "receiver: spark.read.format()", Yes),
        ("(spark.read\n  .format('csv')  # x\n  «.load(»p))", "receiver: 'spark.read.*'", Yes),
        ("df.write«.save(»p)", "receiver: ['*.write', x]", Yes),
        ("write«.save(»p)", "receiver: '*.write'", No),
        ("return df[x].y()[0]«.save»()", "receiver: 'df[].y()[]'", Yes),
        ("match.«group»(1)", "receiver: match", Yes),
        ("', '«.join»(x)", "receiver: '\"\"'", Yes),
        ("x = not df«.empty»", "receiver: df", Yes),
        ("«read_csv»(p)", "receiver: '*'", No),
        ("f(a)«.b»", "receiver: f", No),
        ("a.«b.c»", "receiver: a", Yes),
    ] {
        check(Python, marked, condition, expected);
    }
    check(Python, &format!("x{}«.b»", ".a".repeat(200)), "receiver: '*'", Unknown);
    check(Sql, "t«.b»", "receiver: t", No);
}

#[test]
fn targets() {
    for (marked, condition, expected) in [
        ("df = pd.«read_csv»(p)", "assigned_to: df", Yes),
        ("orders_df = pd.«read_csv»(p)", "assigned_to: [df, '*_df']", Yes),
        ("self.df: pd.DataFrame = pd.«read_csv»(p)", "assigned_to: self.*", Yes),
        ("a = df = «f»()", "assigned_to: df", Yes),
        ("a, (df, *b) = «f»()", "assigned_to: df", Yes),
        ("df += «f»(x == y)", "assigned_to: df", Yes),
        ("x[df] = «f»()", "assigned_to: 'x[]'", Yes),
        ("a = 1; df = «f»(x=1)", "assigned_to: df", Yes),
        ("df = 1; a = «f»()", "assigned_to: df", No),
        ("if x: df = «f»()", "assigned_to: df", Yes),
        ("match = df = «f»()", "assigned_to: df", Yes),
        ("«f»(df=1)", "assigned_to: df", No),
        ("a = lambda df=1: «f»()", "assigned_to: df", No),
        ("a = b == df == «f»()", "assigned_to: b", No),
        ("return «f»()", "assigned_to: '*'", No),
        ("«df»: int", "assigned_to: '*'", No),
    ] {
        check(Python, marked, condition, expected);
    }
    check_inner("query = f'''«select» * from t'''", "assigned_to: query", Yes);
    check(Sql, "«a» = 1", "assigned_to: a", No);
}

#[test]
fn results_nobody_looks_at() {
    for (marked, expected) in [
        ("«df.dropna(»)", Yes),
        ("df«.dropna(»).head()", No),
        ("df.dropna().«head»()", Yes),
        ("await s.«get»(u)", Yes),
        ("(df\n .a()\n «.dropna»())", Yes),
        ("x; df«.dropna»(); y", Yes),
        ("if x: df«.dropna»()", Yes),
        ("for a in b:\n  df«.dropna»()", Yes),
        ("df[x]['y']«.dropna»()", Yes),
        ("x = df«.dropna»()", No),
        ("return df«.dropna»()", No),
        ("f(df«.dropna»())", No),
        ("a or df«.dropna»()", No),
        ("df«.dropna»(),", No),
        ("df«.dropna»(", Unknown),
        ("«df»", No),
    ] {
        check(Python, marked, "unused_result: true", expected);
    }
    check(Python, "x = df«.dropna»()", "unused_result: false", Yes);
    check(Python, "f(g(«x»))", "call: f, unused_result: true", Yes);
}
