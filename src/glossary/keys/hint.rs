//! The keys of a hint.

use super::rule::{CASE, EXAMPLE_KEYS, LANGUAGES, PHRASES, ZONES, words};
use super::{Key, Shape, Value, join, key};
use crate::glossary::format::hint::{READERS, UNITS};

/// A hint.
pub(crate) static HINT: Shape = Shape {
    name: "hint",
    least: 0,
    keys: &[
        key("find", PHRASES, "The setting, as in rules: any of these phrases.").needed(),
        key("label", Value::Text, "What is shown, in about 60 characters: as few as say it.").needed(),
        key("tooltip", Value::Text, "More, for those who rest on it.").or("–"),
        key("docs", Value::Link, "Where to read on; begins with `https://`.").or("–"),
        key("languages", LANGUAGES, "`sql`, `python`, `yaml`: where it looks.").or("all"),
        key("zones", ZONES, "In what part of a file a phrase counts.").or("as in rules"),
        key("case", CASE, "`exact`: the case of all phrases in `find` decides.").or("`any`"),
        key("when", Value::Conditions, "Conditions that must all be yes.").or("–"),
        key("unless", Value::Conditions, "Conditions that must all be no.").or("–"),
        key("reader", Value::Word(|| words(&READERS)), READER).or("by the place"),
        key("zone", Value::Text, "The time zone of the schedule where none is stated, such as `UTC`.").or("–"),
        key("unit", Value::Word(|| words(&UNITS)), "What a bare number counts, for `{duration}`: `milliseconds`, `seconds`, `minutes`.")
            .or("–"),
        key("examples", SNIPPETS, "Snippets as in rules, each with the `label` that is shown in it; without one, nothing may be shown.")
            .or("–"),
    ],
};

const READER: &str = "Who reads the cron expression: `crontab` (cron on a machine), `croniter` (Airflow, Dagster, Prefect), \
     `kubernetes`, `github` (and others who read five fields in UTC), `quartz`, `eventbridge`. They disagree about what both day \
     fields mean, and about which day is 1.";
const SNIPPETS: Value = Value::Either(&[Value::Mapping(&EXAMPLE), Value::List(&Value::Mapping(&EXAMPLE))]);

/// A snippet that a hint is tested on.
pub(crate) static EXAMPLE: Shape = Shape { name: "hint_example", least: 0, keys: &HINT_EXAMPLE_KEYS };
static HINT_EXAMPLE_KEYS: [Key; 6] = join(&EXAMPLE_KEYS, &[key("label", Value::Text, "What is shown there; left out, nothing may be.")]);
