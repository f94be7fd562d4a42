//! What must stand right beside a match for a rule to be possible there, told from the bare text.
//!
//! As in [`needs`](super::needs) it errs on one side only: what is called impossible is, what is not may still be.

use crate::lexicon::matcher::Entry;
use crate::lexicon::{Case, Condition, Phrase, Rule};
use crate::syntax::{Language, Zone};

/// Bytes of a bracket that are looked at.
const BRACKET: usize = 1024;

/// Whether what stands behind a phrase of a rule that ends at `end` may be what the rule asks for: the value of a key of
/// YAML, the content of a bracket, the columns of an INSERT.
pub(super) fn may_count(text: &str, language: Language, end: usize, entry: &Entry, rule: &Rule) -> bool {
    if !entry.languages.has(Language::Yaml) {
        return rule.when.iter().all(|condition| may_follow(condition, text.as_bytes(), end));
    }
    if language != Language::Yaml || entry.languages.has(Language::Sql) || counts_elsewhere(entry) {
        return true;
    }
    let (before, behind) = text.as_bytes().split_at_checked(end).unwrap_or_default();
    let start = before.iter().rposition(|byte| is_break(*byte)).map_or(0, |at| at + 1);
    let key = before.get(start..).unwrap_or_default();
    let rest = line(behind);
    let Some(colon) = memchr::memchr(b':', rest) else {
        // An explicit key has its colon on another line.
        return key.contains(&b'?');
    };
    let plain = rest.get(..colon).unwrap_or_default().iter().all(|byte| matches!(byte, b' ' | b'\t' | b'"' | b'\''));
    let value = behind.get(colon + 1..).unwrap_or_default();
    !key.trim_ascii_start().starts_with(b"#") && (!plain || rule.when.iter().all(|condition| may_pass(condition, value)))
}

/// Whether a phrase that begins at `start` stands in a comment of SQL, where it does not count: behind `--` on its line, and
/// nothing between that could end a string, comment or template from above or begin a template.
pub(super) fn is_commented(text: &str, language: Language, start: usize, entry: &Entry) -> bool {
    if language != Language::Sql || counts_elsewhere(entry) {
        return false;
    }
    let before = text.as_bytes().get(..start).unwrap_or_default();
    let line = before.rsplit(|byte| is_break(*byte)).next().unwrap_or_default();
    let comment = memchr::memmem::rfind(line, b"--").and_then(|sign| line.get(sign..));
    comment.is_some_and(|comment| !comment.iter().any(|byte| b"'\"`*$]{}".contains(byte)))
}

/// Whether an entry counts in anything but code and keys.
fn counts_elsewhere(entry: &Entry) -> bool {
    [Zone::Value, Zone::String, Zone::Comment, Zone::Template].into_iter().any(|zone| entry.zones.has(zone))
}

/// Whether a condition may be yes of code in which a phrase ends at `end`.
fn may_follow(condition: &Condition, text: &[u8], end: usize) -> bool {
    let (phrase, behind) = text.split_at_checked(end).unwrap_or_default();
    let bracket = || Some(behind).filter(|_| phrase.ends_with(b"(")).and_then(plain_bracket);
    match condition {
        Condition::Any(inner) => inner.iter().any(|condition| may_follow(condition, text, end)),
        Condition::All(inner) => inner.iter().all(|condition| may_follow(condition, text, end)),
        Condition::BracketHas(phrases) => bracket().is_none_or(|bracket| {
            let bracket = squeezed(bracket);
            phrases.iter().any(|phrase| memchr::memmem::find(&bracket, &squeezed(phrase.text.as_bytes())).is_some())
        }),
        Condition::BracketLacks(phrases) => bracket().is_none_or(|bracket| !phrases.iter().any(|phrase| surely_in(bracket, phrase))),
        Condition::ColumnList(false) => {
            let start = phrase.len().saturating_sub(4);
            !phrase.get(start..).is_some_and(|word| word.eq_ignore_ascii_case(b"into")) || !names_columns(behind)
        }
        _ => true,
    }
}

/// The content of a bracket that was opened right before, where all of it is code: no string, comment or template.
fn plain_bracket(behind: &[u8]) -> Option<&[u8]> {
    let mut depth = 0_u32;
    for (at, byte) in behind.iter().take(BRACKET).enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return behind.get(..at),
            b')' => depth -= 1,
            b'\'' | b'"' | b'`' | b'\\' | b'{' | b'}' | b'[' | b']' | b'$' | b'#' | b'-' | b'/' | b';' => return None,
            byte if !byte.is_ascii() => return None,
            _ => {}
        }
    }
    None
}

/// A text without blanks, in small letters: what holds a phrase holds it so, whatever parts its words.
fn squeezed(text: &[u8]) -> Vec<u8> {
    text.iter().filter(|byte| !byte.is_ascii_whitespace()).map(u8::to_ascii_lowercase).collect()
}

