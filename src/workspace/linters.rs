//! What other linters of a workspace report already, read from their configuration.
//!
//! Only what a file at the root states counts: without one, and where ruff's `select` is left to its defaults (they change
//! from version to version), nothing is taken for granted.

use std::path::Path;

use configparser::ini::{Ini, IniDefault};
use toml::{Table, Value};

use super::read::read;
use crate::lexicon::rule::LINTERS;
use crate::lexicon::{Choice, Setting};
use crate::syntax::Language;

/// A configuration file larger than this is none.
const MAX_BYTES: u64 = 1 << 20;

/// The files at a root in which they are configured.
pub const FILES: [&str; 7] = ["pyproject.toml", "ruff.toml", ".ruff.toml", ".sqlfluff", "setup.cfg", "tox.ini", "pep8.ini"];

/// The bundles of sqlfluff's rules by name, and what their codes begin with.
const BUNDLES: [(&str, &str); 9] = [
    ("aliasing", "AL"),
    ("ambiguous", "AM"),
    ("capitalisation", "CP"),
    ("convention", "CV"),
    ("jinja", "JJ"),
    ("layout", "LT"),
    ("references", "RF"),
    ("structure", "ST"),
    ("tsql", "TQ"),
];

/// Other names of the rules of sqlfluff that a rule of ours is the same as; `core` holds the first.
const NAMES: [(&str, &str); 5] = [
    ("core", "CV05"),
    ("convention.is_null", "CV05"),
    ("L049", "CV05"),
    ("ambiguous.join_condition", "AM08"),
    ("ambiguous.order_by_limit", "AM09"),
];

/// Which rules other linters of a workspace have on, less exact selections first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Linters {
    ruff: Vec<Choice>,
    sqlfluff: Vec<Choice>,
}

impl Linters {
    /// Reads the configuration of those that are named.
    pub fn read(root: &Path, names: &[String]) -> Self {
        let wanted = |linter: &str| names.iter().any(|name| name == linter);
        let [ruff_name, sqlfluff_name] = LINTERS;
        Self {
            ruff: if wanted(ruff_name) { ruff(root).unwrap_or_default() } else { Vec::new() },
            sqlfluff: if wanted(sqlfluff_name) { sqlfluff(root).unwrap_or_default() } else { Vec::new() },
        }
    }

    /// What they have on in a file: each looks at its own language only.
    pub fn choices(&self, path: &Path) -> &[Choice] {
        match Language::from_path(path) {
            Some(Language::Python | Language::Notebook) => &self.ruff,
            Some(Language::Sql) => &self.sqlfluff,
            _ => &[],
        }
    }
}

fn text(root: &Path, name: &str) -> Option<String> {
    Some(read(&root.join(name), MAX_BYTES).ok()?.text)
}

fn table(root: &Path, name: &str) -> Option<Table> {
    text(root, name)?.parse().ok()
}

fn inside<'t>(table: &'t Table, keys: &[&str]) -> Option<&'t Table> {
    keys.iter().try_fold(table, |table, key| table.get(*key)?.as_table())
}

fn choice(linter: &str, code: &str, on: bool) -> Choice {
    Choice { selector: format!("{linter} {code}"), setting: Setting::Elsewhere(on) }
}

fn ruff(root: &Path) -> Option<Vec<Choice>> {
    let own = [".ruff.toml", "ruff.toml"].iter().find_map(|name| table(root, name));
    let shared = || inside(&table(root, "pyproject.toml")?, &["tool", "ruff"]).cloned();
    let config = own.or_else(shared)?;
    let places = [Some(&config), inside(&config, &["lint"])];
    let listed = |keys: [&str; 2], on: bool| {
        let lists = places.into_iter().flatten().flat_map(move |place| keys.into_iter().filter_map(|key| place.get(key)?.as_array()));
        lists
            .flatten()
            .filter_map(Value::as_str)
            .map(move |code| choice("ruff", if code == "ALL" { "" } else { code }, on))
            .collect::<Vec<_>>()
    };
    let mut all = listed(["select", "extend-select"], true);
    all.extend(listed(["ignore", "extend-ignore"], false));
    // The more exact one wins; of two alike, the one that leaves the rule out.
    all.sort_by_key(|choice| choice.selector.len());
    Some(all)
}

