//! Layering, seen from outside: what a text says under the lexicon of its folder.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::analysis::{Cancel, Facts, Input, analyse, check};
use crate::glossary::{builtin, read, read_layer};
use crate::lexicon::{Choice, Setting, Severity};
use crate::syntax::Language;

const BASE: &str = "
category: Base
terms:
  - name: Data Lake
    aliases: [water store]
    plain_english: Water.
    real_drama: Mud.
    docs: [{title: A, url: 'https://a.example'}]
    related: [batch]
    rules:
      - {id: lake-select, find: select, message: It selects., advice: Do not., languages: sql}
      - {id: lake-drop, find: drop table, message: It drops., severity: hint}
  - name: Batch
    plain_english: Many at once.
    context: [job]
    rules:
      - {id: batch-insert, find: insert, message: It inserts., group: pedantic}
";

fn base() -> Lexicon {
    let (glossary, problems) = read("base.yml", BASE);
    assert!(problems.iter().all(|problem| problem.severity == crate::glossary::Level::Hint), "{problems:?}");
    Lexicon::compile([glossary])
}

fn layer(folder: &str, terms: &str) -> Layer {
    let name = format!("{folder}/x.glossary.yml");
    let (glossary, problems) = read_layer(&name, &format!("terms:\n{terms}"));
    assert!(problems.iter().all(|problem| problem.severity == crate::glossary::Level::Hint), "{problems:?}");
    Layer { folder: folder.to_owned(), glossary: Arc::new(glossary) }
}

fn team(layers: &[(&str, &str)]) -> Team {
    let layers: Vec<Layer> = layers.iter().map(|(folder, terms)| layer(folder, terms)).collect();
    Team::new(&base(), &|_| true, &layers)
}

/// What a text says: the ids of terms mentioned, and of rules that report with their severities.
fn said(lexicon: &Lexicon, text: &str) -> String {
    let input = Input { text: text.into(), language: Language::Sql, facts: Facts::default() };
    let analysis = analyse(&input, lexicon, &Cancel::default());
    let glanced = check(&input, lexicon, &Cancel::default()).map(|checked| checked.analysis.findings).unwrap_or_default();
    assert_eq!(analysis.findings, glanced, "a glance sees the same in {text}");
    let terms = analysis.mentions.iter().map(|mention| lexicon.term(mention.term).id.clone());
    let rules = analysis.findings.iter().map(|finding| {
        let term = lexicon.term(lexicon.term_of(finding.rule));
        format!("{}/{}:{}", term.id, lexicon.rule(finding.rule).id, finding.severity.name())
    });
    terms.chain(rules).collect::<Vec<_>>().join(" ")
}

/// Checks what texts say under the lexicons of their files.
fn check_layers(layers: &[(&str, &str)], cases: &[(&str, &str, &str)]) {
    let team = team(layers);
    for (path, text, expected) in cases {
        assert_eq!(said(team.lexicon_for(path), text), *expected, "{path}: {text}");
    }
}

const LAKE: &str = "-- data lake\n";

#[test]
fn no_layer_is_the_builtin_alone() {
    check_layers(&[], &[("a/b.sql", LAKE, "data-lake"), ("b.sql", "select 1", "data-lake/lake-select:warning")]);
}

#[test]
fn a_glossary_counts_in_its_folder_and_below_and_nowhere_else() {
    let gold = "- {name: Gold Table, plain_english: Ours.}";
    let text = "-- gold tables and the data lake\n";
    check_layers(
        &[("pay", gold)],
        &[
            ("pay/a.sql", text, "gold-table data-lake"),
            ("pay/deep/er/a.sql", text, "gold-table data-lake"),
            ("payments/a.sql", text, "data-lake"),
            ("pa/a.sql", text, "data-lake"),
            ("pay.sql", text, "data-lake"),
            ("a.sql", text, "data-lake"),
            ("x/pay/a.sql", text, "data-lake"),
        ],
    );
}

#[test]
fn a_term_overrides_what_it_states_and_adds_forms_and_rules() {
    let over = "- {id: data-lake, aliases: [big pond], plain_english: Our S3., rules: [{id: pond, find: pond_all, message: All.}]}";
    let team = team(&[("etl", over)]);
    let inner = team.lexicon_for("etl/a.sql");
    let term = inner.term(inner.term_by_id("data-lake").expect("a term"));
    assert_eq!((term.name.as_str(), term.category.as_str(), term.card.plain_english.as_str()), ("Data Lake", "Base", "Our S3."));
    assert_eq!((term.card.real_drama.as_slice(), term.card.docs.len()), (["Mud.".to_owned()].as_slice(), 1));
    assert_eq!(term.aliases, ["water store", "big pond"]);
    assert_eq!(said(inner, "-- data lakes, a water store, big_pond\n"), "data-lake data-lake data-lake");
    assert_eq!(said(inner, "select pond_all"), "data-lake/lake-select:warning data-lake/pond:warning");
    assert_eq!(inner.find_term("Big Pond"), inner.term_by_id("data-lake"));
    let outer = team.lexicon_for("a.sql");
    assert_eq!(said(outer, "-- data lakes, a water store, big_pond\n"), "data-lake data-lake");
    assert_eq!(outer.term(outer.term_by_id("data-lake").expect("a term")).card.plain_english, "Water.");
    assert_eq!(outer.find_term("Big Pond"), None);
    assert_eq!((inner.terms().len(), inner.rule_ids().len()), (2, 4));
    assert_eq!(team.gaps(), []);
}

