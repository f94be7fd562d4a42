//! Prepares the built-in glossary: its YAML is parsed here, once, and not at every start.
//!
//! Written to the output folder are the parsed trees without the examples of rules (`glossary.bin`) and the list of the files with their texts
//! (`glossary.rs`), which `glossary::builtin` takes in. The parser is the crate's own.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[allow(dead_code, unreachable_pub, reason = "a part of the crate, of which the parser is used")]
#[path = "src/glossary/node/mod.rs"]
mod node;
#[allow(dead_code, unused_imports, unreachable_pub, reason = "a part of the crate, of which spans and lines are used")]
#[path = "src/text/mod.rs"]
mod text;

fn main() -> Result<(), Box<dyn Error>> {
    for used in ["build.rs", "glossary", "src/glossary/node", "src/text"] {
        println!("cargo::rerun-if-changed={used}");
    }
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut trees = Vec::new();
    let mut list = "pub const FILES: &[(&str, &str)] = &[\n".to_owned();
    for path in glossaries(&root.join("glossary"))? {
        let name = path.file_name().and_then(|name| name.to_str()).ok_or("a glossary's name is no text")?;
        let text = path.to_str().ok_or("the project's path is no text")?;
        let (tree, flaws) = node::parse(&fs::read_to_string(&path)?);
        if let Some(flaw) = flaws.first() {
            return Err(format!("glossary/{name}:{}:{}: {}", flaw.line + 1, flaw.column + 1, flaw.message).into());
        }
        writeln!(list, "    ({name:?}, include_str!({text:?})),")?;
        let mut tree = tree.ok_or_else(|| format!("glossary/{name} is empty"))?;
        without_examples(&mut tree);
        trees.push(tree);
    }
    list.push_str("];\n");
    fs::write(out.join("glossary.rs"), list)?;
    fs::write(out.join("glossary.bin"), postcard::to_stdvec(&trees)?)?;
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
