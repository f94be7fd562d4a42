mod docs;

use proptest::prelude::*;

use super::*;
use crate::glossary::Level;
use crate::lexicon::condition::{Comparison, Enclosing, KeyStep};
use crate::lexicon::hint::{self, Formatter, Unit};
use crate::lexicon::{Condition, FindIn, Group, Once, Severity};
use crate::syntax::{Language, LanguageSet, Zone, ZoneSet};

/// Reads `text`, in which `§` marks the place of the one problem, whose message must hold `message`.
fn check(text: &str, message: &str) {
    let at = text.find('§').unwrap_or_else(|| panic!("no mark in {text:?}"));
    let before = &text[..at];
    let line = before.matches('\n').count() as u32;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u32;
    let (_, problems) = read("x.yml", &text.replacen('§', "", 1));
    let real: Vec<_> = problems.iter().filter(|problem| problem.severity != Level::Hint).collect();
    let shown: Vec<_> = real.iter().map(|p| format!("{}:{}: {}", p.line, p.column, p.message)).collect();
    assert_eq!(real.len(), 1, "{text}\ngave {shown:#?}");
    assert!(real[0].message.contains(message), "{text}\ngave {shown:#?}");
    assert_eq!((real[0].line, real[0].column), (line, column), "{text}\ngave {shown:#?}");
    assert!(text.replacen('§', "", 1).get(real[0].span.range()).is_some(), "{text}\ngave {shown:#?}");
    assert_eq!(real[0].span.start as usize, at, "{text}\ngave {shown:#?}");
}

/// The same inside a term.
fn check_term(keys: &str, message: &str) {
    check(&format!("terms:\n  - name: Lake\n    plain_english: Water.\n    {keys}\n"), message);
}

/// The same inside a rule.
fn check_rule(keys: &str, message: &str) {
    check(
        &format!("terms:\n- name: Lake\n  plain_english: Water.\n  rules:\n  - id: r\n    find: x\n    message: m\n    {keys}\n"),
        message,
    );
}

/// The same inside a rule's `when`.
fn check_when(condition: &str, message: &str) {
    check_rule(&format!("when: [{{ {condition} }}]"), message);
}

#[test]
fn mistakes_in_files_and_terms() {
    check("§termz: []\n", "unknown key `termz` in a glossary; did you mean `terms`?");
    check("version: §2\n", "unknown version `2`");
    check("version:\n  §é: 1\n", "unknown version a mapping");
    check("terms: §many\n", "`terms` is a list");
    check("§- a\n", "a glossary is a mapping");
    check("terms:\n  - §plain_english: Water.\n", "a term needs `name`");
    check("terms:\n  - §name: Lake\n", "a term needs `plain_english`");
    check("terms:\n  - name: Lake\n    §plain_english:\n", "`plain_english` is empty");
    check("terms:\n  - §aliases: [x]\n", "a term needs `name` and `plain_english`");
    check("terms:\n  - §nmae: Lake\n    plain_english: Water.\n", "unknown key `nmae` in a term; did you mean `name`?");
    check("terms:\n  - name: Lake\n    §plain_englis: Water.\n", "unknown key `plain_englis` in a term; did you mean `plain_english`?");
    check("terms:\n  - §nmae: Lake\n", "unknown key `nmae` in a term; did you mean `name`? And a term needs `plain_english`");
    check("terms:\n  - §x: Lake\n", "unknown key `x` in a term, and a term needs `name` and `plain_english`");
    check("terms:\n  - name: §Größe\n    plain_english: Big.\n", "no id can be made of this name");
    check("terms:\n  - §Lake\n", "a term is a mapping");
    let twice = "terms:\n  - { name: Lake, plain_english: a }\n  - { name: lake, plain_english: b, id: §lake }\n";
    check(twice, "the term `lake` is on line 2 already");
    check_term("id: §My Lake", "`My Lake` is no id: small letters and digits with `-` between, such as `my-lake`");
    check_term("§ideal_wrld: x", "unknown key `ideal_wrld` in a term; did you mean `ideal_world`?");
    check_term("aliases: [a, §{b: c}]", "`aliases` is a text, not a mapping");
    check_term("aliases: §[]", "`aliases` is an empty list");
    check_term("aliases: [a, §'']", "`aliases` is empty");
    check_term("languages: [sql, §pyton]", "unknown language `pyton`; did you mean `python`?");
    check_term("zones: §codes", "unknown zone `codes`; did you mean `code`?");
    check_term("case: §exakt", "unknown case `exakt`; did you mean `exact`?");
    check_term("generate: §maybe", "`generate` is `true` or `false`, not `maybe`");
    check_term("inflect: §plurals", "did you mean `plural`?");
    check_term("inflect: [plural, §none]", "`none` stands alone");
    check_term("context: §{within: line}", "`context` needs `words`");
    check_term("context: {words: [a], within: §page}", "unknown `within` `page` (known: line, statement, file)");
    check_term("related: [ok, §Not_ok]", "is no id");
    check_term("docs: [{title: t, url: §'http://a.b'}]", "must begin with `https://`");
    check_term("docs: [§{url: 'https://a.b'}]", "a link needs `title`");
    check_term("deprecated: §{replaced_by: x}", "`deprecated` needs `because`");
    check_term("forms: [§'lake.*house']", "looks like a regular expression");
    check_term("aliases: [a, §'lake(s|house)']", "write each spelling out: `lakes`, `lakehouse`");
    check_term("not: [§'^lake']", "looks like a regular expression");
    check_term("forms: [{text: a, §zone: code}]", "unknown key `zone` in a form; did you mean `zones`?");
    check_term("§name: x", "`name` is here twice");
}

