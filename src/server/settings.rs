//! The editor's settings: how findings are shown. What is found is the repository's business.

use serde::Deserialize;
use serde_json::Value;

use crate::views::card::{Facet, Facets};

/// The namespace of our settings.
pub(super) const SECTION: &str = "lakespeak";

/// The editor's settings. Unknown keys are ignored, and so is a group of which one value is wrong.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Settings {
    /// `diagnostics.…`
    pub(super) diagnostics: Diagnostics,
    /// `glossary.…`
    pub(super) glossary: Glossary,
    /// `hover.…`
    pub(super) hover: Hover,
    /// `completion.…`
    pub(super) completion: Switch,
    /// `inlayHints.…`
    pub(super) hints: Switch,
}

/// Settings of a feature that is on unless switched off.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default)]
pub(super) struct Switch {
    /// Whether it is on.
    pub(super) enable: bool,
}

impl Default for Switch {
    fn default() -> Self {
        Self { enable: true }
    }
}

/// Settings of a team's glossaries.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Glossary {
    /// Whether glossaries outside of the workspace may be imported.
    pub(super) allow_outside_workspace: bool,
}

/// Settings of hovers.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Hover {
    /// The parts of a card that are shown, by name; all where none is named.
    facets: Vec<String>,
    /// Whether terms in code have cards, and not only those in what is written for people.
    pub(super) on_identifiers: bool,
}

impl Default for Hover {
    fn default() -> Self {
        Self { facets: Vec::new(), on_identifiers: true }
    }
}

impl Hover {
    /// The parts of a card that are shown. Names that are none are passed over.
    pub(super) fn facets(&self) -> Facets {
        let named: Vec<Facet> = self.facets.iter().filter_map(|name| Facet::from_name(name)).collect();
        if named.is_empty() { Facets::ALL } else { Facets::of(named) }
    }
}

/// Settings of diagnostics.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default)]
pub(super) struct Diagnostics {
    /// Whether any are shown.
    pub(super) enable: bool,
    /// Of which files.
    pub(super) scope: Scope,
}

/// The files of which diagnostics are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Scope {
    /// Those that are open.
    #[default]
    OpenFiles,
    /// All below the workspace folders, to clients that ask for them.
    Workspace,
}

impl Default for Diagnostics {
    fn default() -> Self {
        Self { enable: true, scope: Scope::default() }
    }
}

impl Settings {
    /// Reads settings, with or without their namespace around them.
    pub(super) fn new(value: &Value) -> Self {
        let section = value.get(SECTION).unwrap_or(value);
        Self {
            diagnostics: group(section, "diagnostics"),
            glossary: group(section, "glossary"),
            hover: group(section, "hover"),
            completion: group(section, "completion"),
            hints: group(section, "inlayHints"),
        }
    }
}

fn group<T: Default + for<'de> Deserialize<'de>>(section: &Value, name: &str) -> T {
    let Some(value) = section.get(name) else { return T::default() };
    T::deserialize(value).unwrap_or_else(|error| {
        tracing::warn!(%error, "the setting {SECTION}.{name} is ignored");
        T::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn facets_by_name() {
        let facets = |value| Settings::new(&value).hover.facets();
        assert_eq!(facets(json!({"hover": {"facets": ["plain_english", "moon"]}})), Facets::of([Facet::PlainEnglish]));
        for value in [json!({}), json!({"hover": {"facets": []}}), json!({"hover": {"facets": "all"}})] {
            assert_eq!(facets(value), Facets::ALL);
        }
    }

    #[test]
    fn settings_as_editors_send_them() {
        for (value, enable) in [
            (json!({"lakespeak": {"diagnostics": {"enable": false}, "later": 1}}), false),
            (json!({"diagnostics": {"enable": false, "scope": "openFiles"}}), false),
            (json!({"diagnostics": {"enable": "no"}}), true),
            (json!({"diagnostics": {"scope": "moon", "enable": false}}), true),
            (json!({"diagnostics": null}), true),
            (json!(null), true),
            (json!([1]), true),
        ] {
            assert_eq!(Settings::new(&value).diagnostics.enable, enable, "{value}");
        }
    }
}
