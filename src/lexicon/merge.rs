//! What two layers say of one term or rule, as one: the upper one overrides what it states and adds to lists of spellings.

use super::term::Generated;
use super::{Card, Rule, Term};

/// `over` laid upon `base`. The rules of both are left out: they are layered by themselves.
pub(super) fn term(base: &Term, over: &Term) -> Term {
    let stated = |key: &str| over.stated.has(key);
    let pick = |key: &str| if stated(key) { over } else { base };
    let mut aliases = joined(&base.aliases, &over.aliases);
    // What code calls it does not change with its name.
    if stated("name") && !over.name.eq_ignore_ascii_case(&base.name) && !base.name.is_empty() && !aliases.contains(&base.name) {
        aliases.push(base.name.clone());
    }
    Term {
        id: base.id.clone(),
        name: pick("name").name.clone(),
        category: pick("category").category.clone(),
        aliases,
        forms: base.forms.iter().chain(&over.forms).cloned().collect(),
        generated: generated(base, over),
        not: joined(&base.not, &over.not),
        context: pick("context").context.clone(),
        card: card(base, over),
        related: pick("related").related.clone(),
        deprecated: pick("deprecated").deprecated.clone(),
        hints: base.hints.iter().chain(&over.hints).cloned().collect(),
        rules: Vec::new(),
        off: pick("off").off,
        stated: base.stated.or(over.stated),
        source: over.source.clone(),
    }
}

fn joined(base: &[String], over: &[String]) -> Vec<String> {
    let fresh = over.iter().filter(|text| !base.contains(text));
    base.iter().chain(fresh).cloned().collect()
}

const GENERATED: [&str; 7] = ["generate", "case", "languages", "zones", "inflect", "when", "unless"];

fn generated(base: &Term, over: &Term) -> Generated {
    let pick = |key: &str| if over.stated.has(key) { &over.generated } else { &base.generated };
    // A file that states one of them with a mistake has switched them off.
    let broken = !over.generated.on && GENERATED.iter().any(|key| over.stated.has(key));
    Generated {
        on: pick("generate").on && !broken,
        case: pick("case").case,
        languages: pick("languages").languages,
        zones: pick("zones").zones,
        inflect: pick("inflect").inflect,
        when: pick("when").when.clone(),
        unless: pick("unless").unless.clone(),
    }
}

fn card(base: &Term, over: &Term) -> Card {
    let text = |base: &String, over: &String| if over.is_empty() { base.clone() } else { over.clone() };
    let texts = |base: &Vec<String>, over: &Vec<String>| if over.is_empty() { base.clone() } else { over.clone() };
    let (b, o) = (&base.card, &over.card);
    Card {
        plain_english: text(&b.plain_english, &o.plain_english),
        real_drama: texts(&b.real_drama, &o.real_drama),
        what_you_did: texts(&b.what_you_did, &o.what_you_did),
        should_have_done: texts(&b.should_have_done, &o.should_have_done),
        ideal_world: text(&b.ideal_world, &o.ideal_world),
        examples: texts(&b.examples, &o.examples),
        notes: if o.notes.is_empty() { b.notes.clone() } else { o.notes.clone() },
        docs: if over.stated.has("docs") { o.docs.clone() } else { b.docs.clone() },
    }
}

/// `over` laid upon `base`.
pub(super) fn rule(base: &Rule, over: &Rule) -> Rule {
    let stated = |key: &str| over.stated.has(key);
    let pick = |key: &str| if stated(key) { over } else { base };
    let either = base.stated.or(over.stated);
    // What was derived and not stated is derived anew.
    let derived =
        |key: &str, from: &[&str]| if stated(key) || (!either.has(key) && from.iter().any(|key| stated(key))) { over } else { base };
    Rule {
        id: base.id.clone(),
        languages: pick("languages").languages,
        find: pick("find").find.clone(),
        find_in: pick("find_in").find_in,
        zones: derived("zones", &["languages"]).zones,
        when: pick("when").when.clone(),
        unless: pick("unless").unless.clone(),
        group: pick("group").group,
        severity: if stated("severity") && !over.off { over.severity } else { base.severity },
        once: pick("once").once,
        message: pick("message").message.clone(),
        advice: pick("advice").advice.clone(),
        todo: derived("todo", &["advice", "message"]).todo.clone(),
        docs: pick("docs").docs.clone(),
        same_as: pick("same_as").same_as.clone(),
        bad: pick("examples").bad.clone(),
        good: pick("examples").good.clone(),
        off: pick("severity").off,
        stated: either,
        source: over.source.clone(),
    }
}
