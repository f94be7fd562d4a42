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

use crate::analysis::Finding;
use crate::lexicon::Lexicon;
use crate::syntax::Lexed;
use crate::text::Span;

/// The fingerprint of each finding, in the order given.
pub fn fingerprints(lexed: &Lexed, lexicon: &Lexicon, findings: &[Finding]) -> Vec<String> {
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    // Many findings may share one long statement: it is read once.
    let mut statements: FxHashMap<Span, Fnv> = FxHashMap::default();
    let of = |finding: &Finding| {
        let statement = *statements.entry(finding.statement).or_insert_with(|| meaning(lexed, finding.statement));
        let place = statement.with(&[0]).with(lexicon.rule(finding.rule).id.as_bytes()).with(&[0]);
        let ordinal = seen.entry(place.0).or_default();
        let hash = place.with(ordinal.to_string().as_bytes());
        *ordinal += 1;
        format!("{:016x}", hash.0)
    };
    findings.iter().map(of).collect()
}

/// The hash of a statement's tokens that are no trivia.
fn meaning(lexed: &Lexed, statement: Span) -> Fnv {
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
