//! Hints, and the snippets they are tested on.

use super::{Reader, rule, term, value};
use crate::glossary::fields::{self, Fields, line};
use crate::glossary::keys;
use crate::glossary::node::Node;
use crate::lexicon::hint::{self, Label, Unit};
use crate::lexicon::{Case, Hint, HintExample};

pub(crate) const READERS: [(&str, hint::Reader); 6] = [
    ("crontab", hint::Reader::Crontab),
    ("croniter", hint::Reader::Croniter),
    ("kubernetes", hint::Reader::Kubernetes),
    ("github", hint::Reader::Github),
    ("quartz", hint::Reader::Quartz),
    ("eventbridge", hint::Reader::Eventbridge),
];
pub(crate) const UNITS: [(&str, Unit); 3] = [("milliseconds", Unit::Milliseconds), ("seconds", Unit::Seconds), ("minutes", Unit::Minutes)];

/// A label longer than this pushes what stands on the screen too far.
const LONGEST_LABEL: usize = 70;

/// One hint; `None` where it has a mistake: half a hint would say what nobody meant.
pub(super) fn hint(node: &Node, reader: &mut Reader) -> Option<Hint> {
    let before = reader.notes.errors();
    let fields = Fields::of(node, "a hint", &keys::hint::HINT, &mut reader.notes)?;
    let notes = &mut reader.notes;
    let case = fields.get("case").and_then(|node| fields::word(node, "case", &value::CASES, notes)).unwrap_or(Case::Any);
    let find = fields.need("find", "a hint", notes).and_then(|node| value::phrases(node, "find", case, notes));
    let label = label(fields, reader);
    let examples = examples(fields, reader);
    let languages = term::languages(fields, &mut reader.notes);
    let hint = Hint {
        languages,
        find: find.unwrap_or_default(),
        zones: term::zones(fields, &mut reader.notes).unwrap_or_else(|| rule::default_zones(languages)),
        when: rule::conditions(fields, "when", reader),
        unless: rule::conditions(fields, "unless", reader),
        label: label.unwrap_or_default(),
        tooltip: fields.get("tooltip").and_then(|node| line(node, "tooltip", &mut reader.notes)),
        docs: fields.get("docs").and_then(|node| fields::link(node, "docs", fields::SECURE, &mut reader.notes)),
        reader: fields.get("reader").and_then(|node| fields::word(node, "reader of cron", &READERS, &mut reader.notes)),
        zone: fields.get("zone").and_then(|node| line(node, "zone", &mut reader.notes)),
        unit: fields.get("unit").and_then(|node| fields::word(node, "unit", &UNITS, &mut reader.notes)),
        examples,
        source: reader.source(node),
    };
    (reader.notes.errors() == before).then_some(hint)
}

fn label(fields: Fields<'_>, reader: &mut Reader) -> Option<Label> {
    let notes = &mut reader.notes;
    let node = fields.need("label", "a hint", notes)?;
    let text = line(node, "label", notes)?;
    let length = text.chars().count();
    if length > LONGEST_LABEL {
        notes.warn(node, format!("this label has {length} characters; up to {LONGEST_LABEL} fit beside code"));
    }
    let parsed = Label::parse(&text);
    if let Err(name) = &parsed {
        let near = notes.near(name, hint::Formatter::ALL.iter().map(|(word, _)| *word));
        notes.error(node, format!("`{{{}}}` is nothing that a label can show{near}", fields::short(name)));
    }
    parsed.ok()
}

fn examples(fields: Fields<'_>, reader: &mut Reader) -> Vec<HintExample> {
    let Some(node) = fields.get("examples") else {
        let at = fields.get("label").unwrap_or(fields.node);
        reader.notes.hint(at, "this hint has no examples, so nothing tests it; add `examples: [{ python: …, label: … }]`");
        return Vec::new();
    };
    fields::items(node).iter().filter_map(|node| example(node, reader)).collect()
}

fn example(node: &Node, reader: &mut Reader) -> Option<HintExample> {
    let fields = Fields::of(node, "an example", &keys::hint::EXAMPLE, &mut reader.notes)?;
    let label = fields.get("label").and_then(|node| line(node, "label", &mut reader.notes));
    Some(HintExample { snippet: rule::snippet(fields, reader)?, label })
}
