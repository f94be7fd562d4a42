//! The words that belong to a language itself: what colours are by. What statements are read by is each language's own.

use super::{Language, python, sql};

/// Words of SQL beyond those that statements are read by.
const SQL: [&str; 43] = [
    "and",
    "any",
    "array",
    "asc",
    "between",
    "case",
    "cast",
    "check",
    "column",
    "constraint",
    "cross",
    "current",
    "database",
    "default",
    "desc",
    "end",
    "escape",
    "false",
    "following",
    "foreign",
    "full",
    "in",
    "inner",
    "interval",
    "key",
    "left",
    "like",
    "matched",
    "natural",
    "null",
    "outer",
    "partition",
    "preceding",
    "primary",
    "range",
    "references",
    "right",
    "rows",
    "schema",
    "true",
    "unbounded",
    "unique",
    "when",
];

/// Words of Python that stand for a value, or do nothing.
const PYTHON: [&str; 6] = ["False", "None", "True", "break", "continue", "pass"];

/// Whether `word` is a keyword of `language`. SQL's count in any case.
pub fn is_keyword(language: Language, word: &str) -> bool {
    match language {
        Language::Sql => sql::keyword(word).is_some() || SQL.iter().any(|keyword| keyword.eq_ignore_ascii_case(word)),
        Language::Python => python::is_keyword(word) || PYTHON.contains(&word),
        Language::Yaml | Language::Notebook => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_each_language() {
        for (language, words, others) in [
            (Language::Sql, ["SELECT", "case", "When"].as_slice(), ["orders", "selects", "none"].as_slice()),
            (Language::Python, &["def", "None", "pass"], &["select", "none", "print"]),
            (Language::Yaml, &[], &["select", "true"]),
        ] {
            assert!(words.iter().all(|word| is_keyword(language, word)), "{language:?}");
            assert!(!others.iter().any(|word| is_keyword(language, word)), "{language:?}");
        }
    }
}
