//! Where a term is defined and where it stands: definition, references, highlights, symbols.

use std::path::PathBuf;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse,
    GotoDefinitionParams, GotoDefinitionResponse, Location, LocationLink, Position, Range, ReferenceParams, SymbolInformation, SymbolKind,
    Uri, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};

use super::written::Written;
use super::{Pinned, authoring, on_pinned};
use crate::analysis::Mention;
use crate::glossary::{self, help::Format};
use crate::lexicon::{Lexicon, RuleId, TermId};
use crate::server::convert::{self, Places};
use crate::server::crawl;
use crate::server::documents::Asked;
use crate::server::guard::pinned;
use crate::server::guidance;
use crate::server::session::Session;
use crate::text::Span;
use crate::views::complete::fits;
use crate::views::here::{Here, Wanted, here};

/// A list of symbols that is longer helps nobody.
const MOST: usize = 200;

/// What stands at a position, findings left out: a rule that reports there is no word to be looked up.
fn at(pinned: &Pinned, position: Position) -> Option<Here> {
    let Pinned { version, read, cancel, .. } = pinned;
    let offset = pinned.places().offset(position)?;
    let analysis = version.analysis(read, cancel)?;
    here(&read.document, &read.lexicon, &version.around.facts, &analysis, offset, Wanted { findings: false, identifiers: true })
}

pub(super) async fn definition(session: &Arc<Session>, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
    let position = params.text_document_position_params.position;
    on_pinned(session, move |pinned| {
        let here = at(pinned, position)?;
        let (term, rule) = (*here.terms.first()?, here.rules.first().copied());
        let target = defined(&pinned.session, &pinned.read.lexicon, term, rule)?;
        if !pinned.session.abilities().definition_links {
            return Some(GotoDefinitionResponse::Scalar(target));
        }
        let origin = pinned.places().range(here.span);
        Some(GotoDefinitionResponse::Link(vec![LocationLink {
            origin_selection_range: Some(origin),
            target_uri: target.uri,
            target_range: target.range,
            target_selection_range: target.range,
        }]))
    })
    .await
}

/// Where a team wrote a term or rule; our page for what we brought along.
fn defined(session: &Session, lexicon: &Lexicon, term: TermId, rule: Option<RuleId>) -> Option<Location> {
    let own = match rule {
        Some(rule) if lexicon.is_team_rule(rule) => Some(&lexicon.rule(rule).source),
        _ if lexicon.is_team_term(term) => Some(&lexicon.term(term).source),
        _ => None,
    };
    own.and_then(|source| Written::new(session).place(source)).or_else(|| guidance::page(session, lexicon, term, rule))
}

pub(super) async fn highlight(session: &Arc<Session>, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
    let position = params.text_document_position_params.position;
    on_pinned(session, move |pinned| {
        let term = *at(pinned, position)?.terms.first()?;
        let mut places = pinned.places();
        let mentions = pinned.version.mentions_of(&pinned.read, term);
        let spans: Vec<Span> = mentions.iter().map(|mention| mention.span).filter(|span| places.holds(*span)).collect();
        let highlight = |span| DocumentHighlight { range: places.range(span), kind: Some(DocumentHighlightKind::TEXT) };
        Some(spans.into_iter().map(highlight).collect())
    })
    .await
}

pub(super) async fn references(session: &Arc<Session>, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
    let position = params.text_document_position.position;
    let declared = params.context.include_declaration;
    let (asked, uri) = (pinned(), params.text_document_position.text_document.uri);
    let found = on_pinned(session, move |pinned| {
        let term = *at(pinned, position)?.terms.first()?;
        let declaration = if declared { defined(&pinned.session, &pinned.read.lexicon, term, None) } else { None };
        Some((pinned.read.lexicon.term(term).id.clone(), declaration))
    });
    let (Some(asked), Some((term, declaration))) = (asked, found.await?) else { return Ok(None) };
    session.index.settled().await;
    let Some(lexicon) = session.lexicon().await else { return Ok(None) };
    let session = Arc::clone(session);
    let _busy = session.busy();
    let work = move || {
        let (mut all, open) = in_open(&session, &lexicon, Some(&(uri, asked)), Some(&term));
        let all = all.remove(&term).unwrap_or_default();
        declaration.into_iter().chain(all).chain(session.index.places(&term, &open)).collect()
    };
    tokio::task::spawn_blocking(work).await.map(Some).map_err(|_| Error::internal_error())
}

