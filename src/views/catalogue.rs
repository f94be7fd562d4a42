//! All terms with their rules at a glance, as an editor lists them.

use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use super::card::{self, Markup};
use super::{explain, links};
use crate::analysis::Guidance;
use crate::lexicon::{Choice, Lexicon, RuleId, Severity, TermId};

/// Every term in the lexicon's order: `[{id, name, category, aliases, plain_english, deprecated, source: {file, line},
/// rules: [{id, severity, group, message}]}]`. Lines count from zero; the severity of a rule is the one under `choices`,
/// `off` where it is silent. The keys are public.
pub fn terms(lexicon: &Lexicon, choices: &[Choice]) -> Value {
    let severities = lexicon.severities(choices);
    let mut rules: FxHashMap<TermId, Vec<Value>> = FxHashMap::default();
    for id in lexicon.rule_ids() {
        let rule = lexicon.rule(id);
        let severity = severities.get(id.0 as usize).copied().flatten().map_or("off", Severity::name);
        let value = json!({ "id": rule.id, "severity": severity, "group": rule.group.name(), "message": rule.message });
        rules.entry(lexicon.term_of(id)).or_default().push(value);
    }
    let terms = lexicon.terms().map(|(id, term)| {
        json!({
            "id": term.id,
            "name": term.name,
            "category": term.category,
            "aliases": term.aliases,
            "plain_english": term.card.plain_english,
            "deprecated": term.deprecated.is_some(),
            "source": { "file": &*term.source.file, "line": term.source.line },
            "rules": rules.remove(&id).unwrap_or_default(),
        })
    });
    Value::Array(terms.collect())
}

/// A term whole: `{term, rules, url, markdown}`, the first two as `explain --output-format json` gives them, `url` the page
/// to read on or null, `markdown` the card as a hover shows it. The keys are public.
pub fn page(lexicon: &Lexicon, id: TermId, guidance: &Guidance) -> Value {
    let of_term = |rule: &RuleId| lexicon.term_of(*rule) == id;
    let rules: Vec<Value> = lexicon.rule_ids().filter(of_term).map(|rule| explain::rule_json(lexicon, rule)).collect();
    let markdown = card::hover(lexicon, &[id], &[], Markup::Markdown, guidance);
    json!({
        "term": explain::term_json(lexicon, id),
        "rules": rules,
        "url": links::term_url(lexicon, id, guidance),
        "markdown": markdown,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary;
    use crate::lexicon::Setting;

    fn lexicon() -> Lexicon {
        let text = "category: Storage\nterms:\n  - name: Data lake\n    plain_english: A big folder.\n    docs: [{title: T, url: 'https://t.example'}]\n    rules:\n      - {id: whole, find: select, message: Reads it all.}\n      - {id: taste, find: limit, message: Taste., group: pedantic}\n  - {name: SLA, plain_english: A promise.}\n";
        let (glossary, problems) = glossary::read("team.glossary.yml", text);
        assert!(problems.iter().all(|problem| problem.severity == glossary::Level::Hint), "{problems:?}");
        Lexicon::compile([glossary])
    }

    #[test]
    fn terms_in_order_with_their_rules_as_chosen() {
        let off = Choice { selector: "whole".to_owned(), setting: Setting::Off };
        let terms = terms(&lexicon(), &[off]);
        assert_eq!(terms[0]["name"], "Data lake");
        assert_eq!(terms[0]["source"], json!({ "file": "team.glossary.yml", "line": 2 }));
        assert_eq!(terms[0]["rules"][0]["severity"], "off");
        assert_eq!(terms[0]["rules"][1], json!({"id": "taste", "severity": "off", "group": "pedantic", "message": "Taste."}));
        assert_eq!(terms[1]["rules"], json!([]));
    }

    #[test]
    fn a_page_has_its_rules_and_a_link() {
        let lexicon = lexicon();
        let id = lexicon.find_term("data lake").expect("a term");
        let page = page(&lexicon, id, &Guidance::default());
        assert_eq!(page["rules"][0]["message"], "Reads it all.");
        assert_eq!(page["url"], "https://t.example");
        assert_eq!(page["markdown"], card::card(&lexicon, id, Markup::Markdown, &card::Facets::ALL));
        let wiki = Guidance { base_url: Some("https://wiki.example/{id}".to_owned()) };
        assert_eq!(super::page(&lexicon, id, &wiki)["url"], "https://wiki.example/data-lake");
    }
}
