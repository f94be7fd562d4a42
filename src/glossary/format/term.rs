//! Terms: cards, forms, context.

use super::{Reader, condition, hint, rule, value};
use crate::glossary::fields::{self, Fields, short};
use crate::glossary::keys;
use crate::glossary::node::{Kind, Node};
use crate::glossary::problem::Notes;
use crate::lexicon::term::Generated;
use crate::lexicon::{Card, Case, Context, Deprecated, Doc, Form, Hint, Inflect, Rule, Stated, Term, Within};
use crate::syntax::{Language, LanguageSet, Zone, ZoneSet};

pub(crate) const WITHIN: [(&str, Within); 3] = [("line", Within::Line), ("statement", Within::Statement), ("file", Within::File)];

/// One term; `None` where a compulsory part is missing or its id is taken.
pub(super) fn term(node: &Node, category: &str, reader: &mut Reader) -> Option<Term> {
    let before = reader.notes.errors();
    let fields = Fields::of(node, "a term", &keys::term::TERM, &mut reader.notes)?;
    // What stands in a layer below need not be said again.
    let complete = !(reader.layered && fields.get("id").is_some());
    let name = part(fields, "name", complete, &mut reader.notes, fields::line);
    let id = term_id(fields, name.as_deref(), reader);
    let card = card(fields, complete, &mut reader.notes);
    // The rules are read in any case: their mistakes are told, and their ids are taken.
    let rules = rules(fields, reader);
    let hints = hints(fields, reader);
    let notes = &mut reader.notes;
    let off = fields.flag("off", notes).unwrap_or(false);
    let term = Term {
        category: fields.get("category").and_then(|node| fields::line(node, "category", notes)).unwrap_or_else(|| category.to_owned()),
        aliases: value::literals(fields, "aliases", notes),
        not: value::literals(fields, "not", notes),
        context: fields.get("context").and_then(|node| context(node, notes)),
        related: related(fields, notes),
        deprecated: fields.get("deprecated").and_then(|node| deprecated(node, notes)),
        forms: forms(fields, notes),
        generated: generated(fields, reader),
        hints,
        rules,
        off,
        stated: Stated::of(fields.keys()),
        source: reader.source(fields.get("name").unwrap_or(node)),
        id: id?,
        name: name?,
        card: card?,
    };
    let is_broken = reader.notes.errors() > before;
    Some(Term { stated: if is_broken { term.stated.broken() } else { term.stated }, ..term })
}

/// A compulsory text; where it may be missing, an empty one then.
fn part(
    fields: Fields<'_>,
    key: &str,
    needed: bool,
    notes: &mut Notes,
    read: impl Fn(&Node, &str, &mut Notes) -> Option<String>,
) -> Option<String> {
    if !needed && !fields.keys().any(|stated| stated == key) {
        return Some(String::new());
    }
    fields.need(key, "a term", notes).and_then(|node| read(node, key, notes))
}

fn term_id(fields: Fields<'_>, name: Option<&str>, reader: &mut Reader) -> Option<String> {
    if let Some(node) = fields.get("id") {
        return reader.term_id(node);
    }
    let node = fields.get("name")?;
    let id = id_of(name?);
    if id.is_none() {
        reader.notes.error(node, "no id can be made of this name; add `id:`, small letters and digits with `-` between");
    }
    reader.new_term_id(id?, node)
}

/// The id that a name makes: `SLA (Service Level Agreement)` → `sla-service-level-agreement`; `None` where letters would get
/// lost.
pub(crate) fn id_of(name: &str) -> Option<String> {
    let lost = name.chars().any(|c| c.is_alphanumeric() && !c.is_ascii());
    let lower = name.to_ascii_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    (!lost && !words.is_empty()).then(|| words.join("-"))
}

