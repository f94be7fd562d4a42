//! Conditions about YAML keys and their neighbours.

use super::value::{Value, like, passes};
use super::{Answer, Asker};
use crate::lexicon::condition::{KeyPath, KeyStep};
use crate::lexicon::{Condition, ValueTest};
use crate::syntax::Lexed;
use crate::syntax::yaml::tree::{self, Tree};
use crate::text::Span;

/// Keys above a match that are looked at: deeper nesting is nobody's handwriting.
const DEPTH: usize = 64;

/// Bytes behind a key that tell whether its value stands elsewhere.
const VALUE: u32 = 256;

impl Asker<'_> {
    pub(super) fn key(&self, span: Span, paths: &[KeyPath]) -> Answer {
        let (Some(tree), Some(entry)) = (self.tree(), self.entry_at(span)) else { return Answer::No };
        let mut found: Vec<&str> = tree.ancestors(entry).take(DEPTH + 1).map(|entry| tree.name(self.lexed(), entry)).collect();
        if found.len() > DEPTH {
            return Answer::Unknown;
        }
        found.reverse();
        paths.iter().any(|path| fits(&found, &path.0)).into()
    }

    /// `None` where there is no mapping.
    pub(super) fn sibling_has(&self, condition: &Condition, span: Span, paths: &[KeyPath]) -> Option<Answer> {
        let (tree, entry) = (self.tree()?, self.entry_at(span)?);
        let siblings = || tree.siblings(entry).collect::<Vec<_>>();
        Some(self.remembered(condition, self.mapping_at(entry), || self.one_stands(&siblings(), paths)))
    }

    /// `None` where there is no key.
    pub(super) fn child_has(&self, condition: &Condition, span: Span, paths: &[KeyPath]) -> Option<Answer> {
        let (tree, entry) = (self.tree()?, self.entry_at(span)?);
        Some(self.remembered(condition, entry, || match tree.children(entry).collect::<Vec<_>>() {
            none if none.is_empty() => {
                if refers(self.lexed(), tree, entry) {
                    Answer::Unknown
                } else {
                    Answer::No
                }
            }
            children => self.one_stands(&children, paths),
        }))
    }

    pub(super) fn sibling(&self, condition: &Condition, span: Span, path: &KeyPath, test: &ValueTest) -> Answer {
        let (Some(tree), Some(entry)) = (self.tree(), self.entry_at(span)) else { return Answer::No };
        self.remembered(condition, self.mapping_at(entry), || {
            let found = below(self.lexed(), tree, tree.siblings(entry).collect(), &path.0);
            let values = found.entries.iter().flat_map(|&entry| scalars(tree, entry));
            let answers = values.map(|value| passes(test, &Value::scalar(self.lexed().slice(value))));
            answers.max().unwrap_or(if found.unsure { Answer::Unknown } else { Answer::No })
        })
    }

    /// Whether one of some paths leads from a mapping to a key.
    fn one_stands(&self, mapping: &[u32], paths: &[KeyPath]) -> Answer {
        let Some(tree) = self.tree() else { return Answer::No };
        let stands = |path: &KeyPath| {
            let found = below(self.lexed(), tree, mapping.to_vec(), &path.0);
            match (found.entries.is_empty(), found.unsure) {
                (false, _) => Answer::Yes,
                (true, true) => Answer::Unknown,
                (true, false) => Answer::No,
            }
        };
        paths.iter().map(stands).max().unwrap_or(Answer::No)
    }

    /// The entry of the key tree whose key or value holds a match.
    pub(in crate::analysis) fn entry_at(&self, span: Span) -> Option<u32> {
        self.place_in(self.tree()?, span)?.entry
    }

    /// The key, value or item in which a match begins.
    pub(super) fn place_in(&self, tree: &Tree, span: Span) -> Option<tree::Place> {
        if let Some((_, place)) = self.key.get().filter(|(at, _)| *at == span.start) {
            return place;
        }
        let place = tree.at(span.start);
        self.key.set(Some((span.start, place)));
        place
    }

    /// The mapping that holds an entry, as a number.
    pub(in crate::analysis) fn mapping_at(&self, entry: u32) -> u32 {
        self.tree().and_then(|tree| tree.get(entry)).map_or(u32::MAX, |entry| entry.mapping)
    }
}

