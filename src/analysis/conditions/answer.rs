//! Yes, no, or what the text does not tell.

/// The answer of a condition.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::analysis) enum Answer {
    /// It is not so.
    No,
    /// It cannot be told from the text.
    Unknown,
    /// It is so.
    Yes,
}

impl Answer {
    /// Yes for no, no for yes.
    pub(in crate::analysis) fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::Yes => Self::No,
        }
    }
}

/// The answer of `…_lacks`, given what `…_has` found: no where there is nothing that could hold a thing.
pub(super) fn lacks(found: Option<Answer>) -> Answer {
    found.map_or(Answer::No, Answer::not)
}

/// The answer of `…_has`.
pub(super) fn has(found: Option<Answer>) -> Answer {
    found.unwrap_or(Answer::No)
}

impl From<bool> for Answer {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}
