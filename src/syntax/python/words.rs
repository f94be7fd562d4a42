//! Words of Python that mean something to the shapes read here.

/// Keywords that may stand before `(` without being called.
const KEYWORDS: [&str; 31] = [
    "and", "as", "assert", "async", "await", "case", "class", "def", "del", "elif", "else", "except", "finally", "for", "from", "global",
    "if", "import", "in", "is", "lambda", "match", "nonlocal", "not", "or", "raise", "return", "try", "while", "with", "yield",
];

pub(in crate::syntax) fn is_keyword(word: &str) -> bool {
    word.len() <= 8 && KEYWORDS.binary_search(&word).is_ok()
}

/// Whether a word can be a variable's name: `match` and `case` can.
pub(super) fn is_name(word: &str) -> bool {
    !is_keyword(word) || matches!(word, "match" | "case")
}

/// Names under which loggers go: `logger`, `logging`, `log`, `_log`, `LOGGER`.
pub(super) fn is_logger(word: &str) -> bool {
    let name = word.trim_start_matches('_');
    ["log", "logger", "logging"].iter().any(|logger| name.eq_ignore_ascii_case(logger))
}
