//! Spellings: what a form or phrase looks like in a text, piece by piece.

use super::{Case, Inflect};

/// A literal or flexible sequence of pieces. Verified around an anchor by `analysis::candidates`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spelling {
    /// The pieces in order: at least one.
    pub pieces: Vec<Piece>,
    /// What may stand between a piece and the next.
    pub gap: Gap,
    /// What may stand before the first and behind the last piece.
    pub edge: Edge,
    /// Whether case counts.
    pub case: Case,
}

/// Text that stands without a gap, in one of several variants.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// The variants, longest first; lower case unless case counts. At least one, none empty.
    pub variants: Vec<String>,
}

/// What may stand between two pieces.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gap {
    /// Nothing, `_`, `-` or blanks: the words of a name.
    Flexible,
    /// Any trivia in code, blanks elsewhere; needed only between two word characters.
    Trivia,
}

/// What may stand next to a spelling that begins (or ends) with a word character.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edge {
    /// No letter or digit, but for the hump of a camelCase word: a whole part of an identifier.
    Part,
    /// No letter, digit or underscore: a whole identifier.
    Whole,
}

impl Spelling {
    /// A name or alias: its words in any joining, with the endings that `inflect` allows. `None` where there is no word.
    pub fn of_name(name: &str, case: Case, inflect: Inflect) -> Option<Self> {
        if name.chars().any(|c| !c.is_alphanumeric() && !matches!(c, ' ' | '-' | '_' | '\t' | '\n')) {
            return Self::literal(name, case, Edge::Part);
        }
        let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let (last, before) = words.split_last()?;
        let mut pieces: Vec<Piece> = before.iter().map(|word| Piece::new(vec![folded(word, case)])).collect();
        pieces.push(Piece::new(endings(&folded(last, case), inflect, before.is_empty())));
        Some(Self { pieces, gap: Gap::Flexible, edge: Edge::Part, case })
    }

    /// A phrase as written, but for case and blanks. `None` where there is nothing but blanks.
    pub fn literal(text: &str, case: Case, edge: Edge) -> Option<Self> {
        let pieces: Vec<Piece> = text.split_whitespace().map(|piece| Piece::new(vec![folded(piece, case)])).collect();
        (!pieces.is_empty()).then_some(Self { pieces, gap: Gap::Trivia, edge, case })
    }
}

impl Piece {
    fn new(mut variants: Vec<String>) -> Self {
        variants.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        variants.dedup();
        Self { variants }
    }

    /// The text that all variants begin with.
    pub fn stem(&self) -> &str {
        let Some((first, rest)) = self.variants.split_first() else { return "" };
        let shared =
            |a: &str, b: &str| a.char_indices().zip(b.chars()).find(|((_, x), y)| x != y).map_or(a.len().min(b.len()), |((at, _), _)| at);
        let len = rest.iter().fold(first.len(), |len, variant| len.min(shared(first, variant)));
        first.get(..len).unwrap_or_default()
    }
}

fn folded(text: &str, case: Case) -> String {
    match case {
        Case::Any => text.to_lowercase(),
        Case::Exact => text.to_owned(),
    }
}

/// A word with its regular plural (or singular), and the other verb forms of a lone word in `-ing`.
fn endings(word: &str, inflect: Inflect, alone: bool) -> Vec<String> {
    let mut all = vec![word.to_owned()];
    if inflect.plural {
        all.push(plural(word));
        all.extend(singular(word));
    }
    if inflect.verb && alone {
        all.extend(verb_forms(word));
    }
    all
}

/// The regular plural of a word.
pub(crate) fn plural(word: &str) -> String {
    let lower = word.to_lowercase();
    if let Some(stem) = word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u'])) {
        return format!("{stem}ies");
    }
    if ["s", "x", "z", "ch", "sh"].iter().any(|end| lower.ends_with(end)) {
        return format!("{word}es");
    }
    format!("{word}s")
}

/// The word that another one is the regular plural of.
pub(crate) fn singular(word: &str) -> Option<String> {
    if let Some(stem) = word.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    let stem = word.strip_suffix('s')?;
    // `status`, `analysis`, `access` and `aws` are no plurals.
    (stem.len() > 3 && !stem.ends_with(['s', 'u', 'i'])).then(|| stem.to_owned())
}

fn verb_forms(word: &str) -> Vec<String> {
    let Some(stem) = word.strip_suffix("ing").filter(|stem| stem.chars().count() >= 4) else { return Vec::new() };
    let mut stems = vec![stem.to_owned(), format!("{stem}e")];
    let mut letters = stem.chars().rev();
    if let (Some(last), Some(before)) = (letters.next(), letters.next())
        && last == before
        && !matches!(last, 'l' | 's' | 'z' | 'e' | 'o')
    {
        // planning → plan
        stems.push(stem.strip_suffix(last).unwrap_or(stem).to_owned());
    }
    let past = |stem: &str| if stem.ends_with('e') { format!("{stem}d") } else { format!("{stem}ed") };
    stems.iter().flat_map(|base| [base.clone(), plural(base), past(base)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: Inflect = Inflect { plural: true, verb: true };

    fn variants(name: &str) -> Vec<String> {
        let spelling = Spelling::of_name(name, Case::Any, BOTH).expect("a spelling");
        spelling.pieces.last().expect("a piece").variants.clone()
    }

    #[test]
    fn endings_are_the_regular_ones() {
        for (name, expected, never) in [
            ("Data Lake", &["lake", "lakes"][..], "laked"),
            ("Backfilling", &["backfilling", "backfill", "backfills", "backfilled"], "backfil"),
            ("Profiling", &["profile", "profiles", "profiled", "profiling"], "profils_"),
            ("Retry", &["retry", "retries"], "retrys"),
            ("Data Contracts", &["contracts", "contract"], "contractss"),
            ("SLA", &["sla", "slas"], "slaing"),
            ("Batch", &["batch", "batches"], "batchs"),
            ("Planning", &["plan", "plans"], "planed_"),
            ("String", &["string", "strings"], "str"),
            ("Status", &["status", "statuses"], "statu"),
        ] {
            let found = variants(name);
            for word in expected {
                assert!(found.iter().any(|variant| variant == word), "{name}: {word} in {found:?}");
            }
            assert!(!found.iter().any(|variant| variant == never), "{name}: no {never}");
        }
    }

    #[test]
    fn the_stem_is_what_all_variants_share() {
        let piece = Piece::new(vec!["retry".into(), "retries".into()]);
        assert_eq!(piece.stem(), "retr");
        assert_eq!(Piece::new(vec!["é".into(), "è".into()]).stem(), "");
    }

    #[test]
    fn words_of_a_name_and_pieces_of_a_phrase() {
        let name = Spelling::of_name("Z-Order", Case::Any, BOTH).expect("a spelling");
        assert_eq!((name.pieces.len(), name.gap), (2, Gap::Flexible));
        let phrase = Spelling::literal("INSERT  INTO", Case::Any, Edge::Whole).expect("a spelling");
        assert_eq!((phrase.pieces.len(), phrase.gap), (2, Gap::Trivia));
        assert_eq!(Spelling::literal("  ", Case::Any, Edge::Whole), None);
        assert_eq!(Spelling::of_name("CI/CD", Case::Any, BOTH).map(|spelling| spelling.gap), Some(Gap::Trivia));
    }
}
