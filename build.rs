//! Prepares the built-in glossary: its YAML is parsed here, once, and not at every start.
//!
//! Written to the output folder are the parsed trees without the examples of rules (`glossary.bin`), the texts of the
//! files, compressed (`glossary.z`), and their names and lengths (`glossary.rs`), which `glossary::builtin` takes in. The
//! parser is the crate's own.

use std::collections::HashMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[allow(dead_code, unreachable_pub, reason = "a part of the crate, of which the parser is used")]
#[path = "src/glossary/node/mod.rs"]
mod node;
#[allow(dead_code, unused_imports, unreachable_pub, reason = "a part of the crate, of which spans and lines are used")]
#[path = "src/text/mod.rs"]
mod text;

/// Best and slowest: it is done once a build.
const LEVEL: u8 = 10;

fn main() -> Result<(), Box<dyn Error>> {
    for used in ["build.rs", "glossary", "src/glossary/node", "src/text"] {
        println!("cargo::rerun-if-changed={used}");
    }
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let (mut trees, mut names, mut texts) = (Vec::new(), Vec::new(), String::new());
    for path in glossaries(&root.join("glossary"))? {
        let name = path.file_name().and_then(|name| name.to_str()).ok_or("a glossary's name is no text")?;
        let text = fs::read_to_string(&path)?;
        let (tree, flaws) = node::parse(&text);
        if let Some(flaw) = flaws.first() {
            return Err(format!("glossary/{name}:{}:{}: {}", flaw.line + 1, flaw.column + 1, flaw.message).into());
        }
        names.push((name.to_owned(), text.len()));
        texts.push_str(&text);
        let mut tree = tree.ok_or_else(|| format!("glossary/{name} is empty"))?;
        without_examples(&mut tree);
        trees.push(tree);
    }
    fs::write(out.join("glossary.rs"), format!("pub(super) const FILES_AND_LENGTHS: &[(&str, usize)] = &{names:?};\n"))?;
    fs::write(out.join("glossary.z"), miniz_oxide::deflate::compress_to_vec(texts.as_bytes(), LEVEL))?;
    fs::write(out.join("glossary.bin"), pack(&trees))?;
    Ok(())
}

/// Leaves out the examples of rules: a third of all bytes, and nobody needs them but who explains or tests a rule. The
/// depth of nodes is bounded, so this recursion is.
fn without_examples(node: &mut node::Node) {
    match &mut node.kind {
        node::Kind::Scalar { .. } => {}
        node::Kind::Sequence(items) => {
            for item in items {
                without_examples(item);
            }
        }
        node::Kind::Mapping(pairs) => {
            let is_examples = |key: &node::Node| matches!(&key.kind, node::Kind::Scalar { text, .. } if text == "examples");
            pairs.retain(|(key, _)| !is_examples(key));
            for (_, value) in pairs {
                without_examples(value);
            }
        }
    }
}

/// The glossary files of a folder, by name.
fn glossaries(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
    found.retain(|path| path.extension().is_some_and(|ending| ending == "yml"));
    found.sort();
    Ok(found)
}

/// Trees as bytes; `glossary::builtin::packed` reads them and says how they are laid out.
fn pack(trees: &[node::Node]) -> Vec<u8> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for tree in trees {
        count(tree, &mut counts);
    }
    let mut texts: Vec<(&str, usize)> = counts.into_iter().collect();
    // Those that come again and again get the shortest numbers.
    texts.sort_by_key(|&(text, count)| (std::cmp::Reverse(count), text));
    let mut out = Vec::new();
    number(texts.len(), &mut out);
    for (text, _) in &texts {
        number(text.len(), &mut out);
    }
    for (text, _) in &texts {
        out.extend_from_slice(text.as_bytes());
    }
    let places = texts.iter().enumerate().map(|(place, (text, _))| (*text, place)).collect();
    number(trees.len(), &mut out);
    for tree in trees {
        put(tree, &places, &mut [0; 2], &mut out);
    }
    out
}

fn count<'n>(node: &'n node::Node, counts: &mut HashMap<&'n str, usize>) {
    match &node.kind {
        node::Kind::Scalar { text, .. } => *counts.entry(text).or_default() += 1,
        node::Kind::Sequence(items) => items.iter().for_each(|item| count(item, counts)),
        node::Kind::Mapping(pairs) => pairs.iter().for_each(|(key, value)| {
            count(key, counts);
            count(value, counts);
        }),
    }
}

fn put(node: &node::Node, places: &HashMap<&str, usize>, last: &mut [u32; 2], out: &mut Vec<u8>) {
    let (kind, value) = match &node.kind {
        node::Kind::Scalar { text, plain } => (usize::from(*plain), places.get(&**text).copied().unwrap_or_default()),
        node::Kind::Sequence(items) => (2, items.len()),
        node::Kind::Mapping(pairs) => (3, pairs.len()),
    };
    number(value << 2 | kind, out);
    for (now, last) in [node.span.start, node.line].into_iter().zip(&mut *last) {
        // What an alias stands for lies further up.
        let ahead = i64::from(now) - i64::from(*last);
        number((ahead.unsigned_abs() * 2 - u64::from(ahead < 0)) as usize, out);
        *last = now;
    }
    number(node.span.len() as usize, out);
    number(node.column as usize, out);
    match &node.kind {
        node::Kind::Scalar { .. } => {}
        node::Kind::Sequence(items) => items.iter().for_each(|item| put(item, places, last, out)),
        node::Kind::Mapping(pairs) => pairs.iter().for_each(|(key, value)| {
            put(key, places, last, out);
            put(value, places, last, out);
        }),
    }
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn number(mut value: usize, out: &mut Vec<u8>) {
    while value > 0x7f {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
