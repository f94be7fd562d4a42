//! `lakespeak.yml`: what a repository chose.

use crate::analysis::Guidance;
use crate::glossary::fields::{self, Fields};
use crate::glossary::format::{value, version};
use crate::glossary::keys::config as keys;
use crate::glossary::node::{self, Node};
use crate::glossary::problem::{Notes, Problem};
use crate::lexicon::rule::LINTERS;
use crate::lexicon::{Choice, Globs, Setting, Severity, Source};
use crate::views::todo::Style;

/// The file's name at a workspace root.
pub const FILE: &str = "lakespeak.yml";

/// What a repository chose.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// What of the built-in glossary counts.
    pub builtin: Builtin,
    /// Paths that are not checked, on top of `.gitignore`.
    pub exclude: Globs,
    /// Rules switched off, on or louder.
    pub rules: Choices,
    /// Terms switched off, or on again.
    pub terms: Choices,
    /// Linters that come first.
    pub defer_to: Vec<String>,
    /// Where the team's guidance is.
    pub guidance: Guidance,
    /// How TODOs are written.
    pub todo: Style,
    /// What is too much.
    pub limits: Limits,
    /// What `rules` and `overrides` name, with its places: somebody who knows the lexicon looks whether it is there.
    pub named: Vec<(String, Source)>,
    /// The same of `terms`.
    pub named_terms: Vec<(String, Source)>,
    /// The SQL dialect, where it decides how strings end.
    pub dialect: Option<String>,
}

/// What was chosen everywhere, and by path.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    everywhere: Vec<Chosen>,
    /// For some paths only, earlier first.
    overrides: Vec<(Globs, Vec<Chosen>)>,
}

/// A choice, and where it is written.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// What was chosen.
    pub choice: Choice,
    /// Where.
    pub source: Source,
}

impl Choices {
    /// What was chosen for a file, earlier first. `path` counts from the workspace root, with `/`.
    pub fn of(&self, path: &str) -> Vec<&Chosen> {
        let own = self.overrides.iter().filter(|(paths, _)| paths.is_match(path)).flat_map(|(_, chosen)| chosen);
        self.everywhere.iter().chain(own).collect()
    }

    /// Those that name no paths.
    pub fn everywhere(&self) -> Vec<Choice> {
        self.everywhere.iter().map(|chosen| chosen.choice.clone()).collect()
    }

    /// Whether a file has choices of its own.
    pub fn has_own(&self, path: &str) -> bool {
        self.overrides.iter().any(|(paths, _)| paths.is_match(path))
    }

    fn are_none(&self) -> bool {
        self.everywhere.is_empty() && self.overrides.is_empty()
    }
}

/// Choices for all files that no file states.
impl FromIterator<Choice> for Choices {
    fn from_iter<I: IntoIterator<Item = Choice>>(choices: I) -> Self {
        let chosen = |choice| Chosen { choice, source: Source::default() };
        Self { everywhere: choices.into_iter().map(chosen).collect(), overrides: Vec::new() }
    }
}

/// What of the built-in glossary counts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Builtin {
    /// All of it.
    #[default]
    All,
    /// Nothing.
    None,
    /// These categories, by name.
    Categories(Vec<String>),
}

impl Builtin {
    /// Whether terms of `category` count.
    pub fn has(&self, category: &str) -> bool {
        match self {
            Self::All => true,
            Self::None => false,
            Self::Categories(names) => names.iter().any(|name| name.eq_ignore_ascii_case(category)),
        }
    }
}

/// What is too much.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// A larger file is not read.
    pub max_file_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_file_bytes: 8 << 20 }
    }
}

const SETTINGS: [(&str, Setting); 7] = [
    ("off", Setting::Off),
    ("on", Setting::On),
    ("warning", Setting::Severity(Severity::Warning)),
    ("information", Setting::Severity(Severity::Information)),
    ("hint", Setting::Severity(Severity::Hint)),
    // What an editor's formatter makes of `off` and `on`.
    ("false", Setting::Off),
    ("true", Setting::On),
];

/// Reads a configuration: what is right in `text`, and every mistake in it.
pub fn read(text: &str) -> (Config, Vec<Problem>) {
    let (root, flaws) = node::parse(text);
    let mut notes = Notes::of(flaws);
    let mut config = Config::default();
    if let Some(root) = root.filter(|root| !root.is_null())
        && let Some(fields) = Fields::of(&root, "the configuration", &keys::CONFIG, &mut notes)
    {
        version(fields, &mut notes);
        fill(&mut config, fields, &mut notes);
    }
    (config, notes.finish())
}

