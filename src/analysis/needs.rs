//! What must stand somewhere in a text for a rule to be possible at all, told from its conditions.
//!
//! Looked up in the bare text, so it errs on one side only: what is not needed may stand there, what is needed must.

mod calls;
mod schedules;

use std::cell::{OnceCell, RefCell};

use rustc_hash::FxHashMap;

use super::Facts;
use super::conditions::{in_tests, pinned};
use crate::lexicon::condition::{CronKind, KeyPath, KeyStep};
use crate::lexicon::{Condition, Phrase, Rule};
use crate::syntax::Language;
use crate::syntax::sql::StatementKind;

/// A text whose words are looked up again and again, in any case.
pub(super) struct Words<'a> {
    text: &'a str,
    lower: OnceCell<Box<[u8]>>,
    cron: OnceCell<bool>,
    in_tests: OnceCell<bool>,
    known: RefCell<FxHashMap<String, bool>>,
    language: Language,
    facts: &'a Facts,
}

impl<'a> Words<'a> {
    pub(super) fn new(text: &'a str, language: Language, facts: &'a Facts) -> Self {
        Self { text, lower: OnceCell::new(), cron: OnceCell::new(), in_tests: OnceCell::new(), known: RefCell::default(), language, facts }
    }

    /// How the text is read.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// Whether everything is there that a rule needs. What is known of the file is asked first: no word need be looked up.
    pub(super) fn allow(&self, rule: &Rule) -> bool {
        !rule.unless.iter().any(|condition| self.must_hold(condition)) && rule.when.iter().all(|condition| self.may_hold(condition))
    }

    /// Whether a condition about the file alone is yes.
    fn must_hold(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Path(globs) => self.facts.path.as_ref().is_some_and(|path| globs.is_match(path)),
            Condition::InTests(wanted) => *self.in_tests.get_or_init(|| in_tests(self.facts)) == *wanted,
            Condition::Package { name, version } => pinned(self.facts, name, version) == Some(true),
            _ => false,
        }
    }

    /// Whether a condition can be yes.
    fn may_hold(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Any(inner) => inner.iter().any(|condition| self.may_hold(condition)),
            Condition::All(inner) => inner.iter().all(|condition| self.may_hold(condition)),
            Condition::Path(_) | Condition::InTests(_) => self.must_hold(condition),
            Condition::Package { name, version } => pinned(self.facts, name, version) == Some(true),
            Condition::FileHas(phrases)
            | Condition::LineHas(phrases)
            | Condition::StatementHas(phrases)
            | Condition::FunctionHas(phrases)
            | Condition::BodyHas(phrases)
            | Condition::BracketHas(phrases)
            | Condition::SelectHas(phrases)
            | Condition::PrecededBy(phrases)
            | Condition::FollowedBy(phrases)
            | Condition::BracketFollowedBy(phrases)
            | Condition::Near { phrases, .. } => phrases.iter().any(|phrase| self.phrase(phrase)),
            Condition::Call(names) if self.language == Language::Python => {
                names.iter().any(|name| calls::may_be_called(self.lower(), name))
            }
            Condition::Call(names) => names.iter().any(|name| name.split('.').all(|part| self.has(longest_word(part)))),
            Condition::Imports(names) | Condition::CallHas(names) | Condition::ChainHas(names) => {
                names.iter().any(|name| self.has(longest_word(name.rsplit('.').next().unwrap_or(name))))
            }
            Condition::Argument { name: Some(name), position: None, test } => {
                let is_plain = self.language == Language::Python && !name.contains('.');
                self.has(longest_word(name)) && (!is_plain || calls::may_be_given(self.text, name, test))
            }
            Condition::TableName(names) | Condition::ColumnName(names) => self.pattern(names),
            Condition::Statement(kinds) => kinds.iter().any(|kind| verbs(*kind).iter().any(|verb| self.has(verb))),
            Condition::Cron(kinds) => {
                *self.cron.get_or_init(|| schedules::may_hold_cron(self.text)) && kinds.iter().any(|kind| self.may_be(*kind))
            }
            // No other language has YAML in it.
            Condition::Key(_) | Condition::SiblingHas(_) | Condition::ChildHas(_) | Condition::Sibling { .. }
                if self.language != Language::Yaml =>
            {
                false
            }
            Condition::Key(paths) | Condition::SiblingHas(paths) | Condition::ChildHas(paths) => paths.iter().any(|path| self.path(path)),
            Condition::Sibling { path, .. } => self.path(path),
            _ => true,
        }
    }

    fn may_be(&self, kind: CronKind) -> bool {
        self.language != Language::Python || schedules::may_be_in_strings(self.text, kind)
    }

    /// Whether everything that blanks part in a phrase stands somewhere. Signs may be escaped where a text stands in a string.
    fn phrase(&self, phrase: &Phrase) -> bool {
        let sure = |word: &&str| !word.contains(['"', '\'', '\\', '\n']);
        self.has(longest_word(&phrase.text)) && phrase.text.split_whitespace().filter(sure).all(|word| self.has(word))
    }

    /// Whether a text may be like one of some patterns.
    fn pattern(&self, patterns: &[String]) -> bool {
        patterns.iter().any(|pattern| self.has(longest_word(pattern)))
    }

    fn path(&self, path: &KeyPath) -> bool {
        path.0.iter().all(|step| match step {
            KeyStep::Name(name) => self.has(longest_word(name)),
            KeyStep::AnyDepth => true,
        })
    }

    /// Whether a word stands in the text, in any case; the empty word does. Rules need the same words again and again.
    pub(super) fn has(&self, word: &str) -> bool {
        let word = word.to_ascii_lowercase();
        let known = self.known.borrow().get(&word).copied();
        known.unwrap_or_else(|| {
            let found = memchr::memmem::find(self.lower(), word.as_bytes()).is_some();
            self.known.borrow_mut().insert(word, found);
            found
        })
    }

    /// The text in small letters.
    fn lower(&self) -> &[u8] {
        self.lower.get_or_init(|| self.text.to_ascii_lowercase().into_bytes().into())
    }
}

