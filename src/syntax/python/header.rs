//! What the header of a block says: a class's bases, what an `except` catches, whether an `if` asks for the main module.

use super::body::header_colon;
use super::call;
use crate::syntax::{Flat, Lexed, TokenKind};
use crate::text::Span;

/// How many characters of a condition are read: each place below it may ask anew.
const CONDITION: usize = 256;

/// What an `except` catches.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Caught {
    /// Dotted names; none for a bare `except:`.
    pub names: Vec<String>,
    /// Whether there is more than names, or a name that may stand for many.
    pub unsure: bool,
}

/// The dotted names of a class's bases, keyword arguments and what is in square brackets left out.
pub fn bases(lexed: &Lexed, header: Span) -> Vec<String> {
    let flat = Flat::new(lexed, header);
    let first = |&at: &usize| flat.parent(at).is_none() && flat.get(at).is_some_and(|leaf| lexed.slice(leaf.span) == "(");
    let Some(open) = (0..flat.len()).find(first) else { return Vec::new() };
    let plain = |argument: &call::Argument| argument.name.is_none() && argument.stars == 0;
    let dotted = |argument: call::Argument| {
        let leaves = flat.leaves().get(argument.value).unwrap_or_default().iter();
        let name = leaves.take_while(|leaf| matches!(leaf.kind, TokenKind::Word | TokenKind::Dot));
        name.map(|leaf| lexed.slice(leaf.span)).collect()
    };
    call::arguments(&flat, lexed, open).into_iter().filter(plain).map(dotted).collect()
}

/// What the `except` with this header catches; `None` while its colon is missing.
pub fn caught(lexed: &Lexed, header: Span) -> Option<Caught> {
    let flat = Flat::new(lexed, header);
    let colon = header_colon(&flat, lexed)?;
    let mut caught = Caught::default();
    let mut name = String::new();
    for leaf in flat.leaves().get(1..colon)? {
        let text = lexed.slice(leaf.span);
        match leaf.kind {
            TokenKind::Word if text == "as" => break,
            TokenKind::Word | TokenKind::Dot => name.push_str(text),
            // A bracket behind a name: only running it would tell what it gives.
            TokenKind::Open => {
                caught.unsure |= !name.is_empty() || text != "(";
                name.clear();
            }
            TokenKind::Comma | TokenKind::Close => caught.add(std::mem::take(&mut name)),
            _ => caught.unsure |= text != "*",
        }
    }
    caught.add(name);
    Some(caught)
}

impl Caught {
    fn add(&mut self, name: String) {
        // A constant's name is a list of many, as a rule.
        self.unsure |= name.len() > 1 && !name.contains(|c: char| c.is_lowercase());
        if !name.is_empty() {
            self.names.push(name);
        }
    }

    /// Whether it is `except:` without anything.
    pub fn is_bare(&self) -> bool {
        self.names.is_empty() && !self.unsure
    }
}

/// Whether a header is `if __name__ == "__main__":`, either way round.
pub fn is_main_guard(lexed: &Lexed, header: Span) -> bool {
    let text = lexed.slice(header);
    let text = text.char_indices().nth(CONDITION).and_then(|(end, _)| text.get(..end)).unwrap_or(text);
    let condition = text.split(':').next().unwrap_or_default();
    ["__name__", "__main__", "=="].iter().all(|part| condition.contains(part))
}

#[cfg(test)]
mod tests;
