//! The links by which a TODO names a term or rule: written and read by the same template.

use crate::analysis::Guidance;

/// What begins every comment of ours.
pub(super) const WORD: &str = "lakespeak:";

/// The link that stands in a TODO: the team's page, or the short form.
pub fn link(guidance: &Guidance, term: &str, rule: Option<&str>) -> String {
    Template::of(guidance).write(term, rule)
}

/// `text` as one line that can neither end a comment, open a template, nor read as a link or suppression.
pub(crate) fn neutral(text: &str) -> String {
    const BREAKERS: [&str; 8] = ["*/", "/*", "#}", "{#", "{{", "}}", "{%", "%}"];
    let mut out = String::with_capacity(text.len());
    let mut previous = ' ';
    for c in text.chars() {
        let c = if c.is_control() || c.is_whitespace() { ' ' } else { c };
        let pair = [previous, c];
        if BREAKERS.iter().any(|breaker| breaker.chars().eq(pair)) {
            out.push(' ');
        }
        out.push(c);
        previous = c;
    }
    out.replace(WORD, "lakespeak").split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A link with holes for the term's and the rule's id.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Template {
    /// What stands before the first hole: what is searched for.
    prefix: String,
    /// Each hole with the text behind it.
    parts: Vec<(Hole, String)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Hole {
    Id,
    Rule,
}

/// A link that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Link {
    /// Its length in bytes, prefix included.
    pub(super) len: usize,
    /// The term's id.
    pub(super) term: String,
    /// The rule's id.
    pub(super) rule: Option<String>,
}

impl Template {
    /// `lakespeak:<term>/<rule>`.
    pub(super) fn short() -> Self {
        Self::parse(&format!("{WORD}{{id}}/{{rule}}"))
    }

    /// The team's template; the short one where there is none, or none that could be found again.
    pub(super) fn of(guidance: &Guidance) -> Self {
        Self::long(guidance).unwrap_or_else(Self::short)
    }

    /// The team's template.
    pub(super) fn long(guidance: &Guidance) -> Option<Self> {
        let mut url = guidance.base_url.clone()?;
        if !url.contains("{id}") {
            url.push_str(if url.ends_with(['/', '=', '#']) { "{id}" } else { "/{id}" });
        }
        if !url.contains("{rule}") {
            url.push_str("#{rule}");
        }
        let template = Self::parse(&url);
        let literals = std::iter::once(&template.prefix).chain(template.parts.iter().map(|(_, text)| text));
        let sound = literals.clone().all(|text| neutral(text) == *text && !text.contains(' '));
        (sound && template.prefix.contains(':')).then_some(template)
    }

    fn parse(template: &str) -> Self {
        let mut parts: Vec<(Hole, String)> = Vec::new();
        let mut prefix = String::new();
        let mut rest = template;
        loop {
            let holes = [("{id}", Hole::Id), ("{rule}", Hole::Rule)];
            let next = holes.iter().filter_map(|(name, hole)| Some((rest.find(name)?, *name, *hole))).min_by_key(|(at, ..)| *at);
            let text = next.map_or(rest, |(at, ..)| rest.get(..at).unwrap_or_default());
            match parts.last_mut() {
                Some((_, behind)) => behind.push_str(text),
                None => prefix.push_str(text),
            }
            let Some((at, name, hole)) = next else { return Self { prefix, parts } };
            parts.push((hole, String::new()));
            rest = rest.get(at + name.len()..).unwrap_or_default();
        }
    }

    /// The fixed bytes that every such link begins with.
    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }

    fn write(&self, term: &str, rule: Option<&str>) -> String {
        let mut out = self.prefix.clone();
        for (index, (hole, behind)) in self.parts.iter().enumerate() {
            match (hole, rule) {
                (Hole::Id, _) => out.push_str(term),
                (Hole::Rule, Some(rule)) => out.push_str(rule),
                (Hole::Rule, None) => {}
            }
            // What only leads to the rule's hole falls away with it.
            let leads = rule.is_none() && index + 2 == self.parts.len() && self.parts.last().is_some_and(|last| last.0 == Hole::Rule);
            let ends = leads && self.parts.last().is_some_and(|last| last.1.is_empty());
            out.push_str(if ends { behind.trim_end_matches(['#', '/', '?', '=', '&']) } else { behind });
        }
        out
    }

    /// Reads a link at the beginning of `text`, which begins with the prefix.
    pub(super) fn read(&self, text: &str) -> Option<Link> {
        let mut len = self.prefix.len();
        let mut link = Link { len, term: String::new(), rule: None };
        for (index, (hole, behind)) in self.parts.iter().enumerate() {
            let rest = text.get(len..)?;
            let id = rest.get(..id_len(rest)).unwrap_or_default();
            match hole {
                Hole::Id if id.is_empty() => return None,
                Hole::Id => id.clone_into(&mut link.term),
                Hole::Rule => link.rule = (!id.is_empty()).then(|| id.to_owned()),
            }
            len += id.len();
            if hole == &Hole::Id || !id.is_empty() {
                link.len = len;
            }
            let rest = text.get(len..)?;
            if rest.starts_with(behind.as_str()) {
                len += behind.len();
                if index + 1 == self.parts.len() && !(behind.is_empty() && id.is_empty()) {
                    link.len = len;
                }
                continue;
            }
            // A link to a term alone: what leads to the rule's hole is missing, in whole or in part.
            let leads = self.parts.get(index + 1).is_some_and(|(next, _)| *next == Hole::Rule);
            if !leads {
                return None;
            }
            let lead = behind.trim_end_matches(['#', '/', '?', '=', '&']);
            link.len = len + if rest.starts_with(lead) { lead.len() } else { 0 };
            break;
        }
        (!link.term.is_empty()).then_some(link)
    }
}

/// The length of the id at the beginning of `text`.
pub(super) fn id_len(text: &str) -> usize {
    let word = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    if !text.starts_with(char::is_alphanumeric) {
        return 0;
    }
    text.find(|c: char| !word(c)).unwrap_or(text.len())
}

/// Whether `c` before a link or suppression makes it a part of something longer.
pub(super) fn holds_back(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '-')
}
