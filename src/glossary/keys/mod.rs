//! Every key that a person may write, in glossaries and in `lakespeak.yml`: its name, what it takes, what it means.
//!
//! The one telling of the formats. Readers refuse what is not here; hover and completion in the editor explain from it; the
//! tables of `glossary/README.md` and both JSON schemas are made of it (`tests` hold them equal and write them anew).

pub(crate) mod config;
pub(crate) mod contextive;
pub(crate) mod hint;
pub(crate) mod rule;
pub(crate) mod term;

/// A mapping whose keys are known.
#[derive(Debug)]
pub(crate) struct Shape {
    /// Its name in the schema.
    pub(crate) name: &'static str,
    /// Its keys, in the order of the documentation.
    pub(crate) keys: &'static [Key],
    /// How many of them must be there.
    #[cfg_attr(not(test), expect(dead_code, reason = "readers say it in words of their own; the schema is made of it"))]
    pub(crate) least: usize,
}

/// A key of a mapping.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) value: Value,
    /// Whether the mapping makes no sense without it.
    pub(crate) needed: bool,
    /// What holds without it, where that is worth a word.
    pub(crate) default: &'static str,
    /// What it means, for somebody who reads it for the first time; Markdown.
    pub(crate) text: &'static str,
}

/// What a key takes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value {
    /// A text; numbers and the like count as such.
    Text,
    /// A text that no other type may stand for.
    Snippet,
    /// `true` or `false`.
    Flag,
    /// `true`.
    Yes,
    /// A number.
    Number,
    /// A whole number from this one.
    Count(u64),
    /// The format's version.
    Version,
    /// A new id.
    Id,
    /// What has a name already.
    Known(Known),
    /// An `https` address.
    Link,
    /// One word of a closed list.
    Word(fn() -> Vec<&'static str>),
    /// A mapping.
    Mapping(&'static Shape),
    /// One or a list of at least one.
    Many(&'static Self),
    /// A list, or nothing.
    List(&'static Self),
    /// Any of these.
    Either(&'static [Self]),
    /// A mapping whose keys are free, or name something.
    Free(Option<Known>, &'static Self),
    /// One condition or a list of them. A word of its own, for conditions hold conditions.
    Conditions,
    /// Whatever it is.
    Anything,
}

/// Things with names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Known {
    /// The id of a term.
    Term,
    /// The id of a rule.
    Rule,
    /// The name of a category.
    Category,
    /// A rule, term, category or group, or `*`.
    Selector,
}

/// A key that may be left out.
pub(crate) const fn key(name: &'static str, value: Value, text: &'static str) -> Key {
    Key { name, value, needed: false, default: "", text }
}

impl Key {
    /// The same key, compulsory.
    pub(crate) const fn needed(self) -> Self {
        Self { needed: true, ..self }
    }

    /// The same key, with what holds without it.
    pub(crate) const fn or(self, default: &'static str) -> Self {
        Self { default, ..self }
    }
}

impl Shape {
    /// The key of that name.
    pub(crate) fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// The names of all keys.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.keys.iter().map(|key| key.name)
    }
}

impl Value {
    /// The mapping that may stand here, looking through lists and choices.
    pub(crate) fn shape(self) -> Option<&'static Shape> {
        match self {
            Self::Mapping(shape) => Some(shape),
            Self::Conditions => Some(&rule::CONDITION),
            Self::Many(one) | Self::List(one) => one.shape(),
            Self::Either(all) => all.iter().find_map(|one| one.shape()),
            _ => None,
        }
    }

    /// What a mapping with free keys holds, looking through lists and choices, and what its keys name.
    pub(crate) fn free(self) -> Option<(Option<Known>, Self)> {
        match self {
            Self::Free(keys, value) => Some((keys, *value)),
            Self::Many(one) | Self::List(one) => one.free(),
            Self::Either(all) => all.iter().find_map(|one| one.free()),
            _ => None,
        }
    }
}

/// Two tables as one.
pub(crate) const fn join<const A: usize, const B: usize, const N: usize>(first: &[Key; A], second: &[Key; B]) -> [Key; N] {
    assert!(A + B == N, "the sizes add up");
    let mut all = [key("", Value::Anything, ""); N];
    let mut at = 0;
    while at < N {
        all[at] = if at < A { first[at] } else { second[at - A] };
        at += 1;
    }
    all
}

#[cfg(test)]
mod tests;