fn card(fields: Fields<'_>, complete: bool, notes: &mut Notes) -> Option<Card> {
    let plain = part(fields, "plain_english", complete, notes, fields::text);
    let card = Card {
        plain_english: String::new(),
        real_drama: fields.texts("real_drama", notes),
        what_you_did: fields.texts("what_you_did", notes),
        should_have_done: fields.texts("should_have_done", notes),
        ideal_world: fields.text_or_empty("ideal_world", notes),
        docs: docs(fields, notes),
        examples: fields.texts("examples", notes),
        notes: notes_of(fields, notes),
    };
    Some(Card { plain_english: plain?, ..card })
}

/// Whatever else is worth saying: a text by a heading.
fn notes_of(fields: Fields<'_>, notes: &mut Notes) -> Vec<(String, String)> {
    let entries = fields.get("notes").map(|node| fields::entries(node, "notes", notes)).unwrap_or_default();
    let read = |(name, value): &(Node, Node)| Some((fields::line(name, "notes", notes)?, fields::text(value, "notes", notes)?));
    entries.iter().filter_map(read).collect()
}

fn docs(fields: Fields<'_>, notes: &mut Notes) -> Vec<Doc> {
    let read = |node: &Node, notes: &mut Notes| {
        let fields = Fields::of(node, "a link", &keys::term::LINK, notes)?;
        let title = fields.need("title", "a link", notes).and_then(|node| fields::line(node, "title", notes));
        let url = fields.need("url", "a link", notes).and_then(|node| fields::link(node, "url", fields::SECURE, notes));
        Some(Doc { title: title?, url: url? })
    };
    fields.get("docs").map(fields::items).unwrap_or_default().iter().filter_map(|node| read(node, notes)).collect()
}

fn related(fields: Fields<'_>, notes: &mut Notes) -> Vec<String> {
    let all = fields.get("related").map(fields::items).unwrap_or_default();
    all.iter().filter_map(|node| id(node, "related", notes)).collect()
}

/// An id: small letters and digits, words joined by `-`.
pub(super) fn id(node: &Node, what: &str, notes: &mut Notes) -> Option<String> {
    let text = fields::text(node, what, notes)?;
    let good = is_id(&text);
    if !good {
        let help = id_of(&text).map_or_else(String::new, |id| format!(", such as `{id}`"));
        notes.error(node, format!("`{}` is no id: small letters and digits with `-` between{help}", short(&text)));
    }
    good.then_some(text)
}

