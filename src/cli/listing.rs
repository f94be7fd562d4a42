//! `lakespeak glossary list`: the terms by category, or what applies to a file and from where.

use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;

use super::output::{Exit, Output, complain};
use super::project::{Project, Projects, Target};
use crate::lexicon::choice::term_decided_by;
use crate::lexicon::{Choice, Lexicon, Source, Term, TermId};
use crate::workspace::config::{Builtin, Chosen, FILE};
use crate::workspace::relative;

/// Lists the terms of the working directory, or says what applies to a file.
pub(super) fn list(file: Option<&Path>, output: &mut Output) -> anyhow::Result<Exit> {
    let projects = Projects::new()?;
    let text = match file {
        None => {
            let project = projects.here();
            terms(&project.lexicon_for(&projects.target(Path::new("x")).path))
        }
        Some(file) => {
            let target = projects.target(file);
            about_file(&projects, &projects.of(&target.path), &target)
        }
    };
    projects.problems().iter().for_each(|problem| complain(problem));
    output.text(&text)?;
    Ok(Exit::Fine)
}

fn terms(lexicon: &Lexicon) -> String {
    let mut categories: Vec<&str> = Vec::new();
    for (_, term) in lexicon.terms() {
        if !categories.contains(&term.category.as_str()) {
            categories.push(&term.category);
        }
    }
    let width = lexicon.terms().map(|(_, term)| term.id.chars().count()).max().unwrap_or_default();
    let line = |id: TermId, term: &Term| {
        let rules = match lexicon.rules_of(id).count() {
            0 => String::new(),
            1 => "  (1 rule)".to_owned(),
            count => format!("  ({count} rules)"),
        };
        format!("  {:<width$}  {}{rules}\n", term.id, term.name)
    };
    let block = |category: &&str| {
        let lines: String = lexicon.terms().filter(|(_, term)| term.category == **category).map(|(id, term)| line(id, term)).collect();
        format!("{category}\n{lines}")
    };
    categories.iter().map(block).collect::<Vec<_>>().join("\n")
}

/// The layers that count for a file, lowest first, and what the upper ones make of terms and rules.
fn about_file(projects: &Projects, project: &Project, file: &Target) -> String {
    let lexicon = project.lexicon_for(&file.path);
    let mut out = format!("{}\n\nRead by, the last one on top:\n", file.shown);
    let _ = writeln!(out, "  the built-in glossary{}", which(&project.workspace().config.builtin));
    let chosen = Settings::of(projects, project, file);
    let settings = chosen.rules.len() + chosen.terms.len();
    if settings > 0 {
        let _ = writeln!(out, "  {} ({} for this file)", chosen.file, counted(settings, "setting"));
    }
    let layers = project.words().layers_for(&file.path);
    for (path, folder) in &layers {
        let place = if folder.is_empty() { String::new() } else { format!(" (for {folder}/ and below)") };
        let _ = writeln!(out, "  {}{place}", projects.target(path).shown);
    }
    let stated = stated(project, &layers);
    let mut own = String::new();
    for (kind, id, sources) in &stated {
        let state = state(chosen.whole, kind, id);
        let from: Vec<String> = sources.iter().map(|source| place(projects, project, source)).collect();
        let chosen = chosen.about(&lexicon, kind, id).map(|chosen| format!("; {chosen}")).unwrap_or_default();
        let _ = writeln!(own, "  {kind} {id}: {state}{}{chosen}", from.join(", "));
    }
    if !own.is_empty() {
        let _ = write!(out, "\nWhat your own files say here:\n{own}");
    }
    out.push_str(&chosen.all());
    let _ = writeln!(out, "\n{} and {} apply in all.", counted(lexicon.terms().len(), "term"), counted(lexicon.rule_ids().len(), "rule"));
    out
}

/// What `lakespeak.yml` says for a file.
struct Settings<'p> {
    /// The configuration, as it is shown.
    file: String,
    rules: Vec<&'p Chosen>,
    terms: Vec<&'p Chosen>,
    /// What would apply to the file without it.
    whole: &'p Lexicon,
}

