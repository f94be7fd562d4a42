//! The languages read, and how a file's language is found.

use std::path::Path;

use serde::{Deserialize, Serialize};

/// A family of languages. Jinja is always on over SQL and YAML, so it is no language of its own.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Language {
    /// SQL in any dialect, with or without Jinja.
    Sql,
    /// Python.
    Python,
    /// YAML, with or without Jinja.
    Yaml,
    /// A Jupyter notebook: JSON that says nothing itself and holds cells of Python and SQL. No rule or form names it.
    Notebook,
}

/// How a language is named: its word in glossaries, the editors' ids, and the endings of its files.
struct Names {
    language: Language,
    name: &'static str,
    ids: &'static [&'static str],
    endings: &'static [&'static str],
}

const NAMES: [Names; 3] = [
    Names {
        language: Language::Sql,
        name: "sql",
        ids: &["sql", "jinja-sql", "sql.jinja", "mysql", "plsql", "pgsql", "postgres", "snowflake-sql", "spark-sql", "bigquery", "dbt"],
        endings: &["sql", "ddl", "dml", "hql", "pgsql", "bqsql"],
    },
    Names { language: Language::Python, name: "python", ids: &["python"], endings: &["py", "pyi"] },
    Names {
        language: Language::Yaml,
        name: "yaml",
        ids: &["yaml", "jinja-yaml", "dockercompose", "github-actions-workflow", "helm", "azure-pipelines"],
        endings: &["yml", "yaml"],
    },
];

impl Language {
    /// The ending of notebooks.
    const NOTEBOOK: &'static str = "ipynb";

    /// All languages that rules and forms are about, in the order of their bits.
    pub const ALL: [Self; 3] = [Self::Sql, Self::Python, Self::Yaml];

    /// Itself, and the languages of texts that may stand in it.
    pub fn with_hosted(self) -> LanguageSet {
        match self {
            Self::Python => LanguageSet::of([Self::Python, Self::Sql]),
            Self::Yaml => LanguageSet::of([Self::Yaml, Self::Sql]),
            other => LanguageSet::of([other]),
        }
    }

    /// Its word in glossaries and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sql => "sql",
            Self::Python => "python",
            Self::Yaml => "yaml",
            Self::Notebook => "notebook",
        }
    }

    /// The language of that word.
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|names| names.name == name).map(|names| names.language)
    }

    /// The editors' ids for it.
    pub fn ids(self) -> &'static [&'static str] {
        NAMES.iter().find(|names| names.language == self).map_or(&[], |names| names.ids)
    }

    /// The language of an editor's `languageId`; ids like `yaml.docker-compose` count by their first part.
    pub fn from_id(id: &str) -> Option<Self> {
        let family = id.split('.').next().unwrap_or_default();
        let by = |wanted: &str| NAMES.iter().find(|names| names.ids.contains(&wanted)).map(|names| names.language);
        by(id).or_else(|| by(family))
    }

    /// The language of a file's name, by its ending; a trailing `.j2` or `.jinja` is looked through.
    pub fn from_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        let name = ["j2", "jinja", "jinja2"].iter().find_map(|end| name.strip_suffix(end)?.strip_suffix('.')).unwrap_or(&name);
        let (_, ending) = name.rsplit_once('.')?;
        if ending == Self::NOTEBOOK {
            return Some(Self::Notebook);
        }
        NAMES.iter().find(|names| names.endings.contains(&ending)).map(|names| names.language)
    }
}

/// A set of languages.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct LanguageSet(u8);

impl LanguageSet {
    /// Every language that rules and forms are about.
    pub const ALL: Self = Self(0b111);
    /// No language.
    pub const NONE: Self = Self(0);

    /// The set of these languages.
    pub fn of(languages: impl IntoIterator<Item = Language>) -> Self {
        Self(languages.into_iter().fold(0, |bits, language| bits | 1 << language as u8))
    }

    /// Whether `language` is in it.
    pub const fn has(self, language: Language) -> bool {
        self.0 & (1 << language as u8) != 0
    }

    /// Whether the two share a language.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The languages of either.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Its languages.
    pub fn iter(self) -> impl Iterator<Item = Language> {
        Language::ALL.into_iter().filter(move |&language| self.has(language))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_by_id_and_by_path() {
        for (id, language) in [("jinja-sql", Some(Language::Sql)), ("yaml.docker-compose", Some(Language::Yaml)), ("rust", None)] {
            assert_eq!(Language::from_id(id), language, "{id}");
        }
        for (path, language) in [
            ("dags/load.PY", Some(Language::Python)),
            ("a/b.sql.j2", Some(Language::Sql)),
            ("docker-compose.yml", Some(Language::Yaml)),
            ("a/b.ipynb", Some(Language::Notebook)),
            ("README", None),
            ("x.toml", None),
        ] {
            assert_eq!(Language::from_path(Path::new(path)), language, "{path}");
        }
    }
}
