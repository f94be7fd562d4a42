//! Conditions about YAML keys and their neighbours.

use super::value::like;
use super::{Answer, Asker};
use crate::lexicon::Condition;
use crate::lexicon::condition::{KeyPath, KeyStep};
use crate::text::Span;

/// Keys above a match that are looked at: deeper nesting is nobody's handwriting.
const DEPTH: usize = 64;

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

    pub(super) fn sibling_has(&self, condition: &Condition, span: Span, keys: &[String]) -> Answer {
        let (Some(tree), Some(entry)) = (self.tree(), self.entry_at(span)) else { return Answer::No };
        let has = |entry: u32, key: &str| tree.siblings(entry).any(|sibling| like(tree.name(self.lexed(), sibling), key));
        self.remembered(condition, self.mapping_at(entry), || {
            if keys.iter().any(|key| has(entry, key)) {
                Answer::Yes
            } else if has(entry, "<<") {
                // A merge brings in keys that stand elsewhere.
                Answer::Unknown
            } else {
                Answer::No
            }
        })
    }

    /// Unlike the reverse of `sibling_has`, no where there is no mapping.
    pub(super) fn sibling_lacks(&self, condition: &Condition, span: Span, keys: &[String]) -> Answer {
        if self.entry_at(span).is_none() { Answer::No } else { self.sibling_has(condition, span, keys).not() }
    }

    /// The entry of the key tree whose key or value holds a match.
    pub(in crate::analysis) fn entry_at(&self, span: Span) -> Option<u32> {
        self.tree()?.at(span.start)?.entry
    }

    /// The mapping that holds an entry, as a number.
    pub(in crate::analysis) fn mapping_at(&self, entry: u32) -> u32 {
        self.tree().and_then(|tree| tree.get(entry)).map_or(u32::MAX, |entry| entry.mapping)
    }
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
