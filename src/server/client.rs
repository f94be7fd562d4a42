//! What the client can do, as it said in `initialize`.

use tower_lsp::ls_types::{
    ClientCapabilities, CodeActionCapabilityResolveSupport, CompletionClientCapabilities, CompletionItemTag, DiagnosticClientCapabilities,
    DiagnosticTag, MarkupKind, PositionEncodingKind, ResourceOperationKind,
};

use crate::text::Encoding;
use crate::views::card::Markup;

/// What the client can do. The default is a client that can do nothing.
#[derive(Clone, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is one yes or no of the protocol")]
pub(super) struct Abilities {
    /// The unit in which we agreed to count columns.
    pub(super) encoding: Encoding,
    /// How it wants cards.
    pub(super) markup: Option<Markup>,
    /// Edits that say which version of a document they are for.
    pub(super) versioned_edits: bool,
    /// Edits that make files.
    pub(super) creates_files: bool,
    /// Code actions that carry an edit; without, we offer none.
    pub(super) code_actions: bool,
    /// Actions marked as the one to take.
    pub(super) preferred_actions: bool,
    /// Other places that a diagnostic is about.
    pub(super) related_information: bool,
    /// A link behind a diagnostic's code.
    pub(super) code_description: bool,
    /// Data that comes back with a diagnostic.
    pub(super) diagnostic_data: bool,
    /// How diagnostics may be drawn.
    pub(super) tags: Vec<DiagnosticTag>,
    /// What it understands of completions.
    pub(super) completion: Completion,
    /// Asks for diagnostics itself, and anew when told to; it gets none pushed then. One that asks and can't be told
    /// (Neovim 0.11) would go on showing what was so before a glossary changed, so it is pushed to.
    pub(super) pulls: bool,
    /// Shows a document when asked to.
    pub(super) shows_documents: bool,
    /// Shows that work goes on.
    pub(super) shows_progress: bool,
    /// Definitions that say what they are the definition of.
    pub(super) definition_links: bool,
    /// Symbols inside symbols.
    pub(super) nested_symbols: bool,
    /// A word about a link.
    pub(super) link_tooltips: bool,
    /// Asks back for the edit of a code action.
    pub(super) resolves_edits: bool,
    /// Asks for hints.
    pub(super) hints: bool,
    /// Asks for a hint's tooltip when somebody rests on it.
    pub(super) resolves_hints: bool,
    /// Asks for the command of a hint's label when somebody follows it.
    pub(super) hint_commands: bool,
    /// Asks for hints anew when told to.
    pub(super) refreshes_hints: bool,
    /// Answers to `workspace/configuration`.
    pub(super) configuration: bool,
    /// Takes a registration for changes of the configuration.
    pub(super) registers_configuration: bool,
    /// Takes a registration for changes of files.
    pub(super) watches_files: bool,
    /// Tells of notebooks by cell.
    pub(super) notebooks: bool,
    /// Wants to be told when our own `lakespeak/status` has a new answer.
    pub(super) status: bool,
}

/// What a client understands of completions.
#[derive(Clone, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is one yes or no of the protocol")]
pub(super) struct Completion {
    /// How it wants cards.
    pub(super) markup: Option<Markup>,
    /// A word beside the label.
    pub(super) label_details: bool,
    /// One range to insert at, another to replace.
    pub(super) insert_replace: bool,
    /// The tag for what should no longer be used.
    pub(super) tags: bool,
    /// The older sign for the same.
    pub(super) deprecated: bool,
}

impl Completion {
    fn new(client: &CompletionClientCapabilities) -> Option<Self> {
        let item = client.completion_item.as_ref()?;
        let tags = item.tag_support.as_ref().is_some_and(|tags| tags.value_set.contains(&CompletionItemTag::DEPRECATED));
        Some(Self {
            markup: item.documentation_format.as_deref().and_then(markup),
            label_details: item.label_details_support.unwrap_or_default(),
            insert_replace: item.insert_replace_support.unwrap_or_default(),
            tags,
            deprecated: item.deprecated_support.unwrap_or_default(),
        })
    }
}

/// The first of the formats that a client names.
fn markup(formats: &[MarkupKind]) -> Option<Markup> {
    formats.first().map(|format| match *format {
        MarkupKind::Markdown => Markup::Markdown,
        MarkupKind::PlainText => Markup::Plain,
    })
}

