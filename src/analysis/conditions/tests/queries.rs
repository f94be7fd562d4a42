//! SELECTs, tables, INSERTs and options of SQL.

use super::*;

#[test]
fn selects() {
    for (marked, condition, expected) in [
        ("«select» * from t where a", "select_has: where", Yes),
        ("«select» * from (select a from t where b) x", "select_has: where", No),
        ("select * from («select» a from t where b) x", "select_has: where", Yes),
        ("select * from («select» a from t) x where b", "select_lacks: where", Yes),
        ("select * from (select a from t) x where «b»", "select_has: where", Yes),
        ("«select» a from t union all select b from u where c", "select_lacks: where", Yes),
        ("with x as (select 1 where a) «select» 2 from x", "select_has: where", No),
        ("insert into t «select» a from u -- where\n", "select_lacks: [where, limit]", Yes),
        ("«insert» into t select a from u where b", "select_has: where", No),
        ("«insert» into t select a from u", "select_lacks: where", No),
        ("update t set «a» = 1", "select_lacks: where", No),
        ("select 1; «select» 2; select 3 where 4", "select_lacks: where", Yes),
    ] {
        check(Sql, marked, condition, expected);
    }
    check(Python, "«a»", "select_lacks: where", No);
}

#[test]
fn names_of_tables() {
    for (marked, condition, expected) in [
        ("select * «from» raw.orders", "table_name: raw.*", Yes),
        ("select * from «raw.orders» o", "table_name: raw.*", Yes),
        ("select * from a.«raw».orders", "table_name: '*.raw.*'", Yes),
        ("select * «from» `p.raw`.`orders`", "table_name: p.raw.orders", Yes),
        ("select * «from» \"RAW\" . orders", "table_name: raw.orders", Yes),
        ("select * «from» [raw].[orders]", "table_name: raw.orders", Yes),
        ("select * «from» \"RAW\" . [orders]", "table_name: raw", Unknown),
        ("select * «from» orders", "table_name: '*.*'", No),
        ("«insert into» table raw.t select 1", "table_name: raw.t", Yes),
        ("«create table» if not exists raw.t (a int)", "table_name: raw.*", Yes),
        ("«drop table» if exists t", "table_name: t", Yes),
        ("«merge» into t using s on a", "table_name: t", Yes),
        ("select * «from» {{ ref('x') }}", "table_name: '*'", Unknown),
        ("select * «from» {{ s }}.orders", "table_name: '*.orders'", Unknown),
        ("select * «from» unnest(x)", "table_name: '*'", Unknown),
        ("select * «from» (select 1)", "table_name: '*'", No),
        ("select «a» from t", "table_name: '*'", No),
        ("«delete» from t", "table_name: t", Yes),
        ("select * «from»", "table_name: '*'", No),
    ] {
        check(Sql, marked, condition, expected);
    }
    check(Sql, &format!("select * «from» a{}", ".b".repeat(60)), "table_name: '*'", Unknown);
    check(Python, "«a»", "table_name: '*'", No);
    check_inner("db.execute(f'select * «from» raw.{t}')", "table_name: raw.*", Unknown);
}

#[test]
fn columns_of_an_insert() {
    for (marked, named) in [
        ("«insert into» t (a, b) select 1, 2", Yes),
        ("«insert into» {{ this }} ({{ columns }}) select 1, 2", Yes),
        ("«insert overwrite» table s.t partition (d) (a, b) select 1, 2", Yes),
        ("«insert into» t as x (a) values (1)", Yes),
        ("«insert into» t by name select 1 as a", Yes),
        ("«insert into» t set a = 1", Yes),
        ("merge into t using s on a when not matched then «insert» (a) values (1)", Yes),
        ("insert into t (a) select «b» from u", Yes),
        ("«insert into» t select 1, 2", No),
        ("«insert into» t values (1, 2)", No),
        ("«insert into» t (select 1, 2)", No),
        ("«insert into» t partition (d = 1) select 1, 2", No),
        ("with x as (select 1) «insert into» t with y as (select 2) select * from y", No),
        ("merge into t using s on a when not matched then «insert» values (1)", No),
        ("«insert into» t", Unknown),
        ("«insert into» t (a", Unknown),
        ("«insert into» t {{ columns }} select 1", Unknown),
        ("«insert all» into t values (1)", Unknown),
        ("merge into t using s on a when not matched then «insert» *", Unknown),
    ] {
        check(Sql, marked, "column_list: true", named);
        check(Sql, marked, "column_list: false", named.not());
    }
    check(Sql, "«select» 1", "column_list: false", No);
    check(Python, "«a»", "column_list: false", No);
}

#[test]
fn values_of_options() {
    for (marked, condition, expected) in [
        ("alter warehouse w set «auto_suspend» = 0 auto_resume = true", "value: { equals: 0 }", Yes),
        ("alter warehouse w set «auto_suspend» = 60, x = 0", "value: { equals: 0 }", No),
        ("alter warehouse w set auto_suspend = 0 «auto_resume» = TRUE", "value: { equals: 'true' }", Yes),
        ("vacuum t «retain» 0 hours", "value: { max: 167 }", Yes),
        ("vacuum t «retain» 720 hours", "value: { max: 167 }", No),
        ("call f(«name =>» 1, x => 2)", "value: { equals: 1 }", Yes),
        ("copy into t from s «on_error» = 'continue' purge = true", "value: { equals: continue }", Yes),
        ("copy into t from s «on_error» = continue", "value: { equals: continue }", Yes),
        ("copy into t from s «on_error» = other", "value: { equals: continue }", Unknown),
        ("set «x» to 5", "value: { min: 5 }", Yes),
        ("set «x» = -1", "value: { max: 0 }", Yes),
        ("update t set «a» = 0 + b", "value: { equals: 0 }", Unknown),
        ("select 1 where «a» = 0 and b = 1", "value: { equals: 0 }", Yes),
        ("set «x» = {{ y }}", "value: { equals: 0 }", Unknown),
        ("set «x» = {{ y }}", "value: { template: true }", Yes),
        ("set «x» =", "value: { equals: 0 }", No),
        ("select «a» from t", "value: { equals: 0 }", No),
    ] {
        check(Sql, marked, condition, expected);
    }
}