#[test]
fn mistakes_in_rules() {
    let rule = |keys: &str| format!("terms:\n- name: Lake\n  plain_english: Water.\n  rules:\n  - {keys}\n");
    check(&rule("§{find: x, message: m}"), "a rule needs `id`");
    check(&rule("§{id: r, message: m}"), "a rule needs `find`");
    check(&rule("§{id: r, find: x}"), "a rule needs `message`");
    check(&rule("§{todo: t}"), "a rule needs `id`, `find` and `message`");
    check(&rule("{id: r, find: [x, §'  '], message: m}"), "`phrase` is empty");
    check(&rule("{id: §R_1, find: x, message: m}"), "is no id");
    check(&rule("{id: r, find: x, message: m}\n  - {id: §r, find: x, message: m}"), "the rule `r` is on line 5 already");
    check(&rule(&format!("{{id: r, find: x, message: §'{}'}}", "m ".repeat(70))), "this message has 139 characters");
    check_rule("group: §recommend", "unknown group `recommend`; did you mean `recommended`?");
    check_rule("severity: §warn", "unknown severity `warn` (known: hint, information, warning)");
    check_rule("once: §line", "unknown `once` `line`");
    check_rule("find_in: §paths", "unknown `find_in` `paths`; did you mean `path`?");
    check_rule("docs: §www.example.org", "must begin with `https://`");
    check_rule("examples: {bad: [§{path: a.sql}]}", "an example has one text");
    check_rule("examples: {bad: [{§slq: x, sql: y}]}", "unknown key `slq` in an example; did you mean `sql`?");
    check_rule("examples: {bad: [{sql: §[x]}]}", "an example is a text, not a list");
    check_rule("when: [§x]", "a condition is a mapping");
    check_rule("when: §[]", "`when` is an empty list");
}

#[test]
fn mistakes_in_hints() {
    let hint = |keys: &str, message: &str| check_term(&format!("hints: [{keys}]"), message);
    hint("§{label: x}", "a hint needs `find`");
    hint("§{find: x}", "a hint needs `label`");
    hint("{find: x, label: §'a {crone}'}", "`{crone}` is nothing that a label can show; did you mean `cron`?");
    hint("{find: x, label: y, reader: §vixie}", "unknown reader of cron `vixie` (known: crontab, ");
    hint("{find: x, label: y, unit: §hours}", "unknown unit `hours`");
    hint("{find: x, §lable: y, label: z}", "unknown key `lable` in a hint; did you mean `label`?");
    hint("{find: x, label: y, examples: [§{label: z}]}", "an example has one text");
    hint(&format!("{{find: x, label: §'{}'}}", "m ".repeat(50)), "this label has 99 characters");
}

