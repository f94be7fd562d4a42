use std::sync::Arc;

use super::{FileSurvey, Folder, Report, Survey, rows};
use crate::analysis::{Cancel, Facts, Guidance, Input, analyse};
use crate::glossary::{builtin, read};
use crate::lexicon::{Glossary, Lexicon};
use crate::syntax::Language;

const TEAM: &str = "
version: 1
category: Cats
terms:
  - name: Tabby
    plain_english: A striped cat.
    rules:
      - { id: stray, find: [stray_cat], message: This cat has no home., severity: warning }
      - { id: shy, find: [shy_cat], message: This cat hides., severity: hint }
  - { name: Tuxedo, plain_english: A cat in evening dress., category: Formal Cats }
";

fn lexicon() -> Arc<Lexicon> {
    let glossary = read("cats.glossary.yml", TEAM).0;
    let own = builtin::builtin().into_iter().filter(|glossary| glossary.file.ends_with("/lakespeak.yml"));
    Arc::new(Lexicon::compile(std::iter::once(glossary).chain(own).collect::<Vec<Glossary>>()))
}

fn survey(files: &[(&str, &str)]) -> Report {
    let (lexicon, guidance) = (lexicon(), Arc::new(Guidance::default()));
    let mut survey = Survey::default();
    for (path, text) in files {
        let input = Input { text: (*text).into(), language: Language::Python, facts: Facts::default() };
        let analysis = analyse(&input, &lexicon, &Cancel::default());
        survey.add(FileSurvey::of(path, text, &analysis, &lexicon, &guidance));
    }
    survey.report()
}

const FILES: [(&str, &str); 4] = [
    ("a/one.py", "# a tabby\nx = stray_cat\ny = shy_cat\n"),
    ("a/b/two.py", "# TODO: Find it a home. (lakespeak:tabby/stray)\nx = stray_cat # tabby, tabby\n"),
    ("c/three.py", "# TODO: Gone. (lakespeak:tabby/stray)\nx = 1\n# TODO: Read about cats,\n#   all of them. (lakespeak:tabby)\n"),
    ("four.py", "x = 1\n"),
];

#[test]
fn files_are_counted_in() {
    let report = survey(&FILES);
    assert_eq!((report.files.checked, report.files.with_findings), (4, 3));
    let found = report.findings;
    assert_eq!((found.open, found.acknowledged, found.warning, found.information, found.hint), (3, 1, 1, 0, 2));
    let stray = report.rules.iter().find(|rule| rule.id == "stray").expect("the rule");
    let places: Vec<_> = stray.places.iter().map(|place| (place.path.as_str(), place.line, place.column, place.acknowledged)).collect();
    assert_eq!(places, [("a/b/two.py", 2, 5, true), ("a/one.py", 2, 5, false)]);
    assert_eq!(report.rules.first().map(|rule| rule.id.as_str()), Some("stray"), "the loudest first");
    let cats = report.categories.first().expect("a category");
    assert_eq!((cats.name.as_str(), cats.known, cats.terms.len(), cats.findings.open), ("Cats", 1, 1, 2));
    let tabby = cats.terms.first().expect("a term");
    let places: Vec<_> = tabby.places.iter().map(|uses| (uses.path.as_str(), uses.line, uses.mentions)).collect();
    assert_eq!(places, [("a/b/two.py", 1, 3), ("c/three.py", 1, 2), ("a/one.py", 1, 1)]);
    let formal = report.categories.get(1).expect("a category that nobody uses");
    assert_eq!((formal.name.as_str(), formal.known, formal.terms.len()), ("Formal Cats", 1, 0));
}

#[test]
fn todos_and_what_became_of_them() {
    let todos = survey(&FILES).todos;
    assert_eq!((todos.open, todos.acknowledged, todos.stale), (1, 1, 1));
    let told: Vec<_> = todos.places.iter().map(|todo| (todo.path.as_str(), todo.line, todo.state.name(), todo.text.as_str())).collect();
    let expected = [
        ("a/b/two.py", 1, "acknowledged", "TODO: Find it a home."),
        ("c/three.py", 1, "stale", "TODO: Gone."),
        ("c/three.py", 3, "open", "TODO: Read about cats, all of them."),
    ];
    assert_eq!(told, expected);
}

#[test]
fn the_order_of_files_changes_nothing() {
    let mut files = FILES;
    let report = survey(&files);
    files.reverse();
    assert_eq!(survey(&files), report);
}

fn paths(folders: &[Folder]) -> Vec<(&str, usize, usize)> {
    folders.iter().map(|folder| (folder.path.as_str(), folder.files, folder.findings.open)).collect()
}

#[test]
fn folders_hold_what_lies_below() {
    let report = survey(&FILES);
    assert_eq!(paths(&report.folders), [(".", 4, 3), ("a", 2, 2), ("a/b", 1, 0), ("c", 1, 1)]);
    assert_eq!(report.folders[0].open_by_category.get("Cats"), Some(&2));
}

#[test]
fn rows_share_out_every_file_and_open_what_hurts_first() {
    let folders = survey(&FILES).folders;
    for (limit, expected) in [
        (1, vec![(".", 4, 3)]),
        (3, vec![(".", 1, 0), ("a", 2, 2), ("c", 1, 1)]),
        (9, vec![(".", 1, 0), ("a", 1, 2), ("a/b", 1, 0), ("c", 1, 1)]),
    ] {
        assert_eq!(paths(&rows(&folders, limit)), expected, "{limit}");
    }
}
