use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::analysis::{Input, analyse};
use crate::glossary::builtin;
use crate::lexicon::{Choice, Setting};
use crate::syntax::Language;
use crate::text::{Edit, LineIndex};
use crate::views::hint::{label, tooltip};
use crate::views::markup::Markup;

fn lexicon() -> Lexicon {
    Lexicon::compile(builtin::builtin())
}

/// The labels of a text, each with its line from 1, as an editor shows them.
fn shown_with(text: &str, language: Language, facts: Facts) -> Vec<(u32, String)> {
    let input = Input { text: text.into(), language, facts };
    let lines = LineIndex::new(text);
    let all = analyse(&input, &lexicon(), &Cancel::default()).hints;
    all.iter().map(|hint| (lines.line_of(hint.at) + 1, label(hint))).collect()
}

fn shown(text: &str, language: Language) -> Vec<(u32, String)> {
    shown_with(text, language, Facts::default())
}

fn at(line: u32, label: &str) -> (u32, String) {
    (line, label.to_owned())
}

const DAG: &str = "\
from airflow import DAG

with DAG(
    'orders',
    schedule='0 6 * * *',
    catchup=False,
    max_active_runs=1,  # one after the other
) as dag:
    end = EmptyOperator(task_id='end', trigger_rule='one_failed')
";

#[test]
fn hints_stand_at_the_end_of_their_lines() {
    let expected = [
        at(3, "daily 06:00 (UTC by default) · missed runs are skipped"),
        at(7, "one run at a time, the others queue"),
        at(9, "runs as soon as one before it fails, without waiting"),
    ];
    assert_eq!(shown(DAG, Language::Python), expected);
    assert_eq!(shown(&DAG.replace('\n', "\r\n"), Language::Python), expected);
    let input = Input { text: DAG.into(), language: Language::Python, facts: Facts::default() };
    let hints = analyse(&input, &lexicon(), &Cancel::default()).hints;
    let ends = DAG.lines().scan(0, |at, line| Some(std::mem::replace(at, *at + line.len() as u32 + 1) + line.len() as u32));
    let ends: Vec<u32> = ends.collect();
    assert!(hints.iter().all(|hint| ends.contains(&hint.at)), "{hints:?}");
    assert_eq!(hints.first().map(|hint| hint.span.of(DAG)), Some("DAG"));
    assert_eq!(hints.get(1).map(|hint| hint.span.of(DAG)), Some("max_active_runs=1"));
}

#[test]
fn a_hint_is_silent_where_a_finding_speaks() {
    let text = "on:\n  schedule:\n    - cron: '0 6 1 * 1'\n";
    assert_eq!(shown(text, Language::Yaml), []);
    let off = Choice { selector: "cron-both-day-fields".to_owned(), setting: Setting::Off };
    let facts = Facts { choices: Arc::new(vec![off]), ..Facts::default() };
    let label = "06:00 UTC on the 1st and on every Monday (either is enough)";
    assert_eq!(shown_with(text, Language::Yaml, facts), [at(3, label)]);
    let known = "on:\n  schedule:\n    # TODO: Ask. (lakespeak:cron/cron-both-day-fields)\n    - cron: '0 6 1 * 1'\n";
    assert_eq!(shown(known, Language::Yaml), [at(4, label)], "what is acknowledged speaks no more");
}

#[test]
fn few_hints_in_a_file_and_dags_first() {
    let settings = "end = EmptyOperator(trigger_rule='one_failed')\n".repeat(9);
    let text = format!("from airflow import DAG\n{settings}dag = DAG('orders', schedule='0 6 * * *')\n");
    let all = shown(&text, Language::Python);
    assert_eq!(all.len(), MOST);
    assert_eq!(all.last(), Some(&at(11, "daily 06:00 (UTC by default)")));
}

#[test]
fn several_hints_on_a_line_stand_apart() {
    let places = |text: &str| -> Vec<(String, String)> {
        let text = format!("from airflow import DAG\n{text}\n");
        let input = Input { text: text.as_str().into(), language: Language::Python, facts: Facts::default() };
        let hints = analyse(&input, lexicon_once(), &Cancel::default()).hints;
        hints.iter().map(|hint| (text[24..hint.at as usize].to_owned(), label(hint))).collect()
    };
    let said = |before: &str, label: &str| (before.to_owned(), label.to_owned());
    let dag = "d = DAG('x', schedule='0 6 * * *', max_active_runs=1)";
    let runs = "one run at a time, the others queue";
    assert_eq!(
        places(dag),
        [said("d = DAG('x', schedule='0 6 * * *', max_active_runs=1", runs), said(dag, "daily 06:00 (UTC by default)")]
    );
    let task = "t = Op(trigger_rule='always', wait_for_downstream=True)";
    let waits = "waits for its previous run and for the tasks right after it";
    assert_eq!(places(task), [said("t = Op(trigger_rule='always'", "waits for nothing before it"), said(task, waits)]);
}

