//! YAML as a language that is read: its lexer, and the tree of keys over its tokens.
//!
//! The lexer wants no valid YAML: whatever stands on a line becomes tokens, and what is left open ends at a line that
//! can't belong to it ([`State::settled`]). Jinja is on everywhere but in comments; a `{{` is a template, never a flow
//! mapping inside a flow mapping. What a key means is no business of this module.

mod line;
mod scan;
pub mod tree;

use super::{Token, jinja};
use line::Cut;
use scan::Indent;
pub use tree::Tree;

/// What the lexer carries from one line to the next.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct State {
    mode: Mode,
    /// The Jinja tag or comment that is open; it stands in whatever `mode` says.
    template: jinja::State,
    /// How many flow collections are open.
    depth: u16,
    /// The least indentation of lines that belong to the value that is open or awaited: one more than its key's.
    floor: u16,
    awaits: Awaits,
}

/// What is open at a line's end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Mode {
    #[default]
    Ground,
    Single,
    Double,
    /// A block scalar, with the indentation of its lines once one is known.
    Block(Option<u16>),
}

/// What may follow on the next line, though nothing is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Awaits {
    #[default]
    Nothing,
    /// The value of a key or item.
    Value,
    /// More of a plain scalar.
    Plain,
}

impl State {
    /// How many flow collections are open.
    pub fn depth(self) -> u16 {
        self.depth
    }

    /// Whether a block scalar, a quoted scalar or a template is open. [`State::settled`] says whether a given line goes
    /// on with it.
    pub fn inside(self) -> bool {
        self.mode != Mode::Ground || self.template.inside()
    }

    /// The state that holds for `line`: without what was open above, where the line can't belong to it.
    ///
    /// A block scalar ends at a line indented no more than its key, or at a comment indented less than its text. A
    /// quoted scalar, flow collection or template that was never closed ends at a line indented no more than its key
    /// that begins like `key:` or `- `, a quoted scalar at such a comment too, and at `---` and `...`; so a half-typed quote costs its own value only. Lines
    /// of templates alone belong to the block scalar around them, at any indentation.
    #[must_use]
    pub fn settled(self, line: &str) -> Self {
        if self.depth == 0 && !self.inside() {
            return self;
        }
        let indent = Indent::of(line);
        if indent.rest.is_empty() {
            return self;
        }
        if indent.width == 0 && scan::marker(indent.rest) && !self.template.in_go_comment() {
            return self.left();
        }
        let stays = match self.mode {
            _ if self.template.in_go_comment() => true,
            _ if self.template.inside() => self.holds(&indent),
            Mode::Block(content) => self.block_holds(&indent, content),
            Mode::Ground if indent.rest.ends_with(b",") => true,
            Mode::Single | Mode::Double if indent.rest.starts_with(b"#") => indent.width >= self.floor.max(1),
            Mode::Ground | Mode::Single | Mode::Double => self.holds(&indent),
        };
        if stays { self } else { self.left() }
    }

    /// Whether a line may go on with the quote, flow collection or template that is open.
    fn holds(self, indent: &Indent) -> bool {
        indent.width >= self.floor.max(1) || !scan::structure(indent.rest)
    }

    /// Without all that was open; `{% raw %}` is no part of any value and goes on.
    fn left(self) -> Self {
        let template = if self.template.inside() { jinja::State::default() } else { self.template };
        Self { template, ..Self::default() }
    }

    fn block_holds(self, indent: &Indent, content: Option<u16>) -> bool {
        if indent.width < self.floor {
            return scan::only_templates(indent.rest);
        }
        !(indent.rest.starts_with(b"#") && content.is_some_and(|content| indent.width < content))
    }
}

/// Cuts one line into tokens.
pub fn lex_line(state: State, line: &str, base: u32, out: &mut Vec<Token>) -> State {
    Cut::new(state.settled(line), line, base, out).run()
}

#[cfg(test)]
mod tests;