#[test]
fn mistakes_in_conditions() {
    check_when("§call_laks: timeout", "unknown condition `call_laks`; did you mean `call_lacks`?");
    check_when("§call:", "`call` is empty");
    check_when("any: [{ all: [{ §bogus_thing: 1 }] }]", "unknown condition `bogus_thing`");
    check_when("near: §{lines: 2}", "`near` needs `phrases`");
    check_when("near: {phrases: x, lines: §few}", "`lines` is a whole number from 0, not `few`");
    check_when("package: {name: x, version: §3}", "`3` is no comparison of versions");
    check_when("argument: §{equals: x}", "`argument` needs `name` or `position`");
    check_when("argument: {position: §0, equals: x}", "`position` is a whole number from 1");
    check_when("items: §{}", "`items` needs `min` or `max`");
    check_when("items: §{min: 3, max: 2}", "more at least than at most");
    check_when("sibling: §{name: x}", "`sibling` tests nothing");
    check_when("child_has: §'**.a'", "`**` has no place here");
    check_when("argument: §{name: x}", "`argument` tests nothing");
    check_when("argument: {name: x, min: §low}", "`min` is a number, not `low`");
    check_when("value: §{min: 3, max: 2}", "no value is at least 3 and at most 2");
    check_when("value: {§secret: true}", "unknown key `secret` in `value`");
    check_when("inside: {loop: §false}", "`loop: false` asks nothing");
    check_when("inside: {loop: §my_loop}", "`loop` has no name to look for");
    check_when("inside: {§functon: x}", "did you mean `function`?");
    check_when("body: [pass, §passs]", "did you mean `pass`?");
    check_when("statement: §selects", "did you mean `select`?");
    check_when("clause: §groupby", "did you mean `group_by`?");
    check_when("module_level: §x", "`module_level` is `true` or `false`");
    check_when("key: §a..b", "is no path of keys");
    check_when("path: §'a[b'", "is no path pattern");
    check_when("path: ['a/*', §'^models/.*\\.sql$']", "as a pattern it is `models/**/*.sql`");
    check_when("value: {glob: §'(a|b)'}", "as a pattern it is `{a,b}`");
}

#[test]
fn a_rule_or_form_with_a_mistake_is_left_out_and_its_term_stays() {
    let text = "
terms:
  - name: Lake
    plain_english: Water.
    forms: [a, {text: b, when: [{nope: 1}]}]
    unless: [{nope: 1}]
    rules:
      - {id: bad, find: x, message: m, severity: loud}
      - {id: good, find: y, message: m}
  - name: Broken
  - name: Last
    plain_english: Here.
";
    let (glossary, problems) = read("x.yml", text);
    let terms: Vec<_> = glossary.terms.iter().map(|term| term.id.as_str()).collect();
    assert_eq!(terms, ["lake", "last"]);
    let lake = &glossary.terms[0];
    assert_eq!(lake.rules.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>(), ["good"]);
    assert_eq!(lake.forms.iter().map(|form| form.text.as_str()).collect::<Vec<_>>(), ["a"]);
    assert!(!lake.generated.on, "without its condition a form would match too much");
    assert_eq!(problems.iter().filter(|problem| problem.severity == Level::Error).count(), 4, "{problems:#?}");
}

#[test]
fn the_whole_of_a_term() {
    let text = include_str!("tests/whole.yml");
    let (glossary, problems) = read("team.glossary.yml", text);
    assert_eq!(problems, []);
    let term = &glossary.terms[0];
    assert_eq!((term.id.as_str(), term.category.as_str(), term.name.as_str()), ("partitioning", "Storage & Formats", "Partitioning"));
    assert_eq!(term.card.plain_english, "Split a table by a column.");
    assert_eq!(term.card.real_drama, ["One.", "Two."]);
    assert_eq!((term.source.line, term.source.column), (6, 10));
    assert_eq!(term.forms[0].languages, LanguageSet::of([Language::Sql]));
    assert!(matches!(term.forms[0].unless[0], Condition::Clause(_)));
    assert!(term.generated.inflect.plural && !term.generated.inflect.verb);
    assert_eq!(term.context.as_ref().map(|context| context.words.len()), Some(2));
    let hint = &term.hints[0];
    assert!(hint.label.has(Formatter::Value) && !hint.label.has(Formatter::Cron));
    assert_eq!((hint.reader, hint.unit, hint.zone.as_deref()), (Some(hint::Reader::Croniter), Some(Unit::Seconds), Some("UTC")));
    assert_eq!(hint.examples.iter().map(|each| each.label.as_deref()).collect::<Vec<_>>(), [Some("up to 2 runs at a time"), None]);
    let rule = &term.rules[0];
    assert_eq!((rule.find[0].text.as_str(), rule.find[1].part), ("select *", true));
    assert_eq!((rule.group, rule.severity, rule.once), (Group::Pedantic, Severity::Hint, Once::File));
    assert_eq!(rule.zones, ZoneSet::of([Zone::Code]));
    assert_eq!(rule.todo, "Name the columns.", "the advice where no TODO is stated");
    assert_eq!(rule.bad[0].text, "select *\nfrom t\n");
    assert_eq!(rule.bad[1].files, [("requirements.txt".to_owned(), "dbt-core==1.7\n".to_owned())]);
    assert_eq!(term.rules[1].find_in, FindIn::StaleTodo);
}

