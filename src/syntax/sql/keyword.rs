//! The words of SQL that decide where a clause begins, found in any case by one look into a table.

/// Declares the words, their enum and how many there are.
macro_rules! keywords {
    ($($name:ident $word:literal)*) => {
        /// A word that statements are read by.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(in crate::syntax) enum Keyword { $($name),* }
        const KEYWORDS: &[(&str, Keyword)] = &[$(($word, Keyword::$name)),*];
    };
}

keywords! {
    All "all" Alter "alter" Analyze "analyze" As "as" Begin "begin" By "by" Comment "comment" Conflict "conflict" Copy "copy"
    Create "create" Delete "delete" Deny "deny" Distinct "distinct" Do "do" Drop "drop" Duplicate "duplicate" Else "else"
    Elseif "elseif" Except "except" Exists "exists" Explain "explain" Fetch "fetch" For "for" From "from" Function "function"
    Grant "grant" Group "group" Having "having" If "if" Ignore "ignore" Insert "insert" Intersect "intersect" Into "into" Is "is"
    Join "join" Lateral "lateral" Limit "limit" Loop "loop" Materialized "materialized" Merge "merge" Minus "minus" Not "not"
    Offset "offset" On "on" Only "only" Or "or" Order "order" Ordinality "ordinality" Over "over" Overwrite "overwrite"
    Qualify "qualify" Recursive "recursive" Repeat "repeat" Replace "replace" Returning "returning" Revoke "revoke" Select "select"
    Set "set" Table "table" Then "then" Transaction "transaction" Truncate "truncate" Union "union" Update "update" Upsert "upsert"
    Using "using" Values "values" View "view" Where "where" While "while" Window "window" With "with" Work "work"
}

const SLOTS: usize = 1024;
const LONGEST: usize = 12;

/// The multiplier under which no two words share a slot, and the slots: each a word's place plus one.
const PERFECT: (u32, [u8; SLOTS]) = perfect();

const fn slot(word: &[u8], seed: u32) -> usize {
    let mut hash = seed;
    let mut at = 0;
    while at < word.len() {
        hash = (hash ^ (word[at] | 0x20) as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    (hash >> 22) as usize
}

const fn perfect() -> (u32, [u8; SLOTS]) {
    let mut seed = 1;
    loop {
        let mut slots = [0; SLOTS];
        let mut at = 0;
        while at < KEYWORDS.len() {
            let slot = slot(KEYWORDS[at].0.as_bytes(), seed);
            if slots[slot] != 0 {
                break;
            }
            slots[slot] = at as u8 + 1;
            at += 1;
        }
        if at == KEYWORDS.len() {
            return (seed, slots);
        }
        seed += 1;
    }
}

/// The keyword that `word` is, in any case.
pub(in crate::syntax) fn keyword(word: &str) -> Option<Keyword> {
    if word.len() > LONGEST {
        return None;
    }
    let place = PERFECT.1.get(slot(word.as_bytes(), PERFECT.0)).copied()?;
    let (name, keyword) = KEYWORDS.get(usize::from(place).checked_sub(1)?)?;
    name.eq_ignore_ascii_case(word).then_some(*keyword)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_in_any_case_and_no_other() {
        for &(word, expected) in KEYWORDS {
            assert_eq!(keyword(word), Some(expected));
            assert_eq!(keyword(&word.to_uppercase()), Some(expected));
            assert_eq!(keyword(&format!("{word}_")), None);
        }
        assert_eq!(keyword(""), None);
        assert_eq!(keyword("wĥere"), None);
    }
}
