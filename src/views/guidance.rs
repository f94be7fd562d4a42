//! The guidance page of a term, for people whose team keeps none: the card and all that its rules say, as Markdown.

use super::card::{Facets, Markup, card};
use crate::lexicon::{Lexicon, RuleId, TermId};

/// A page, and where on it each rule is spoken of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// Its text.
    pub markdown: String,
    /// The line of each rule's heading, from zero.
    pub rules: Vec<(RuleId, u32)>,
}

impl Page {
    /// The line that speaks of a rule; the first one without a rule.
    pub fn line_of(&self, rule: Option<RuleId>) -> u32 {
        self.rules.iter().find(|(id, _)| Some(*id) == rule).map_or(0, |(_, line)| *line)
    }
}

/// The page of a term.
pub fn page(lexicon: &Lexicon, id: TermId) -> Page {
    let term = lexicon.term(id);
    let mut page = Page { markdown: format!("# {}\n\n", Markup::Markdown.inline(&term.name)), rules: Vec::new() };
    page.markdown.push_str(&card(lexicon, id, Markup::Markdown, &Facets::ALL));
    let rules: Vec<RuleId> = lexicon.rule_ids().filter(|&rule| lexicon.term_of(rule) == id).collect();
    if !rules.is_empty() {
        page.markdown.push_str("\n## What is reported\n");
    }
    for rule in rules {
        let data = lexicon.rule(rule);
        page.markdown.push('\n');
        page.rules.push((rule, page.markdown.matches('\n').count() as u32));
        let mut blocks = vec![format!("### {}", Markup::Markdown.inline(&data.id)), Markup::Markdown.paragraph("", &data.message)];
        if !data.advice.is_empty() {
            blocks.push(Markup::Markdown.paragraph("What helps.", &data.advice));
        }
        blocks.extend(data.docs.as_ref().map(|url| Markup::Markdown.link("Read on", url)));
        blocks.push(format!("`lakespeak explain {}` shows examples.", data.id));
        page.markdown.push_str(&blocks.join("\n\n"));
        page.markdown.push('\n');
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary;

    #[test]
    fn a_page_speaks_of_every_rule_where_it_says_so() {
        let lexicon = Lexicon::compile(glossary::builtin());
        for (id, term) in lexicon.terms() {
            let page = page(&lexicon, id);
            let lines: Vec<&str> = page.markdown.lines().collect();
            assert!(lines.first().is_some_and(|line| line.starts_with("# ")), "{}", term.id);
            for (rule, line) in &page.rules {
                assert_eq!(
                    lines.get(*line as usize).copied(),
                    Some(format!("### {}", Markup::Markdown.inline(&lexicon.rule(*rule).id)).as_str())
                );
            }
            assert_eq!(page.line_of(None), 0);
        }
    }
}
