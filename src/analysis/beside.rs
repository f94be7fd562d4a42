//! What must stand right beside a match for a rule to be possible there, told from the bare text.
//!
//! As in [`needs`](super::needs) it errs on one side only: what is called impossible is, what is not may still be.

use crate::lexicon::matcher::Entry;
use crate::lexicon::{Condition, Rule};
use crate::syntax::{Language, Zone};

/// Whether a phrase of a rule that ends at `end` may be a key of YAML whose value passes; yes for what is no key.
pub(super) fn may_count(text: &str, language: Language, end: usize, entry: &Entry, rule: &Rule) -> bool {
    let elsewhere = [Zone::Value, Zone::String, Zone::Comment, Zone::Template].into_iter().any(|zone| entry.zones.has(zone));
    if language != Language::Yaml || entry.languages.has(Language::Sql) || elsewhere {
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
        Condition::Value(test) if !test.one_of.is_empty() => {
            let quoted = value.iter().take(3).any(|byte| matches!(byte, b'"' | b'\'' | b'`'));
            let whole = |byte: &u8| !matches!(byte, b',' | b'}' | b']' | b'#');
            let item = value.get(..value.iter().take_while(|byte| whole(byte)).count()).unwrap_or_default().trim_ascii_end();
            // The next line may go on with it.
            let begins =
                |wanted: &String, with: &[u8]| wanted.as_bytes().get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
            let may_be = |wanted: &String| begins(wanted, item) || begins(wanted, value.trim_ascii_end());
            goes_on || quoted || !value.is_ascii() || test.one_of.iter().any(may_be)
        }
        _ => true,
    }
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
}