#[test]
fn cells_of_notebooks() {
    let cell = "from airflow import DAG\\n\",\n   \"dag = DAG('orders', schedule='0 6 * * *')\\n";
    let text = format!("{{\"cells\": [{{\"cell_type\": \"code\", \"source\": [\n   \"{cell}\"]}}], \"nbformat\": 4}}\n");
    assert_eq!(shown(&text, Language::Notebook), [at(3, "daily 06:00 (UTC by default)")]);
    let source =
        "# Databricks notebook source\n# MAGIC %sql\n# MAGIC select 1\n# COMMAND ----------\nimport dagster\ncron_schedule='0 6 * * *'\n";
    assert_eq!(shown(source, Language::Python), [at(6, "daily 06:00 UTC")]);
}

#[test]
fn half_typed_code_is_silent() {
    for text in [
        "from airflow import DAG\nDAG(",
        "from airflow import DAG\nDAG('orders', schedule=",
        "from airflow import DAG\nDAG('orders', schedule='0 6 * *",
        "from airflow import DAG\nt = Op(trigger_rule=",
        "from airflow import DAG\nt = Op(execution_timeout=timedelta(",
        "from airflow import DAG\nt = Op(execution_timeout=timedelta(hours=",
    ] {
        assert_eq!(shown(text, Language::Python), [], "{text}");
    }
    for text in ["on:\n  schedule:\n    - cron:", "on:\n  schedule:\n    - cron: '0 6", "kind: CronJob\nspec:\n  schedule"] {
        assert_eq!(shown(text, Language::Yaml), [], "{text}");
    }
}

#[test]
fn names_stand_for_one_value_or_for_none() {
    let dag = "DAG('orders', schedule=schedule, default_args=args)";
    let label = "daily 06:00 · up to 2 retries";
    for (text, expected) in [
        ("schedule = '0 6 * * *'\nargs = {'retries': 2}\nDAG", Some(label)),
        ("schedule = (\n    '0 6 * * *'\n)\nargs = {'retries': 2}\nDAG", None),
        ("schedule = '0 6 * * *'\nargs = {'retries': 2}\nargs['retries'] = 3\nDAG", Some("daily 06:00")),
        ("schedule = '0 6 * * *'\nargs = {'retries': 2}\nargs.update(more)\nDAG", Some("daily 06:00")),
        ("schedule = '0 6 * * *'\nargs = {'retries': 2, **more}\nDAG", Some("daily 06:00")),
        ("schedule = '0 6 * * *'\nargs = {**more, 'retries': 2}\nDAG", Some(label)),
        ("schedule = '0 6 * * *'\nargs = {**more, 'owner': 'x'}\nDAG", Some("daily 06:00")),
        ("schedule = other = '0 6 * * *'\nargs = {'retries': 2}\nDAG", None),
        ("schedule = '0 6 * * *'\ndef make(schedule):\n    return DAG", None),
        ("schedule = '0 6 * * *'\nfor schedule in all:\n    DAG", None),
        ("schedule == '0 6 * * *'\nDAG", None),
        ("DAG", None),
    ] {
        // Where a day begins is not known, so no zone is said.
        let text =
            format!("from airflow import DAG\n{}", text.replace("DAG", &dag.replace(", default_args", ", start_date=START, default_args")));
        let all = shown(&text, Language::Python);
        assert_eq!(all.first().map(|(_, label)| label.as_str()), expected, "{text}");
    }
}

#[test]
fn what_runs_by_data_and_by_a_clock_is_not_half_said() {
    for (schedule, expected) in [
        ("(Asset('a') | Asset('b'))", "runs when its data is updated"),
        (
            "AssetOrTimeSchedule(timetable=CronTriggerTimetable('0 6 * * *', timezone='UTC'), assets=[Asset('a')])",
            "missed runs are skipped",
        ),
        ("DatasetOrTimeSchedule(clock, Dataset('a'))", "missed runs are skipped"),
    ] {
        let text = format!("from airflow import DAG\nDAG('x', schedule={schedule}, catchup=False)\n");
        assert_eq!(shown(&text, Language::Python), [at(2, expected)], "{schedule}");
    }
}

/// Each of these would take minutes if a DAG looked through the file for each of its names.
#[test]
fn many_dags_come_to_an_end() {
    let names: String = (0..20_000).fold(String::new(), |text, n| text + &format!("d{n} = DAG('x', schedule=s{n}, default_args=a{n})\n"));
    let one = format!("args = {{{}}}\n", "'a': 1, ".repeat(7_000));
    let dicts = "DAG('x', schedule=s, default_args=args)\n".repeat(5_000);
    let rules = "trigger_rule='one_failed', ".repeat(20_000);
    for (text, expected) in [(names, 0), (one + &dicts, 0), ("DAG(".repeat(50_000), 0), (rules, MOST)] {
        let text = format!("from airflow import DAG\n{text}");
        let document = Document::new(text.as_str().into(), Language::Python, lexicon_once(), &Cancel::default());
        let hints = document.hints(&[], lexicon_once(), &Facts::default(), &Cancel::default());
        assert_eq!(hints.len(), expected, "{}", &text[..60]);
    }
}

