//! Whether a text begins like an SQL statement, and not like an English sentence.

/// Words that English puts behind a verb or `from`, and that name no table or column.
const ENGLISH: [&str; 16] =
    ["the", "an", "this", "that", "these", "those", "your", "our", "their", "its", "which", "one", "any", "some", "every", "each"];

/// Words between `create` and what is created.
const QUALIFIERS: [&str; 15] = [
    "or",
    "replace",
    "temp",
    "temporary",
    "global",
    "local",
    "external",
    "unlogged",
    "transient",
    "materialized",
    "unique",
    "secure",
    "volatile",
    "dynamic",
    "recursive",
];

/// What is created, dropped or altered.
const OBJECTS: [&str; 16] = [
    "table",
    "view",
    "schema",
    "database",
    "function",
    "procedure",
    "index",
    "stage",
    "sequence",
    "materialized",
    "external",
    "dataset",
    "warehouse",
    "pipe",
    "publication",
    "subscription",
];

/// The verbs that begin a statement, and the words that may follow; any but an English one where the list is empty.
const VERBS: [(&str, &[&[&str]]); 20] = [
    ("select", &[]),
    ("with", &[]),
    ("update", &[]),
    ("copy", &[]),
    ("insert", &[&["into", "overwrite"]]),
    ("merge", &[&["into"]]),
    ("replace", &[&["into"]]),
    ("delete", &[&["from"]]),
    ("truncate", &[&["table"]]),
    ("drop", &[&OBJECTS]),
    ("alter", &[&OBJECTS]),
    ("create", &[&OBJECTS, &QUALIFIERS]),
    ("analyze", &[&["table"]]),
    ("msck", &[&["repair"]]),
    ("describe", &[&["history"]]),
    ("show", &[&["partitions"]]),
    ("use", &[&["warehouse"]]),
    ("vacuum", &[]),
    ("optimize", &[]),
    ("call", &[]),
];

/// Upkeep is written in words that English has too: what else such a statement holds.
const UPKEEP: [(&str, [&str; 2]); 3] = [("vacuum", ["retain", "hours"]), ("vacuum", ["dry", "run"]), ("optimize", ["zorder", "by"])];

/// The words that begin SQL.
pub(super) fn verbs() -> impl Iterator<Item = &'static str> {
    VERBS.iter().map(|(verb, _)| *verb)
}

/// Whether a verb that stands at `at` in the text of another language may be the first word of SQL in it, judged by what
/// stands before: a quote, what begins a block, a comment, a template, a bracket. Says yes too often rather than too seldom.
pub(super) fn may_open(text: &str, at: usize) -> bool {
    // What opens a region is looked at in the same way, from the string's beginning.
    if !text.get(at..).is_some_and(may_begin_sql) {
        return false;
    }
    let before = text.as_bytes().get(..at).unwrap_or_default();
    let trimmed = before.trim_ascii_end();
    let Some(last) = trimmed.last() else { return true };
    let adjacent = trimmed.len() == before.len();
    if b"\"'(}/|>:-+\\,[0123456789".contains(last) || [b"\\n", b"\\t", b"\\r"].iter().any(|escape| trimmed.ends_with(*escape)) {
        return true;
    }
    let line = trimmed.rsplit(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    !adjacent && line.iter().any(|byte| b"#&!".contains(byte)) || line.windows(2).any(|pair| pair == b"--")
}

/// How much of a string is looked at before anything is built for it: with the longest prefix and quotes, no more than
/// [`super::LOOK_AHEAD`].
const GLANCE: usize = super::LOOK_AHEAD as usize - 8;

/// Whether the text behind a string's quotes may be the beginning of SQL: a cheap look that says no to nearly everything.
pub(super) fn may_begin_sql(content: &str) -> bool {
    let first = content.bytes().take(GLANCE).find(|byte| !byte.is_ascii_whitespace());
    if !first.is_some_and(|byte| matches!(byte | 0x20, b'a' | b'c' | b'd' | b'i' | b'm' | b'o' | b'r'..=b'w') || b"\\-/{(".contains(&byte))
    {
        return false;
    }
    // A character cut in two at the end is left out.
    let glance = (0..4).find_map(|less| content.get(..GLANCE - less)).unwrap_or(content);
    let mut body = skip_lead(glance);
    while let Some(rest) = body.strip_prefix("\\n").or_else(|| body.strip_prefix('\\')) {
        body = skip_lead(rest);
    }
    if body.is_empty() {
        return glance.len() < content.len();
    }
    let mut words = Words(body);
    let Some(verb) = words.next().filter(|verb| body.starts_with(verb)) else { return false };
    // `"insert"` alone is a word like any other.
    if !words.0.starts_with(|c: char| c.is_ascii_whitespace() || "\\*({/-".contains(c)) {
        return false;
    }
    match words.0.trim_start().bytes().next() {
        // The second word stands in the next string, on the next line, or in a hole.
        Some(b'\\' | b'\'' | b'"' | b'{' | b'-' | b'/') => VERBS.iter().any(|(known, _)| known.eq_ignore_ascii_case(verb)),
        _ => fits(verb, words.next().unwrap_or_default()),
    }
}

/// Whether a word may follow a verb of SQL.
fn fits(verb: &str, second: &str) -> bool {
    let Some((_, follow)) = VERBS.iter().find(|(known, _)| known.eq_ignore_ascii_case(verb)) else { return false };
    if follow.is_empty() { !is_english(second) } else { follow.iter().any(|list| is_one_of(second, list)) }
}

/// Whether the first word of a text is a verb of SQL with a word that may follow: enough where the place says that SQL is
/// meant.
pub(super) fn begins(text: &str) -> bool {
    let body = skip_lead(text);
    let mut words = Words(body);
    words.next().is_some_and(|verb| body.starts_with(verb) && fits(verb, words.next().unwrap_or_default()))
}

/// Whether a text begins like an SQL statement: a verb with the second word that makes it one.
pub(super) fn is_sql(text: &str) -> bool {
    let body = skip_lead(text);
    let mut words = Words(body).take(64);
    let Some(verb) = words.next() else { return false };
    // `Select …` in a title's case is more often a sentence than SQL: then a sign that no sentence has must stand there.
    let is_title = verb.starts_with(|c: char| c.is_ascii_uppercase()) && !verb.ends_with(|c: char| c.is_ascii_uppercase());
    if is_title && !body.contains(['*', ',', '(', '=', '\n', ';', '{']) {
        return false;
    }
    let second = words.next().unwrap_or_default();
    if !fits(verb, second) {
        return false;
    }
    match verb.to_ascii_lowercase().as_str() {
        "select" => table_follows(body, "from"),
        "with" => body.get(4..).is_some_and(is_common_table),
        "update" => body.contains('=') && words.take(4).any(|word| word.eq_ignore_ascii_case("set")),
        "copy" => second.eq_ignore_ascii_case("into") || words.take(4).any(|word| is_one_of(word, &["from", "to"])),
        "create" => {
            let mut rest = std::iter::once(second).chain(words).skip_while(|word| is_one_of(word, &QUALIFIERS));
            rest.next().is_some_and(|word| is_one_of(word, &OBJECTS)) && rest.next().is_some_and(|word| !is_english(word) && word != "of")
        }
        "call" => is_procedure(body),
        verb @ ("vacuum" | "optimize") => {
            let rest: Vec<&str> = words.collect();
            UPKEEP.iter().any(|(known, signs)| *known == verb && signs.iter().all(|sign| is_one_of(sign, &rest)))
        }
        _ => words.next().is_some_and(|word| !is_english(word) && !is_one_of(word, &["of", "for", "in"])),
    }
}

/// `call catalog.system.rewrite_data_files(`: a dotted name right before a bracket.
fn is_procedure(text: &str) -> bool {
    let name = text.split_whitespace().nth(1).and_then(|rest| rest.split_once('(')).map_or("", |(name, _)| name);
    name.contains('.') && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '`' | '"' | '{' | '}'))
}

fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|one| one.eq_ignore_ascii_case(word))
}

fn is_english(word: &str) -> bool {
    is_one_of(word, &ENGLISH)
}

/// Whether a keyword stands in the text, and what follows reads like a table and not like a sentence.
fn table_follows(text: &str, keyword: &str) -> bool {
    let mut words = Words(text).skip_while(|word| !word.eq_ignore_ascii_case(keyword)).skip(1);
    // Behind `from` may stand a template or a quoted name: then there is no further word, or one of those.
    let mut seen = Words(text);
    seen.any(|word| word.eq_ignore_ascii_case(keyword)) && words.next().is_none_or(|word| !is_english(word))
}

/// Behind `with`: `name as (`, with `recursive` and columns allowed.
fn is_common_table(rest: &str) -> bool {
    let mut words = Words(rest).take(8).skip_while(|word| word.eq_ignore_ascii_case("recursive"));
    if words.next().is_none_or(is_english) {
        return false;
    }
    let after = Words(rest).take(64).find(|word| word.eq_ignore_ascii_case("as")).and_then(|word| {
        let end = word.as_ptr() as usize - rest.as_ptr() as usize + word.len();
        rest.get(end..)
    });
    let after = after.unwrap_or_default().trim_start();
    let behind = |word: &str| after.get(..word.len()).filter(|head| head.eq_ignore_ascii_case(word)).and_then(|_| after.get(word.len()..));
    let after = behind("not materialized").or_else(|| behind("materialized")).unwrap_or(after);
    after.trim_start().starts_with('(')
}

/// The text behind blanks, comments, Jinja tags and opening parentheses.
fn skip_lead(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '(');
        let end = ["--", "/*", "{{", "{%", "{#"].iter().zip(["\n", "*/", "}}", "%}", "#}"]).find(|(open, _)| rest.starts_with(**open));
        let Some((_, end)) = end else { return rest };
        let Some(at) = rest.find(end) else { return "" };
        rest = rest.get(at + end.len()..).unwrap_or_default();
    }
}

/// The words of a text: runs of letters, digits and `_`.
struct Words<'a>(&'a str);

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let start = self.0.find(|c: char| c.is_alphanumeric() || c == '_')?;
        let rest = self.0.get(start..)?;
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (word, behind) = rest.split_at_checked(end)?;
        self.0 = behind;
        Some(word)
    }
}
