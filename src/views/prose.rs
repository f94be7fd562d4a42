//! Prose of a glossary as pieces: what is code between two single backticks, and what is not. Whoever shows them escapes.
//! And numbers in prose.

use serde::Serialize;

use super::markup::tidy;

/// A stretch of prose.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Stretch {
    /// What it says.
    pub text: String,
    /// Whether it is code.
    pub code: bool,
}

/// The stretches of a text, on one line.
pub fn stretches(text: &str) -> Vec<Stretch> {
    let text = tidy(text);
    let mut out: Vec<Stretch> = Vec::new();
    let mut rest = text.as_str();
    while let Some((before, code, behind)) = first_code(rest) {
        out.push(Stretch { text: before.to_owned(), code: false });
        out.push(Stretch { text: code.to_owned(), code: true });
        rest = behind;
    }
    out.push(Stretch { text: rest.to_owned(), code: false });
    out.retain(|stretch| !stretch.text.is_empty());
    out
}

/// What stands before, in and behind the first pair of backticks.
fn first_code(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('`')?;
    let (code, behind) = rest.split_once('`')?;
    (!code.is_empty()).then_some((before, code, behind))
}

/// The first sentence of a text.
pub fn first_sentence(text: &str) -> String {
    let text = tidy(text);
    let end = text.match_indices(['.', '!', '?', ':']).find_map(|(at, mark)| {
        let behind = text.get(at + mark.len()..).unwrap_or_default();
        // `e.g. this` and `3. that` go on.
        let begins = behind.starts_with(' ') && behind.trim_start().starts_with(char::is_uppercase);
        let short = text.get(..at).is_some_and(|before| before.rsplit(' ').next().is_some_and(|word| word.chars().count() <= 1));
        (begins && !short && mark != ":").then_some(at + mark.len())
    });
    text.get(..end.unwrap_or(text.len())).unwrap_or(&text).to_owned()
}

/// A number as people read it: `10,000`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let comma = |at: usize| at > 0 && (digits.len() - at).is_multiple_of(3);
    digits.chars().enumerate().flat_map(|(at, digit)| comma(at).then_some(',').into_iter().chain([digit])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_what_stands_in_single_backticks() {
        for (text, expected) in [
            ("plain", "plain"),
            ("set `a < b`\n now", "set |<a < b>| now"),
            ("a ` b", "a ` b"),
            ("``x``", "``x``"),
            ("`a``b`", "<a>|<b>"),
            ("", ""),
        ] {
            let told = |stretch: &Stretch| if stretch.code { format!("<{}>", stretch.text) } else { stretch.text.clone() };
            assert_eq!(stretches(text).iter().map(told).collect::<Vec<_>>().join("|"), expected, "{text}");
        }
    }

    #[test]
    fn sentences_end_where_the_next_begins() {
        for (text, expected) in [
            ("One. Two.", "One."),
            ("Such as S3, i.e. a disk. Two", "Such as S3, i.e. a disk."),
            ("Version 3.1 is out", "Version 3.1 is out"),
            ("Plan B. Is it?", "Plan B. Is it?"),
            ("", ""),
        ] {
            assert_eq!(first_sentence(text), expected);
        }
    }

    #[test]
    fn numbers_are_grouped() {
        for (number, expected) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), expected);
        }
    }
}
