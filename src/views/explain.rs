//! What a term or a rule is, whole: as JSON for other tools, and as text for a terminal.

use serde_json::{Value, json};

use super::card::{Facets, Markup, card};
use crate::lexicon::{Example, Lexicon, RuleId, TermId};

/// A term as `explain --output-format json` gives it. The keys are public.
pub fn term_json(lexicon: &Lexicon, id: TermId) -> Value {
    let term = lexicon.term(id);
    let card = &term.card;
    let ideal_world: Vec<&str> = Some(card.ideal_world.as_str()).filter(|text| !text.is_empty()).into_iter().collect();
    let mut value = json!({
        "id": term.id,
        "name": term.name,
        "category": term.category,
        "aliases": term.aliases,
        "forms": term.forms.iter().map(|form| &form.text).collect::<Vec<_>>(),
        "plain_english": card.plain_english,
        "real_drama": card.real_drama,
        "what_you_did": card.what_you_did,
        "should_have_done": card.should_have_done,
        "ideal_world": ideal_world,
        "examples": card.examples,
        "notes": card.notes.iter().map(|(heading, text)| json!({ "heading": heading, "text": text })).collect::<Vec<_>>(),
        "related": term.related,
        "docs": card.docs.iter().map(|doc| json!({ "title": doc.title, "url": doc.url })).collect::<Vec<_>>(),
        "rules": rules_of(lexicon, id).map(|rule| &lexicon.rule(rule).id).collect::<Vec<_>>(),
    });
    if let (Some(deprecated), Some(object)) = (&term.deprecated, value.as_object_mut()) {
        let deprecated = json!({ "replaced_by": deprecated.replaced_by, "because": deprecated.because });
        object.insert("deprecated".to_owned(), deprecated);
    }
    value
}

/// All terms as one Markdown page, by category.
pub fn terms_markdown(lexicon: &Lexicon) -> String {
    let mut categories: Vec<&str> = Vec::new();
    for (_, term) in lexicon.terms() {
        if !categories.contains(&term.category.as_str()) {
            categories.push(&term.category);
        }
    }
    let mut out = "# Glossary\n".to_owned();
    for category in categories {
        out.push_str("\n## ");
        out.push_str(&Markup::Markdown.inline(category));
        out.push('\n');
        for (id, _) in lexicon.terms().filter(|(_, term)| term.category == category) {
            out.push('\n');
            out.push_str(&card(lexicon, id, Markup::Markdown, &Facets::ALL));
        }
    }
    out
}

/// A rule as `explain --output-format json` gives it. The keys are public.
pub fn rule_json(lexicon: &Lexicon, id: RuleId) -> Value {
    let rule = lexicon.rule(id);
    let term = lexicon.term(lexicon.term_of(id));
    json!({
        "id": rule.id,
        "term": term.id,
        "category": term.category,
        "group": rule.group.name(),
        "severity": rule.severity.name(),
        "languages": rule.languages.iter().map(crate::syntax::Language::name).collect::<Vec<_>>(),
        "message": rule.message,
        "advice": rule.advice,
        "todo": rule.todo,
        "docs": rule.docs,
        "examples": {
            "bad": rule.bad.iter().map(example_json).collect::<Vec<_>>(),
            "good": rule.good.iter().map(example_json).collect::<Vec<_>>(),
        },
    })
}

/// An example in the shape a glossary writes it in: `{<language>: text, path, files}`.
fn example_json(example: &Example) -> Value {
    let mut object = serde_json::Map::new();
    object.insert(example.language.name().to_owned(), json!(example.text));
    if let Some(path) = &example.path {
        object.insert("path".to_owned(), json!(path));
    }
    if !example.files.is_empty() {
        let files: serde_json::Map<String, Value> = example.files.iter().map(|(path, text)| (path.clone(), json!(text))).collect();
        object.insert("files".to_owned(), Value::Object(files));
    }
    Value::Object(object)
}

/// A term for a terminal: its card, how it is spelt, and its rules.
pub fn term_text(lexicon: &Lexicon, id: TermId) -> String {
    let term = lexicon.term(id);
    let mut out = card(lexicon, id, Markup::Plain, &Facets::ALL);
    if !term.aliases.is_empty() {
        out.push('\n');
        out.push_str(&Markup::Plain.paragraph("Also called:", &term.aliases.join(", ")));
        out.push('\n');
    }
    if rules_of(lexicon, id).len() > 0 {
        out.push_str("\nRules:\n");
        for rule in rules_of(lexicon, id).map(|rule| lexicon.rule(rule)) {
            out.push_str(&format_rule_line(&rule.id, &rule.message));
        }
    }
    out
}

/// A rule for a terminal: what it says, when, and its examples.
pub fn rule_text(lexicon: &Lexicon, id: RuleId) -> String {
    let rule = lexicon.rule(id);
    let term = lexicon.term(lexicon.term_of(id));
    let languages: Vec<&str> = rule.languages.iter().map(crate::syntax::Language::name).collect();
    let heading = format!("{} · {} · {} · {}", rule.id, rule.severity.name(), rule.group.name(), languages.join(", "));
    let mut blocks = vec![heading, Markup::Plain.paragraph("", &rule.message), Markup::Plain.paragraph("", &rule.advice)];
    blocks.extend(examples_text("Reported:", &rule.bad));
    blocks.extend(examples_text("Not reported:", &rule.good));
    blocks.push(format!("Term: {} (lakespeak explain {})", Markup::Plain.inline(&term.name), term.id));
    blocks.extend(rule.docs.as_ref().map(|url| format!("Docs: {url}")));
    blocks.retain(|block| !block.is_empty());
    blocks.join("\n\n") + "\n"
}

fn examples_text(title: &str, examples: &[Example]) -> Option<String> {
    let texts: Vec<String> = examples.iter().map(|example| indented(&example.text)).collect();
    (!texts.is_empty()).then(|| format!("{title}\n\n{}", texts.join("\n\n")))
}

fn indented(text: &str) -> String {
    let lines = text.trim_end().lines().map(|line| if line.is_empty() { String::new() } else { format!("    {line}") });
    lines.collect::<Vec<_>>().join("\n")
}

fn format_rule_line(id: &str, message: &str) -> String {
    format!("  {id}\n      {}\n", Markup::Plain.inline(message))
}

/// The rules of a term that apply, in order: one whose id another term took first is left out.
fn rules_of(lexicon: &Lexicon, term: TermId) -> impl ExactSizeIterator<Item = RuleId> {
    lexicon.rule_ids().filter(|&rule| lexicon.term_of(rule) == term).collect::<Vec<_>>().into_iter()
}