#[test]
fn a_new_name_leaves_the_old_one_a_form() {
    let team = team(&[("", "- {id: data-lake, name: The Swamp}")]);
    assert_eq!(said(team.outermost(), "-- data lake, the swamp, swamp\n"), "data-lake data-lake");
}

#[test]
fn terms_and_rules_are_switched_off_and_on_again_deeper() {
    let off = "- {id: data-lake, off: true}";
    let on = "- {id: data-lake, off: false}";
    let rule = "- {id: batch, rules: [{id: lake-select, severity: off}, {id: batch-insert, group: recommended, severity: information}]}";
    let text = "-- data lake\nselect 1; insert into t values (1)";
    check_layers(
        &[("a", off), ("a/b", on), ("c", rule)],
        &[
            ("x.sql", text, "data-lake data-lake/lake-select:warning"),
            ("a/x.sql", text, ""),
            ("a/b/x.sql", text, "data-lake data-lake/lake-select:warning"),
            ("c/x.sql", text, "data-lake batch/batch-insert:information"),
        ],
    );
}

#[test]
fn deeper_folders_win_whatever_the_order() {
    let name = |text: &str| format!("- {{id: gold, name: Gold, plain_english: {text}}}");
    let (outer, middle, inner) = (name("Outer."), name("Middle."), "- {id: gold, aliases: [aurum]}");
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let all = [("", outer.as_str()), ("a", middle.as_str()), ("a/b", inner)];
        let team = team(&order.map(|at: usize| all[at]));
        let plain = |path: &str| {
            let lexicon = team.lexicon_for(path);
            let term = lexicon.term(lexicon.term_by_id("gold").expect("a term"));
            (term.card.plain_english.clone(), term.aliases.len(), said(lexicon, "-- aurum\n"))
        };
        assert_eq!(plain("x.sql"), ("Outer.".into(), 0, String::new()));
        assert_eq!(plain("a/x.sql"), ("Middle.".into(), 0, String::new()));
        assert_eq!(plain("a/b/c/x.sql"), ("Middle.".into(), 1, "gold".into()));
    }
}

#[test]
fn how_a_term_matches_is_overridden_key_by_key() {
    let over = "- {id: batch, context: [pipeline], inflect: none}";
    check_layers(
        &[("a", over)],
        &[
            ("x.sql", "-- a job of batches\n-- a pipeline with a batch", "batch"),
            ("a/x.sql", "-- a job of a batch\n-- a pipeline with batch, batches", "batch"),
        ],
    );
    check_layers(&[("", "- {id: data-lake, generate: false}")], &[("x.sql", LAKE, "")]);
}

#[test]
fn a_rule_overrides_what_it_states() {
    let over = "- {id: data-lake, rules: [{id: lake-drop, severity: warning, when: [{statement_has: cascade}], message: Gone.}]}";
    let team = team(&[("", over)]);
    let lexicon = team.outermost();
    assert_eq!(said(lexicon, "drop table t"), "");
    assert_eq!(said(lexicon, "drop table t cascade"), "data-lake/lake-drop:warning");
    let rule = lexicon.rule(lexicon.rule_by_id("lake-drop").expect("a rule"));
    assert_eq!((rule.message.as_str(), rule.todo.as_str()), ("Gone.", "Gone."), "a TODO that nobody stated follows");
    assert_eq!(lexicon.rule_ids().len(), 3);
}

#[test]
fn what_is_no_term_and_no_override_is_told() {
    let layers = [
        layer("", "- {id: data-lake, off: true}\n- {id: nobody, aliases: [x]}\n- {id: half, name: Half, rules: [{id: r, severity: off}]}"),
        layer("", "- {id: batch, rules: [{id: fresh, find: y}]}"),
    ];
    let team = Team::new(&base(), &|_| true, &layers);
    let told: Vec<_> = team.gaps().iter().map(|gap| (gap.layer, gap.what, gap.id.as_str(), gap.missing.clone())).collect();
    let both = vec!["name", "plain_english"];
    assert_eq!(told, [(0, "term", "nobody", both), (0, "term", "half", vec!["plain_english"]), (1, "rule", "fresh", vec!["message"])]);
    assert_eq!(said(team.outermost(), "-- half x\n"), "");
}

#[test]
fn the_builtin_can_be_cut_down() {
    let layers = [layer("", "- {name: Gold, plain_english: Ours.}\n- {id: data-lake, aliases: [x]}")];
    let team = Team::new(&base(), &|term| term.id != "data-lake", &layers);
    assert_eq!(said(team.outermost(), "-- gold data lake batch job\nselect 1"), "gold batch");
    assert_eq!(team.gaps().len(), 1, "what is cut is no base to build upon");
    let none = Team::new(&base(), &|_| false, &[]);
    assert_eq!(said(none.outermost(), "-- gold data lake\nselect 1"), "");
    assert!(none.outermost().knows_selector("lake-select"), "to switch off what is cut is no mistake");
}

