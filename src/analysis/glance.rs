//! A glance at a text before anything is built for it: most files hold no phrase of any rule.
//!
//! One pass of the automaton, and a look at what stands around each anchor. The answer errs on one side only: a text that
//! is called silent has no finding; one that is not may still have none. The anchors found are kept, so that a text that
//! is not silent need not be scanned again.

use rustc_hash::FxHashSet;

use super::beside::{is_commented, may_count};
use super::needs::{Words, longest_word};
use super::{Facts, Input};
use crate::lexicon::matcher::{Entry, Target, Use, VERB, Wanted};
use crate::lexicon::spelling::{Edge, Gap, Piece};
use crate::lexicon::{Group, Lexicon, RuleId, Severity};
use crate::syntax::Language;
use crate::syntax::regions::{databricks, may_open_sql, notebook, quoted_sql_is_escaped};
use crate::text::Span;

/// How far the neighbour of a piece may be, in bytes: as far as a verification reaches.
const REACH: usize = super::candidates::REACH as usize;

/// What a glance saw of a text that may not be silent.
pub(super) struct Seen {
    /// The anchors that its findings come from, as (start, pattern) in order of their ends.
    pub(super) anchors: Vec<(u32, u32)>,
    /// Whether texts of other languages in it may have findings or comments of ours.
    pub(super) inside: bool,
}

/// What is to be seen of a text at a glance; `None` where nothing in it can become a finding, a TODO or a suppression.
pub(super) fn glance(input: &Input, lexicon: &Lexicon, severities: &[Option<Severity>]) -> Option<Seen> {
    let Input { text, language, facts } = input;
    if *language == Language::Notebook {
        // Its escapes are resolved first: that costs less than cells read for nothing. Its own text has no anchors.
        let region = notebook::region(text)?;
        let inner = Input { text: region.text, language: region.language, facts: facts.clone() };
        return glance(&inner, lexicon, severities).map(|_| Seen { anchors: Vec::new(), inside: true });
    }
    let mut look = Look::new(input, lexicon, severities);
    let commented = speaks_of_us(text, facts);
    let by_path = |id: &RuleId| possible(*id, input, &look.words, lexicon, severities);
    look.speaks = commented || named_by_path(lexicon, facts).iter().any(by_path) || may_hide(text, *language);
    // Rules of the pedantic group are looked for only where somebody asked for one.
    let all = !facts.choices.is_empty() && lexicon.rule_ids().any(|id| lexicon.rule(id).group == Group::Pedantic && is_on(id, severities));
    lexicon.matcher().scan_for_rules(text, *language, all, |pattern, start| {
        if pattern == VERB {
            look.hosts = look.hosts || may_open_sql(text, start as usize, *language);
        } else if !look.dead.contains(&pattern) {
            look.anchor(pattern, start);
        }
    });
    let Look { anchors, speaks, speaks_sql, hosts, .. } = look;
    // Cells take comments about what stands around them, too.
    let inside = commented || *language != Language::Python || databricks::is_notebook(text, *language) || hosts && speaks_sql;
    (speaks || hosts && speaks_sql).then_some(Seen { anchors, inside })
}

/// What is known of a text while it is looked at.
struct Look<'a> {
    input: &'a Input,
    lexicon: &'a Lexicon,
    severities: &'a [Option<Severity>],
    words: Words<'a>,
    /// Whether a rule may speak, by its number; asked when the first of its phrases may stand somewhere.
    alive: Vec<Option<bool>>,
    /// The patterns of rules of which none may speak: some stand on every other line.
    dead: FxHashSet<u32>,
    anchors: Vec<(u32, u32)>,
    /// Whether something in it may become a finding.
    speaks: bool,
    /// The same, of SQL: in a text of another language it says nothing where no SQL stands.
    speaks_sql: bool,
    hosts: bool,
}

impl<'a> Look<'a> {
    fn new(input: &'a Input, lexicon: &'a Lexicon, severities: &'a [Option<Severity>]) -> Self {
        let words = Words::new(&input.text, input.language, &input.facts);
        let (alive, dead, anchors) = (vec![None; severities.len()], FxHashSet::default(), Vec::new());
        let hosts = input.language == Language::Sql;
        Self { input, lexicon, severities, words, alive, dead, anchors, speaks: false, speaks_sql: false, hosts }
    }