fn fill(config: &mut Config, fields: Fields<'_>, notes: &mut Notes) {
    if let Some(node) = fields.get("builtin") {
        config.builtin = builtin(node, notes);
    }
    if let Some(globs) = fields.get("exclude").filter(|node| !fields::items(node).is_empty()) {
        config.exclude = value::globs(globs, "exclude", notes).unwrap_or_default();
    }
    config.rules.everywhere = fields.get("rules").map(|node| choices(node, &mut config.named, notes)).unwrap_or_default();
    config.terms.everywhere = fields.get("terms").map(|node| terms(node, &mut config.named_terms, notes)).unwrap_or_default();
    for node in fields.get("overrides").map(fields::items).unwrap_or_default() {
        one_override(config, node, notes);
    }
    let linters = LINTERS.map(|linter| (linter, linter));
    let linter = |node: &Node, notes: &mut Notes| fields::word(node, "linter", &linters, notes).map(str::to_owned);
    config.defer_to = fields.get("defer_to").and_then(|node| fields::list(node, "defer_to", notes, linter)).unwrap_or_default();
    config.guidance.base_url = fields.get("guidance").and_then(|node| base_url(node, notes));
    if let Some(node) = fields.get("todo") {
        todo(&mut config.todo, node, notes);
    }
    if let Some(fields) = fields.get("limits").and_then(|node| Fields::of(node, "`limits`", &keys::LIMITS, notes))
        && let Some(bytes) = fields.get("max_file_bytes").and_then(|node| fields::count(node, "max_file_bytes", 1, notes))
    {
        // Places inside a file are 32 bits wide.
        config.limits.max_file_bytes = bytes.min(u64::from(u32::MAX >> 1));
    }
    let sql = fields.get("sql").and_then(|node| Fields::of(node, "`sql`", &keys::SQL, notes));
    config.dialect = sql.and_then(|fields| fields.get("dialect")).and_then(|node| fields::text(node, "dialect", notes));
}

fn builtin(node: &Node, notes: &mut Notes) -> Builtin {
    match node.plain() {
        Some("true") => Builtin::All,
        Some("false") => Builtin::None,
        _ => fields::texts(node, "builtin", notes).map_or(Builtin::All, Builtin::Categories),
    }
}

fn choices(node: &Node, named: &mut Vec<(String, Source)>, notes: &mut Notes) -> Vec<Chosen> {
    chosen(node, ("rules", "a rule's name"), &SETTINGS, named, notes)
}

fn terms(node: &Node, named: &mut Vec<(String, Source)>, notes: &mut Notes) -> Vec<Chosen> {
    let switches = [("off", Setting::Off), ("on", Setting::On), ("false", Setting::Off), ("true", Setting::On)];
    chosen(node, ("terms", "a term's id"), &switches, named, notes)
}

fn chosen(
    node: &Node,
    (key, what): (&str, &str),
    settings: &[(&str, Setting)],
    named: &mut Vec<(String, Source)>,
    notes: &mut Notes,
) -> Vec<Chosen> {
    let mut read = |(name, value): &(Node, Node), notes: &mut Notes| {
        let selector = fields::text(name, what, notes)?;
        let source = Source { file: FILE.into(), line: name.line, column: name.column, span: name.span };
        named.push((selector.clone(), source.clone()));
        let setting = fields::word(value, "setting", settings, notes)?;
        Some(Chosen { choice: Choice { selector, setting }, source })
    };
    fields::entries(node, key, notes).iter().filter_map(|entry| read(entry, notes)).collect()
}

fn one_override(config: &mut Config, node: &Node, notes: &mut Notes) {
    let Some(fields) = Fields::of(node, "an override", &keys::OVERRIDE, notes) else { return };
    let paths = fields.need("paths", "an override", notes).and_then(|node| value::globs(node, "paths", notes));
    let switched = fields.get("terms").map(|node| terms(node, &mut config.named_terms, notes));
    let rules = if switched.is_some() { fields.get("rules") } else { fields.need("rules", "an override", notes) };
    let rules = rules.map(|node| choices(node, &mut config.named, notes));
    let Some(paths) = paths else { return };
    config.rules.overrides.extend(rules.map(|rules| (paths.clone(), rules)));
    config.terms.overrides.extend(switched.map(|switched| (paths, switched)));
}

fn base_url(node: &Node, notes: &mut Notes) -> Option<String> {
    let fields = Fields::of(node, "`guidance`", &keys::GUIDANCE, notes)?;
    let node = fields.get("base_url")?;
    let url = fields::link(node, "base_url", fields::WEB, notes)?;
    if !url.contains("{id}") {
        notes.warn(node, "every term would get the same link; put `{id}` where the term's id belongs");
    }
    Some(url)
}

fn todo(todo: &mut Style, node: &Node, notes: &mut Notes) {
    let Some(fields) = Fields::of(node, "`todo`", &keys::TODO, notes) else { return };
    // An empty author is how one says that there is none.
    if let Some(author) = fields.get("author").filter(|node| node.text() != Some("")) {
        todo.author = fields::line(author, "author", notes).unwrap_or_default();
    }
    if let Some(node) = fields.get("sql_comment") {
        todo.sql_line_comments = fields::word(node, "`sql_comment`", &[("block", false), ("line", true)], notes).unwrap_or(false);
    }
    if let Some(width) = fields.get("width").and_then(|node| fields::count(node, "width", 20, notes)) {
        todo.width = usize::try_from(width).unwrap_or(usize::MAX);
    }
    todo.acknowledges = fields.flag("acknowledges", notes).unwrap_or(true);
}

impl Config {
    /// What was chosen of rules for a file, earlier first. `path` counts from the workspace root, with `/`.
    pub fn choices_for(&self, path: &str) -> Vec<Choice> {
        self.rules.of(path).iter().map(|chosen| chosen.choice.clone()).collect()
    }

    /// Which terms were switched off, or on again, for a file, earlier first. `path` counts as above.
    pub fn terms_for(&self, path: &str) -> Vec<Choice> {
        self.terms.of(path).iter().map(|chosen| chosen.choice.clone()).collect()
    }

    /// Whether any term is switched off somewhere.
    pub fn switches_terms(&self) -> bool {
        !self.terms.are_none()
    }
}

#[cfg(test)]
mod tests;
