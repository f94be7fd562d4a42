//! The site as texts: which pages there are, and what they are called.

use std::collections::BTreeSet;

use serde::Serialize;

use super::super::web::{self, Pages};
use super::names::Names;
use super::{graph, index, term};
use crate::analysis::Guidance;
use crate::lexicon::{Lexicon, RuleId, TermId};

const TEMPLATES: [(&str, &str); 5] = [
    ("layout.html", include_str!("assets/layout.html")),
    ("article.html", include_str!("assets/article.html")),
    ("term.html", include_str!("assets/term.html")),
    ("index.html", include_str!("assets/index.html")),
    ("redirect.html", include_str!("assets/redirect.html")),
];

/// The page that a term of this id would take the place of: there it stands below the overview.
pub(super) const INDEX: &str = "index";

/// What pages are made from.
pub(super) struct Site<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) guidance: &'a Guidance,
    pub(super) names: Names,
    /// The categories in order.
    categories: Vec<&'a str>,
}

/// A site, ready to be written.
pub(super) struct Built {
    /// Each file's name and text.
    pub(super) files: Vec<(String, String)>,
    /// How many of them are pages.
    pub(super) pages: usize,
    /// Terms that have no page, and why.
    pub(super) problems: Vec<String>,
}

/// All pages and what they load.
pub(super) fn build(lexicon: &Lexicon, guidance: &Guidance) -> anyhow::Result<Built> {
    let pages = Pages::new(&TEMPLATES)?;
    let site = Site::new(lexicon, guidance);
    let incoming = graph::incoming(lexicon);
    let mut built = Built { files: Vec::new(), pages: 0, problems: site.names.problems.clone() };
    let index_term = lexicon.term_by_id(INDEX).map(|id| term::page(&site, id, &incoming));
    built.files.push(("index.html".to_owned(), pages.render("index.html", &index::page(&site, index_term))?));
    for (id, entry) in lexicon.terms().filter(|(_, entry)| entry.id != INDEX) {
        let Some(file) = site.names.href(id) else { continue };
        let moved = site
            .moved_to(id)
            .and_then(|other| Some(Redirect { name: &entry.name, title: &lexicon.term(other).name, href: site.names.href(other)? }));
        let text = match moved {
            Some(moved) => pages.render("redirect.html", &moved)?,
            None => pages.render("term.html", &term::page(&site, id, &incoming))?,
        };
        built.files.push((file.to_owned(), text));
    }
    built.pages = built.files.len();
    built.files.push(("site.css".to_owned(), [web::THEME, include_str!("assets/site.css")].concat()));
    built.files.push(("site.js".to_owned(), include_str!("assets/site.js").to_owned()));
    built.files.push(("search-index.js".to_owned(), index::search(&site)?));
    Ok(built)
}

#[derive(Serialize)]
struct Redirect<'a> {
    name: &'a str,
    /// What the term is called now, and its page.
    title: &'a str,
    href: &'a str,
}

impl<'a> Site<'a> {
    pub(super) fn new(lexicon: &'a Lexicon, guidance: &'a Guidance) -> Self {
        let mut categories: Vec<&str> = Vec::new();
        for (_, term) in lexicon.terms() {
            if !categories.contains(&term.category.as_str()) {
                categories.push(&term.category);
            }
        }
        Self { lexicon, guidance, names: Names::new(lexicon), categories }
    }

    pub(super) fn categories(&self) -> &[&'a str] {
        &self.categories
    }

    /// The anchor of a category in the overview. It begins as no rule's id does.
    pub(super) fn category_anchor(&self, category: &str) -> String {
        let slug = web::slug(category);
        let place = self.categories.iter().position(|other| *other == category).unwrap_or_default();
        let taken = self.categories.iter().take(place).any(|other| web::slug(other) == slug);
        if taken || slug.is_empty() { format!("_c-{slug}-{place}") } else { format!("_c-{slug}") }
    }

    /// The rules of a term that apply.
    pub(super) fn rules_of(&self, term: TermId) -> impl Iterator<Item = RuleId> {
        self.lexicon.rule_ids().filter(move |&rule| self.lexicon.term_of(rule) == term)
    }

    /// Where a renamed term's page leads: the term that replaces it, and what replaces that. A term with rules of its own
    /// keeps its page, since TODOs link to anchors in it; terms that replace each other keep theirs too.
    pub(super) fn moved_to(&self, id: TermId) -> Option<TermId> {
        let next = |id: TermId| {
            let by = self.lexicon.term(id).deprecated.as_ref()?.replaced_by.as_ref()?;
            self.lexicon.term_by_id(by).filter(|_| self.rules_of(id).next().is_none())
        };
        let mut seen = BTreeSet::from([id]);
        let mut at = next(id)?;
        while seen.insert(at) {
            match next(at) {
                Some(further) => at = further,
                None => return Some(at),
            }
        }
        None
    }
}
