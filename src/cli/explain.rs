//! `lakespeak explain`: a term or a rule in plain English.

use std::path::Path;
use std::sync::Arc;

use anyhow::bail;
use serde_json::Value;

use super::args::{ExplainArgs, ExplainFormat};
use super::hover::{Looked, Place, look};
use super::output::{Exit, Output};
use super::project::Projects;
use crate::analysis::explain::explain as explain_place;
use crate::lexicon::{Lexicon, TermId};
use crate::views::{explain, position};

/// How alike two words must be to be worth suggesting, from 0 to 1.
const ALIKE: f64 = 0.8;

pub(super) fn run(args: &ExplainArgs, output: &mut Output) -> anyhow::Result<Exit> {
    if let Some(place) = args.word.as_deref().and_then(|word| Place::parse(word).ok()) {
        let Looked { document, analysis, facts, lexicon, at } = look(&Projects::new()?, &place)?;
        let explanation = explain_place(&document, &lexicon, &facts, &analysis, at);
        output.text(&position::text(&explanation, &lexicon))?;
        return Ok(Exit::Fine);
    }
    let projects = Projects::with_examples()?;
    let project = projects.here();
    let here = &project.lexicon_for(&projects.target(Path::new("x")).path);
    // Other folders may have words of their own.
    let folders = project.words().team.folders();
    let known = |lexicon: &&Arc<Lexicon>| args.word.as_deref().is_some_and(|word| find(lexicon, word).is_ok());
    let lexicon = std::iter::once(here).chain(folders.into_iter().map(|(_, lexicon)| lexicon)).find(known).unwrap_or(here);
    match (&args.word, args.output_format) {
        (None, ExplainFormat::Json) => {
            output.json(&Value::Array(lexicon.terms().map(|(id, _)| explain::term_json(lexicon, id)).collect()))?;
        }
        (None, ExplainFormat::Text) => output.text(&all(lexicon))?,
        (Some(word), format) => match (find(lexicon, word)?, format) {
            (Found::Term(id), ExplainFormat::Json) => output.json(&explain::term_json(lexicon, id))?,
            (Found::Term(id), ExplainFormat::Text) => output.text(&explain::term_text(lexicon, id))?,
            (Found::Rule(id), ExplainFormat::Json) => output.json(&explain::rule_json(lexicon, id))?,
            (Found::Rule(id), ExplainFormat::Text) => output.text(&explain::rule_text(lexicon, id))?,
        },
    }
    Ok(Exit::Fine)
}

enum Found {
    Term(TermId),
    Rule(crate::lexicon::RuleId),
}

fn find(lexicon: &Lexicon, word: &str) -> anyhow::Result<Found> {
    let word = word.trim();
    let rule = || lexicon.rule_by_id(word).or_else(|| lexicon.rule_by_id(&word.to_lowercase()));
    if let Some(found) = lexicon.find_term(word).map(Found::Term).or_else(|| rule().map(Found::Rule)) {
        return Ok(found);
    }
    match nearest(word, candidates(lexicon)) {
        Some(near) => bail!("there is no term or rule “{word}”; did you mean “{near}”?"),
        None => bail!("there is no term or rule “{word}”; `lakespeak glossary list` shows what there is"),
    }
}

fn all(lexicon: &Lexicon) -> String {
    let texts: Vec<String> = lexicon.terms().map(|(id, _)| explain::term_text(lexicon, id)).collect();
    texts.join(crate::views::card::Markup::Plain.rule())
}

/// Everything a person may have meant.
pub(super) fn candidates(lexicon: &Lexicon) -> impl Iterator<Item = &str> {
    let terms = lexicon.terms().flat_map(|(_, term)| [&term.id, &term.name].into_iter().chain(&term.aliases));
    terms.chain(lexicon.rule_ids().map(|id| &lexicon.rule(id).id)).map(String::as_str)
}

/// The candidate most like `word`, in any case, if one is alike enough.
pub(super) fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let scored = candidates.map(|candidate| (strsim::jaro_winkler(&word, &candidate.to_lowercase()), candidate));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= ALIKE).then_some(best.1)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_of_the_finger_are_forgiven() {
        let words = ["partitioning", "Backfilling", "select-star"];
        for (word, expected) in [
            ("partitoning", Some("partitioning")),
            ("BACKFILING", Some("Backfilling")),
            ("selectstar", Some("select-star")),
            ("zebra", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, words.into_iter()), expected, "{word}");
        }
    }
}
