use super::*;
use crate::analysis::{Cancel, Facts};
use crate::glossary::format;
use crate::syntax::Language;

const GLOSSARY: &str = "
version: 1
category: Tests
terms:
  - {name: Data Lake, plain_english: x, aliases: [raw store]}
  - {name: Data Lakehouse, plain_english: x}
  - name: Partitioning
    plain_english: x
    rules:
      - {id: whole-table-read, languages: [sql], find: [read_all], message: m}
      - {id: half-table-read, languages: [sql], find: [read_half], message: m}
  - {name: SLA, plain_english: x}
";

/// What is offered at `¦`: the typed text and the items.
fn offered(language: Language, text: &str) -> Option<(String, Vec<String>, bool)> {
    let at = text.find('¦').expect("a place") as u32;
    let text = text.replacen('¦', "", 1);
    let (glossary, problems) = format::read("test", GLOSSARY);
    assert!(problems.iter().all(|problem| problem.severity != crate::glossary::Level::Error), "{problems:?}");
    let lexicon = Lexicon::compile([glossary]);
    let cancel = Cancel::default();
    let doc = Document::new(text.as_str().into(), language, &lexicon, &cancel);
    let analysis = Arc::new(doc.findings(&lexicon, &Facts::default(), &cancel));
    let found = complete(&doc, &lexicon, at, true, &mut || Some(Arc::clone(&analysis)))?;
    let items = found.items.into_iter().map(|item| item.text).collect();
    Some((found.typed.of(&text).to_owned(), items, found.is_incomplete))
}

fn check(language: Language, text: &str, typed: &str, expected: &[&str]) {
    let found = offered(language, text).unwrap_or_else(|| panic!("nothing at {text}"));
    assert_eq!((found.0.as_str(), found.1.iter().map(String::as_str).collect::<Vec<_>>().as_slice()), (typed, expected), "{text}");
}

#[test]
fn terms_where_text_runs() {
    for (language, text, typed, expected) in [
        (Language::Python, "# the dat¦", "dat", &["data lake", "data lakehouse"][..]),
        (Language::Python, "# the data la¦", "data la", &["data lake", "data lakehouse"]),
        (Language::Python, "# Data La¦ke", "Data La", &["Data Lake", "Data Lakehouse"]),
        (Language::Python, "'''Part¦'''", "Part", &["Partitioning"]),
        (Language::Python, "x = 'load_data_la¦'", "data_la", &["data_lake", "data_lakehouse"]),
        (Language::Python, "x = f'{y} loadDataL¦'", "DataL", &["DataLake", "DataLakehouse"]),
        (Language::Python, "x = 'raw s¦'", "raw s", &["raw store"]),
        (Language::Sql, "select 1 -- SL¦", "SL", &["SLA"]),
        (Language::Sql, "select 1 /* dalak¦e */", "dalak", &["data lake", "data lakehouse"]),
        (Language::Yaml, "a: par¦\n", "par", &["partitioning"]),
        (Language::Yaml, "a: |\n  text par¦\n", "par", &["partitioning"]),
        (Language::Sql, "select 1 --part¦", "part", &["partitioning"]),
        (Language::Yaml, "a: >\n  text par¦\n", "par", &["partitioning"]),
    ] {
        check(language, text, typed, expected);
    }
}

#[test]
fn silence_in_code_and_before_enough_is_typed() {
    for (language, text) in [
        (Language::Python, "part¦"),
        (Language::Python, "x = 'a'¦"),
        (Language::Python, "x = f'{part¦}'"),
        (Language::Python, "spark.sql('select part¦ from t')"),
        (Language::Sql, "select part¦"),
        (Language::Sql, "select 1 /* part */¦"),
        (Language::Sql, "select {{ part¦ }}"),
        (Language::Sql, "select \"part¦\""),
        (Language::Yaml, "part¦: x"),
        (Language::Yaml, "a: 'part'¦"),
        (Language::Yaml, "query: |-\n  select part¦ from t\n"),
        (Language::Yaml, "a: ¦\n"),
    ] {
        assert_eq!(offered(language, text), None, "{text}");
    }
    for text in ["# d¦", "# da¦", "# the art¦", "# Pa¦"] {
        let (_, items, is_incomplete) = offered(Language::Python, text).expect("asked again");
        assert!(items.is_empty() && is_incomplete, "{text}");
    }
    assert_eq!(offered(Language::Python, "# ¦").map(|found| found.1.len()), Some(4), "asked for with nothing typed");
    check(Language::Python, "spark.sql('select 1 -- part¦')", "part", &["partitioning"]);
}

#[test]
fn ids_in_our_own_comments() {
    let sql = "select read_all from t\n;\n";
    for (comment, typed, expected) in [
        ("-- lakespeak:¦", "", &["ignore", "ignore-file"][..]),
        ("-- lakespeak: ig¦", "ig", &["ignore", "ignore-file"]),
        ("-- lakespeak: ignore[¦]", "", &["whole-table-read"]),
        ("-- lakespeak: ignore[whole-table-read, ¦]", "", &["half-table-read"]),
        ("-- lakespeak: ignore-file[half¦", "half", &["half-table-read"]),
        ("/* TODO: x (lakespeak:¦) */", "", &["partitioning/whole-table-read"]),
        ("/* TODO: x (lakespeak:data¦) */", "data", &["data-lake", "data-lakehouse"]),
        ("-- TODO: x (lakespeak:partitioning/ha¦)", "partitioning/ha", &["partitioning/half-table-read"]),
    ] {
        check(Language::Sql, &format!("{comment}\n{sql}"), typed, expected);
    }
    for comment in ["-- lakespeak: nothing at all¦", "-- lakespeak: ignore[x] because par¦"] {
        assert!(
            offered(Language::Sql, &format!("{comment}\n{sql}")).is_some_and(|found| !found.1.iter().any(|id| id.contains('-'))),
            "{comment}"
        );
    }
}

#[test]
fn what_is_longer_than_a_name_is_data() {
    let data = format!("x = '{}_dataLa¦'", "aB".repeat(200_000));
    let (typed, items, _) = offered(Language::Python, &data).expect("a place");
    assert_eq!((typed.as_str(), items.len()), ("dataLa", 2));
}