/// The longest run of ASCII letters and digits: what no gap, join or quoting can part.
pub(super) fn longest_word(text: &str) -> &str {
    text.split(|c: char| !c.is_ascii_alphanumeric()).max_by_key(|word| word.len()).unwrap_or_default()
}

/// The words of which a statement of a kind has one; the empty word is in every text.
fn verbs(kind: StatementKind) -> &'static [&'static str] {
    match kind {
        StatementKind::Insert => &["insert", "replace", "upsert"],
        StatementKind::Update => &["update"],
        StatementKind::Delete => &["delete"],
        StatementKind::Merge => &["merge"],
        StatementKind::CreateTable | StatementKind::CreateView | StatementKind::CreateOther => &["create"],
        StatementKind::Truncate => &["truncate"],
        StatementKind::Drop => &["drop"],
        StatementKind::Alter => &["alter"],
        StatementKind::Copy => &["copy"],
        StatementKind::Select | StatementKind::Other => &[""],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary;
    use crate::lexicon::Lexicon;

    #[test]
    fn what_a_rule_needs() {
        let cases = [
            ("file_has: [import airflow]", "Import AIRFLOW", true),
            ("file_has: [import airflow]", "import dagster", false),
            ("any: [{ line_has: dbt }, { imports: [great_expectations.core] }]", "from x import core", true),
            ("any: [{ line_has: dbt }, { imports: [great_expectations.core] }]", "x", false),
            ("all: [{ line_has: dbt }, { line_has: x }]", "x", false),
            ("statement: [merge]", "MERGE INTO", true),
            ("statement: [merge]", "insert into", false),
            ("statement: [select]", "", true),
            ("key: ['**.freshness.warn_after']", "freshness:", false),
            ("key: ['**.freshness.warn_after']", "freshness: {warn_after: 1}", true),
            ("argument: { name: retries, max: 0 }", "f(1)", false),
            ("call: [environ.get]", "os.environ . get()", true),
            ("call: [environ.get]", "target()", false),
            ("path: ['a/**']", "", false),
            ("package: { name: dbt-core, version: '>=1' }", "", true),
            ("package: { name: dbt-core, version: '>=2' }", "", false),
            ("package: { name: pandas, version: '>=2' }", "", false),
            ("cron: [fixed_hour]", "0 6 1 1 *", true),
            ("cron: [fixed_hour]", "0\t6 1 1 ?", true),
            ("cron: [fixed_hour]", "a*b, 6 7 8 9", false),
            ("file_lacks: dbt", "dbt", true),
        ];
        let facts = Facts { pins: vec![("dbt-core".to_owned(), "1.7".to_owned())].into(), ..Facts::default() };
        for (condition, text, expected) in cases {
            let yaml =
                format!("terms: [{{name: A, plain_english: b, rules: [{{id: r, find: x, message: m, when: [{{ {condition} }}]}}]}}]\n");
            let (glossary, problems) = glossary::read("a.yml", &yaml);
            assert_eq!(glossary.terms.iter().map(|term| term.rules.len()).sum::<usize>(), 1, "{problems:?}");
            let lexicon = Lexicon::compile([glossary]);
            let rule = lexicon.rule(crate::lexicon::RuleId(0));
            assert_eq!(Words::new(text, Language::Yaml, &facts).allow(rule), expected, "{condition} in {text}");
            let of_keys = condition.starts_with("key");
            assert_eq!(Words::new(text, Language::Python, &facts).allow(rule), expected && !of_keys, "{condition} in {text}");
        }
    }
}
