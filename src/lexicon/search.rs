//! One pass over a text for many literals at once, overlapping ones included; ASCII case aside.
//!
//! Each step of a DFA waits for the one before, and its table is larger than the nearest cache. So a long text is cut into
//! lanes that are stepped through side by side: while one waits, the others go on. Each lane begins as far before its
//! stretch as the longest literal reaches, so none is missed where two meet.

use aho_corasick::automaton::{Automaton, StateID};
use aho_corasick::dfa::DFA;
use aho_corasick::nfa::noncontiguous::NFA;
use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, MatchKind};

/// Literals up to this many become a DFA, three times as fast as an NFA; beyond, its memory no longer pays.
const DFA_LITERALS: usize = 6_000;

/// How many stretches of a text are stepped through side by side.
const LANES: usize = 4;

/// Shorter texts are not worth the cutting.
const LANE_BYTES: usize = 512;

/// A search for literals, by their places in the list it was made of.
#[derive(Debug)]
pub(super) enum Search {
    /// No literals, or more than the crate can hold.
    Nothing,
    /// For a few thousand.
    Dfa(Box<DFA>),
    /// What a DFA is made of: there in a third of the time, and a fifth as fast.
    Early(Box<NFA>),
    /// For more.
    Nfa(AhoCorasick),
}

impl Search {
    pub(super) fn new(literals: &[&str]) -> Self {
        if literals.is_empty() {
            return Self::Nothing;
        }
        if literals.len() > DFA_LITERALS {
            let mut builder = AhoCorasick::builder();
            builder.ascii_case_insensitive(true).match_kind(MatchKind::Standard).kind(Some(AhoCorasickKind::ContiguousNFA));
            return builder.prefilter(false).build(literals).map_or(Self::Nothing, Self::Nfa);
        }
        Self::early(literals).ripe().unwrap_or(Self::Nothing)
    }

    /// One that is there sooner, and [`Search::ripe`] when there is time for that.
    pub(super) fn early(literals: &[&str]) -> Self {
        if literals.is_empty() || literals.len() > DFA_LITERALS {
            return Self::new(literals);
        }
        let mut builder = NFA::builder();
        builder.ascii_case_insensitive(true).match_kind(MatchKind::Standard).prefilter(false);
        builder.build(literals).map_or(Self::Nothing, |nfa| Self::Early(Box::new(nfa)))
    }

    /// The fast search that an early one becomes; `None` where it is what it will be.
    pub(super) fn ripe(&self) -> Option<Self> {
        let Self::Early(nfa) = self else { return None };
        let dfa = DFA::builder().prefilter(false).build_from_noncontiguous(nfa);
        Some(dfa.map_or(Self::Nothing, |dfa| Self::Dfa(Box::new(dfa))))
    }

    /// How many bytes it takes.
    pub(super) fn memory(&self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Dfa(dfa) => dfa.memory_usage(),
            Self::Early(nfa) => nfa.memory_usage(),
            Self::Nfa(nfa) => nfa.memory_usage(),
        }
    }

    /// Whether one of the literals that are wanted stands somewhere: looks no further than the first.
    pub(super) fn stands(&self, text: &str, wanted: &mut dyn FnMut(usize) -> bool) -> bool {
        match self {
            Self::Nothing => false,
            Self::Nfa(nfa) => nfa.find_overlapping_iter(text).any(|hit| wanted(hit.pattern().as_usize())),
            Self::Early(nfa) => stands(&**nfa, text.as_bytes(), wanted),
            Self::Dfa(dfa) => stands(&**dfa, text.as_bytes(), wanted),
        }
    }

    /// Calls `found` with (literal, start) for every place where one stands, in order of their ends.
    pub(super) fn scan(&self, text: &str, mut found: impl FnMut(usize, u32)) {
        match self {
            Self::Nothing => {}
            Self::Nfa(nfa) => {
                for hit in nfa.find_overlapping_iter(text) {
                    found(hit.pattern().as_usize(), hit.start() as u32);
                }
            }
            Self::Early(nfa) => {
                if let Ok(start) = nfa.start_state(Anchored::No) {
                    one_by_one(&**nfa, text.as_bytes(), 0, start, &mut found);
                }
            }
            Self::Dfa(dfa) => {
                let Ok(start) = dfa.start_state(Anchored::No) else { return };
                let text = text.as_bytes();
                if text.len() < LANES * LANE_BYTES {
                    one_by_one(&**dfa, text, 0, start, &mut found);
                } else {
                    side_by_side(dfa, text, start, &mut found);
                }
            }
        }
    }
}

