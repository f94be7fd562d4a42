//! Cron expressions, time zones and the names of typed columns.

use super::*;

#[test]
fn kinds_of_cron_expressions() {
    for (language, marked, condition, expected) in [
        (Python, "DAG('x', «schedule=»'0 6 * * *')", "cron: fixed_hour", Yes),
        (Python, "DAG('x', «schedule=»'0 */6 * * *')", "cron: fixed_hour", No),
        (Python, "DAG('x', «schedule=»'@daily')", "cron: [fixed_hour, every_minute]", Yes),
        (Python, "DAG('x', «schedule=»None)", "cron: fixed_hour", No),
        (Python, "DAG('x', «schedule=»CRON)", "cron: fixed_hour", Unknown),
        (Python, "DAG('x', «schedule=»f'0 {h} * * *')", "cron: fixed_hour", Unknown),
        (Python, "x = '«* 6 * * *»'", "cron: every_minute", Yes),
        (Python, "x = «CronTriggerTimetable(»'* 6 * * *', timezone='UTC')", "cron: every_minute", Yes),
        (Python, "x = «CronTriggerTimetable(»cron='* 6 * * *')", "cron: every_minute", Unknown),
        (Python, "x = «CronTriggerTimetable(»)", "cron: every_minute", Unknown),
        (Python, "x = '«0 6 */2 * 1»'", "cron: both_days", Yes),
        (Python, "x = '«0 6 1 * 1 0»'", "cron: both_days", Unknown),
        (Yaml, "kind: CronJob\nspec:\n  «schedule»: '0 6 */2 * 1'\n", "cron: both_days", Yes),
        (Yaml, "on:\n  schedule:\n    - «cron»: '0 6 */2 * 1'\n", "cron: both_days", Unknown),
        (Yaml, "on:\n  schedule:\n    - «cron»: '0 6 1 * 1'\n", "cron: both_days", Yes),
        (Yaml, "«schedule»: {{ cron }}\n", "cron: both_days", Unknown),
        (Yaml, "«schedule»: daily\n", "cron: both_days", No),
        (Python, "«a»", "cron: both_days", No),
    ] {
        check(language, marked, condition, expected);
    }
}

#[test]
fn local_times_that_are_skipped_or_repeated() {
    let zoned = |start: &str| format!("tz = pendulum.timezone('Europe/Berlin')\nDAG('x', «schedule=»'30 2 * * *', {start})");
    for (language, marked, expected) in [
        (Python, "DAG('x', «schedule=»'30 2 * * *', timezone='Europe/Berlin')".to_owned(), Yes),
        (Python, "CronTriggerTimetable('«30 2 * * *»', timezone='UTC')".to_owned(), No),
        (Python, "«CronTriggerTimetable(»'30 2 * * *', timezone='Europe/Berlin')".to_owned(), Yes),
        (Python, "DAG('x', «schedule=»'30 2 * * *', start_date=pendulum.datetime(2024, 1, 1, tz='Europe/Berlin'))".to_owned(), Yes),
        (
            Python,
            "DAG('x', «schedule=»'30 2 * * *', default_args={'start_date': datetime(2024, 1, 1, tzinfo=ZoneInfo('Europe/Berlin'))})"
                .to_owned(),
            Yes,
        ),
        (Python, zoned("start_date=datetime(2024, 1, 1, tzinfo=tz)"), Yes),
        (Python, zoned("default_args=args"), Yes),
        (Python, zoned("start_date=datetime(2024, 1, 1)"), Unknown),
        (Python, zoned("catchup=False"), Unknown),
        (Python, zoned("start_date=datetime(2024, 1, 1, tzinfo=tz)") + "\nx = ZoneInfo('Asia/Tokyo')", Unknown),
        (Python, "DAG('x', «schedule=»'30 2 * * *')".to_owned(), Unknown),
        (Python, "DAG('x', «schedule=»'30 2 * * *', timezone=TZ)".to_owned(), Unknown),
        (Python, "DAG('x', «schedule=»'30 4 * * *', timezone='Europe/Berlin')".to_owned(), No),
        (Yaml, "spec:\n  «schedule»: 30 2 * * *\n  timeZone: \"Europe/Berlin\"\n".to_owned(), Yes),
        (Yaml, "spec:\n  «schedule»: 30 2 * * *\n  timeZone: Etc/UTC\n".to_owned(), No),
        (Yaml, "spec:\n  «schedule»: 30 2 * * *\n  timeZone: {{ tz }}\n".to_owned(), Unknown),
        (Yaml, "spec:\n  «schedule»: 30 2 * * *\n".to_owned(), Unknown),
    ] {
        check(language, &marked, "cron: dst_gap", expected);
    }
}

#[test]
fn names_of_typed_columns() {
    for (marked, expected) in [
        ("create table t (id int, unit_price «float», b int)", Yes),
        ("create table t (`price` «float»)", Yes),
        ("create table t (id «float», price int)", No),
        ("alter table t add column price «float»", Yes),
        ("alter table t alter column price set data type «float»", Yes),
        ("select cast(t.price as «float») from t", Yes),
        ("select try_cast(id as «float») as price from t", Yes),
        ("select cast(id as «float») from t", No),
        ("select cast(a * b as «float») from t", Unknown),
        ("select round(a * cast(b as «float»), 2) as price, c from t", Yes),
        ("select t.price::«float» from t", Yes),
        ("select (a + b)::«float» as price from t", Yes),
        ("select (a + b)::«float» c, d as price from t", Unknown),
        ("select a from t where b::«float» > 1", No),
        ("select «float» from t", Unknown),
    ] {
        check(Sql, marked, "column_name: '*price*'", expected);
    }
    check(Python, "«a»", "column_name: '*'", No);
}
