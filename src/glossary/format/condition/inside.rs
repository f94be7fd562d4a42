//! `inside`: the blocks that may enclose a match.

use crate::glossary::fields::{self, Fields};
use crate::glossary::node::Node;
use crate::glossary::problem::Notes;
use crate::lexicon::condition::Enclosing;

/// The blocks of `inside`: those with names, and those without.
enum Block {
    Named(fn(Vec<String>) -> Enclosing),
    Bare(Enclosing),
}

const BLOCKS: [(&str, Block); 12] = [
    ("function", Block::Named(Enclosing::Function)),
    ("class", Block::Named(Enclosing::Class)),
    ("decorator", Block::Named(Enclosing::Decorator)),
    ("loop", Block::Bare(Enclosing::Loop)),
    ("with", Block::Named(Enclosing::With)),
    ("try", Block::Bare(Enclosing::Try)),
    ("except", Block::Bare(Enclosing::Except)),
    ("dag", Block::Bare(Enclosing::Dag)),
    ("lambda", Block::Bare(Enclosing::Lambda)),
    ("subclass", Block::Named(Enclosing::Subclass)),
    ("comprehension", Block::Bare(Enclosing::Comprehension)),
    ("main_guard", Block::Bare(Enclosing::MainGuard)),
];
pub(crate) const BLOCK_KEYS: [&str; 12] =
    ["function", "class", "decorator", "loop", "with", "try", "except", "dag", "lambda", "subclass", "comprehension", "main_guard"];

/// `inside`: one mapping or several; any of the blocks in them.
pub(super) fn inside(node: &Node, notes: &mut Notes) -> Option<Vec<Enclosing>> {
    let before = notes.errors();
    let mut all = Vec::new();
    for item in fields::items(node) {
        let Some(fields) = Fields::of(item, "`inside`", &BLOCK_KEYS, notes) else { continue };
        for (key, block) in &BLOCKS {
            if let Some(value) = fields.get(key) {
                all.extend(enclosing(key, block, value, notes));
            }
        }
    }
    if all.is_empty() && notes.errors() == before {
        notes.error(node, format!("`inside` names no block: one of {}", BLOCK_KEYS.join(", ")));
    }
    (notes.errors() == before).then_some(all)
}

fn enclosing(key: &str, block: &Block, value: &Node, notes: &mut Notes) -> Option<Enclosing> {
    match (block, value.plain()) {
        (Block::Named(make), Some("true")) => Some(make(Vec::new())),
        (Block::Bare(block), Some("true")) => Some(block.clone()),
        (_, Some("false")) => {
            notes.error(value, format!("`{key}: false` asks nothing; write `inside: {{ {key}: true }}` under `unless`"));
            None
        }
        (Block::Named(make), _) => fields::texts(value, key, notes).map(make),
        (Block::Bare(_), _) => {
            notes.error(value, format!("`{key}` has no name to look for; write `{key}: true`"));
            None
        }
    }
}
