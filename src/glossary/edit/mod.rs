//! Edits of glossary and configuration files: a term, an alias, a setting more, and nothing else changed.
//!
//! Each function takes the text of a file and gives the edit that makes the change, comments and formatting kept; `None`
//! where the file is so that nobody could make it without breaking something. Every edit is tried before it is given: the
//! file must be whole YAML before and after.

mod splice;
mod yaml;

use super::contextive;
use super::format::term::id_of;
use super::node::{self, Node};
use crate::lexicon::Term;
use crate::text::{TextEdit, edit};
use splice::{Splice, child};
use yaml::Yaml;

/// What a new term says until somebody says more.
const UNSAID: &str = "Say in a sentence what it means.";

/// Adds a term with a name, to be described.
pub fn add_term(text: &str, name: &str) -> Option<TextEdit> {
    let id = id_of(name).is_none().then(|| ("id", Yaml::text("say-it-in-small-letters")));
    let ours = || {
        let keys = [Some(("name", Yaml::text(name))), id.clone(), Some(("plain_english", Yaml::text(UNSAID)))];
        Yaml::map(keys.into_iter().flatten())
    };
    let theirs = || Yaml::map([("name", Yaml::text(name)), ("definition", Yaml::text(UNSAID))]);
    tried(text, |splice, root| add_to_terms(splice, root, &ours, &theirs))
}

/// Adds another name to the term of that id; where the file has no such term, one that adds the name to what is known of it
/// elsewhere.
pub fn add_alias(text: &str, term: &Term, alias: &str) -> Option<TextEdit> {
    tried(text, |splice, root| {
        let aliases = || Yaml::List(vec![Yaml::text(alias)]);
        if let Some(node) = root.and_then(|root| term_of(root, term)) {
            return match child(node, "aliases") {
                Some((_, list)) if !list.is_null() => splice.append(list, &Yaml::text(alias)),
                _ => splice.put(node, "aliases", &aliases()),
            };
        }
        let ours = || Yaml::map([("id", Yaml::text(&term.id)), ("aliases", aliases())]);
        let theirs = || {
            let id = ("meta", Yaml::map([("id", Yaml::text(&term.id))]));
            Yaml::map([("name", Yaml::text(&term.name)), ("aliases", aliases()), id])
        };
        add_to_terms(splice, root, &ours, &theirs)
    })
}

/// Adds an entry that says otherwise what a term known elsewhere means, with the text as it is to begin with. `None` where
/// the file speaks of the term already.
pub fn override_card(text: &str, term: &Term) -> Option<TextEdit> {
    let plain = Yaml::text(&term.card.plain_english);
    tried(text, |splice, root| {
        if root.is_some_and(|root| term_of(root, term).is_some()) {
            return None;
        }
        let ours = || Yaml::map([("id", Yaml::text(&term.id)), ("plain_english", plain.clone())]);
        let theirs = || {
            let id = ("meta", Yaml::map([("id", Yaml::text(&term.id))]));
            Yaml::map([("name", Yaml::text(&term.name)), ("definition", plain.clone()), id])
        };
        add_to_terms(splice, root, &ours, &theirs)
    })
}

/// Sets a rule in `rules:` of a configuration.
pub fn set_rule(text: &str, rule: &str, setting: &str) -> Option<TextEdit> {
    tried(text, |splice, root| {
        let setting = Yaml::Word(setting.to_owned());
        match root {
            Some(root) => set(splice, root, "rules", rule, &setting),
            None => Some(splice.begin(&[("rules", Yaml::map([(rule, setting)]))])),
        }
    })
}

