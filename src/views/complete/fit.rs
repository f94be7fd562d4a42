//! How well what is typed fits a name.

/// From so many letters on, letters may be left out of a word.
pub(super) const LOOSE: usize = 5;

/// How well it fits, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Fit {
    /// The name begins so.
    Begins,
    /// A later word of the name begins so, and all behind it goes on.
    Within,
    /// The beginnings of some of its words, in order: `dala` of *data lake*.
    Humps,
    /// Letters were left out of it.
    Loose,
}

impl Fit {
    /// How well `wanted`, letters and digits in lower case, fits a name.
    pub(super) fn new(wanted: &[char], name: &str) -> Option<Self> {
        let (letters, begins) = letters(name);
        // Nothing is typed twice, so what is longer than the name is something else.
        if wanted.len() > letters.len() {
            return None;
        }
        if letters.starts_with(wanted) {
            return Some(Self::Begins);
        }
        let later = |at: &usize| letters.get(*at..).is_some_and(|rest| rest.starts_with(wanted));
        if begins.iter().any(later) {
            return Some(Self::Within);
        }
        if humps(wanted, &letters, &begins) {
            return Some(Self::Humps);
        }
        let gaps = wanted.len().div_ceil(3);
        (wanted.len() >= LOOSE && loose(wanted, &letters, gaps)).then_some(Self::Loose)
    }
}

/// Letters and digits of a text in lower case.
pub(super) fn fold(text: &str) -> Vec<char> {
    letters(text).0
}

/// Letters and digits in lower case, and where its words begin among them.
fn letters(text: &str) -> (Vec<char>, Vec<usize>) {
    let (mut letters, mut begins) = (Vec::new(), Vec::new());
    let mut previous = ' ';
    for c in text.chars() {
        if c.is_alphanumeric() {
            let hump = c.is_uppercase() && previous.is_lowercase();
            let number = c.is_numeric() != previous.is_numeric();
            if !previous.is_alphanumeric() || hump || number {
                begins.push(letters.len());
            }
            letters.extend(c.to_lowercase());
        }
        previous = c;
    }
    (letters, begins)
}

/// Whether `wanted` is made of beginnings of words, in their order; a word gives as many letters as it may, or fewer.
fn humps(wanted: &[char], letters: &[char], begins: &[usize]) -> bool {
    // How much of `wanted` the words so far can give; word by word, for a name may repeat its letters without end.
    let mut given = vec![false; wanted.len() + 1];
    if let Some(nothing) = given.first_mut() {
        *nothing = true;
    }
    for &begin in begins {
        for start in (0..wanted.len()).rev().filter(|&start| given.get(start) == Some(&true)).collect::<Vec<_>>() {
            let pairs = letters.get(begin..).unwrap_or_default().iter().zip(wanted.get(start..).unwrap_or_default());
            let same = pairs.take_while(|(a, b)| a == b).count();
            if let Some(ends) = given.get_mut(start + 1..=start + same) {
                ends.fill(true);
            }
        }
    }
    given.last() == Some(&true)
}

/// Whether `wanted` is the name's beginning with at most `gaps` letters left out.
fn loose(wanted: &[char], letters: &[char], gaps: usize) -> bool {
    let mut rest = letters.iter();
    let mut left_out = 0;
    for (index, c) in wanted.iter().enumerate() {
        let Some(passed) = rest.by_ref().position(|other| other == c) else { return false };
        left_out += passed;
        if left_out > gaps || index == 0 && passed > 0 {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_well_names_fit() {
        for (typed, name, expected) in [
            ("part", "Partitioning", Some(Fit::Begins)),
            ("datal", "data lake", Some(Fit::Begins)),
            ("data_la", "Data Lake", Some(Fit::Begins)),
            ("lake", "data lake", Some(Fit::Within)),
            ("dala", "data lake", Some(Fit::Humps)),
            ("scd2", "SCD Type 2", Some(Fit::Humps)),
            ("sct", "slowly changing type", Some(Fit::Humps)),
            ("prtit", "partitioning", Some(Fit::Loose)),
            ("partion", "partition", Some(Fit::Loose)),
            ("the", "time travel", None),
            ("datalakelake", "data lake", None),
            ("aaaaaaaaaaaaaaaaaaaab", "a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a", None),
            ("art", "partitioning", None),
            ("pttioning", "partitioning", Some(Fit::Loose)),
            ("pioning", "partitioning", None),
        ] {
            assert_eq!(Fit::new(&fold(typed), name), expected, "{typed} in {name}");
        }
    }
}
