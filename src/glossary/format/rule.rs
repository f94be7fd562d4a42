//! Rules, and the snippets they are tested on.

use super::{Reader, condition, term, value};
use crate::glossary::fields::{self, Fields, line};
use crate::glossary::keys;
use crate::glossary::node::Node;
use crate::glossary::problem::Notes;
use crate::lexicon::rule::LINTERS;
use crate::lexicon::{Case, Condition, Example, FindIn, Group, Once, Phrase, Rule, Severity, Stated};
use crate::syntax::{Language, LanguageSet, Zone, ZoneSet};

pub(crate) const FIND_IN: [(&str, FindIn); 6] = [
    ("text", FindIn::Text),
    ("path", FindIn::Path),
    ("stale-todo", FindIn::StaleTodo),
    ("unused-suppression", FindIn::UnusedSuppression),
    ("unknown-suppression", FindIn::UnknownSuppression),
    ("deprecated-term", FindIn::DeprecatedTerm),
];
pub(crate) const ONCE: [(&str, Once); 4] =
    [("file", Once::File), ("function", Once::Function), ("statement", Once::Statement), ("mapping", Once::Statement)];

/// A message longer than this does not fit a line of an editor's list of problems.
const LONGEST_MESSAGE: usize = 120;

/// One rule; `None` where it has a mistake, for half a rule would report what nobody meant.
pub(super) fn rule(node: &Node, reader: &mut Reader) -> Option<Rule> {
    let before = reader.notes.errors();
    let fields = Fields::of(node, "a rule", &keys::rule::RULE, &mut reader.notes)?;
    let id = fields.need("id", "a rule", &mut reader.notes).and_then(|node| reader.rule_id(node));
    let find_in = fields.get("find_in").map_or(Some(FindIn::Text), |node| fields::word(node, "`find_in`", &FIND_IN, &mut reader.notes));
    let find = find(fields, find_in, reader);
    let (bad, good) = examples(fields, find_in, reader);
    let languages = term::languages(fields, &mut reader.notes);
    let text = |key: &str, reader: &mut Reader| fields.get(key).and_then(|node| line(node, key, &mut reader.notes));
    let message = message(fields, reader);
    let severity = severity(fields, reader);
    let advice = text("advice", reader).unwrap_or_default();
    let todo = text("todo", reader);
    let rule = Rule {
        id: id.unwrap_or_default(),
        languages,
        find: find.unwrap_or_default(),
        find_in: find_in.unwrap_or_default(),
        zones: term::zones(fields, &mut reader.notes).unwrap_or_else(|| default_zones(languages)),
        when: conditions(fields, "when", reader),
        unless: conditions(fields, "unless", reader),
        group: group(fields, reader),
        severity: severity.unwrap_or_default(),
        once: fields.get("once").and_then(|node| fields::word(node, "`once`", &ONCE, &mut reader.notes)).unwrap_or_default(),
        todo: todo.unwrap_or_else(|| if advice.is_empty() { message.clone() } else { advice.clone() }),
        message,
        advice,
        same_as: same_as(fields, reader),
        docs: fields.get("docs").and_then(|node| fields::link(node, "docs", fields::SECURE, &mut reader.notes)),
        bad,
        good,
        off: severity.is_none(),
        stated: Stated::of(fields.keys()),
        source: reader.source(node),
    };
    (reader.notes.errors() == before).then_some(rule)
}

/// Code; in YAML, where nothing but signs is code, keys and values.
pub(super) fn default_zones(languages: LanguageSet) -> ZoneSet {
    if languages.has(Language::Yaml) { ZoneSet::of([Zone::Code, Zone::Key, Zone::Value]) } else { ZoneSet::of([Zone::Code]) }
}

fn find(fields: Fields<'_>, find_in: Option<FindIn>, reader: &mut Reader) -> Option<Vec<Phrase>> {
    let needed = is_needed(fields, "find", reader);
    let notes = &mut reader.notes;
    let case = fields.get("case").and_then(|node| fields::word(node, "case", &value::CASES, notes)).unwrap_or(Case::Any);
    let node = match find_in {
        Some(FindIn::Text) if needed => fields.need("find", "a rule", notes)?,
        _ => fields.get("find")?,
    };
    value::phrases(node, "find", case, notes)
}

pub(super) fn conditions(fields: Fields<'_>, key: &str, reader: &mut Reader) -> Vec<Condition> {
    fields.get(key).and_then(|node| condition::conditions(node, key, &mut reader.notes)).unwrap_or_default()
}

fn group(fields: Fields<'_>, reader: &mut Reader) -> Group {
    let words = Group::ALL.map(|group| (group.name(), group));
    fields.get("group").and_then(|node| fields::word(node, "group", &words, &mut reader.notes)).unwrap_or_default()
}