/// Where a path of keys leads.
struct Below {
    entries: Vec<u32>,
    /// Whether keys may come in that stand elsewhere: by a merge, an alias or a template.
    unsure: bool,
}

/// Follows a path from the entries of a mapping down, through the items of lists. Each step looks at entries one level
/// deeper, so that asking at every mapping of a file costs each entry no more than a path is long.
fn below(lexed: &Lexed, tree: &Tree, mapping: Vec<u32>, steps: &[KeyStep]) -> Below {
    // `errors.log.enable` may be one key.
    let names: Vec<&str> =
        steps.iter().filter_map(|step| if let KeyStep::Name(name) = step { Some(name.as_str()) } else { None }).collect();
    let dotted = names.join(".");
    let whole: Vec<u32> = mapping.iter().copied().filter(|&entry| steps.len() > 1 && like(tree.name(lexed, entry), &dotted)).collect();
    let mut level = mapping;
    let mut unsure = false;
    for (number, step) in steps.iter().enumerate() {
        let KeyStep::Name(name) = step else { break };
        unsure |= level.iter().any(|&entry| tree.name(lexed, entry) == "<<");
        level.retain(|&entry| like(tree.name(lexed, entry), name));
        if number + 1 < steps.len() {
            unsure |= level.iter().any(|&entry| tree.children(entry).next().is_none() && refers(lexed, tree, entry));
            level = level.iter().flat_map(|&entry| tree.children(entry)).collect();
        }
    }
    level.extend(whole);
    Below { entries: level, unsure }
}

/// Whether what a key holds stands elsewhere: an alias, a template, an included file.
fn refers(lexed: &Lexed, tree: &Tree, entry: u32) -> bool {
    let Some(entry) = tree.get(entry) else { return false };
    let line = lexed.line_span(lexed.line_of(entry.key.start));
    let rest = lexed.slice(Span::new(entry.key.end, line.end.min(entry.key.end + VALUE)));
    let value = rest.trim_start_matches([':', ' ', '\t']);
    value.starts_with(['*', '!', '{']) && !value.starts_with("{}") || value.contains("{{")
}

/// The scalar that a key holds, or those of its list.
fn scalars(tree: &Tree, entry: u32) -> Vec<Span> {
    let Some(own) = tree.get(entry) else { return Vec::new() };
    let first = tree.items().partition_point(|item| item.span.start < own.key.start);
    let items = tree.items().iter().skip(first).take_while(|item| item.owner == Some(entry)).map(|item| item.span);
    own.value.into_iter().chain(items).collect()
}

/// Whether a path of keys is like a pattern. Two pointers with one place to go back to, so that `**` costs no more than
/// the product of both lengths.
fn fits(path: &[&str], pattern: &[KeyStep]) -> bool {
    let (mut at, mut step) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    loop {
        match (path.get(at), pattern.get(step)) {
            (None, None) => return true,
            (_, Some(KeyStep::AnyDepth)) => {
                retry = Some((at, step));
                step += 1;
                continue;
            }
            (Some(key), Some(KeyStep::Name(name))) if like(key, name) => {
                at += 1;
                step += 1;
                continue;
            }
            _ => {}
        }
        match retry {
            Some((from, any)) if from < path.len() => {
                retry = Some((from + 1, any));
                at = from + 1;
                step = any + 1;
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_paths() {
        let pattern = |text: &str| -> Vec<KeyStep> {
            text.split('.').map(|step| if step == "**" { KeyStep::AnyDepth } else { KeyStep::Name(step.to_owned()) }).collect()
        };
        for (path, wanted, expected) in [
            ("services.web.image", "services.*.image", true),
            ("services.image", "services.*.image", false),
            ("a.b.c.image", "**.image", true),
            ("image", "**.image", true),
            ("spec.template.spec.containers.image", "spec.**.containers.*", true),
            ("spec.a", "spec.**", true),
            ("Spec.A", "spec.a", true),
            ("x.password_file", "**.*password*", true),
        ] {
            let keys: Vec<&str> = path.split('.').collect();
            assert_eq!(fits(&keys, &pattern(wanted)), expected, "{path} like {wanted}");
        }
    }
}
