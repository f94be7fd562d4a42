//! What people write who expect regular expressions, where texts are searched for as they stand and paths have patterns of
//! their own: recognised, told, and with what it would be here.

use crate::lexicon::Globs;

/// More spellings than these are not listed.
const MOST_SPELLINGS: usize = 4;
/// What stands for one character of a kind, or for one that means itself.
const ESCAPES: [&str; 8] = ["\\.", "\\d", "\\w", "\\s", "\\S", "\\W", "\\b", "\\-"];

/// What is wrong with a text that is searched for; `None` for one that may well be meant as it stands.
pub(super) fn in_text(text: &str) -> Option<String> {
    let part = sign_in(text)?;
    let spellings = spellings(text);
    let advice = if spellings.is_empty() {
        "write each spelling out".to_owned()
    } else {
        format!("write each spelling out: `{}`", spellings.join("`, `"))
    };
    Some(format!("`{part}` looks like a regular expression, but is searched for as it stands; {advice}"))
}

/// What is wrong with a pattern of paths, or of values; `None` for one that may well be meant so.
pub(super) fn in_pattern(text: &str) -> Option<String> {
    let anchored = text.starts_with('^') || text.ends_with('$');
    let escaped = ESCAPES.iter().any(|sign| text.contains(sign));
    // `.*` alone may mean hidden files.
    let any = text.contains(".+") || text.split('/').filter(|part| *part == ".*").count() > 1 || text.contains("(.*");
    if !(anchored || escaped || any || choice(text).is_some()) {
        return None;
    }
    let meant = pattern_for(text);
    let advice = if !meant.is_empty() && Globs::default().add(&meant).is_ok() {
        format!("as a pattern it is `{meant}`")
    } else {
        "in a pattern `*` stands for anything in one folder and `**` for any folders".to_owned()
    };
    Some(format!("this looks like a regular expression, and is a pattern; {advice}"))
}

/// What in a text only makes sense in a regular expression.
fn sign_in(text: &str) -> Option<&str> {
    // Nearly every text is told by this one look: whatever follows has one of these.
    if !text.contains(['\\', '[', '?', '+', '*', '|', '^']) {
        return None;
    }
    let simple = ["\\d", "\\w", "\\s", "\\b", "\\S", "\\W", ".+", "[a-z", "[A-Z", "[0-9", "[^", "(?:", "(?i", "]?", ")?"];
    let near = |at: usize, len: usize| text.get(at..at + len);
    if let Some((at, found)) = simple.iter().find_map(|sign| text.find(sign).map(|at| (at, *sign))) {
        return near(at, found.len());
    }
    if let Some(at) = text.find(".*") {
        // `t.*` is plain SQL: all columns of one table.
        let before = text.get(..at)?.chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '`' | '"' | '}'));
        let behind = text.get(at + 2..)?.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '_');
        if !before || behind {
            return near(at, 2);
        }
    }
    if text.starts_with('^') && text.chars().nth(1).is_some_and(char::is_alphanumeric) {
        return near(0, 1);
    }
    choice(text).map(|(open, close)| (open, close + 1)).and_then(|(open, end)| text.get(open..end)).or_else(|| optional(text))
}

/// Where `(a|b)` stands: its brackets.
fn choice(text: &str) -> Option<(usize, usize)> {
    let open = text.find('(')?;
    let close = open + text.get(open..)?.find(')')?;
    let inside = text.get(open + 1..close)?;
    let is_choice = inside.contains('|') && !inside.contains("||") && !inside.split('|').any(|part| part.trim().is_empty());
    (is_choice && !inside.contains(' ')).then_some((open, close))
}

/// `u?` in a text that otherwise holds only letters and blanks: `colou?r`.
fn optional(text: &str) -> Option<&str> {
    let at = text.find('?')?;
    let only_words = text.chars().all(|c| c.is_alphabetic() || matches!(c, '?' | ' ' | '_')) && text.matches('?').count() == 1;
    let (before, behind) = (text.get(..at)?, text.get(at + 1..)?);
    let letter = before.chars().next_back().filter(|c| c.is_alphabetic())?;
    (only_words && behind.starts_with(char::is_alphabetic)).then(|| text.get(at - letter.len_utf8()..=at)).flatten()
}