#[test]
fn sql_is_silent() {
    assert_eq!(shown("{{ config(on_schema_change='ignore', full_refresh=false) }}\nselect 1", Language::Sql), []);
}

#[test]
fn tooltips_know_the_day_only_where_they_are_told() {
    let text = "kind: CronJob\nspec:\n  schedule: '30 2 * * *'\n  timeZone: Europe/Berlin\n";
    let off = Choice { selector: "cron".to_owned(), setting: Setting::Off };
    let facts = Facts { choices: Arc::new(vec![off]), ..Facts::default() };
    let lexicon = lexicon();
    let input = Input { text: text.into(), language: Language::Yaml, facts };
    let hints = analyse(&input, &lexicon, &Cancel::default()).hints;
    let hint = hints.first().expect("a hint");
    let tooltip = |today| tooltip(&lexicon, hint, Markup::Plain, &crate::analysis::Guidance::default(), today);
    let today = crate::schedule::date::read("2026-11-28");
    assert!(tooltip(today).replace('\n', " ").contains("02:30 doesn't exist on 28 March 2027"), "{}", tooltip(today));
    assert!(!tooltip(None).contains("2027"));
    assert!(tooltip(None).contains("Europe/Berlin"));
}

/// Settings, and pieces that make and unmake them.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "from airflow import DAG\n",
        "import dagster\n",
        "DAG(",
        "@dag(",
        "'orders', ",
        "schedule='0 6 * * 1', ",
        "catchup=False",
        ", default_args=default_args",
        "default_args = {'retries': 3}\n",
        ")\n",
        "\n",
        "trigger_rule='all_done'",
        "cron_schedule=\"0 6 * * *\"",
        "execution_timeout=timedelta(hours=2",
        "'",
        "# ",
        "kind: CronJob\nspec:\n  schedule: '0 6 * * *'\n",
        "  concurrencyPolicy: Forbid\n",
        "on:\n  schedule:\n    - cron: 0 6 * * *\n",
        "é",
        "{{ x }}",
        "# TODO: x (lakespeak:airflow/trigger-rule-all-done-hides-failure)\n",
        "x = 1\nx = 2\nx = 3\nx = 4\nx = 5\nx = 6\nx = 7\nx = 8\nx = 9\nx = 10\nx = 11\nx = 12\nx = 13\nx = 14\nx = 15\nx = 16\n",
        "    ",
    ]);
    prop::collection::vec(pieces, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    /// Typed or read at once, the same is said; and every hint lies in the text, at a line's end.
    #[test]
    fn typing_and_reading_say_the_same(before in text(), fresh in text(), from in 0usize..400, len in 0usize..60, yaml: bool) {
        let lexicon = lexicon_once();
        let language = if yaml { Language::Yaml } else { Language::Python };
        let floor = |at: usize| (0..=at.min(before.len())).rev().find(|&at| before.is_char_boundary(at)).unwrap_or(0);
        let (start, end) = (floor(from), floor(from + len));
        let after = format!("{}{fresh}{}", &before[..start], &before[end..]);
        let cancel = Cancel::default();
        let old = Document::new(before.as_str().into(), language, lexicon, &cancel);
        // Asked before, so that candidates are kept.
        let _ = old.analyse(lexicon, &Facts::default(), &cancel);
        let edit = Edit { old: Span::new(start as u32, end as u32), new_len: fresh.len() as u32 };
        let typed = old.edited(after.as_str().into(), edit, lexicon, &cancel).analyse(lexicon, &Facts::default(), &cancel).hints;
        let read = Document::new(after.as_str().into(), language, lexicon, &cancel).analyse(lexicon, &Facts::default(), &cancel).hints;
        let told = |hints: &[Hint]| hints.iter().map(|hint| (hint.span, hint.at, hint.id, label(hint))).collect::<Vec<_>>();
        prop_assert_eq!(told(&typed), told(&read));
        prop_assert!(read.len() <= MOST);
        for hint in &read {
            prop_assert!(after.is_char_boundary(hint.at as usize) && hint.span.end as usize <= after.len());
            prop_assert!(!label(hint).is_empty() && !label(hint).contains('\n'));
        }
    }
}

fn lexicon_once() -> &'static Lexicon {
    static LEXICON: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
    LEXICON.get_or_init(lexicon)
}
