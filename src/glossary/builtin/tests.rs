use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::*;
use crate::glossary::node::Kind;

#[test]
fn every_file_of_the_folder_is_embedded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("glossary");
    let on_disk: BTreeSet<String> = std::fs::read_dir(folder)
        .expect("the glossary's folder")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "yml"))
        .collect();
    let embedded: BTreeSet<String> = FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(embedded, on_disk);
}

#[test]
fn the_prepared_trees_are_those_of_the_texts() {
    let prepared: Vec<Node> = packed::trees(TREES).collect();
    for ((name, text), tree) in FILES.iter().zip(&prepared) {
        let (parsed, _) = crate::glossary::node::parse(text);
        assert!(Some(tree) == parsed.map(without_examples).as_ref(), "{name}");
    }
    let names = |glossaries: &[Glossary]| -> Vec<(String, Vec<String>)> {
        let terms = glossaries.iter().flat_map(|glossary| &glossary.terms);
        terms.map(|term| (term.id.clone(), term.rules.iter().map(|rule| format!("{:?} {:?}", rule.id, rule.when)).collect())).collect()
    };
    assert_eq!(prepared.len(), FILES.len());
    assert_eq!(names(&builtin()), names(&with_examples().0));
    assert!(builtin().iter().flat_map(|glossary| &glossary.terms).flat_map(|term| &term.rules).all(|rule| rule.bad.is_empty()));
}

/// As the build script leaves them out.
fn without_examples(node: Node) -> Node {
    let kind = match node.kind {
        Kind::Mapping(pairs) => {
            let kept = pairs.into_iter().filter(|(key, _)| key.text() != Some("examples"));
            Kind::Mapping(kept.map(|(key, value)| (key, without_examples(value))).collect())
        }
        Kind::Sequence(items) => Kind::Sequence(items.into_iter().map(without_examples).collect()),
        scalar @ Kind::Scalar { .. } => scalar,
    };
    Node { kind, ..node }
}

#[test]
fn what_is_no_packed_tree() {
    for bytes in [&[][..], &[0x80], &[1, 9, b'a'], &[0, 1, 2], &[0, 1, 0, 0, 0, 0, 0], &[0xff; 20]] {
        assert_eq!(packed::trees(bytes).next(), None, "{bytes:?}");
    }
}

#[test]
fn the_builtin_glossary_has_no_problem_at_all() {
    let told: Vec<String> = FILES
        .iter()
        .flat_map(|(name, text)| {
            let found = read(name, text).1;
            found.into_iter().map(move |p| format!("{name}:{}:{}: {}", p.line + 1, p.column + 1, p.message))
        })
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn ids_are_unique_over_all_files_and_related_terms_exist() {
    let glossaries = builtin();
    let terms: Vec<_> = glossaries.iter().flat_map(|glossary| &glossary.terms).collect();
    let mut ids = BTreeMap::new();
    for (id, source) in terms.iter().map(|term| (&term.id, &term.source)) {
        assert!(ids.insert(id, source).is_none(), "the term {id} is there twice");
    }
    let mut rules = BTreeSet::new();
    for rule in terms.iter().flat_map(|term| &term.rules) {
        assert!(rules.insert(&rule.id), "the rule {} is there twice", rule.id);
    }
    for term in &terms {
        for other in term.related.iter().chain(term.deprecated.iter().filter_map(|old| old.replaced_by.as_ref())) {
            assert!(ids.contains_key(other), "{} is related to {other}, which is nowhere", term.id);
        }
    }
}