/// What a text with one choice, or one letter that may be missing, stands for; nothing where that is not clear.
fn spellings(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    if let Some((open, close)) = choice(text)
        && let (Some(before), Some(inside), Some(behind)) = (text.get(..open), text.get(open + 1..close), text.get(close + 1..))
    {
        all.extend(inside.split('|').map(|part| format!("{before}{part}{behind}")));
    } else if let Some(part) = optional(text) {
        all.push(text.replacen(part, "", 1));
        all.push(text.replacen('?', "", 1));
    }
    let clear = all.len() <= MOST_SPELLINGS && all.iter().all(|one| sign_in(one).is_none());
    if clear { all } else { Vec::new() }
}

/// The pattern that finds the paths of a regular expression, as far as there is one.
fn pattern_for(text: &str) -> String {
    let bare = text.strip_prefix('^').unwrap_or(text);
    let bare = bare.strip_suffix('$').unwrap_or(bare);
    let choices = match choice(bare).map(|(open, close)| (bare.get(..open), bare.get(open + 1..close), bare.get(close + 1..))) {
        Some((Some(before), Some(inside), Some(behind))) => format!("{before}{{{}}}{behind}", inside.replace('|', ",")),
        _ => bare.to_owned(),
    };
    // An escaped dot must not become a part of `.*`.
    let mut out = choices.replace("(.*)", ".*").replace("\\.", "\u{0}");
    for sign in ["\\d+", "\\w+", "\\d*", "\\w*", "\\d", "\\w"] {
        out = out.replace(sign, "*");
    }
    let parts: Vec<String> = out.replace("\\-", "-").split('/').map(part_for).collect();
    parts.join("/").replace('\u{0}', ".")
}

/// One folder's or file's part: `.*` goes through folders, too.
fn part_for(part: &str) -> String {
    match part {
        ".*" | ".+" => "**".to_owned(),
        part => {
            let open = part.strip_prefix(".*").or_else(|| part.strip_prefix(".+"));
            let rest = open.unwrap_or(part).replace(".*", "*").replace(".+", "*");
            if open.is_some() { format!("**/*{rest}") } else { rest }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts() {
        for text in ["a.*b", ".*", "\\d+", "[a-z]+", "(a|b)", "x.+", "^select", "gold[ _]?table", "colou?r"] {
            assert!(in_text(text).is_some(), "{text}");
        }
        for text in ["select t.*", "select *", "count(*)", "f(a, b)", "(a || b)", "x[0]", "`t`.*", "a ? b", "where id=?and", "^", "x?y=1"] {
            assert_eq!(in_text(text), None, "{text}");
        }
        let told = |text: &str| in_text(text).unwrap_or_default();
        assert!(told("(gold|golden) table").ends_with("write each spelling out: `gold table`, `golden table`"));
        assert!(told("colou?r").ends_with("write each spelling out: `color`, `colour`"), "{}", told("colou?r"));
        assert!(told("gold.*table").ends_with("write each spelling out"));
        assert!(told("(a|b|c|d|e)").ends_with("write each spelling out"), "too many");
    }

    #[test]
    fn patterns() {
        for (text, meant) in [
            ("^models/.*\\.sql$", "models/**/*.sql"),
            (".*/tests/.*", "**/tests/**"),
            ("^dags/", "dags/"),
            ("(dags|jobs)/.*\\.py", "{dags,jobs}/**/*.py"),
            ("models/stg_\\w+\\.sql", "models/stg_*.sql"),
            ("a/b\\.sql", "a/b.sql"),
        ] {
            let told = in_pattern(text).unwrap_or_default();
            assert!(told.ends_with(&format!("as a pattern it is `{meant}`")), "{text}: {told}");
        }
        for text in [".*", "**/.*", ".github/**", "models/*.sql", "{a,b}/*.py", "[ab]/x.sql", "a.*", "http://*", "tests/**", "a(b).sql"] {
            assert_eq!(in_pattern(text), None, "{text}");
        }
        assert!(in_pattern("^").is_some_and(|told| told.contains("`**` for any folders")), "nothing is left of it");
    }
}