fn sqlfluff(root: &Path) -> Option<Vec<Choice>> {
    let mut found = false;
    let (mut rules, mut excluded) = (None, None);
    for name in ["setup.cfg", "tox.ini", "pep8.ini", ".sqlfluff"] {
        let mut options = IniDefault::default();
        options.multiline = true;
        let mut ini = Ini::new_from_defaults(options);
        let section = text(root, name).and_then(|text| ini.read(text).ok()?.remove("sqlfluff"));
        let Some(section) = section else { continue };
        found = true;
        let value = |key: &str| section.get(key).cloned().flatten();
        rules = value("rules").or(rules);
        excluded = value("exclude_rules").or(excluded);
    }
    if let Some(core) = table(root, "pyproject.toml").as_ref().and_then(|table| inside(table, &["tool", "sqlfluff", "core"])) {
        found = true;
        let value = |key: &str| core.get(key).and_then(Value::as_str).map(str::to_owned);
        rules = value("rules").or(rules);
        excluded = value("exclude_rules").or(excluded);
    }
    let codes = |list: Option<String>, on: bool| {
        let list = list.unwrap_or_default();
        list.split([',', '\n'])
            .map(str::trim)
            .filter(|code| !code.is_empty())
            .map(|code| choice("sqlfluff", code_of(code), on))
            .collect::<Vec<_>>()
    };
    // Without a list all rules are on; what is excluded is so however it is named.
    let rules = rules.filter(|rules| !rules.trim().is_empty() && rules.trim() != "None").unwrap_or_else(|| "all".to_owned());
    found.then(|| [codes(Some(rules), true), codes(excluded, false)].concat())
}

fn code_of(name: &str) -> &str {
    if name == "all" {
        return "";
    }
    BUNDLES.iter().chain(&NAMES).find(|(known, _)| *known == name).map_or(name, |(_, code)| code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary;
    use crate::lexicon::Lexicon;

    /// Whether rules of ours stay on in `file` beside such files.
    fn on(files: &[(&str, &str)], file: &str) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).expect("written");
        }
        let rule = |id: &str, codes: &str| format!("{{id: {id}, find: x, message: m, same_as: [{codes}]}}");
        let rules = [
            rule("timeout", "ruff S113"),
            rule("is-null", "sqlfluff CV05"),
            rule("assert", "ruff S101, ruff PT009"),
            rule("ours", "sqlfluff LT99"),
        ];
        let text = format!("terms: [{{name: A, plain_english: b, rules: [{}]}}]\n", rules.join(", "));
        let lexicon = Lexicon::compile([glossary::read("a.yml", &text).0]);
        let linters = Linters::read(folder.path(), &["ruff".to_owned(), "sqlfluff".to_owned()]);
        let severities = lexicon.severities(linters.choices(Path::new(file)));
        lexicon.rule_ids().filter(|id| severities[id.0 as usize].is_some()).map(|id| lexicon.rule(id).id.clone()).collect()
    }

    #[test]
    fn what_others_have_on() {
        let all = ["timeout", "is-null", "assert", "ours"];
        let without = |gone: &[&str]| all.iter().filter(|id| !gone.contains(id)).map(ToString::to_string).collect::<Vec<_>>();
        let ruff = |text: &str, gone: &[&str]| assert_eq!(on(&[("ruff.toml", text)], "a.py"), without(gone), "{text}");
        ruff("", &[]);
        ruff("lint.select = ['S']", &["timeout", "assert"]);
        ruff("select = ['S1']", &["timeout", "assert"]);
        ruff("lint.select = ['SIM', 'E']", &[]);
        ruff("lint.select = ['ALL']\nlint.ignore = ['S113']", &["assert"]);
        ruff("lint.select = ['S113']\nlint.ignore = ['S']", &["timeout"]);
        ruff("lint.extend-select = ['S113']", &["timeout"]);
        ruff("lint.select = ['PT']", &["assert"]);
        ruff("not toml", &[]);
        assert_eq!(on(&[("ruff.toml", "lint.select = ['S']")], "a.sql"), without(&[]));
        assert_eq!(on(&[("pyproject.toml", "[tool.ruff.lint]\nselect = ['S113']\n")], "a.ipynb"), without(&["timeout"]));
        assert_eq!(on(&[("pyproject.toml", "[tool.ruff]\n"), (".ruff.toml", "select = ['S']")], "a.py"), without(&["timeout", "assert"]));
        let sqlfluff = |text: &str, gone: &[&str]| assert_eq!(on(&[(".sqlfluff", text)], "a.sql"), without(gone), "{text}");
        sqlfluff("[sqlfluff]\ndialect = bigquery\n", &["is-null", "ours"]);
        sqlfluff("[sqlfluff]\nrules = core\n", &["is-null"]);
        sqlfluff("[sqlfluff]\nrules = LT01,\n    convention\n", &["is-null"]);
        sqlfluff("[sqlfluff]\nexclude_rules = LT01, convention.is_null\n", &["ours"]);
        sqlfluff("[sqlfluff]\nrules = AM\n", &[]);
        sqlfluff("[other]\nrules = CV05\n", &[]);
        assert_eq!(on(&[("pyproject.toml", "[tool.sqlfluff.core]\nrules = 'CV05'\n")], "a.sql"), without(&["is-null"]));
        assert_eq!(on(&[], "a.sql"), without(&[]));
    }
}
