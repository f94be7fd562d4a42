use super::*;
use crate::lexicon::spelling::Spelling;
use crate::lexicon::{Inflect, Phrase};
use crate::syntax::Language;

/// All places of a spelling in a text, found from every piece in turn as the anchor: they must agree.
fn places(spelling: &Spelling, text: &str, language: Language) -> Vec<String> {
    let lexed = Lexed::new(text.into(), language);
    let entry = Entry { spelling: spelling.clone(), ..Entry::searched() };
    let from = |number: usize| -> Vec<Span> {
        let mut spans: Vec<Span> =
            text.char_indices().filter_map(|(at, _)| Verifier::new(&lexed, at as u32, &entry)?.around(number, at as u32)).collect();
        spans.sort();
        spans.dedup();
        spans
    };
    let first = from(0);
    for number in 1..spelling.pieces.len() {
        assert_eq!(from(number), first, "anchored at piece {number} in {text:?}");
    }
    first.into_iter().map(|span| span.of(text).to_owned()).collect()
}

fn name(name: &str, case: Case, text: &str) -> Vec<String> {
    let spelling = Spelling::of_name(name, case, Inflect { plural: true, verb: true }).expect("a spelling");
    places(&spelling, text, Language::Python)
}

#[test]
fn a_name_in_all_its_joinings() {
    for (term, text, expected) in [
        ("Data Lake", "# the data lake, Data Lakes and DATA-LAKE", &["data lake", "Data Lakes", "DATA-LAKE"][..]),
        ("Data Lake", "load_data_lake_daily(dataLakePath, DataLake, datalake)", &["data_lake", "dataLake", "DataLake", "datalake"]),
        ("Data Lake", "# the data\n# lake is here", &["data\n# lake"]),
        ("Data Lake", "# the data\n\n# lake is not", &[]),
        ("Data Lake", "'''data\n   lake'''", &["data\n   lake"]),
        ("Data Lake", "metadata_lake data_lakehouse", &[]),
        ("Data Lake", "yield data\n\nlake_2 = data  # lake", &[]),
        ("Backfilling", "# we backfilled it, backfills, BackfillJob", &["backfilled", "backfills", "Backfill"]),
        ("ETL", "quietly etl ETLJob myETL etls", &["etl", "ETL", "ETL", "etls"]),
        ("SLA", "slate translate sla_miss sla", &["sla", "sla"]),
        ("Z-Order", "zorder z_order ZOrder z order", &["zorder", "z_order", "ZOrder", "z order"]),
        ("Überlauf", "# ÜBERLAUF überlauf Xüberlauf", &["ÜBERLAUF", "überlauf"]),
        ("数据湖", "# 这个数据湖很大", &["数据湖"]),
        ("Kafka", "kafka2 kafka", &["kafka"]),
    ] {
        assert_eq!(name(term, Case::Any, text), expected, "{term} in {text:?}");
    }
    assert_eq!(name("CDC", Case::Exact, "# cdc CDC CDCs"), ["CDC", "CDCs"]);
}

#[test]
fn a_phrase_with_blanks_matches_over_trivia() {
    for (phrase, text, expected) in [
        ("insert into", "INSERT  -- why\n INTO t", &["INSERT  -- why\n INTO"][..]),
        ("select distinct (", "select distinct(a), select distinct (b), select distinct_(c)", &["select distinct(", "select distinct ("]),
        ("select *", "select * select*", &["select *", "select*"]),
        ("a b", "ab", &[]),
        ("= null", "x = IFNULL(y), z = null", &["= null"]),
    ] {
        let spelling = Spelling::literal(phrase, Case::Any, Edge::Whole).expect("a spelling");
        assert_eq!(places(&spelling, text, Language::Sql), expected, "{phrase} in {text:?}");
    }
}

#[test]
fn a_whole_phrase_is_no_part_of_an_identifier() {
    let whole = Spelling::literal("requests.get(", Case::Any, Edge::Whole).expect("a spelling");
    assert_eq!(places(&whole, "my_requests.get(x) requests.get(y)", Language::Python).len(), 1);
    let part = Spelling::literal("_v4_fixed", Case::Any, Edge::Part).expect("a spelling");
    assert_eq!(places(&part, "orders_v4_fixed_final_ok", Language::Sql), ["_v4_fixed"]);
}

#[test]
fn found_outside_comments_only() {
    let lexed = Lexed::new("select 1 -- where\nfrom t Where x".into(), Language::Sql);
    let everything = Span::new(0, lexed.len());
    let found = find(&lexed, everything, &[Phrase::any_case("where")], |zone| zone != Zone::Comment);
    assert_eq!(found.map(|span| span.of(lexed.text())), Some("Where"));
}

#[test]
fn stands_before_or_behind() {
    let lexed = Lexed::new("insert into t".into(), Language::Sql);
    assert!(stands_at(&lexed, 7, &[Phrase::any_case("into")], false));
    assert!(stands_at(&lexed, 6, &[Phrase::any_case("insert")], true));
    assert!(!stands_at(&lexed, 6, &[Phrase::any_case("sert")], true));
}