    /// Looks at an anchor that begins at `start`.
    fn anchor(&mut self, pattern: u32, start: u32) {
        let Self { input, lexicon, severities, words, alive, .. } = self;
        let (text, language) = (&input.text, input.language);
        let (mut kept, mut is_dead) = (false, true);
        for each in lexicon.matcher().uses(pattern, Wanted::Findings) {
            let Some(entry) = lexicon.matcher().entry(each.entry) else { continue };
            let Target::Rule(rule) = entry.target else { continue };
            let Some(alive) = alive.get_mut(rule.0 as usize).filter(|alive| **alive != Some(false)) else { continue };
            is_dead = false;
            let counts = |end| may_count(text, language, end, entry, lexicon.rule(rule));
            // Where the phrase begins decides in which zone it stands.
            let first = (start as usize).checked_sub(usize::from(each.offset)).filter(|_| each.piece == 0);
            if may_stand(words, text, start, *each, entry, counts) && !first.is_some_and(|first| is_commented(text, language, first, entry))
            {
                let stands = *alive.get_or_insert_with(|| possible(rule, input, words, lexicon, severities));
                kept |= stands;
                self.speaks |= stands && entry.languages.has(language);
                self.speaks_sql |= stands && entry.languages.has(Language::Sql);
            }
        }
        if kept {
            self.anchors.push((start, pattern));
        }
        if is_dead {
            self.dead.insert(pattern);
        }
    }
}

/// The rules that look at paths, and the words of one of whose phrases are in this one.
pub(super) fn named_by_path(lexicon: &Lexicon, facts: &Facts) -> Vec<RuleId> {
    let Some(path) = facts.path.as_ref().map(|path| path.to_ascii_lowercase()) else { return Vec::new() };
    let holds = |word: &str| memchr::memmem::find(path.as_bytes(), word.to_ascii_lowercase().as_bytes()).is_some();
    let named = |id: &&RuleId| lexicon.rule(**id).find.iter().any(|phrase| holds(longest_word(&phrase.text)));
    lexicon.rules_of_paths().iter().filter(named).copied().collect()
}

/// Whether a rule is on, and nothing that is known of the file speaks against it.
fn possible(id: RuleId, input: &Input, words: &Words, lexicon: &Lexicon, severities: &[Option<Severity>]) -> bool {
    let rule = lexicon.rule(id);
    is_on(id, severities) && rule.languages.meets(input.language.with_hosted()) && words.allow(rule)
}

fn is_on(id: RuleId, severities: &[Option<Severity>]) -> bool {
    severities.get(id.0 as usize).is_some_and(Option::is_some)
}

/// Whether texts of other languages may be in it whose phrases do not stand in it as they are.
fn may_hide(text: &str, language: Language) -> bool {
    match language {
        Language::Sql => databricks::is_notebook(text, language),
        Language::Yaml => quoted_sql_is_escaped(text),
        Language::Python | Language::Notebook => false,
    }
}

/// Whether a comment of ours may be in it.
fn speaks_of_us(text: &str, facts: &Facts) -> bool {
    let holds = |word: &str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    holds("lakespeak:") || (facts.guidance.base_url.is_some() && holds("TODO"))
}

/// Whether the piece that an anchor belongs to stands there, beside neighbours that can be its neighbours; what the whole
/// is, where its end is plain to see, `may_end_at` says.
fn may_stand(words: &Words, text: &str, anchor: u32, each: Use, entry: &Entry, may_end_at: impl FnOnce(usize) -> bool) -> bool {
    let spelling = &entry.spelling;
    let Some(start) = (anchor as usize).checked_sub(usize::from(each.offset)) else { return false };
    let piece = usize::from(each.piece);
    let neighbour = |number: Option<usize>| number.and_then(|number| spelling.pieces.get(number));
    // Escapes in a host's string, and names joined in many ways, are for the full look.
    if spelling.gap == Gap::Flexible || !text.is_char_boundary(start) {
        return true;
    }
    let Some(length) = spelling.pieces.get(piece).and_then(|found| stands(text, start, found)) else { return false };
    if spelling.edge == Edge::Whole && joined(text, start, length, piece, spelling.pieces.len()) {
        return false;
    }
    let before = Span::new(start.saturating_sub(REACH) as u32, start as u32);
    let host = Some(words).filter(|_| words.language() != Language::Sql && entry.languages.has(Language::Sql));
    neighbour(piece.checked_sub(1)).is_none_or(|wanted| may_end(bytes(text, before), wanted, host))
        && neighbour(piece.checked_add(1)).is_none_or(|wanted| {
            let behind = start + length;
            may_begin(bytes(text, Span::new(behind as u32, (behind + REACH) as u32)), wanted, host)
        })
        && end_of(text, start + length, spelling.pieces.get(piece + 1..).unwrap_or_default()).is_none_or(may_end_at)
}