/// The linter's name and the code of its rule, in one text.
fn same_as(fields: Fields<'_>, reader: &mut Reader) -> Vec<String> {
    let one = |node: &Node, notes: &mut Notes| {
        let text = line(node, "same_as", notes)?;
        let (linter, code) = text.split_once(' ').unwrap_or((&text, ""));
        if LINTERS.contains(&linter) && !code.is_empty() && code.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Some(text);
        }
        let known = LINTERS.join("` or `");
        notes.error(node, format!("`{}` names no rule of another linter: write `{known}`, a blank, and its code", fields::short(&text)));
        None
    };
    fields.get("same_as").and_then(|node| fields::list(node, "same_as", &mut reader.notes, one)).unwrap_or_default()
}

/// `None` for `off`.
fn severity(fields: Fields<'_>, reader: &mut Reader) -> Option<Severity> {
    let Some(node) = fields.get("severity") else { return Some(Severity::default()) };
    // The second is what an editor's formatter makes of the first.
    if reader.layered && matches!(node.text(), Some("off" | "false")) {
        return None;
    }
    let words = Severity::ALL.map(|severity| (severity.name(), severity));
    Some(fields::word(node, "severity", &words, &mut reader.notes).unwrap_or_default())
}

/// Whether a key must be there: what stands in a layer below need not be said again.
fn is_needed(fields: Fields<'_>, key: &str, reader: &Reader) -> bool {
    !reader.layered || fields.keys().any(|stated| stated == key)
}

fn message(fields: Fields<'_>, reader: &mut Reader) -> String {
    if !is_needed(fields, "message", reader) {
        return String::new();
    }
    let Some(node) = fields.need("message", "a rule", &mut reader.notes) else { return String::new() };
    let message = line(node, "message", &mut reader.notes).unwrap_or_default();
    let length = message.chars().count();
    if length > LONGEST_MESSAGE {
        reader.notes.warn(node, format!("this message has {length} characters; up to {LONGEST_MESSAGE} fit one line"));
    }
    message
}

fn examples(fields: Fields<'_>, find_in: Option<FindIn>, reader: &mut Reader) -> (Vec<Example>, Vec<Example>) {
    let Some(node) = fields.get("examples") else {
        // Rules about our own comments depend on other rules, as those about terms do on other terms: both are tested elsewhere.
        let whole = !reader.layered || fields.get("message").is_some();
        if whole && matches!(find_in, Some(FindIn::Text | FindIn::Path)) {
            let at = fields.get("id").unwrap_or(fields.node);
            reader.notes.hint(at, "this rule has no examples, so nothing tests it; add `examples: { bad: […], good: […] }`");
        }
        return (Vec::new(), Vec::new());
    };
    let Some(both) = Fields::of(node, "`examples`", &keys::rule::EXAMPLES, &mut reader.notes) else { return (Vec::new(), Vec::new()) };
    let mut side = |key: &str| -> Vec<Example> {
        both.get(key).map(fields::items).unwrap_or_default().iter().filter_map(|node| example(node, reader)).collect()
    };
    (side("bad"), side("good"))
}

fn example(node: &Node, reader: &mut Reader) -> Option<Example> {
    let fields = Fields::of(node, "an example", &keys::rule::EXAMPLE, &mut reader.notes)?;
    snippet(fields, reader)
}

/// The text of an example, with what lies around it.
pub(super) fn snippet(fields: Fields<'_>, reader: &mut Reader) -> Option<Example> {
    let mut texts = Language::ALL.into_iter().filter_map(|language| Some((language, fields.get(language.name())?)));
    let (first, second) = (texts.next(), texts.next());
    let (Some((language, text)), None) = (first, second) else {
        reader.notes.error(fields.node, "an example has one text, under `sql`, `python` or `yaml`");
        return None;
    };
    let Some(snippet) = text.text() else {
        reader.notes.error(text, format!("an example is a text, not {}; a block `|` keeps it whole", text.kind_name()));
        return None;
    };
    let path = fields.get("path").and_then(|node| fields::text(node, "path", &mut reader.notes));
    let files = fields.get("files").map(|node| files(node, reader)).unwrap_or_default();
    Some(Example { language, text: snippet.to_owned(), path, files, source: reader.source(fields.node) })
}

fn files(node: &Node, reader: &mut Reader) -> Vec<(String, String)> {
    let entries = fields::entries(node, "files", &mut reader.notes);
    let read = |(name, text): &(Node, Node), reader: &mut Reader| {
        if let (Some(name), Some(text)) = (name.text(), text.text()) {
            return Some((name.to_owned(), text.to_owned()));
        }
        reader.notes.error(name, "`files` holds texts by their paths");
        None
    };
    entries.iter().filter_map(|entry| read(entry, reader)).collect()
}
