//! Help inside the files that people write for Lakespeak: what a key means, and what may stand at a place.

use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionTextEdit, Documentation, Hover, HoverContents, MarkupContent, MarkupKind, TextEdit, Uri,
};

use super::Pinned;
use super::completion::Data;
use crate::glossary::help::{self, Format, OfferKind};
use crate::server::convert::Places;
use crate::server::surroundings::file_path;
use crate::views::card::Markup;

/// What a document is by its address: `None` for all but glossaries and configurations.
pub(super) fn format_of(uri: &Uri) -> Option<Format> {
    // An untitled or virtual document has a path in its address, too.
    let path = file_path(uri).map_or_else(|| uri.as_str().to_owned(), |path| path.to_string_lossy().replace('\\', "/"));
    Format::of_path(&path)
}

/// What the key at an offset means.
pub(super) fn hover(pinned: &Pinned, format: Format, offset: u32) -> Option<Hover> {
    let lexed = pinned.read.document.lexed();
    let found = help::explain(format, lexed.text(), offset)?;
    let abilities = pinned.session.abilities();
    let contents = HoverContents::Markup(content(&found.markdown, abilities.markup));
    Some(Hover { contents, range: Some(Places::new(lexed, abilities.encoding).range(found.span)) })
}

/// What may stand at an offset, best first.
pub(super) fn complete(pinned: &Pinned, format: Format, uri: &str, offset: u32) -> Vec<CompletionItem> {
    let lexed = pinned.read.document.lexed();
    let abilities = pinned.session.abilities();
    let mut places = Places::new(lexed, abilities.encoding);
    let offers = help::complete(format, lexed.text(), offset, &pinned.read.lexicon);
    let item = |(index, offer): (usize, help::Offer)| CompletionItem {
        data: serde_json::to_value(data(uri, &offer)).ok().filter(|_| matches!(offer.kind, OfferKind::Term | OfferKind::Rule)),
        kind: Some(match offer.kind {
            OfferKind::Key => CompletionItemKind::PROPERTY,
            OfferKind::Word => CompletionItemKind::ENUM_MEMBER,
            OfferKind::Term => CompletionItemKind::TEXT,
            OfferKind::Rule | OfferKind::Category => CompletionItemKind::REFERENCE,
        }),
        detail: Some(offer.detail).filter(|detail| !detail.is_empty()),
        documentation: (!offer.markdown.is_empty()).then(|| Documentation::MarkupContent(content(&offer.markdown, abilities.markup))),
        sort_text: Some(format!("{index:05}")),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range: places.range(offer.span), new_text: offer.insert })),
        label: offer.label,
        ..CompletionItem::default()
    };
    offers.into_iter().enumerate().map(item).collect()
}

/// What a term or rule is resolved by, as any other completion of one.
fn data(uri: &str, offer: &help::Offer) -> Data {
    let named = |kind: OfferKind| (offer.kind == kind).then(|| offer.label.clone());
    Data { uri: uri.to_owned(), term: named(OfferKind::Term), rule: named(OfferKind::Rule) }
}

/// Markdown of our own making; its signs say nothing to a client that shows plain text.
fn content(markdown: &str, markup: Option<Markup>) -> MarkupContent {
    match markup.unwrap_or(Markup::Plain) {
        Markup::Markdown => MarkupContent { kind: MarkupKind::Markdown, value: markdown.to_owned() },
        Markup::Plain => {
            let lines = markdown.lines().filter(|line| !line.starts_with("```"));
            let value = lines.map(|line| line.replace("**", "").replace(['`', '\\'], "") + "\n").collect();
            MarkupContent { kind: MarkupKind::PlainText, value }
        }
    }
}