/// Sets a rule in a configuration for the files below a folder, which counts from the configuration's own, with `/`.
pub fn set_rule_in_folder(text: &str, folder: &str, rule: &str, setting: &str) -> Option<TextEdit> {
    let glob = if folder.is_empty() { "**".to_owned() } else { format!("{folder}/**") };
    let setting = Yaml::Word(setting.to_owned());
    let entry = || Yaml::map([("paths", Yaml::List(vec![Yaml::text(&glob)])), ("rules", Yaml::map([(rule, setting.clone())]))]);
    tried(text, |splice, root| {
        let Some(root) = root else { return Some(splice.begin(&[("overrides", Yaml::List(vec![entry()]))])) };
        match child(root, "overrides") {
            Some((_, list)) if !list.is_null() => {
                let node::Kind::Sequence(items) = &list.kind else { return None };
                // The last one wins, so only the last one may be added to.
                let last = items.last().filter(|item| is_for(item, &glob));
                match last {
                    Some(item) => set(splice, item, "rules", rule, &setting),
                    None => splice.append(list, &entry()),
                }
            }
            _ => splice.put(root, "overrides", &Yaml::List(vec![entry()])),
        }
    })
}

/// Whether an override is for the files of this pattern and no others.
fn is_for(item: &Node, glob: &str) -> bool {
    let Some((_, paths)) = child(item, "paths") else { return false };
    matches!(super::fields::items(paths), [one] if one.text() == Some(glob))
}

/// Sets `name` in the mapping under `key`.
fn set(splice: &Splice<'_>, holder: &Node, key: &str, name: &str, value: &Yaml) -> Option<TextEdit> {
    match child(holder, key) {
        Some((_, map)) if !map.is_null() => splice.put(map, name, value),
        _ => splice.put(holder, key, &Yaml::map([(name, value.clone())])),
    }
}

/// Adds an item to `terms`, of ours or of Contextive's last context.
fn add_to_terms(splice: &Splice<'_>, root: Option<&Node>, ours: &dyn Fn() -> Yaml, theirs: &dyn Fn() -> Yaml) -> Option<TextEdit> {
    let Some(root) = root else { return Some(splice.begin(&[("terms", Yaml::List(vec![ours()]))])) };
    let (holder, item) = if contextive::is_contextive(root) {
        let (_, contexts) = child(root, "contexts")?;
        let node::Kind::Sequence(contexts) = &contexts.kind else { return None };
        (contexts.last()?, theirs())
    } else {
        (root, ours())
    };
    match child(holder, "terms") {
        Some((_, list)) if !list.is_null() => splice.append(list, &item),
        _ => splice.put(holder, "terms", &Yaml::List(vec![item])),
    }
}

/// The entry of a file about a term: by its id, or by the name where the entry states none.
fn term_of<'n>(root: &'n Node, term: &Term) -> Option<&'n Node> {
    let terms = |holder: &'n Node| child(holder, "terms").map(|(_, list)| super::fields::items(list)).unwrap_or_default();
    let contexts = child(root, "contexts").map(|(_, list)| super::fields::items(list)).unwrap_or_default();
    let mut all = terms(root).iter().chain(contexts.iter().flat_map(terms));
    all.find(|node| {
        let text = |key: &str| child(node, key).and_then(|(_, value)| value.text());
        match text("id") {
            Some(id) => id == term.id,
            None => text("name").is_some_and(|name| name == term.name || id_of(name).as_ref() == Some(&term.id)),
        }
    })
}

/// Makes an edit, and gives it only where the file is whole YAML before and after.
fn tried(text: &str, make: impl FnOnce(&Splice<'_>, Option<&Node>) -> Option<TextEdit>) -> Option<TextEdit> {
    let (root, flaws) = node::parse(text);
    // Where the YAML itself is broken, nobody knows what belongs to what.
    if !flaws.is_empty() {
        return None;
    }
    let root = root.filter(|root| !root.is_null());
    if root.as_ref().is_some_and(|root| !matches!(root.kind, node::Kind::Mapping(_))) {
        return None;
    }
    let change = make(&Splice::new(text), root.as_ref())?;
    let after = edit::apply(text, std::slice::from_ref(&change));
    let (root, left) = node::parse(&after);
    (after != text && root.is_some() && left.is_empty()).then_some(change)
}

#[cfg(test)]
mod tests;
