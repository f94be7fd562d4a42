//! Changes to a text.

use super::Span;

/// That the bytes `old` of a text were replaced by `new_len` bytes. Says where a text changed, not to what.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Edit {
    /// The replaced bytes, in the old text.
    pub old: Span,
    /// How many bytes stand there now.
    pub new_len: u32,
}

impl Edit {
    /// The place of the new bytes, in the new text.
    pub const fn new_span(self) -> Span {
        Span { start: self.old.start, end: self.old.start + self.new_len }
    }

    /// Where a stretch of the old text stands now; `None` where the edit touches it.
    pub fn moved(self, span: Span) -> Option<Span> {
        let place = |at: u32| if span.end < self.old.start { at } else { at - self.old.end + self.new_span().end };
        let apart = span.end < self.old.start || span.start > self.old.end;
        apart.then(|| Span::new(place(span.start), place(span.end)))
    }

    /// Where a stretch of the new text stood before; `None` where the edit touches it.
    pub fn back(self, span: Span) -> Option<Span> {
        let undone = Self { old: self.new_span(), new_len: self.old.len() };
        undone.moved(span)
    }

    /// The edit that makes one text the other: all between what both begin with and what both end with.
    pub fn between(old: &str, new: &str) -> Self {
        let same = |(a, b): &(char, char)| a == b;
        let start: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let (old, new) = (old.get(start..).unwrap_or_default(), new.get(start..).unwrap_or_default());
        let end: usize = old.chars().rev().zip(new.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let start = start as u32;
        Self { old: Span::new(start, start + (old.len() - end) as u32), new_len: (new.len() - end) as u32 }
    }

    /// One edit that says where the text differs after `self` and then `next`.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        // `next.old` counts in the text between the two; pull what lies behind our change back by its growth.
        let mine = self.new_span();
        let start = self.old.start.min(next.old.start);
        let behind = next.old.end.saturating_sub(mine.end);
        let old_end = self.old.end + behind;
        let mid_end = mine.end.max(next.old.end);
        let new_end = mid_end - next.old.len() + next.new_len;
        Self { old: Span::new(start, old_end), new_len: new_end - start }
    }
}

/// A replacement that a person may apply: TODOs, suppressions, removals.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextEdit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// The text after all `edits`, which may come in any order and must not overlap; one that overlaps an earlier place is
/// left out, so that the result never mixes two edits.
pub fn apply(text: &str, edits: &[TextEdit]) -> String {
    let mut sorted: Vec<&TextEdit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    let mut out = String::with_capacity(text.len() + sorted.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut done = 0;
    for edit in sorted {
        if edit.span.start < done || text.get(edit.span.range()).is_none() {
            continue;
        }
        out.push_str(Span::new(done, edit.span.start).of(text));
        out.push_str(&edit.text);
        done = edit.span.end;
    }
    out.push_str(Span::new(done, text.len() as u32).of(text));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edit(start: u32, end: u32, new_len: u32) -> Edit {
        Edit { old: Span::new(start, end), new_len }
    }

    #[test]
    fn two_edits_become_the_hull_of_both() {
        for (first, second, both) in [
            (edit(3, 3, 1), edit(4, 4, 1), edit(3, 3, 2)),
            (edit(3, 5, 0), edit(3, 3, 2), edit(3, 5, 2)),
            (edit(10, 12, 4), edit(2, 3, 0), edit(2, 12, 11)),
            (edit(2, 3, 0), edit(10, 12, 4), edit(2, 13, 12)),
        ] {
            assert_eq!(first.then(second), both, "{first:?} then {second:?}");
        }
    }

    #[test]
    fn the_edit_between_two_texts() {
        for (old, new, expected) in [
            ("", "", edit(0, 0, 0)),
            ("abc", "abc", edit(3, 3, 0)),
            ("abc", "abxc", edit(2, 2, 1)),
            ("aaa", "aa", edit(2, 3, 0)),
            ("é𝄞b", "éb", edit(2, 6, 0)),
            ("aéb", "aèb", edit(1, 3, 2)),
        ] {
            assert_eq!(Edit::between(old, new), expected, "{old} to {new}");
        }
    }

    #[test]
    fn overlapping_edits_are_left_out() {
        let edits = [
            TextEdit { span: Span::new(4, 6), text: "X".into() },
            TextEdit { span: Span::new(0, 0), text: ">".into() },
            TextEdit { span: Span::new(5, 7), text: "Y".into() },
        ];
        assert_eq!(apply("abcdefgh", &edits), ">abcdXgh");
    }

    proptest! {
        /// What lies outside the composed edit is untouched by the two.
        #[test]
        fn outside_a_composed_edit_nothing_changed(
            text in "[a-e]{0,20}", a in 0u32..20, al in 0u32..8, an in "[x-z]{0,4}", b in 0u32..20, bl in 0u32..8, bn in "[x-z]{0,4}",
        ) {
            let replace = |text: &str, at: u32, len: u32, new: &str| {
                let start = at.min(text.len() as u32);
                let span = Span::new(start, (start + len).min(text.len() as u32));
                (apply(text, &[TextEdit { span, text: new.into() }]), Edit { old: span, new_len: new.len() as u32 })
            };
            let (middle, first) = replace(&text, a, al, &an);
            let (last, second) = replace(&middle, b, bl, &bn);
            let both = first.then(second);
            prop_assert_eq!(&text[..both.old.start as usize], &last[..both.old.start as usize]);
            prop_assert_eq!(&text[both.old.end as usize..], &last[both.new_span().end as usize..]);
        }
    }
}