/// The places of terms in open documents, of all or of one, by the terms' ids, and the files of these. The document that was
/// `asked` about is looked at as it stood when it was.
fn in_open(
    session: &Session,
    lexicon: &Arc<Lexicon>,
    asked: Option<&(Uri, Asked)>,
    only: Option<&str>,
) -> (FxHashMap<String, Vec<Location>>, FxHashSet<PathBuf>) {
    let mut found: FxHashMap<String, Vec<Location>> = FxHashMap::default();
    let mut files = session.documents.all();
    files.sort_by(|a, b| a.uri.as_str().cmp(b.uri.as_str()));
    for file in files {
        let is_asked = |uri: &Uri| *uri == file.uri || file.current().is_some_and(|version| version.cell(uri.as_str()).is_some());
        let asked = asked.filter(|(uri, _)| is_asked(uri)).map(|(_, asked)| Arc::clone(&asked.version));
        let Some(version) = asked.or_else(|| file.current()).filter(|version| !crate::server::publish::is_too_long(version)) else {
            continue;
        };
        let read = version.read(lexicon);
        let (lexed, encoding) = (read.document.lexed(), session.abilities().encoding);
        let mut places = Places::new(lexed, encoding);
        let mentions: Arc<[Mention]> = match only.map(|id| read.lexicon.term_by_id(id)) {
            Some(Some(term)) => version.mentions_of(&read, term).into(),
            Some(None) => continue,
            None => version.mentions(&read),
        };
        for mention in mentions.iter() {
            let location = match version.cells {
                Some(_) => convert::location(&file.uri, &version, lexed, mention.span, encoding),
                None => Location { uri: file.uri.clone(), range: places.range(mention.span) },
            };
            found.entry(read.lexicon.term(mention.term).id.clone()).or_default().push(location);
        }
    }
    (found, crawl::open_files(session).into_keys().collect())
}

/// How often each term stands in the workspace, by the terms' ids; `None` while nobody has looked at all of it yet.
pub(super) fn counts(session: &Session, lexicon: &Arc<Lexicon>) -> Option<FxHashMap<String, usize>> {
    if !session.index.is_ready() {
        return None;
    }
    let (here, open) = in_open(session, lexicon, None, None);
    let mut counts: FxHashMap<String, usize> = here.into_iter().map(|(id, places)| (id, places.len())).collect();
    for (id, (count, _)) in session.index.counts(&open) {
        *counts.entry(id).or_default() += count;
    }
    Some(counts)
}

pub(super) async fn workspace_symbols(session: &Arc<Session>, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
    session.index.settled().await;
    let Some(lexicon) = session.lexicon().await else { return Ok(None) };
    let session = Arc::clone(session);
    let _busy = session.busy();
    let work = move || WorkspaceSymbolResponse::Flat(symbols(&session, &lexicon, &params.query));
    tokio::task::spawn_blocking(work).await.map(Some).map_err(|_| Error::internal_error())
}

