//! A finding's name that survives edits elsewhere: what baselines and other tools know it by.
//!
//! It is a hash of the rule's id, the text of the statement that holds the finding without trivia, and the finding's
//! ordinal among equal ones in the file. No path, no line, no line ends: a file that moves, is reformatted, or is checked
//! out with `\r\n` keeps its fingerprints.
//!
//! The hash is 64-bit FNV-1a (offset basis `cbf29ce484222325`, prime `100000001b3`) over: the bytes of the
//! statement's tokens that are no trivia, one after another, `\r` left out, a zero byte, the rule's id, a zero byte, the
//! ordinal from zero in decimal. It is written as 16 hexadecimal digits. This is public: a change of it would break every baseline.

use rustc_hash::FxHashMap;

use crate::analysis::{Document, Finding};
use crate::lexicon::Lexicon;
use crate::text::Span;

/// The fingerprint of each finding, in the order given.
pub fn fingerprints(document: &Document, lexicon: &Lexicon, findings: &[Finding]) -> Vec<String> {
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    // Many findings may share one long statement: it is read once.
    let mut statements: FxHashMap<Span, Fnv> = FxHashMap::default();
    let of = |finding: &Finding| {
        let statement = *statements.entry(finding.statement).or_insert_with(|| meaning(document, lexicon, finding.statement));
        let place = statement.with(&[0]).with(lexicon.rule(finding.rule).id.as_bytes()).with(&[0]);
        let ordinal = seen.entry(place.0).or_default();
        let hash = place.with(ordinal.to_string().as_bytes());
        *ordinal += 1;
        format!("{:016x}", hash.0)
    };
    findings.iter().map(of).collect()
}

/// The hash of a statement's tokens that are no trivia, as the text reads them that it stands in.
fn meaning(document: &Document, lexicon: &Lexicon, statement: Span) -> Fnv {
    let cell = document.cell_at(lexicon, statement.start);
    if let Some((cell, inside)) = cell.and_then(|cell| Some((cell, cell.region.inner_span(statement)?))) {
        return meaning(&cell.document, lexicon, inside);
    }
    let lexed = document.lexed();
    let tokens = lexed.tokens_in(statement).filter(|leaf| !leaf.kind.is_trivia());
    tokens.fold(Fnv::default(), |hash, leaf| hash.with(lexed.slice(leaf.span).as_bytes()))
}

/// 64-bit FNV-1a, `\r` left out.
#[derive(Clone, Copy)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn with(self, bytes: &[u8]) -> Self {
        let bytes = bytes.iter().filter(|&&byte| byte != b'\r');
        Self(bytes.fold(self.0, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::fingerprints;
    use crate::analysis::{Cancel, Document, Facts};
    use crate::lexicon::Lexicon;
    use crate::syntax::Language;

    const SQL: &str = "select * from a where b = null;\n";

    fn of(text: &str) -> Vec<String> {
        let lexicon = Lexicon::compile(crate::glossary::builtin());
        let document = Document::new(Arc::from(text), Language::Sql, &lexicon, &Cancel::default());
        let findings = document.findings(&lexicon, &Facts::default(), &Cancel::default()).findings;
        fingerprints(&document, &lexicon, &findings)
    }

    #[test]
    fn what_changes_a_fingerprint_and_what_does_not() {
        let one = of(SQL);
        assert_eq!(one.len(), 1);
        for (same, why) in [
            ("-- why\n\n select  *\n from a -- here\n where b = null;\n".to_owned(), "trivia"),
            (SQL.replace(' ', "\r\n"), "line ends"),
            (format!("select 1;\n{SQL}"), "statements before it"),
        ] {
            assert_eq!(of(&same), one, "{why}");
        }
        assert_ne!(of(&SQL.replace(" a ", " c ")), one, "another statement");
        let twice = of(&SQL.repeat(2));
        assert_eq!(twice.first(), one.first());
        assert_ne!(twice.get(1), one.first(), "a second copy is another accident");
    }

    #[test]
    fn fingerprints_stay_what_they_were() {
        // Baselines hold these: a change here breaks them all.
        assert_eq!(of(SQL), ["14a9f33e101e9a83"]);
    }
}
