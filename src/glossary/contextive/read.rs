//! Reading: what is right counts, every mistake is told at its place.

use std::collections::HashSet;
use std::sync::Arc;

use super::parts::Parts;
use crate::glossary::fields::{self, Fields};
use crate::glossary::format::term::id_of;
use crate::glossary::format::{CATEGORY, imports, source};
use crate::glossary::keys::contextive as keys;
use crate::glossary::node::{Flaw, Kind, Node};
use crate::glossary::problem::{Notes, Problem};
use crate::lexicon::term::Generated;
use crate::lexicon::{Card, Condition, Globs, Glossary, Stated, Term};

/// The heading under which a context's vision stands on the cards of its terms.
pub(super) const VISION: &str = "Vision";

/// What is being read, and what was found so far.
struct Reader {
    file: Arc<str>,
    notes: Notes,
    ids: HashSet<String>,
}

/// What the terms of a context have in common.
struct Context {
    name: String,
    notes: Vec<(String, String)>,
    paths: Option<Globs>,
}

/// Whether a file is one of Contextive's: its contexts say so.
pub(crate) fn is_contextive(root: &Node) -> bool {
    matches!(&root.kind, Kind::Mapping(pairs) if pairs.iter().any(|(key, _)| key.text() == Some("contexts")))
}

/// Reads a file of Contextive's: what is right in it, and every mistake.
pub(crate) fn read(file: &str, root: &Node, flaws: Vec<Flaw>) -> (Glossary, Vec<Problem>) {
    let mut reader = Reader { file: file.into(), notes: Notes::of(flaws), ids: HashSet::new() };
    let mut glossary = Glossary { file: file.to_owned(), ..Glossary::default() };
    if let Some(fields) = Fields::of(root, "a Contextive file", &keys::FILE, &mut reader.notes) {
        glossary.imports = imports(fields, &reader.file, &mut reader.notes);
        for node in list(fields, "contexts", &mut reader.notes) {
            if let Some(fields) = Fields::of(node, "a context", &keys::CONTEXT, &mut reader.notes) {
                let context = context(fields, &mut reader);
                let terms = list(fields, "terms", &mut reader.notes);
                glossary.terms.extend(terms.iter().filter_map(|node| term(node, &context, &mut reader)));
            }
        }
    }
    (glossary, reader.notes.finish())
}

/// The items of a list that may be missing or empty.
fn list<'n>(fields: Fields<'n>, key: &str, notes: &mut Notes) -> &'n [Node] {
    match fields.get(key) {
        Some(Node { kind: Kind::Sequence(items), .. }) => items,
        Some(node) => {
            notes.error(node, format!("`{key}` is a list, not {}", node.kind_name()));
            &[]
        }
        None => &[],
    }
}

fn texts(fields: Fields<'_>, key: &str, notes: &mut Notes) -> Vec<String> {
    let all = fields.get(key).map(fields::items).unwrap_or_default();
    all.iter().filter(|node| !node.is_null()).filter_map(|node| fields::text(node, key, notes)).collect()
}

fn context(fields: Fields<'_>, reader: &mut Reader) -> Context {
    let notes = &mut reader.notes;
    let name = fields.get("name").and_then(|node| fields::line(node, "name", notes)).unwrap_or_else(|| CATEGORY.to_owned());
    let vision = fields.get("domainVisionStatement").and_then(|node| fields::text(node, "domainVisionStatement", notes));
    let mut parts = Parts::default();
    parts.notes.extend(vision.map(|vision| (VISION.to_owned(), vision)));
    let meta = fields.get("meta").map(|node| fields::entries(node, "meta", notes)).unwrap_or_default();
    for (key, value) in meta {
        parts.take(key.text().unwrap_or_default(), value, notes);
    }
    Context { name, notes: parts.notes, paths: paths(fields, reader) }
}

/// Where a context's terms count: in files whose path holds one of `paths`, which is how Contextive takes them.
fn paths(fields: Fields<'_>, reader: &mut Reader) -> Option<Globs> {
    let node = fields.get("paths")?;
    let mut globs = Globs::default();
    for item in fields::items(node) {
        let Some(path) = fields::text(item, "paths", &mut reader.notes) else { continue };
        let path = path.trim_matches('/').trim_start_matches("**/").trim_end_matches("/**");
        let added = ["**/{}", "**/{}/**", "**/*{}*", "**/*{}*/**"].iter().try_for_each(|form| globs.add(&form.replace("{}", path)));
        if let Err(problem) = added {
            reader.notes.error(item, format!("`{}` is no path pattern: {problem}", fields::short(path)));
        }
    }
    Some(globs)
}

fn term(node: &Node, context: &Context, reader: &mut Reader) -> Option<Term> {
    let fields = Fields::of(node, "a term", &keys::TERM, &mut reader.notes)?;
    let notes = &mut reader.notes;
    let name_node = fields.need("name", "a term", notes)?;
    let name = fields::line(name_node, "name", notes)?;
    let definition = fields.get("definition").and_then(|node| fields::text(node, "definition", notes));
    if definition.is_none() {
        notes.hint(name_node, "this term has no definition yet");
    }
    let mut parts = Parts::default();
    let meta = fields.get("meta").map(|node| fields::entries(node, "meta", notes)).unwrap_or_default();
    for (key, value) in meta {
        parts.take(key.text().unwrap_or_default(), value, notes);
    }
    let aliases = texts(fields, "aliases", notes);
    let examples = texts(fields, "examples", notes);
    let deprecated = parts.deprecated();
    let id = parts.id.take().filter(|id| !reader.ids.contains(id)).unwrap_or_else(|| free_id(&name, &context.name, &reader.ids));
    reader.ids.insert(id.clone());
    let source = source(&reader.file, name_node);
    let mut shown = std::mem::take(&mut parts.notes);
    shown.extend(context.notes.iter().cloned());
    Some(Term {
        id,
        name,
        category: context.name.clone(),
        aliases,
        generated: Generated { when: context.paths.iter().cloned().map(Condition::Path).collect(), ..Generated::default() },
        card: Card {
            plain_english: definition.unwrap_or_default(),
            examples,
            real_drama: parts.real_drama,
            what_you_did: parts.what_you_did,
            should_have_done: parts.should_have_done,
            ideal_world: parts.ideal_world,
            docs: parts.docs,
            notes: shown,
        },
        related: parts.related,
        deprecated,
        stated: Stated::of(fields.keys().chain(["category", "plain_english", "when"])),
        source,
        ..Term::default()
    })
}

/// An id that no other term of the file has: one word may mean something in each context.
fn free_id(name: &str, context: &str, taken: &HashSet<String>) -> String {
    let own = id_of(name).unwrap_or_else(|| format!("term-{:08x}", hash(name)));
    let with_context = id_of(context).map(|context| format!("{context}-{own}"));
    let numbered = (2..).map(|number| format!("{own}-{number}"));
    let mut all = std::iter::once(own.clone()).chain(with_context).chain(numbered);
    all.find(|id| !taken.contains(id)).unwrap_or(own)
}

/// A short hash that is the same on every machine, for names that no id can be made of (FNV-1a).
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
