//! Pages: the engine behind them, and what the guidance site and the survival map share.
//!
//! What a glossary or a path says is hostile: every template escapes every value, and none says otherwise of a value that
//! is not made here.

use anyhow::Context as _;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value};
use serde::Serialize;

use crate::views::prose::grouped;

/// Colours, type and all that both kinds of pages look like.
pub(super) const THEME: &str = include_str!("theme.css");

/// Macros that both kinds of pages use.
const PARTS: (&str, &str) = ("parts.html", include_str!("parts.html"));

/// Templates by name.
pub(super) struct Pages(Environment<'static>);

impl Pages {
    /// These templates, each as (name, source). Names end in `.html`: that is what escaping goes by.
    pub(super) fn new(templates: &[(&'static str, &'static str)]) -> anyhow::Result<Self> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.add_filter("grouped", grouped);
        environment.add_global("version", env!("CARGO_PKG_VERSION"));
        for (name, source) in templates.iter().chain([&PARTS]) {
            environment.add_template(name, source).with_context(|| format!("the template {name}"))?;
        }
        Ok(Self(environment))
    }

    /// A page.
    pub(super) fn render(&self, template: &str, page: &impl Serialize) -> anyhow::Result<String> {
        let template = self.0.get_template(template)?;
        template.render(Value::from(Serde(page))).with_context(|| format!("the template {}", template.name()))
    }
}

/// A word for anchors and classes: small letters and digits, words joined by `-`.
pub(super) fn slug(text: &str) -> String {
    let words: Vec<String> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs() {
        for (text, expected) in [("Storage & Formats", "storage-formats"), ("Über-Team", "über-team"), ("<i>", "i"), ("&", "")] {
            assert_eq!(slug(text), expected);
        }
    }
}