#[test]
fn choices_speak_of_team_rules() {
    let team = team(&[("a", "- {name: Gold, plain_english: Ours., category: Metals, rules: [{id: no-gold, find: gold, message: No.}]}")]);
    let lexicon = team.lexicon_for("a/x.sql");
    let rule = lexicon.rule_by_id("no-gold").expect("a rule");
    let severity = |lexicon: &Lexicon, selector: &str, setting| {
        let choices = [Choice { selector: selector.to_owned(), setting }];
        lexicon.severities(&choices)[rule.0 as usize]
    };
    for selector in ["no-gold", "gold", "Metals", "*", "recommended"] {
        assert_eq!(severity(lexicon, selector, Setting::Off), None, "{selector}");
        assert_eq!(severity(lexicon, selector, Setting::Severity(Severity::Hint)), Some(Severity::Hint), "{selector}");
        assert!(lexicon.knows_selector(selector) && team.outermost().knows_selector(selector), "{selector}");
    }
    assert_eq!(severity(team.outermost(), "no-gold", Setting::On), None, "it does not apply there");
}

#[test]
fn witnesses_of_both_parts_are_found() {
    let rule = "- {name: Gold, plain_english: Ours., rules: [{id: no-gold, find: gold, message: No., when: [{file_has: silver}]}]}";
    check_layers(
        &[("", rule)],
        &[("x.sql", "select gold", "gold data-lake/lake-select:warning"), ("x.sql", "gold; silver", "gold gold/no-gold:warning")],
    );
}

/// A small glossary, drawn at random: which of three terms it speaks of, and how.
fn statement() -> impl Strategy<Value = String> {
    let id = prop::sample::select(vec!["data-lake", "batch", "gold"]);
    let part = prop::sample::select(vec![
        "off: true",
        "off: false",
        "aliases: [pond]",
        "name: Swamp, plain_english: Other.",
        "generate: false",
        "rules: [{id: lake-select, severity: off}]",
        "rules: [{id: lake-select, severity: hint}]",
        "rules: [{id: no-pond, find: pond, message: No.}]",
        "rules: [{id: no-pond, severity: information}]",
    ]);
    (id, part).prop_map(|(id, part)| format!("- {{id: {id}, {part}}}"))
}

#[test]
fn of_two_terms_with_one_name_the_same_wins_whatever_counts_elsewhere() {
    let two = [("a", "- {id: data-lake, name: Swamp, plain_english: x}"), ("a", "- {id: mire, name: Swamp, plain_english: y}")];
    let elsewhere = ("b", "- {id: data-lake, off: true}");
    for layers in [vec![two[0], two[1]], vec![two[1], two[0]], vec![two[1], two[0], elsewhere], vec![elsewhere, two[1], two[0]]] {
        check_layers(&layers, &[("a/x.sql", "-- swamp", "data-lake")]);
    }
}

proptest! {
    /// A file's lexicon is that of the layers around it alone: what other folders say changes nothing, and the layers that
    /// do apply could as well all lie in the root.
    #[test]
    fn only_the_folders_around_a_file_count(
        layers in prop::collection::vec((prop::sample::select(vec!["", "a", "a/b", "ab", "c", "a/b/c"]), statement()), 0..7),
        path in prop::sample::select(vec!["x.sql", "a/x.sql", "a/b/x.sql", "ab/x.sql", "a/b/c/x.sql", "d/x.sql"]),
    ) {
        let all: Vec<Layer> = layers.iter().map(|(folder, terms)| layer(folder, terms)).collect();
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut around: Vec<Layer> = all.iter().filter(|layer| lies_in(folder, &layer.folder)).cloned().collect();
        around.sort_by_key(|layer| depth(&layer.folder));
        for layer in &mut around {
            layer.folder = String::new();
        }
        let (team, flat) = (Team::new(&base(), &|_| true, &all), Team::new(&base(), &|_| true, &around));
        for text in ["-- data lake, pond, swamp, gold, batch job\n", "select pond; drop table t"] {
            prop_assert_eq!(said(team.lexicon_for(path), text), said(flat.outermost(), text));
        }
    }
}

#[test]
fn a_layer_never_multiplies_automata() {
    let builtin = Lexicon::compile(builtin());
    let folders: Vec<String> = (0..200).map(|number| format!("f{number}")).collect();
    let layers: Vec<Layer> = folders.iter().map(|folder| layer(folder, "- {id: data-lake, aliases: [pond]}")).collect();
    let team = Team::new(&builtin, &|_| true, &layers);
    let (anchors, _) = builtin.matcher().size();
    let (with_layers, _) = team.lexicon_for("f7/x.sql").matcher().size();
    assert!(with_layers - anchors < 10, "{with_layers} anchors instead of {anchors}");
    assert_eq!(team.folders().len(), 201);
}