/// Whether a phrase of plain words stands in a bracket with nothing but blanks around each of them.
fn surely_in(bracket: &[u8], phrase: &Phrase) -> bool {
    let plain = phrase.case == Case::Any && phrase.text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ');
    let words: Vec<&[u8]> = phrase.text.split_ascii_whitespace().map(str::as_bytes).collect();
    let all: Vec<&[u8]> = bracket.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).collect();
    let same = |(a, b): (&&[u8], &&[u8])| a.eq_ignore_ascii_case(b);
    plain && !words.is_empty() && all.windows(words.len()).any(|run| run.iter().zip(&words).all(same))
}

/// Whether `into` is followed by a plain name and a bracket that begins with another one: a table and its columns.
fn names_columns(behind: &[u8]) -> bool {
    fn rest(text: &[u8], at: usize) -> &[u8] {
        text.get(at..).unwrap_or_default().trim_ascii_start()
    }
    let name = |text: &[u8]| {
        let length = text.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')).count();
        let word = text.get(..length).filter(|word| !word.is_empty())?;
        let is_verb = ["select", "with", "values", "value", "from", "table"].iter().any(|verb| word.eq_ignore_ascii_case(verb.as_bytes()));
        (!is_verb).then_some(length)
    };
    let table = rest(behind, 0);
    let Some(length) = name(table) else { return false };
    let Some(columns) = rest(table, length).strip_prefix(b"(").map(|columns| rest(columns, 0)) else { return false };
    let Some(length) = name(columns) else { return false };
    matches!(rest(columns, length).first(), Some(b',' | b')'))
}

/// Whether the value that begins `text` may pass a condition.
fn may_pass(condition: &Condition, text: &[u8]) -> bool {
    let value = line(text).trim_ascii_start();
    let goes_on = value.first().is_none_or(|first| b"|>&!#".contains(first));
    match condition {
        Condition::Cron(_) => {
            let next = text.get(line(text).len() + 1..).map(line).unwrap_or_default();
            let sign = |line: &[u8]| memchr::memchr3(b'*', b'?', b'@', line).is_some();
            goes_on || sign(value) || sign(next)
        }
        Condition::Value(test) if !test.one_of.is_empty() => goes_on || may_be_one_of(value, &test.one_of),
        _ => true,
    }
}

/// Whether the value that begins a line may be one of some texts, in any case.
fn may_be_one_of(value: &[u8], texts: &[String]) -> bool {
    let begins = |with: &[u8]| {
        let start = |wanted: &String| wanted.as_bytes().get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
        texts.iter().any(start)
    };
    // A template ends what stands before it.
    if value.contains(&b'{') {
        return true;
    }
    if let Some((quote @ (b'"' | b'\''), content)) = value.split_first() {
        let Some(end) = memchr::memchr(*quote, content) else { return begins(content.trim_ascii()) };
        let (content, behind) = content.split_at_checked(end).unwrap_or_default();
        let ends = behind.get(1..).unwrap_or_default().trim_ascii_start().first().is_none_or(|next| b",}]#".contains(next));
        let content = str::from_utf8(content).unwrap_or_default().trim();
        return !ends || content.contains('\\') || texts.iter().any(|wanted| wanted.eq_ignore_ascii_case(content));
    }
    let quoted = value.iter().take(3).any(|byte| matches!(byte, b'"' | b'\'' | b'`'));
    let whole = |byte: &u8| !matches!(byte, b',' | b'}' | b']' | b'#');
    let item = value.get(..value.iter().take_while(|byte| whole(byte)).count()).unwrap_or_default().trim_ascii_end();
    // The next line may go on with it.
    quoted || !value.is_ascii() || begins(item) || begins(value.trim_ascii_end())
}

fn line(text: &[u8]) -> &[u8] {
    text.get(..memchr::memchr2(b'\n', b'\r', text).unwrap_or(text.len())).unwrap_or_default()
}

