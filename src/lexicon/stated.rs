//! Which parts of a term or rule a file states, and whether well: what is not stated is as in the layers below.

/// The keys that a file states of a term or rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Stated(u32);

/// The keys of terms and rules whose absence means something else than their default.
const KEYS: [&str; 25] = [
    "advice",
    "case",
    "category",
    "context",
    "deprecated",
    "docs",
    "examples",
    "find",
    "find_in",
    "generate",
    "group",
    "ideal_world",
    "inflect",
    "languages",
    "message",
    "name",
    "off",
    "once",
    "plain_english",
    "related",
    "severity",
    "todo",
    "unless",
    "when",
    "zones",
];

const BROKEN: u32 = 1 << 31;

impl Stated {
    /// These keys; keys that don't matter are passed over.
    pub fn of<'k>(keys: impl IntoIterator<Item = &'k str>) -> Self {
        Self(keys.into_iter().filter_map(bit).fold(0, |all, bit| all | bit))
    }

    /// Whether `key` is stated.
    pub fn has(self, key: &str) -> bool {
        bit(key).is_some_and(|bit| self.0 & bit != 0)
    }

    /// The same, of a term with a mistake somewhere in it.
    #[must_use]
    pub const fn broken(self) -> Self {
        Self(self.0 | BROKEN)
    }

    /// Whether there is a mistake somewhere in it.
    pub const fn is_broken(self) -> bool {
        self.0 & BROKEN != 0
    }

    /// What either of two states.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

fn bit(key: &str) -> Option<u32> {
    KEYS.iter().position(|known| *known == key).map(|at| 1 << at)
}
