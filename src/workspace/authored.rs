//! Everything that is wrong with some glossary and configuration files, all at once.

use std::collections::HashSet;
use std::sync::Arc;

use super::{config, examples};
use crate::glossary::help::Format;
use crate::glossary::node::{self, Kind, Node};
use crate::glossary::problem::{Notes, did_you_mean};
use crate::glossary::{self, Level, Problem};
use crate::lexicon::layers::{Layer, Team};
use crate::lexicon::{Example, Glossary, Lexicon, RuleId, Source};

/// A file that people wrote for us.
#[derive(Clone, Debug)]
pub struct Authored {
    /// Its path as shown, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The problems of each file, by place; `builtin` is the lexicon that glossaries are laid upon, with examples.
pub fn check(files: &[Authored], builtin: &Lexicon) -> Vec<Vec<Problem>> {
    let mut all: Vec<Vec<Problem>> = Vec::new();
    let mut layers = Vec::new();
    let mut places = Vec::new();
    for (place, file) in files.iter().enumerate() {
        let is_config = Format::of_path(&file.path) == Some(Format::Config);
        if is_config {
            all.push(config::read(&file.text).1);
        } else {
            let (glossary, problems) = glossary::read_layer(&file.path, &file.text);
            all.push(problems);
            layers.push(Layer { folder: String::new(), glossary: Arc::new(glossary) });
            places.push(place);
        }
    }
    let team = Team::new(builtin, &|_| true, &layers);
    let lexicon = team.outermost();
    for gap in team.gaps() {
        let problem = at(&gap.source, Level::Error, gap_message(gap.what, &gap.id, &gap.missing));
        add(&mut all, places.get(gap.layer).copied(), problem);
    }
    for (layer, &place) in layers.iter().zip(&places) {
        let text = files.get(place).map_or("", |file| &file.text);
        for problem in misfits(lexicon, &layer.glossary).into_iter().chain(unresolved(lexicon, text)) {
            add(&mut all, Some(place), problem);
        }
    }
    for (place, file) in files.iter().enumerate().filter(|(_, file)| Format::of_path(&file.path) == Some(Format::Config)) {
        for problem in unknown_selectors(lexicon, &file.text) {
            add(&mut all, Some(place), problem);
        }
    }
    for problems in &mut all {
        problems.sort_by_key(|problem| (problem.line, problem.column));
    }
    all
}

fn add(all: &mut [Vec<Problem>], place: Option<usize>, problem: Problem) {
    if let Some(problems) = place.and_then(|place| all.get_mut(place)).filter(|problems| !problems.contains(&problem)) {
        problems.push(problem);
    }
}

fn at(source: &Source, severity: Level, message: String) -> Problem {
    Problem { severity, span: source.span, line: source.line, column: source.column, message }
}

fn gap_message(what: &str, id: &str, missing: &[&str]) -> String {
    match missing {
        [one] => format!("a {what} needs `{one}`"),
        all => {
            let all: Vec<String> = all.iter().map(|key| format!("`{key}`")).collect();
            format!("there is no {what} `{id}` to change; a new one needs {}", all.join(" and "))
        }
    }
}

/// The examples of a glossary's rules that do not behave, each at its own line.
fn misfits(lexicon: &Lexicon, glossary: &Glossary) -> Vec<Problem> {
    let of_rule = |id: RuleId, examples: &[Example], fires: bool| -> Vec<Problem> {
        let own = examples.iter().filter(|example| *example.source.file == *glossary.file);
        own.filter_map(|example| examples::misfit(lexicon, id, example, fires))
            .map(|misfit| at(&misfit.example.source, Level::Error, misfit.message))
            .collect()
    };
    let rules = glossary.terms.iter().flat_map(|term| &term.rules).filter_map(|rule| lexicon.rule_by_id(&rule.id));
    rules
        .flat_map(|id| {
            let rule = lexicon.rule(id);
            [of_rule(id, &rule.bad, true), of_rule(id, &rule.good, false)].concat()
        })
        .collect()
}

/// `related` and `replaced_by` that name no term.
fn unresolved(lexicon: &Lexicon, text: &str) -> Vec<Problem> {
    let (root, _) = node::parse(text);
    let mut named = Vec::new();
    for term in root.iter().flat_map(|root| values(root, "terms")) {
        named.extend(values(term, "related"));
        named.extend(values(term, "deprecated").into_iter().flat_map(|deprecated| values(deprecated, "replaced_by")));
    }
    let ids: Vec<&str> = lexicon.terms().map(|(_, term)| term.id.as_str()).collect();
    let known: HashSet<&str> = ids.iter().copied().collect();
    let mut notes = Notes::default();
    for node in named {
        if let Some(id) = node.text().filter(|id| !known.contains(id)) {
            notes.warn(node, format!("there is no term `{id}`{}", did_you_mean(id, ids.iter().copied())));
        }
    }
    notes.finish()
}

/// What `rules` of a configuration names and nothing is called.
fn unknown_selectors(lexicon: &Lexicon, text: &str) -> Vec<Problem> {
    let (root, _) = node::parse(text);
    let root = root.as_ref();
    let overrides = root.into_iter().flat_map(|root| values(root, "overrides"));
    let holders = root.into_iter().chain(overrides).flat_map(|holder| values(holder, "rules"));
    let mut notes = Notes::default();
    for (name, _) in holders.flat_map(pairs) {
        if let Some(selector) = name.text().filter(|selector| !lexicon.knows_selector(selector)) {
            let rules = lexicon.rule_ids().map(|id| lexicon.rule(id).id.as_str());
            let near = did_you_mean(selector, rules.chain(lexicon.terms().flat_map(|(_, term)| [term.id.as_str(), term.category.as_str()])));
            notes.error(name, format!("there is no rule, term, category or group `{selector}`{near}"));
        }
    }
    notes.finish()
}

fn pairs(node: &Node) -> &[(Node, Node)] {
    if let Kind::Mapping(pairs) = &node.kind { pairs } else { &[] }
}

/// What a mapping holds under a key: the items of a list, or the one thing that is there.
fn values<'n>(node: &'n Node, key: &str) -> Vec<&'n Node> {
    let found = pairs(node).iter().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value);
    match found.map(|value| (&value.kind, value)) {
        Some((Kind::Sequence(items), _)) => items.iter().collect(),
        Some((_, value)) if !value.is_null() => vec![value],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_at_once_and_each_thing_at_its_place() {
        let glossary = "terms:\n  - name: Lake\n    plain_english: Water.\n    related: [partitoning, lake]\n    rules:\n      - id: salty\n        find: read_salt\n        message: Salt.\n        examples:\n          bad:\n            - sql: select 1\n          good:\n            - python: read_salt()\n  - id: nowhere\n    category: x\n    aliases: [y]\n";
        let config = "rules:\n  salty: off\n  slaty: off\n";
        let files = [("a.glossary.yml", glossary), ("lakespeak.yml", config)];
        let files = files.map(|(path, text)| Authored { path: path.to_owned(), text: text.to_owned() });
        let builtin = Lexicon::compile(crate::glossary::builtin());
        let all = check(&files, &builtin);
        let told: Vec<Vec<_>> = all.iter().map(|found| found.iter().map(|p| (p.line, p.column, p.message.as_str())).collect()).collect();
        assert_eq!(
            told[0],
            [
                (3, 14, "there is no term `partitoning`; did you mean `partitioning`?"),
                (10, 14, "`salty` should report this bad example and does not"),
                (12, 14, "`salty` reports this good example and should not"),
                (13, 8, "there is no term `nowhere` to change; a new one needs `name` and `plain_english`"),
            ]
        );
        assert_eq!(told[1], [(2, 2, "there is no rule, term, category or group `slaty`; did you mean `salty`?")]);
    }
}
