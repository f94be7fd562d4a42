//! What runs when the file is imported, and what stands in a DAG.

use super::body::header_colon;
use super::call::{self, NAME_LEAVES};
use super::outline::{Head, Logical, Outline};
use crate::syntax::{Flat, Lexed, TokenKind};
use crate::text::Span;

/// How many characters of a condition are read: each place below it may ask anew.
const CONDITION: usize = 256;

/// Whether a statement runs when the file is imported: no `def` holds it (but one under `@dag`, which Airflow files
/// call at once), and no `if __name__ == "__main__":` or `if TYPE_CHECKING:`.
pub fn module_level(lexed: &Lexed, outline: &Outline, index: usize) -> bool {
    outline.ancestors(index).all(|header| !defers(lexed, outline, header))
}

/// Whether what a header's suite holds waits for later.
fn defers(lexed: &Lexed, outline: &Outline, header: usize) -> bool {
    let Some(logical) = outline.get(header) else { return false };
    match logical.head {
        Head::Def { .. } => !is_dag_function(lexed, outline, header),
        Head::If | Head::Elif => {
            let text = lexed.slice(logical.span);
            let text = text.char_indices().nth(CONDITION).and_then(|(end, _)| text.get(..end)).unwrap_or(text);
            let condition = text.split(':').next().unwrap_or_default();
            (condition.contains("__name__") && condition.contains("=="))
                || condition.split_whitespace().nth(1).is_some_and(|word| word.ends_with("TYPE_CHECKING"))
        }
        _ => false,
    }
}

/// The dotted name of a decorator: `task.branch` of `@task.branch(…)`.
pub fn decorator_name(lexed: &Lexed, decorator: &Logical) -> String {
    let names = lexed.tokens_in(decorator.span).skip(1).filter(|leaf| leaf.kind != TokenKind::Blank);
    let name = names.take_while(|leaf| matches!(leaf.kind, TokenKind::Word | TokenKind::Dot)).take(NAME_LEAVES);
    name.map(|leaf| lexed.slice(leaf.span)).collect()
}

fn is_dag_function(lexed: &Lexed, outline: &Outline, def: usize) -> bool {
    let is_dag = |decorator: &Logical| decorator_name(lexed, decorator).rsplit('.').next() == Some("dag");
    outline.decorators(def).filter_map(|index| outline.get(index)).any(is_dag)
}

/// Whether a statement stands in `with DAG(…):`, or in a function under `@dag`.
pub fn in_dag(lexed: &Lexed, outline: &Outline, index: usize) -> bool {
    outline.ancestors(index).any(|header| match outline.get(header) {
        Some(Logical { head: Head::Def { .. }, .. }) => is_dag_function(lexed, outline, header),
        Some(Logical { head: Head::With, span, .. }) => with_calls(lexed, *span).iter().any(|name| name.rsplit('.').next() == Some("DAG")),
        _ => false,
    })
}

/// The dotted names of the calls that a `with` enters.
pub fn with_calls(lexed: &Lexed, header: Span) -> Vec<String> {
    let flat = Flat::new(lexed, header);
    let colon = header_colon(&flat, lexed).unwrap_or(flat.len());
    let outermost = |open: &usize| {
        flat.parent(*open).is_none_or(|parent| flat.parent(parent).is_none() && call::name_before(&flat, lexed, parent).is_none())
    };
    (0..colon).filter(outermost).filter_map(|open| call::name_before(&flat, lexed, open)).collect()
}

/// What of a logical line does not run when the line is reached: read once for all its leaves.
#[derive(Clone, Debug)]
pub struct Later {
    lambdas: Vec<bool>,
    colon: Option<usize>,
}

impl Later {
    /// Of the line with these leaves.
    pub fn new(flat: &Flat, lexed: &Lexed) -> Self {
        Self { lambdas: call::in_lambdas(flat, lexed), colon: header_colon(flat, lexed) }
    }

    /// The leaf of a header's colon.
    pub fn colon(&self) -> Option<usize> {
        self.colon
    }

    /// Whether a leaf stands in the body of a `lambda`.
    pub fn in_lambda(&self, leaf: usize) -> bool {
        self.lambdas.get(leaf).copied().unwrap_or(false)
    }
}

/// Whether a leaf of a logical line, which begins at `offset`, runs when the file is imported. Of a `def` that is itself
/// run then: its defaults, annotations and decorators, but not its one-line suite. What a `lambda` holds does not run.
pub fn runs_at_import(lexed: &Lexed, outline: &Outline, later: &Later, leaf: usize, offset: u32) -> bool {
    let Some(index) = outline.at(offset) else { return false };
    if !module_level(lexed, outline, index) || later.in_lambda(leaf) {
        return false;
    }
    !defers(lexed, outline, index) || later.colon.is_none_or(|colon| leaf <= colon)
}

#[cfg(test)]
mod tests;
