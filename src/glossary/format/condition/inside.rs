//! `inside`: the blocks that may enclose a match.

use crate::glossary::fields::{self, Fields};
use crate::glossary::keys::{Key, Value, key, rule};
use crate::glossary::node::Node;
use crate::glossary::problem::Notes;
use crate::lexicon::condition::Enclosing;

/// The blocks of `inside`: those with names, and those without.
enum Block {
    Named(fn(Vec<String>) -> Enclosing),
    Bare(Enclosing),
}

const BLOCKS: [(&str, Block, &str); 12] = [
    ("function", Block::Named(Enclosing::Function), "A function; `true`, or names."),
    ("class", Block::Named(Enclosing::Class), "A class; `true`, or names."),
    ("decorator", Block::Named(Enclosing::Decorator), "A function or class with a decorator; `true`, or names."),
    ("loop", Block::Bare(Enclosing::Loop), "A `for` or `while`."),
    ("with", Block::Named(Enclosing::With), "A `with`; `true`, or names of what it opens."),
    ("try", Block::Bare(Enclosing::Try), "A `try`."),
    ("except", Block::Bare(Enclosing::Except), "An `except`."),
    ("dag", Block::Bare(Enclosing::Dag), "A DAG."),
    ("lambda", Block::Bare(Enclosing::Lambda), "A `lambda`."),
    ("subclass", Block::Named(Enclosing::Subclass), "A class with a base; `true`, or names of bases."),
    ("comprehension", Block::Bare(Enclosing::Comprehension), "What a comprehension works out anew for each item."),
    ("main_guard", Block::Bare(Enclosing::MainGuard), "An `if __name__ == \"__main__\":`."),
];
/// The blocks as keys.
pub(crate) static BLOCK_KEYS: [Key; 12] = {
    let mut keys = [key("", Value::Yes, ""); 12];
    let mut at = 0;
    while at < 12 {
        let (name, block, text) = &BLOCKS[at];
        keys[at] = key(name, if matches!(block, Block::Named(_)) { rule::NAMED_BLOCK } else { Value::Yes }, text);
        at += 1;
    }
    keys
};

/// `inside`: one mapping or several; any of the blocks in them.
pub(super) fn inside(node: &Node, notes: &mut Notes) -> Option<Vec<Enclosing>> {
    let before = notes.errors();
    let mut all = Vec::new();
    for item in fields::items(node) {
        let Some(fields) = Fields::of(item, "`inside`", &rule::BLOCKS, notes) else { continue };
        for (key, block, _) in &BLOCKS {
            if let Some(value) = fields.get(key) {
                all.extend(enclosing(key, block, value, notes));
            }
        }
    }
    if all.is_empty() && notes.errors() == before {
        notes.error(node, format!("`inside` names no block: one of {}", rule::BLOCKS.names().collect::<Vec<_>>().join(", ")));
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