impl<'p> Settings<'p> {
    fn of(projects: &Projects, project: &'p Project, file: &Target) -> Self {
        let config = &project.workspace().config;
        let inside = relative(project.root(), &file.path);
        Self {
            file: projects.target(&project.root().join(FILE)).shown,
            rules: config.rules.of(&inside),
            terms: config.terms.of(&inside),
            whole: project.words().team.lexicon_for(&inside),
        }
    }

    /// What it makes of a term or rule that a glossary speaks of, and where; `None` where it leaves it as it is.
    fn about(&self, lexicon: &Lexicon, kind: &str, id: &str) -> Option<String> {
        let choices = |chosen: &[&Chosen]| chosen.iter().map(|chosen| chosen.choice.clone()).collect::<Vec<Choice>>();
        let off_with = |term: TermId| {
            let chosen = self.terms.get(term_decided_by(self.whole.term(term), &choices(&self.terms))?)?;
            Some(format!("off, by {}", self.place(chosen)))
        };
        if kind == "term" {
            return off_with(self.whole.term_by_id(id).filter(|_| lexicon.term_by_id(id).is_none())?);
        }
        let Some(rule) = lexicon.rule_by_id(id) else { return off_with(self.whole.term_of(self.whole.rule_by_id(id)?)) };
        let rules = choices(&self.rules);
        let chosen = self.rules.get(lexicon.rule_decided_by(rule, &rules)?)?;
        let severity = lexicon.severities(&rules).get(rule.0 as usize).copied().flatten();
        Some(format!("{}, by {}", severity.map_or("off", |severity| severity.name()), self.place(chosen)))
    }

    /// All of it, in order.
    fn all(&self) -> String {
        let line = |chosen: &&Chosen, more: &str| {
            let Choice { selector, setting } = &chosen.choice;
            format!("  {selector}: {}{more}, by {}\n", setting.name(), self.place(chosen))
        };
        let rules: String = self.rules.iter().map(|chosen| line(chosen, "")).collect();
        let terms: String = self.terms.iter().map(|chosen| line(chosen, ", card and all")).collect();
        if rules.is_empty() && terms.is_empty() { String::new() } else { format!("\nWhat {} says here:\n{rules}{terms}", self.file) }
    }

    fn place(&self, chosen: &Chosen) -> String {
        format!("{}:{}", self.file, chosen.source.line + 1)
    }
}

fn which(builtin: &Builtin) -> String {
    match builtin {
        Builtin::All => String::new(),
        Builtin::None => " (switched off)".to_owned(),
        Builtin::Categories(names) => format!(" (only {})", names.join(", ")),
    }
}

/// What the layers speak of: term or rule, its id, and the places, lowest layer first.
fn stated<'p>(project: &'p Project, layers: &[(&Path, &str)]) -> Vec<(&'static str, &'p str, Vec<&'p Source>)> {
    let mut all: Vec<(&str, &str, Vec<&Source>)> = Vec::new();
    let mut places: HashMap<(&str, &str), usize> = HashMap::new();
    let mut note = |kind: &'static str, id: &'p str, source: &'p Source| {
        let place = *places.entry((kind, id)).or_insert(all.len());
        match all.get_mut(place) {
            Some((.., sources)) if sources.contains(&source) => {}
            Some((.., sources)) => sources.push(source),
            None => all.push((kind, id, vec![source])),
        }
    };
    for (path, _) in layers {
        let file = project.words().shelf.files.iter().find(|file| file.path == *path);
        for term in file.iter().flat_map(|file| &file.glossary.terms) {
            note("term", &term.id, &term.source);
            for rule in &term.rules {
                note("rule", &rule.id, &rule.source);
            }
        }
    }
    all
}

/// What became of a term or rule.
fn state(lexicon: &Lexicon, kind: &str, id: &str) -> &'static str {
    let is_term = kind == "term";
    let applies = if is_term { lexicon.term_by_id(id).is_some() } else { lexicon.rule_by_id(id).is_some() };
    match (applies, lexicon.is_builtin(id)) {
        (false, _) => "off, by ",
        (true, true) => "built-in, changed by ",
        (true, false) => "",
    }
}

fn place(projects: &Projects, project: &Project, source: &Source) -> String {
    let file = project.words().file_of(source).map_or_else(|| source.file.to_string(), |path| projects.target(path).shown);
    format!("{file}:{}", source.line + 1)
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
