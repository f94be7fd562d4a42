use std::sync::Arc;

use proptest::prelude::*;

use crate::analysis::{Cancel, Document, Facts, Input, check};
use crate::lexicon::Lexicon;
use crate::syntax::Language;

/// A rule for each thing that is looked at in the bare text.
const RULES: &str = r#"
terms:
  - name: A
    plain_english: b
    rules:
      - { id: given, languages: [python], find: ["x ="], when: [{ argument: { name: x, glob: ["*()", "a"] } }], message: m }
      - { id: called, languages: [python], find: [go], when: [{ call: [conf.get] }], message: m }
      - { id: both, languages: [python, yaml], find: [schedule], zones: [code, key], when: [{ cron: [both_days] }], message: m }
      - { id: gap, languages: [python, yaml], find: [schedule], zones: [code, key], when: [{ cron: [dst_gap] }], message: m }
      - { id: value, languages: [yaml], zones: [key], find: [about], when: [{ value: { one_of: [todo, "to do"] } }], message: m }
      - { id: deleted, languages: [sql], find: [delete from], message: m }
      - { id: window, languages: [sql], find: ["over ("], when: [{ bracket_lacks: order by }], message: m }
"#;

/// Pieces of what those rules speak about, and what stands between.
const PIECES: [&str; 52] = [
    "f(",
    "conf",
    ".",
    "get",
    "(",
    ")",
    "x",
    "=",
    " = ",
    "noop",
    "make()",
    "a",
    "'a'",
    "\"a\"",
    "f'a'",
    ",",
    ", ",
    "\n",
    " ",
    "# c\n",
    "\\\n",
    "go",
    "'''",
    "'",
    "\"",
    "\\",
    "schedule",
    "schedule=",
    "schedule: ",
    "'0 2 1 * 1'",
    "0 2 * * 1",
    "30 2 ",
    "* * ",
    "start_date=",
    "'Europe/Berlin'",
    "tz='EET'",
    "default_args={'a': 'eet'}",
    "datetime(2024, 1, 1)",
    "about",
    ": ",
    "todo",
    "to do",
    "-- ",
    "/* ",
    " */",
    "delete",
    "delete from",
    " from t",
    "\"\n    \"",
    "\\x66rom",
    "{{ ",
    "}}",
];

/// Whole pieces of code, so that a rule speaks now and then.
const FRAMES: [(&str, &str); 6] = [
    ("", ""),
    ("f(x=", ")\n"),
    ("f(schedule='30 2 * * 0', ", ")\n"),
    ("conf.get(go, ", ")\n"),
    ("execute(\"\"\"\ndelete from t where ", "\"\"\")\n"),
    ("about: ", "\n"),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// What a glance refuses, a close look refuses too.
    #[test]
    fn a_glance_hides_nothing(frame in 0..FRAMES.len(), pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..14)) {
        let lexicon = Lexicon::compile([crate::glossary::read("a.yml", RULES).0]);
        prop_assert_eq!(lexicon.rule_ids().len(), 7);
        let (before, behind) = FRAMES[frame];
        let text: Arc<str> = format!("{before}{}{behind}", pieces.concat()).into();
        for language in [Language::Python, Language::Sql, Language::Yaml] {
            let input = Input { text: Arc::clone(&text), language, facts: Facts::default() };
            let checked = check(&input, &lexicon, &Cancel::default()).map(|checked| checked.analysis.findings).unwrap_or_default();
            let document = Document::new(Arc::clone(&text), language, &lexicon, &Cancel::default());
            let whole = document.findings(&lexicon, &input.facts, &Cancel::default());
            prop_assert_eq!(checked, whole.findings, "{:?}", language);
        }
    }
}
