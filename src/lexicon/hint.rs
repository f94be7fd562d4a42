//! Hints: plain English that an editor shows behind a setting.

use super::{Condition, Example, Phrase, Source};
use crate::syntax::{LanguageSet, ZoneSet};

/// What a term says behind a setting.
#[derive(Clone, Debug)]
pub struct Hint {
    /// The languages it looks at.
    pub languages: LanguageSet,
    /// The setting: any of these phrases.
    pub find: Vec<Phrase>,
    /// The zones in which a phrase counts.
    pub zones: ZoneSet,
    /// Conditions that must all be yes.
    pub when: Vec<Condition>,
    /// Conditions that must all be no.
    pub unless: Vec<Condition>,
    /// What is shown.
    pub label: Label,
    /// More, for those who ask.
    pub tooltip: Option<String>,
    /// Where to read on.
    pub docs: Option<String>,
    /// Who reads the cron expression of the setting.
    pub reader: Option<Reader>,
    /// The time zone of its schedule where none is stated.
    pub zone: Option<String>,
    /// What a bare number of the setting counts.
    pub unit: Option<Unit>,
    /// Snippets with what is shown in them.
    pub examples: Vec<HintExample>,
    /// Where it is written.
    pub source: Source,
}

/// A text with places that the setting's value fills.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Label(pub Vec<Part>);

/// A part of a [`Label`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// As it stands.
    Text(String),
    /// The setting's value.
    Filled(Formatter),
}

/// How the value of a setting is put into words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Formatter {
    /// As written, without quotes.
    Value,
    /// A cron expression, as its reader understands it, with the time zone of the place.
    Cron,
    /// A length of time.
    Duration,
    /// A day.
    Date,
    /// How long each retry waits, where the value makes waits grow.
    Waits,
    /// Schedule, catchup and retries of a DAG.
    Dag,
}

/// Who reads a cron expression.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Reader {
    /// Cron itself, on a machine.
    Crontab,
    /// Airflow, Dagster and Prefect.
    Croniter,
    /// Kubernetes and what is built on its reader.
    Kubernetes,
    /// GitHub, and others who read five fields.
    Github,
    /// Quartz: seconds first, and 1 is Sunday.
    Quartz,
    /// `EventBridge`: the year last, and 1 is Sunday.
    Eventbridge,
}

/// What a bare number counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Milliseconds.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
}

/// A snippet and the hint in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HintExample {
    /// The snippet.
    pub snippet: Example,
    /// What is shown; `None` where nothing may be.
    pub label: Option<String>,
}

impl Formatter {
    /// All formatters with their words in glossaries.
    pub const ALL: [(&'static str, Self); 6] = [
        ("value", Self::Value),
        ("cron", Self::Cron),
        ("duration", Self::Duration),
        ("date", Self::Date),
        ("waits", Self::Waits),
        ("dag", Self::Dag),
    ];
}

impl Label {
    /// Reads a label: `{name}` is a formatter. Gives a name that is none as the error.
    ///
    /// # Errors
    /// Where a brace opens that no formatter's name closes.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('{') {
            let (name, after) = behind.split_once('}').unwrap_or((behind, ""));
            let known = Formatter::ALL.iter().find(|(word, _)| *word == name && behind.len() > name.len());
            let (_, formatter) = known.ok_or_else(|| name.to_owned())?;
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            parts.push(Part::Filled(*formatter));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        Ok(Self(parts))
    }

    /// Whether a formatter is in it.
    pub fn has(&self, formatter: Formatter) -> bool {
        self.0.contains(&Part::Filled(formatter))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        let text = |text: &str| Part::Text(text.to_owned());
        let filled = Part::Filled;
        for (label, parts) in [
            ("plain", vec![text("plain")]),
            ("{cron}", vec![filled(Formatter::Cron)]),
            ("up to {value} runs", vec![text("up to "), filled(Formatter::Value), text(" runs")]),
            ("{date}{duration}", vec![filled(Formatter::Date), filled(Formatter::Duration)]),
        ] {
            assert_eq!(Label::parse(label), Ok(Label(parts)), "{label}");
        }
        for (label, wrong) in [("{crone}", "crone"), ("{cron", "cron"), ("a {} b", ""), ("{ cron }", " cron ")] {
            assert_eq!(Label::parse(label), Err(wrong.to_owned()), "{label}");
        }
    }
}
