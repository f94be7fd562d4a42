//! The glossary file format, whole: what each key means stands in `glossary/README.md`, and tests keep the two equal.

pub(crate) mod condition;
pub(crate) mod hint;
mod regex;
pub(crate) mod rule;
pub(crate) mod term;
pub(crate) mod value;
mod write;

use std::collections::HashMap;
use std::sync::Arc;

pub use condition::package_name;
pub use write::write;

use super::contextive;
use super::fields::{self, Fields};
use super::keys;
use super::node::{self, Flaw, Kind, Node};
use super::problem::{Notes, Problem};
use crate::lexicon::{Glossary, Import, Source};

/// The category of terms that state none.
pub(super) const CATEGORY: &str = "Our words";

/// What is being read, and what was found so far.
pub(crate) struct Reader {
    file: Arc<str>,
    /// Whether terms and rules may leave out what a layer below can have.
    layered: bool,
    pub(crate) notes: Notes,
    terms: HashMap<String, u32>,
    rules: HashMap<String, u32>,
}

/// Reads a glossary: what is right in `text`, and every mistake in it. `file` is the name shown to people.
pub fn read(file: &str, text: &str) -> (Glossary, Vec<Problem>) {
    let (root, flaws) = node::parse(text);
    read_tree(file, root, flaws)
}

/// As [`read`], of a glossary that is laid upon others: terms and rules that have an `id` may leave out what the layers
/// below state. Whether they do, [`Team`](crate::lexicon::Team) knows.
pub fn read_layer(file: &str, text: &str) -> (Glossary, Vec<Problem>) {
    let (root, flaws) = node::parse(text);
    read_with(file, root, flaws, true)
}

/// As [`read`], of a text that was parsed already.
pub(crate) fn read_tree(file: &str, root: Option<Node>, flaws: Vec<Flaw>) -> (Glossary, Vec<Problem>) {
    read_with(file, root, flaws, false)
}

fn read_with(file: &str, root: Option<Node>, flaws: Vec<Flaw>, layered: bool) -> (Glossary, Vec<Problem>) {
    if let Some(root) = root.as_ref().filter(|root| contextive::is_contextive(root)) {
        return contextive::read(file, root, flaws);
    }
    let mut reader = Reader { file: file.into(), layered, notes: Notes::of(flaws), terms: HashMap::new(), rules: HashMap::new() };
    let mut glossary = Glossary { file: file.to_owned(), ..Glossary::default() };
    if let Some(root) = root.filter(|root| !root.is_null())
        && let Some(fields) = Fields::of(&root, "a glossary", &keys::term::FILE, &mut reader.notes)
    {
        version(fields, &mut reader.notes);
        glossary.imports = imports(fields, &reader.file, &mut reader.notes);
        let category = fields.get("category").and_then(|node| fields::line(node, "category", &mut reader.notes));
        let category = category.unwrap_or_else(|| CATEGORY.to_owned());
        for node in terms(fields, &mut reader.notes) {
            glossary.terms.extend(term::term(node, &category, &mut reader));
        }
    }
    (glossary, reader.notes.finish())
}

/// The files that a glossary takes in. Nothing is fetched from elsewhere, and that is told.
pub(super) fn imports(fields: Fields<'_>, file: &Arc<str>, notes: &mut Notes) -> Vec<Import> {
    let mut all = Vec::new();
    for node in fields.get("imports").map(fields::items).unwrap_or_default() {
        let Some(path) = fields::text(node, "imports", notes) else { continue };
        if path.contains("://") {
            notes.warn(node, "addresses are not followed: keep a copy of that file in this repository, and import it by its path");
            continue;
        }
        all.push(Import { path, source: source(file, node) });
    }
    all
}

/// Where a node of a file stands.
pub(super) fn source(file: &Arc<str>, node: &Node) -> Source {
    Source { file: Arc::clone(file), line: node.line, column: node.column, span: node.span }
}

/// The format's version: there is one so far.
pub(crate) fn version(fields: Fields<'_>, notes: &mut Notes) {
    if let Some(node) = fields.get("version")
        && node.text() != Some("1")
    {
        notes.error(node, format!("unknown version {}: this Lakespeak reads version 1", fields::shown(node)));
    }
}

fn terms<'n>(fields: Fields<'n>, notes: &mut Notes) -> &'n [Node] {
    match fields.get("terms") {
        Some(Node { kind: Kind::Sequence(items), .. }) => items,
        Some(node) => {
            notes.error(node, format!("`terms` is a list (`- name: …`), not {}", node.kind_name()));
            &[]
        }
        None => &[],
    }
}

impl Reader {
    fn source(&self, node: &Node) -> Source {
        source(&self.file, node)
    }

    fn term_id(&mut self, node: &Node) -> Option<String> {
        let id = term::id(node, "id", &mut self.notes)?;
        self.new_term_id(id, node)
    }

    fn new_term_id(&mut self, id: String, node: &Node) -> Option<String> {
        taken(&mut self.terms, "term", id, node, &mut self.notes)
    }

    fn rule_id(&mut self, node: &Node) -> Option<String> {
        let id = term::id(node, "id", &mut self.notes)?;
        taken(&mut self.rules, "rule", id, node, &mut self.notes)
    }
}

/// The id, where no other of this file has it.
fn taken(ids: &mut HashMap<String, u32>, what: &str, id: String, node: &Node, notes: &mut Notes) -> Option<String> {
    if let Some(line) = ids.get(&id) {
        notes.error(node, format!("the {what} `{id}` is on line {} already", line + 1));
        return None;
    }
    ids.insert(id.clone(), node.line);
    Some(id)
}

#[cfg(test)]
mod tests;
