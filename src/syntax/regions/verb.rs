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
const OBJECTS: [&str; 12] =
    ["table", "view", "schema", "database", "function", "procedure", "index", "stage", "sequence", "materialized", "external", "dataset"];

/// Whether the bytes behind a string's quotes may be the beginning of SQL: a cheap look that says no to nearly everything.
pub(super) fn may_begin_sql(content: &[u8]) -> bool {
    // A string that begins with pages of blanks is no statement.
    let Some(at) = content.iter().take(256).position(|byte| !byte.is_ascii_whitespace()) else { return false };
    let rest = content.get(at..).unwrap_or_default();
    let word = |verb: &[u8]| rest.get(..verb.len()).is_some_and(|word| word.eq_ignore_ascii_case(verb));
    match rest.first().map(u8::to_ascii_lowercase) {
        Some(b's') => word(b"select"),
        Some(b'w') => word(b"with"),
        Some(b'i') => word(b"insert"),
        Some(b'u') => word(b"update"),
        Some(b'd') => word(b"delete") || word(b"drop"),
        Some(b'm') => word(b"merge"),
        Some(b'c') => word(b"create") || word(b"copy"),
        Some(b't') => word(b"truncate"),
        Some(b'a') => word(b"alter"),
        Some(b'r') => word(b"replace"),
        // Line continuation, SQL comments, Jinja tags, a query in parentheses.
        Some(b'\\') => matches!(rest.get(1), Some(b'\n' | b'\r' | b'n')),
        Some(b'-') => word(b"--"),
        Some(b'/') => word(b"/*"),
        Some(b'{') => matches!(rest.get(1), Some(b'{' | b'%' | b'#')),
        Some(b'(') => true,
        _ => false,
    }
}

/// Whether a text begins like an SQL statement: a verb with the second word that makes it one.
pub(super) fn is_sql(text: &str) -> bool {
    let body = skip_lead(text);
    let mut words = Words(body).take(64);
    let Some(verb) = words.next() else { return false };
    let lower = verb.to_ascii_lowercase();
    // `Select …` in a title's case is more often a sentence than SQL: then a sign that no sentence has must stand there.
    let is_title = verb.starts_with(|c: char| c.is_ascii_uppercase()) && !verb.ends_with(|c: char| c.is_ascii_uppercase());
    if is_title && !body.contains(['*', ',', '(', '=', '\n', ';', '{']) {
        return false;
    }
    let second = words.next().unwrap_or_default().to_ascii_lowercase();
    match lower.as_str() {
        "select" => !is_english(&second) && table_follows(body, "from"),
        "with" => body.get(4..).is_some_and(is_common_table),
        "insert" | "merge" | "replace" => {
            (second == "into" || (lower == "insert" && second == "overwrite")) && words.next().is_some_and(|word| !is_english(word))
        }
        "delete" => second == "from" && words.next().is_some_and(|word| !is_english(word)),
        "update" => !is_english(&second) && body.contains('=') && words.take(4).any(|word| word.eq_ignore_ascii_case("set")),
        "truncate" => second == "table",
        "drop" | "alter" => is_one_of(&second, &OBJECTS) && words.next().is_some_and(|word| !is_english(word)),
        "create" => {
            let mut rest = std::iter::once(second.as_str()).chain(words).skip_while(|word| is_one_of(word, &QUALIFIERS));
            rest.next().is_some_and(|word| is_one_of(word, &OBJECTS)) && rest.next().is_some_and(|word| !is_english(word) && word != "of")
        }
        "copy" => second == "into" || (!is_english(&second) && words.take(4).any(|word| is_one_of(word, &["from", "to"]))),
        _ => false,
    }
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