impl Abilities {
    pub(super) fn new(client: &ClientCapabilities) -> Self {
        let workspace = client.workspace.as_ref();
        let text = client.text_document.as_ref();
        let actions = text.and_then(|text| text.code_action.as_ref());
        let pushed = text.and_then(|text| text.publish_diagnostics.as_ref());
        let pulled = text.and_then(|text| text.diagnostic.as_ref());
        // What a diagnostic may hold is said of those that are pushed, by later clients of those that are pulled.
        let either = |pushed: Option<bool>, pulled: Option<bool>| pushed.unwrap_or_default() || pulled.unwrap_or_default();
        let hints = text.and_then(|text| text.inlay_hint.as_ref());
        let lazy = hints.and_then(|hints| hints.resolve_support.as_ref()).map(|lazy| lazy.properties.as_slice()).unwrap_or_default();
        let lazily = |property: &str| lazy.iter().any(|known| known == property);
        Self {
            encoding: encoding(client.general.as_ref().and_then(|general| general.position_encodings.as_deref()).unwrap_or_default()),
            markup: text.and_then(|text| text.hover.as_ref()?.content_format.as_deref()).and_then(markup),
            // Operations on files stand among document changes: who names them (Neovim 0.11) takes those.
            versioned_edits: workspace
                .and_then(|workspace| workspace.workspace_edit.as_ref())
                .is_some_and(|edits| edits.document_changes == Some(true) || edits.resource_operations.is_some()),
            creates_files: workspace
                .and_then(|workspace| workspace.workspace_edit.as_ref()?.resource_operations.as_ref())
                .is_some_and(|kinds| kinds.contains(&ResourceOperationKind::Create)),
            code_actions: actions.is_some_and(|actions| actions.code_action_literal_support.is_some()),
            preferred_actions: actions.and_then(|actions| actions.is_preferred_support).unwrap_or_default(),
            related_information: either(
                pushed.and_then(|pushed| pushed.related_information),
                pulled.and_then(|pulled| pulled.related_information),
            ),
            code_description: either(
                pushed.and_then(|pushed| pushed.code_description_support),
                pulled.and_then(|pulled| pulled.code_description_support),
            ),
            diagnostic_data: either(pushed.and_then(|pushed| pushed.data_support), pulled.and_then(|pulled| pulled.data_support)),
            tags: pushed
                .and_then(|pushed| Some(pushed.tag_support.as_ref()?.value_set.clone()))
                .or_else(|| tags_of(pulled?))
                .unwrap_or_default(),
            completion: text.and_then(|text| Completion::new(text.completion.as_ref()?)).unwrap_or_default(),
            pulls: pulled.is_some() && workspace.and_then(|workspace| workspace.diagnostics.as_ref()?.refresh_support) == Some(true),
            shows_documents: client.window.as_ref().and_then(|window| window.show_document.as_ref()).is_some_and(|show| show.support),
            shows_progress: client.window.as_ref().and_then(|window| window.work_done_progress).unwrap_or_default(),
            definition_links: text.and_then(|text| text.definition.as_ref()?.link_support).unwrap_or_default(),
            nested_symbols: text.and_then(|text| text.document_symbol.as_ref()?.hierarchical_document_symbol_support).unwrap_or_default(),
            link_tooltips: text.and_then(|text| text.document_link.as_ref()?.tooltip_support).unwrap_or_default(),
            resolves_edits: actions.is_some_and(|actions| {
                let edits = |resolve: &CodeActionCapabilityResolveSupport| resolve.properties.iter().any(|property| property == "edit");
                actions.data_support == Some(true) && actions.resolve_support.as_ref().is_some_and(edits)
            }),
            hints: hints.is_some(),
            resolves_hints: lazily("tooltip"),
            hint_commands: lazily("tooltip") && lazily("label.command"),
            refreshes_hints: workspace.and_then(|workspace| workspace.inlay_hint.as_ref()?.refresh_support).unwrap_or_default(),
            configuration: workspace.and_then(|workspace| workspace.configuration).unwrap_or_default(),
            registers_configuration: workspace
                .and_then(|workspace| workspace.did_change_configuration.as_ref()?.dynamic_registration)
                .unwrap_or_default(),
            watches_files: workspace
                .and_then(|workspace| workspace.did_change_watched_files.as_ref()?.dynamic_registration)
                .unwrap_or_default(),
            notebooks: client.notebook_document.is_some(),
            status: client.experimental.as_ref().and_then(|own| own.get("lakespeakStatus")?.as_bool()).unwrap_or_default(),
        }
    }
}

/// The tags that a client draws on what it pulls; the framework's type keeps them to itself.
fn tags_of(pulled: &DiagnosticClientCapabilities) -> Option<Vec<DiagnosticTag>> {
    let stated = serde_json::to_value(pulled.tag_support.as_ref()?).ok()?;
    serde_json::from_value(stated.get("valueSet")?.clone()).ok()
}

/// UTF-8 where offered, since it costs nothing; else UTF-16, which every client must understand; UTF-32 only for one
/// that offers nothing else.
fn encoding(offered: &[PositionEncodingKind]) -> Encoding {
    if offered.contains(&PositionEncodingKind::UTF8) {
        Encoding::Utf8
    } else if !offered.contains(&PositionEncodingKind::UTF16) && offered.contains(&PositionEncodingKind::UTF32) {
        Encoding::Utf32
    } else {
        Encoding::Utf16
    }
}
