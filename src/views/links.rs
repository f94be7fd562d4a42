//! Where to read on: a team's guidance pages, or the public documentation.

use crate::analysis::Guidance;
use crate::lexicon::{Lexicon, RuleId, TermId};

/// The page about a rule: the team's guidance, else the rule's documentation, else that of its term.
pub fn rule_url(lexicon: &Lexicon, id: RuleId, guidance: &Guidance) -> Option<String> {
    let rule = lexicon.rule(id);
    let term = lexicon.term_of(id);
    match &guidance.base_url {
        Some(template) => Some(rule_page(template, &lexicon.term(term).id, &rule.id)),
        None => rule.docs.clone().or_else(|| first_doc(lexicon, term)),
    }
}

/// The page about a term: the team's guidance, else the first of its documents.
pub fn term_url(lexicon: &Lexicon, id: TermId, guidance: &Guidance) -> Option<String> {
    match &guidance.base_url {
        Some(template) => Some(term_page(template, &lexicon.term(id).id)),
        None => first_doc(lexicon, id),
    }
}

fn first_doc(lexicon: &Lexicon, id: TermId) -> Option<String> {
    lexicon.term(id).card.docs.first().map(|doc| doc.url.clone())
}

/// A guidance page's address for a rule: `{id}` is the term, `{rule}` the rule; without `{rule}` it becomes the anchor.
fn rule_page(template: &str, term: &str, rule: &str) -> String {
    let page = template.replace("{id}", &encoded(term));
    if page.contains("{rule}") { page.replace("{rule}", &encoded(rule)) } else { format!("{page}#{}", encoded(rule)) }
}

/// A guidance page's address for a term; a `{rule}` in the template stays empty.
fn term_page(template: &str, term: &str) -> String {
    let page = template.replace("{id}", &encoded(term)).replace("{rule}", "");
    page.trim_end_matches('#').to_owned()
}

/// An id as a part of an address: all but letters, digits and `-_.~` percent-encoded.
fn encoded(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.extend([byte >> 4, byte & 15].iter().filter_map(|&half| char::from_digit(u32::from(half), 16)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_a_template() {
        for (template, of_rule, of_term) in [
            ("https://wiki.example/data/{id}", "https://wiki.example/data/cdc#no-key", "https://wiki.example/data/cdc"),
            ("https://wiki.example/{id}#{rule}", "https://wiki.example/cdc#no-key", "https://wiki.example/cdc"),
            ("https://wiki.example/?t={id}&r={rule}", "https://wiki.example/?t=cdc&r=no-key", "https://wiki.example/?t=cdc&r="),
        ] {
            assert_eq!(rule_page(template, "cdc", "no-key"), of_rule);
            assert_eq!(term_page(template, "cdc"), of_term);
        }
        assert_eq!(rule_page("https://w.example/{id}", "größe x", "a/b"), "https://w.example/gr%c3%b6%c3%9fe%20x#a%2fb");
    }
}