/// Where the last of some pieces ends that begin at `at`; `None` where more than blanks part them.
fn end_of(text: &str, mut at: usize, pieces: &[Piece]) -> Option<usize> {
    for piece in pieces {
        let behind = text.as_bytes().get(at..)?;
        at += behind.len() - behind.trim_ascii_start().len();
        at += stands(text, at, piece).filter(|_| piece.variants.iter().all(|variant| variant.is_ascii()))?;
    }
    Some(at)
}

/// Whether a whole identifier is asked for, and the first or last piece is only a part of one.
fn joined(text: &str, start: usize, length: usize, piece: usize, pieces: usize) -> bool {
    let is_word = |at: usize| text.as_bytes().get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let both = |left: Option<usize>, right: usize| left.is_some_and(is_word) && is_word(right);
    let end = start + length;
    // Behind a backslash, as in `\npassword`, the letter before is none.
    let escaped = start.checked_sub(2).is_some_and(|at| text.as_bytes().get(at) == Some(&b'\\'));
    (piece == 0 && !escaped && both(start.checked_sub(1), start)) || (piece + 1 == pieces && both(end.checked_sub(1), end))
}

fn bytes(text: &str, span: Span) -> &[u8] {
    let end = (span.end as usize).min(text.len());
    text.as_bytes().get(span.start as usize..end).unwrap_or_default()
}

/// The length of the variant of a piece that stands at `start`; the longest where letters beyond ASCII are in it.
fn stands(text: &str, start: usize, piece: &Piece) -> Option<usize> {
    piece.variants.iter().find_map(|variant| {
        let found = text.as_bytes().get(start..start + variant.len());
        (!variant.is_ascii() || found?.eq_ignore_ascii_case(variant.as_bytes())).then_some(variant.len())
    })
}

/// Whether `before` may end with a piece and trivia behind it: it is there, or something that only a lexer can tell from
/// trivia, and it further back. In a text inside `host` quotes may part what belongs together, and it may be far away.
fn may_end(before: &[u8], wanted: &Piece, host: Option<&Words>) -> bool {
    let trimmed = before.trim_ascii_end();
    let Some(last) = trimmed.last() else { return true };
    let adjacent = trimmed.len() == before.len();
    let ends = |variant: &String| {
        let at = trimmed.len().checked_sub(variant.len());
        !variant.is_ascii() || at.and_then(|at| trimmed.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(variant.as_bytes()))
    };
    if wanted.variants.iter().any(ends) {
        return true;
    }
    let line = trimmed.rsplit(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let escaped = || [b"\\n", b"\\t", b"\\r"].iter().any(|escape| trimmed.ends_with(*escape));
    // Where nothing parts the two, nothing but the end of a comment or template stands between them.
    let trivia = !adjacent || matches!(last, b'/' | b'}');
    let comment = || trivia && (line.contains(&b'#') || line.windows(2).any(|pair| matches!(pair, b"--" | b"*/" | b"#}")));
    let quoted = host.is_some() && matches!(last, b'"' | b'\'');
    (*last == b'\\' || quoted || escaped() || comment()) && may_hold(trimmed, wanted, host)
}

/// As [`may_end`], for what stands behind.
fn may_begin(behind: &[u8], wanted: &Piece, host: Option<&Words>) -> bool {
    let trimmed = behind.trim_ascii_start();
    let Some(first) = trimmed.first() else { return true };
    let begins = |variant: &String| {
        !variant.is_ascii() || trimmed.get(..variant.len()).is_some_and(|start| start.eq_ignore_ascii_case(variant.as_bytes()))
    };
    if wanted.variants.iter().any(begins) {
        return true;
    }
    let comment = || [b"--", b"/*", b"//", b"{#"].iter().any(|sign| trimmed.starts_with(*sign));
    let quoted = host.is_some() && matches!(first, b'"' | b'\'');
    (matches!(first, b'#' | b'\\') || quoted || comment()) && may_hold(trimmed, wanted, host)
}

/// Whether a piece may stand somewhere in a text, or in all of the host. Escapes may stand for it where the text is a
/// string's.
fn may_hold(text: &[u8], wanted: &Piece, host: Option<&Words>) -> bool {
    let holds = |variant: &String| {
        let Some(first) = variant.bytes().next().filter(|_| variant.is_ascii()) else { return true };
        let stands = |at: usize| text.get(at..at + variant.len()).is_some_and(|found| found.eq_ignore_ascii_case(variant.as_bytes()));
        memchr::memchr2_iter(first.to_ascii_lowercase(), first.to_ascii_uppercase(), text).any(stands)
    };
    match host {
        Some(words) => words.has("\\") || wanted.variants.iter().any(|variant| !variant.is_ascii() || words.has(variant)),
        None => memchr::memchr(b'\\', text).is_some() || wanted.variants.iter().any(holds),
    }
}

#[cfg(test)]
mod tests;