/// The terms that fit a query: those that stand somewhere, with how often, and those of the team.
fn symbols(session: &Session, builtin: &Arc<Lexicon>, query: &str) -> Vec<SymbolInformation> {
    let (mut here, open) = in_open(session, builtin, None, None);
    let mut elsewhere = session.index.counts(&open);
    let mut written = Written::new(session);
    let mut known: FxHashSet<String> = FxHashSet::default();
    let mut all: Vec<(usize, SymbolInformation)> = Vec::new();
    for lexicon in lexicons(session, builtin) {
        for (id, term) in lexicon.terms().filter(|(_, term)| fits(query, &term.name, &term.aliases)) {
            if !known.insert(term.id.clone()) {
                continue;
            }
            let in_open = here.remove(&term.id).unwrap_or_default();
            let (count, first) = elsewhere.remove(&term.id).map_or((0, None), |(count, first)| (count, Some(first)));
            let count = count + in_open.len();
            let own = lexicon.is_team_term(id).then(|| written.place(&term.source)).flatten();
            let Some(location) = own.or_else(|| in_open.into_iter().next()).or(first) else { continue };
            let mentions = if count == 1 { "1 mention".to_owned() } else { format!("{count} mentions") };
            all.push((count, symbol(&term.name, format!("{mentions} · {}", term.category), location)));
        }
    }
    all.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.name.cmp(&b.1.name)));
    all.into_iter().take(MOST).map(|(_, symbol)| symbol).collect()
}

/// What files are read by: the lexicons of the workspaces and of their folders, then the built-in one.
fn lexicons(session: &Session, builtin: &Arc<Lexicon>) -> Vec<Arc<Lexicon>> {
    let mut all = Vec::new();
    for loaded in session.roots().iter().filter_map(|root| session.loaded(root)) {
        let team = &loaded.words.team;
        all.extend([team.outermost()].into_iter().chain(team.folders().into_iter().map(|(_, lexicon)| lexicon)).cloned());
    }
    all.push(Arc::clone(builtin));
    all
}

fn symbol(name: &str, container: String, location: Location) -> SymbolInformation {
    #[allow(deprecated, reason = "a field of the protocol that must be stated")]
    SymbolInformation {
        name: name.to_owned(),
        kind: SymbolKind::STRING,
        tags: None,
        deprecated: None,
        location,
        container_name: Some(container),
    }
}

/// The terms and rules of a glossary file.
pub(super) async fn document_symbols(session: &Arc<Session>, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
    let uri = params.text_document.uri;
    if authoring::format_of(&uri) != Some(Format::Glossary) {
        return Ok(None);
    }
    on_pinned(session, move |pinned| {
        let lexed = pinned.read.document.lexed();
        let (glossary, _) = glossary::read("", lexed.text());
        let nested = pinned.session.abilities().nested_symbols;
        let mut places = pinned.places();
        let mut all = Vec::new();
        for term in &glossary.terms {
            let rules: Vec<DocumentSymbol> =
                term.rules.iter().map(|rule| outlined(&rule.id, &rule.message, SymbolKind::EVENT, rule.source.span, &mut places)).collect();
            let own = outlined(&term.name, &term.category, SymbolKind::STRING, term.source.span, &mut places);
            let range = Range { start: own.range.start, end: rules.last().map_or(own.range.end, |last| last.range.end) };
            all.push(DocumentSymbol { range, children: Some(rules), ..own });
        }
        Some(if nested { DocumentSymbolResponse::Nested(all) } else { DocumentSymbolResponse::Flat(flat(&uri, all)) })
    })
    .await
}

fn outlined(name: &str, detail: &str, kind: SymbolKind, span: Span, places: &mut Places) -> DocumentSymbol {
    let range = places.range(span);
    let selection_range = Range { start: range.start, end: if range.end.line == range.start.line { range.end } else { range.start } };
    #[allow(deprecated, reason = "a field of the protocol that must be stated")]
    DocumentSymbol {
        name: name.to_owned(),
        detail: Some(detail.to_owned()).filter(|detail| !detail.is_empty()),
        kind,
        tags: None,
        deprecated: None,
        range,
        selection_range,
        children: None,
    }
}

fn flat(uri: &Uri, nested: Vec<DocumentSymbol>) -> Vec<SymbolInformation> {
    let mut all = Vec::new();
    for term in nested {
        let name = term.name.clone();
        all.push(symbol(&term.name, term.detail.unwrap_or_default(), Location { uri: uri.clone(), range: term.range }));
        for rule in term.children.unwrap_or_default() {
            all.push(symbol(&rule.name, name.clone(), Location { uri: uri.clone(), range: rule.range }));
        }
    }
    all
}