fn when(text: &str) -> Condition {
    let text = format!("terms: [{{name: a, plain_english: b, rules: [{{id: r, find: x, message: m, when: [{text}]}}]}}]");
    let (mut glossary, problems) = read("x.yml", &text);
    assert!(problems.iter().all(|problem| problem.severity == Level::Hint), "{problems:#?}");
    glossary.terms.remove(0).rules.remove(0).when.remove(0)
}

#[test]
fn conditions_as_values() {
    assert!(matches!(when("{call: get, call_lacks: timeout}"), Condition::All(all) if all.len() == 2));
    assert!(matches!(when("{any: [{call: a}, {all: [{call: b}]}]}"), Condition::Any(all) if all.len() == 2));
    assert!(matches!(when("{near: [a, b]}"), Condition::Near { phrases, lines: 3 } if phrases.len() == 2));
    let Condition::Package { name, version } = when("{package: {name: Apache_Airflow, version: '>=2.4,<3'}}") else { panic!() };
    assert_eq!(name, "apache-airflow");
    assert_eq!(version.0, [(Comparison::GreaterEqual, vec![2, 4]), (Comparison::Less, vec![3])]);
    let Condition::Inside(blocks) = when("{inside: {function: [a, b], with: true, loop: true}}") else { panic!() };
    let names = vec!["a".to_owned(), "b".to_owned()];
    assert_eq!(blocks, [Enclosing::Function(names), Enclosing::Loop, Enclosing::With(vec![])]);
    let Condition::Key(paths) = when("{key: 'services.*.\"a.b\".**'}") else { panic!() };
    let name_step = |name: &str| KeyStep::Name(name.to_owned());
    assert_eq!(paths[0].0, [name_step("services"), name_step("*"), name_step("a.b"), KeyStep::AnyDepth]);
    let Condition::Argument { name, test, .. } = when("{argument: {name: pw, equals: '', one_of: [a], min: 1.5}}") else { panic!() };
    assert_eq!((name.as_deref(), test.one_of, test.min), (Some("pw"), vec![String::new(), "a".to_owned()], Some(1.5)));
    let Condition::Argument { name, position, .. } = when("{argument: {position: 2, equals: x}}") else { panic!() };
    assert_eq!((name, position), (None, Some(2)));
    let Condition::Items(bounds) = when("{items: {min: 2}}") else { panic!() };
    assert_eq!([1, 2, 9].map(|count| bounds.hold(count)), [false, true, true]);
    let Condition::Sibling { path, .. } = when("{sibling: {name: Properties.QueueName, equals: x}}") else { panic!() };
    assert_eq!(path.0, [name_step("Properties"), name_step("QueueName")]);
    let Condition::Path(globs) = when("{path: ['dags/*.py', 'tests/**']}") else { panic!() };
    let paths = ["dags/a.py", "dags/x/a.py", "tests/a/b.py"].map(|path| globs.is_match(path));
    assert_eq!(paths, [true, false, true], "`*` stays inside one folder");
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(version: |terms:|\n- |\n  - |\n    |name: |plain_english: |rules: |when: |[a-z\\[\\]{}&*!|>'\":,#-]|é| ){0,60}") {
        let (_, problems) = read("x.yml", &text);
        for problem in problems {
            prop_assert!(text.get(problem.span.range()).is_some(), "{problem:?}");
        }
    }

    /// A glossary whose every line may be cut or doubled still gives places inside it.
    #[test]
    fn a_damaged_glossary_is_read(cut in 0usize..2_000, len in 0usize..60) {
        let whole = include_str!("tests/whole.yml");
        let (start, end) = (cut.min(whole.len()), (cut + len).min(whole.len()));
        let text = format!("{}{}", &whole[..start], &whole[end..]);
        let (_, problems) = read("x.yml", &text);
        for problem in problems {
            prop_assert!(text.get(problem.span.range()).is_some(), "{problem:?}");
        }
    }
}

#[test]
fn many_mistakes_cost_no_more_than_few() {
    let keys: String = (0..20_000).fold(String::new(), |keys, n| keys + "k" + &n.to_string() + ": x\n");
    let nested = format!("terms: [{{name: a, plain_english: b, when: {}{}}}]", "[{any: ".repeat(2_000), "}]".repeat(2_000));
    let items = format!("terms:\n{}", "  - {nome: a}\n".repeat(10_000));
    for (name, text) in [("keys", keys), ("nested", nested), ("items", items)] {
        let start = std::time::Instant::now();
        let (_, problems) = read("x.yml", &text);
        let took = start.elapsed();
        assert!(took < std::time::Duration::from_secs(5), "{name} took {took:?}");
        assert!((1..=500).contains(&problems.len()), "{name}: {}", problems.len());
    }
}