fn is_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary;
    use crate::lexicon::matcher::Wanted;
    use crate::lexicon::{Lexicon, RuleId};
    use crate::syntax::ZoneSet;

    #[test]
    fn what_may_count() {
        for (condition, text, expected) in [
            ("cron: [both_days]", "x: 1\nschedule: '0 6 1 * 1'", true),
            ("cron: [both_days]", "- \"schedule\" : 0 6 1 * 1", true),
            ("cron: [both_days]", "schedule: \"\"\n", false),
            ("cron: [both_days]", "schedule:\n  0 6 1 * 1", true),
            ("cron: [both_days]", "schedule: 0 6 1\n  * 1", true),
            ("cron: [both_days]", "schedule: >\n  0 6 1 * 1", true),
            ("cron: [both_days]", "# @param schedule When: * * * * *", false),
            ("cron: [both_days]", "about: our schedule * * * * *\n", false),
            ("cron: [both_days]", "? schedule\n: 0 6 1 * 1", true),
            ("value: { one_of: [todo] }", "schedule: TODO", true),
            ("value: { one_of: [todo] }", "schedule: 'todo'", true),
            ("value: { one_of: [todo] }", "schedule: daily", false),
            ("value: { one_of: [todo] }", "schedule: \"An → B\"", false),
            ("value: { one_of: [todo] }", "schedule: 'to do'", false),
            ("value: { one_of: [todo] }", "schedule: ' Todo ', x: y", true),
            ("value: { one_of: [todo] }", "schedule: \"to\\\n  do\"", false),
            ("value: { one_of: [todo] }", "schedule: 'todo", true),
            ("value: { one_of: [todo] }", "schedule: todo{{ x }}", true),
            ("value: { one_of: [todo] }", "schedule: 'todo''s'", true),
            ("sibling_has: [x]", "schedule: daily", true),
        ] {
            let yaml = format!(
                "terms: [{{name: A, plain_english: b, rules: [{{id: r, find: schedule, languages: [yaml], zones: [key], message: m, when: [{{ {condition} }}]}}]}}]\n"
            );
            let (glossary, problems) = glossary::read("a.yml", &yaml);
            assert_eq!(glossary.terms.iter().map(|term| term.rules.len()).sum::<usize>(), 1, "{problems:?}");
            let lexicon = Lexicon::compile([glossary]);
            let end = text.find("schedule").expect("the phrase") + "schedule".len();
            let findings = |number: &u32| lexicon.matcher().entry(*number).is_some_and(|entry| entry.target.wanted() == Wanted::Findings);
            let entry = (0..4).find(findings).and_then(|number| lexicon.matcher().entry(number)).expect("an entry");
            assert_eq!(may_count(text, Language::Yaml, end, entry, lexicon.rule(RuleId(0))), expected, "{condition} in {text}");
        }
    }

    #[test]
    fn what_is_commented() {
        let entry = Entry { zones: ZoneSet::of([Zone::Code]), ..Entry::searched() };
        for (text, expected) in [
            ("select 1 -- a hard delete", true),
            ("'it''s -- delete", true),
            ("select '--' delete", false),
            ("/* -- */ delete", false),
            ("-- {{ delete", false),
            ("-- a\ndelete", false),
            ("{% set x = 1 -- 1 %} delete", false),
        ] {
            let start = text.find("delete").expect("the phrase");
            assert_eq!(is_commented(text, Language::Sql, start, &entry), expected, "{text}");
            assert!(!is_commented(text, Language::Python, start, &entry) && !is_commented(text, Language::Sql, start, &Entry::searched()));
        }
    }

    #[test]
    fn what_may_follow() {
        let window = "any: [{ bracket_lacks: order by }, { bracket_has: [order by 1, '(select null)'] }]";
        for (find, condition, text, expected) in [
            ("over (", window, "over (partition by a)", true),
            ("over (", window, "OVER (PARTITION BY a ORDER BY b)", false),
            ("over (", window, "over (partition by a\n  order\tby b)", false),
            ("over (", window, "over (partition by a order by 1)", true),
            ("over (", window, "over (order by ( SELECT  null))", true),
            ("over (", window, "over (partition by a -- order by b\n)", true),
            ("over (", window, "over (partition by 'order by b')", true),
            ("over (", window, "over (partition by reorder by_day)", true),
            ("over (", window, "over (partition by f(order by b)", true),
            ("over (", "bracket_has: [partition by]", "over (order by b)", false),
            ("insert into", "column_list: false", "insert into a.b select * from c", true),
            ("insert into", "column_list: false", "insert into a.b (c, d) select * from c", false),
            ("insert into", "column_list: false", "insert into a.b\n(\n  c)\nvalues (1)", false),
            ("insert into", "column_list: false", "insert into a.b (select * from c)", true),
            ("insert into", "column_list: false", "insert into table b (c)", true),
            ("insert into", "column_list: false", "insert into {{ this }} (c)", true),
            ("insert into", "column_list: false", "insert into", true),
        ] {
            let yaml = format!(
                "terms: [{{name: A, plain_english: b, rules: [{{id: r, find: '{find}', languages: [sql], message: m, when: [{{ {condition} }}]}}]}}]\n"
            );
            let (glossary, problems) = glossary::read("a.yml", &yaml);
            assert_eq!(glossary.terms.iter().map(|term| term.rules.len()).sum::<usize>(), 1, "{problems:?}");
            let lexicon = Lexicon::compile([glossary]);
            let rule = lexicon.rule(RuleId(0));
            let found = rule.when.iter().all(|condition| may_follow(condition, text.as_bytes(), find.len()));
            assert_eq!(found, expected, "{condition} in {text}");
        }
    }
}
