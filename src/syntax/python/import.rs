//! What a file imports.

use super::outline::{Head, Outline};
use crate::syntax::{Flat, Leaf, Lexed, TokenKind};

/// A name that an import binds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Import {
    /// What is imported, dotted; `from a.b import c` gives `a.b` (with the name `c` left empty) and `a.b.c`.
    pub module: String,
    /// The name bound; empty where nothing is bound to this module.
    pub name: String,
    /// Where the module's name begins.
    pub offset: u32,
}

/// All that a file imports, at any depth.
pub fn imports(lexed: &Lexed, outline: &Outline) -> Vec<Import> {
    let mut out = Vec::new();
    for logical in outline.logicals().iter().filter(|logical| logical.head == Head::Import) {
        let flat = Flat::new(lexed, logical.span);
        for statement in flat.leaves().split(|leaf| leaf.kind == TokenKind::Semicolon) {
            read_import(lexed, statement, &mut out);
        }
    }
    out
}

fn read_import(lexed: &Lexed, leaves: &[Leaf], out: &mut Vec<Import>) {
    let text = |leaf: &Leaf| lexed.slice(leaf.span);
    let Some((first, rest)) = leaves.split_first() else { return };
    let from = match text(first) {
        "import" => None,
        "from" => Some(rest.iter().position(|leaf| text(leaf) == "import").unwrap_or(rest.len())),
        _ => return,
    };
    let (module_leaves, names) = rest.split_at_checked(from.unwrap_or_default()).unwrap_or_default();
    let module: String = module_leaves.iter().map(text).collect();
    if let Some(first) = module_leaves.first() {
        out.push(Import { module: module.clone(), name: String::new(), offset: first.span.start });
    }
    let names = if from.is_some() { names.get(1..).unwrap_or_default() } else { names };
    for part in names.split(|leaf| matches!(leaf.kind, TokenKind::Comma)) {
        let part: Vec<&Leaf> = part.iter().filter(|leaf| !matches!(leaf.kind, TokenKind::Open | TokenKind::Close)).collect();
        let (path, alias) = match part.iter().position(|leaf| text(leaf) == "as") {
            Some(at) => (part.get(..at).unwrap_or_default(), part.get(at + 1)),
            None => (part.as_slice(), None),
        };
        let Some(first) = path.first() else { continue };
        let name: String = path.iter().map(|leaf| text(leaf)).collect();
        let bound = alias.map_or_else(|| name.split('.').next().unwrap_or_default(), |alias| text(alias)).to_owned();
        let dotted = match (module.is_empty(), module.ends_with('.')) {
            (true, _) => name,
            (false, true) => format!("{module}{name}"),
            (false, false) => format!("{module}.{name}"),
        };
        out.push(Import { module: dotted, name: bound, offset: first.span.start });
    }
}

#[cfg(test)]
mod tests;