/// Whether a text may be an id.
pub(crate) fn is_id(text: &str) -> bool {
    text.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

fn deprecated(node: &Node, notes: &mut Notes) -> Option<Deprecated> {
    let fields = Fields::of(node, "`deprecated`", &keys::term::DEPRECATED, notes)?;
    let because = fields.need("because", "`deprecated`", notes).and_then(|node| fields::line(node, "because", notes));
    let replaced_by = fields.get("replaced_by").and_then(|node| id(node, "replaced_by", notes));
    Some(Deprecated { replaced_by, because: because? })
}

fn context(node: &Node, notes: &mut Notes) -> Option<Context> {
    let Kind::Mapping(_) = node.kind else {
        return fields::texts(node, "context", notes).map(|words| Context { words, within: Within::default() });
    };
    let fields = Fields::of(node, "`context`", &keys::term::CONTEXT, notes)?;
    let words = fields.need("words", "`context`", notes).and_then(|node| fields::texts(node, "words", notes));
    let within = fields.get("within").and_then(|node| fields::word(node, "`within`", &WITHIN, notes)).unwrap_or_default();
    Some(Context { words: words?, within })
}

fn forms(fields: Fields<'_>, notes: &mut Notes) -> Vec<Form> {
    let all = fields.get("forms").map(fields::items).unwrap_or_default();
    all.iter().filter_map(|node| form(node, notes)).collect()
}

/// One form; `None` where it has a mistake: without its conditions it would match too much.
fn form(node: &Node, notes: &mut Notes) -> Option<Form> {
    if node.text().is_some() {
        return Some(Form {
            text: value::literal(node, "form", notes)?,
            case: Case::Any,
            languages: LanguageSet::ALL,
            zones: ZoneSet::ALL,
            when: Vec::new(),
            unless: Vec::new(),
        });
    }
    let before = notes.errors();
    let fields = Fields::of(node, "a form", &keys::term::FORM, notes)?;
    let text = fields.need("text", "a form", notes).and_then(|node| value::literal(node, "text", notes));
    let form = Form {
        text: text.unwrap_or_default(),
        case: case(fields, notes),
        languages: languages(fields, notes),
        zones: zones(fields, notes).unwrap_or(ZoneSet::ALL),
        when: fields.get("when").and_then(|node| condition::conditions(node, "when", notes)).unwrap_or_default(),
        unless: fields.get("unless").and_then(|node| condition::conditions(node, "unless", notes)).unwrap_or_default(),
    };
    (notes.errors() == before).then_some(form)
}

/// How name and aliases become forms; none where that is not clear: a form without its conditions would match too much.
fn generated(fields: Fields<'_>, reader: &mut Reader) -> Generated {
    let before = reader.notes.errors();
    let when = rule::conditions(fields, "when", reader);
    let unless = rule::conditions(fields, "unless", reader);
    let notes = &mut reader.notes;
    let generated = Generated {
        on: fields.flag("generate", notes).unwrap_or(true),
        case: case(fields, notes),
        languages: languages(fields, notes),
        zones: zones(fields, notes).unwrap_or(ZoneSet::ALL),
        inflect: fields.get("inflect").map_or(Generated::default().inflect, |node| inflect(node, notes)),
        when,
        unless,
    };
    Generated { on: generated.on && notes.errors() == before, ..generated }
}

fn inflect(node: &Node, notes: &mut Notes) -> Inflect {
    let mut inflect = Inflect { plural: false, verb: false };
    if node.text() == Some("none") {
        return inflect;
    }
    for item in fields::items(node) {
        match fields::word(item, "`inflect`", &[("none", 'n'), ("plural", 'p'), ("verb", 'v')], notes) {
            Some('p') => inflect.plural = true,
            Some('v') => inflect.verb = true,
            Some(_) => notes.error(item, "`none` stands alone"),
            None => {}
        }
    }
    inflect
}

fn case(fields: Fields<'_>, notes: &mut Notes) -> Case {
    fields.get("case").and_then(|node| fields::word(node, "case", &value::CASES, notes)).unwrap_or_default()
}

/// The languages stated, or all.
pub(super) fn languages(fields: Fields<'_>, notes: &mut Notes) -> LanguageSet {
    let words = Language::ALL.map(|language| (language.name(), language));
    let read = |node: &Node, notes: &mut Notes| fields::word(node, "language", &words, notes);
    fields.get("languages").and_then(|node| fields::list(node, "languages", notes, read)).map_or(LanguageSet::ALL, LanguageSet::of)
}

/// The zones stated.
pub(super) fn zones(fields: Fields<'_>, notes: &mut Notes) -> Option<ZoneSet> {
    let words = Zone::ALL.map(|zone| (zone.name(), zone));
    let read = |node: &Node, notes: &mut Notes| fields::word(node, "zone", &words, notes);
    fields.get("zones").and_then(|node| fields::list(node, "zones", notes, read)).map(ZoneSet::of)
}

fn rules(fields: Fields<'_>, reader: &mut Reader) -> Vec<Rule> {
    let all = fields.get("rules").map(fields::items).unwrap_or_default();
    all.iter().filter_map(|node| rule::rule(node, reader)).collect()
}

fn hints(fields: Fields<'_>, reader: &mut Reader) -> Vec<Hint> {
    let all = fields.get("hints").map(fields::items).unwrap_or_default();
    all.iter().filter_map(|node| hint::hint(node, reader)).collect()
}