/// Whether a literal that is wanted ends somewhere in the text.
fn stands(automaton: &impl Automaton, text: &[u8], wanted: &mut dyn FnMut(usize) -> bool) -> bool {
    let Ok(mut state) = automaton.start_state(Anchored::No) else { return false };
    text.iter().any(|&byte| {
        state = automaton.next_state(Anchored::No, state, byte);
        automaton.is_special(state)
            && automaton.is_match(state)
            && (0..automaton.match_len(state)).any(|index| wanted(automaton.match_pattern(state, index).as_usize()))
    })
}

/// Steps through the text from `from` on, in the state that what stands before has led to.
fn one_by_one(automaton: &impl Automaton, text: &[u8], from: usize, mut state: StateID, found: &mut impl FnMut(usize, u32)) {
    for (at, &byte) in text.iter().enumerate().skip(from) {
        state = automaton.next_state(Anchored::No, state, byte);
        if automaton.is_special(state) {
            tell(automaton, state, at + 1, found);
        }
    }
}

fn side_by_side(dfa: &DFA, text: &[u8], start: StateID, found: &mut impl FnMut(usize, u32)) {
    let stretch = text.len() / LANES;
    let reach = dfa.max_pattern_len().saturating_sub(1);
    let lead = |at: usize| text.get(at.saturating_sub(reach)..at).unwrap_or_default();
    let step = |state: StateID, &byte: &u8| dfa.next_state(Anchored::No, state, byte);
    let mut states: [StateID; LANES] = std::array::from_fn(|lane| lead(lane * stretch).iter().fold(start, step));
    let lanes: [&[u8]; LANES] = std::array::from_fn(|lane| &text[lane * stretch..(lane + 1) * stretch]);
    let mut hits: [Vec<(usize, u32)>; LANES] = Default::default();
    #[allow(clippy::needless_range_loop, reason = "with plain indices and one test for all lanes the states stay in registers")]
    for at in 0..stretch {
        let mut any = false;
        for lane in 0..LANES {
            states[lane] = dfa.next_state(Anchored::No, states[lane], lanes[lane][at]);
            any |= dfa.is_special(states[lane]);
        }
        if any {
            tell_all(dfa, states, at + 1, stretch, &mut hits);
        }
    }
    for (literal, at) in hits.into_iter().flatten() {
        found(literal, at);
    }
    let [.., last] = states;
    one_by_one(dfa, text, LANES * stretch, last, found);
}

/// Keeps what ends at a place of each lane. Out of line, or the states would live in memory.
#[inline(never)]
fn tell_all(dfa: &DFA, states: [StateID; LANES], at: usize, stretch: usize, hits: &mut [Vec<(usize, u32)>; LANES]) {
    for ((lane, state), hits) in states.into_iter().enumerate().zip(hits) {
        tell(dfa, state, lane * stretch + at, &mut |literal, at| hits.push((literal, at)));
    }
}

/// Tells which literals end at `at`.
fn tell(automaton: &impl Automaton, state: StateID, at: usize, found: &mut impl FnMut(usize, u32)) {
    if automaton.is_match(state) {
        for index in 0..automaton.match_len(state) {
            let literal = automaton.match_pattern(state, index);
            found(literal.as_usize(), (at - automaton.pattern_len(literal)) as u32);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(search: &Search, text: &str) -> Vec<(usize, u32)> {
        let mut all = Vec::new();
        search.scan(text, |literal, at| all.push((literal, at)));
        all
    }

    #[test]
    fn nothing_is_found_without_literals() {
        assert_eq!(found(&Search::new(&[]), "abc"), []);
    }

    #[test]
    fn a_look_for_one_stops_at_the_first_that_is_wanted() {
        for search in [Search::new(&["lake", "sea"]), Search::early(&["lake", "sea"])] {
            let mut asked = Vec::new();
            let mut look = |wanted: usize| {
                asked.clear();
                let stands = search.stands("a lake, a SEA, a lake", &mut |literal| {
                    asked.push(literal);
                    literal == wanted
                });
                (stands, asked.clone())
            };
            assert_eq!(look(0), (true, vec![0]));
            assert_eq!(look(1), (true, vec![0, 1]));
            assert_eq!(look(2), (false, vec![0, 1, 0]));
        }
    }

    proptest! {
        /// Lanes, and an early search, find what one pass of the crate finds, in its order.
        #[test]
        fn lanes_miss_nothing(text in "([a-c]{0,9}(select|Lake|data lake|é| ){0,4}){0,900}") {
            let literals = ["select", "data lake", "lake", "a", "abcabc", "é"];
            let mut builder = AhoCorasick::builder();
            let plain = builder.ascii_case_insensitive(true).match_kind(MatchKind::Standard).build(literals).expect("literals");
            let expected: Vec<(usize, u32)> =
                plain.find_overlapping_iter(&text).map(|hit| (hit.pattern().as_usize(), hit.start() as u32)).collect();
            prop_assert_eq!(&found(&Search::new(&literals), &text), &expected);
            prop_assert_eq!(&found(&Search::early(&literals), &text), &expected);
        }
    }
}
