//! Which stretch of a spelling the automaton looks for: the one that stands least often where the spelling does not.

use super::Case;
use super::spelling::{Gap, Spelling};

/// Bytes of a piece that an anchor takes at most: longer ones are no rarer and cost states.
const ANCHOR_BYTES: usize = 14;

/// The anchors of a spelling: usually one; one a variant where the variants of its rarest piece share no stem; one a case
/// where the anchor has letters beyond ASCII, which the automaton does not fold.
pub(super) fn anchors_of(spelling: &Spelling) -> Vec<(String, u16, u16)> {
    let candidates = spelling.pieces.iter().zip(0u16..).map(|(piece, number)| {
        let stem = piece.stem();
        let texts: Vec<&str> =
            if rarity(stem) > 2 || piece.variants.len() == 1 { vec![stem] } else { piece.variants.iter().map(String::as_str).collect() };
        let rarest = texts.iter().map(|text| rarity(window(text).1)).min().unwrap_or(0);
        (rarest, number, texts)
    });
    // The rarest piece; of equals, the last: names end in their noun.
    let Some((_, number, texts)) = candidates.max_by_key(|(rarest, number, _)| (*rarest, *number)) else { return Vec::new() };
    let flexible = spelling.gap == Gap::Flexible;
    let mut all = Vec::new();
    for text in texts {
        let (offset, anchor) = if flexible { (0, cut(text, ANCHOR_BYTES)) } else { window(text) };
        for variant in cases(anchor, spelling.case) {
            all.push((variant, number, offset as u16));
        }
    }
    all.sort();
    all.dedup();
    all
}

/// The stretch of a literal piece that makes its anchor: all of it, or so much from its rarest word on.
fn window(text: &str) -> (usize, &str) {
    if text.len() <= ANCHOR_BYTES {
        return (0, text);
    }
    let words = text.match_indices(|c: char| c.is_alphanumeric() || c == '_');
    let mut best = (0, text, 0);
    let mut behind = 0;
    for (at, _) in words {
        if at < behind {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').and_then(|len| rest.get(..len)).unwrap_or(rest);
        behind = at + word.len().max(1);
        if rarity(word) > best.2 {
            best = (at, rest, rarity(word));
        }
    }
    (best.0, cut(best.1, ANCHOR_BYTES))
}

fn cut(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// The cases in which letters beyond ASCII must be looked for one by one.
fn cases(anchor: &str, case: Case) -> Vec<String> {
    if anchor.is_ascii() || case == Case::Exact {
        return vec![anchor.to_ascii_lowercase()];
    }
    let mut letters = anchor.chars();
    let title: String = letters.next().map(|first| std::iter::once(raised(first)).chain(letters).collect()).unwrap_or_default();
    let mut all = vec![anchor.to_lowercase(), anchor.chars().map(raised).collect(), title];
    // The automaton folds ASCII; an offset into the piece only holds for cases of the same length.
    for variant in &mut all {
        variant.make_ascii_lowercase();
    }
    all.retain(|variant| variant.len() == anchor.len());
    all.sort();
    all.dedup();
    all
}

/// A letter's capital; itself where that is more than one letter: people leave `ß` as it is among capitals.
fn raised(c: char) -> char {
    let mut capital = c.to_uppercase();
    capital.next().filter(|upper| capital.next().is_none() && upper.len_utf8() == c.len_utf8()).unwrap_or(c)
}

/// How rare a word is in real code, as a rough order: longer is rarer, and words that stand everywhere are not.
fn rarity(word: &str) -> usize {
    const COMMON: &[&str] = &[
        "all", "and", "as", "by", "case", "class", "column", "config", "count", "create", "data", "date", "day", "def", "default",
        "delete", "distinct", "else", "end", "error", "except", "false", "field", "file", "for", "format", "from", "get", "group", "id",
        "if", "image", "import", "in", "insert", "int", "into", "is", "join", "key", "left", "line", "list", "log", "model", "name", "new",
        "none", "not", "null", "on", "or", "order", "over", "path", "print", "query", "read", "return", "row", "run", "select", "self",
        "set", "source", "start", "state", "str", "string", "table", "task", "test", "then", "time", "to", "true", "type", "union",
        "update", "use", "user", "value", "values", "version", "when", "where", "with", "write",
    ];
    let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
    if COMMON.binary_search(&word).is_ok() {
        // They stand inside other words too, short ones most of all.
        return usize::from(letters > 2) + usize::from(letters > 4);
    }
    match letters {
        // Signs in a row, such as `||`, are rarer than the commonest words.
        0 => word.chars().count().saturating_sub(1).min(2) + usize::from(word.len() > 1),
        1 | 2 => 0,
        3 => 2,
        _ => letters,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Inflect;
    use super::super::spelling::Edge;
    use super::*;

    #[test]
    fn the_anchor_is_the_rarest_stretch() {
        let of = |spelling: Option<Spelling>| anchors_of(&spelling.expect("a spelling"));
        let name = |text| of(Spelling::of_name(text, Case::Any, Inflect { plural: true, verb: true }));
        let phrase = |text| of(Spelling::literal(text, Case::Any, Edge::Whole));
        assert_eq!(name("Data Lake"), [("lake".into(), 1, 0)]);
        assert_eq!(name("Data Observability"), [("observabilit".into(), 1, 0)]);
        assert_eq!(phrase("requests.get("), [("requests.get(".into(), 0, 0)]);
        assert_eq!(phrase("insert overwrite table"), [("overwrite".into(), 1, 0)]);
        assert_eq!(phrase(":latest"), [(":latest".into(), 0, 0)]);
        assert_eq!(phrase("not in ("), [("not".into(), 0, 0)]);
        assert_eq!(phrase("||").first().map(|anchor| anchor.0.as_str()), Some("||"));
        assert_eq!(name("Überlauf").len(), 2, "letters beyond ASCII are looked for in both cases");
    }

    #[test]
    fn common_words_are_sorted() {
        // `binary_search` in `rarity` relies on it.
        assert_eq!(rarity("and"), 1);
        assert_eq!(rarity("write"), 2);
        assert_eq!(rarity("select"), 2);
        assert_eq!(rarity("airflow"), 7);
        assert!(rarity("||") > rarity("true") && rarity("=") < rarity("null"));
    }
}
