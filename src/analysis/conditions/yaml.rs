//! Conditions about YAML keys and their neighbours.

use super::value::like;
use super::{Answer, Asker};
use crate::lexicon::condition::{KeyPath, KeyStep};
use crate::text::Span;

impl Asker<'_> {
    pub(super) fn key(&self, span: Span, paths: &[KeyPath]) -> Answer {
        let Some(tree) = self.tree() else { return Answer::No };
        let Some(place) = tree.at(span.start) else { return Answer::No };
        let found = tree.path(self.lexed(), place.entry);
        paths.iter().any(|path| fits(&found, &path.0)).into()
    }

    pub(super) fn sibling_has(&self, span: Span, keys: &[String]) -> Answer {
        let Some(tree) = self.tree() else { return Answer::No };
        let Some(place) = tree.at(span.start) else { return Answer::No };
        let lexed = self.lexed();
        tree.siblings(place.entry).any(|entry| keys.iter().any(|key| like(tree.name(lexed, entry), key))).into()
    }

    /// Unlike the reverse of `sibling_has`, no where there is no mapping; and unknown where a merge brings keys in.
    pub(super) fn sibling_lacks(&self, span: Span, keys: &[String]) -> Answer {
        let Some(tree) = self.tree() else { return Answer::No };
        if tree.at(span.start).is_none() {
            return Answer::No;
        }
        match self.sibling_has(span, keys) {
            Answer::No if self.sibling_has(span, &["<<".to_owned()]) == Answer::Yes => Answer::Unknown,
            answer => answer.not(),
        }
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
