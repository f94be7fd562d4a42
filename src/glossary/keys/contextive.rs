//! The keys of a Contextive file.

use super::{Shape, Value, key};

const TEXTS: Value = Value::List(&Value::Text);
const META: Value = Value::Free(None, &Value::Text);

/// A Contextive file.
pub(crate) static FILE: Shape = Shape {
    name: "",
    least: 0,
    keys: &[
        key("imports", TEXTS, "Other glossary files to take in, by local path."),
        key("contexts", Value::List(&Value::Mapping(&CONTEXT)), "The list of contexts."),
    ],
};

/// A bounded context.
pub(crate) static CONTEXT: Shape = Shape {
    name: "context",
    least: 0,
    keys: &[
        key("name", Value::Text, "What the context is called; the category of its terms."),
        key("domainVisionStatement", Value::Text, "What the context is for, in a sentence; shown on its terms' cards."),
        key("paths", TEXTS, "Path patterns from this file's folder: its terms count only there."),
        key("meta", META, "Anything else worth saying of the context: a text by a heading."),
        key("terms", Value::List(&Value::Mapping(&TERM)), "The list of terms."),
    ],
};

/// A term.
pub(crate) static TERM: Shape = Shape {
    name: "term",
    least: 0,
    keys: &[
        key("name", Value::Text, "As you would write it in a sentence.").needed(),
        key("definition", Value::Text, "What it means, for somebody who has never heard the word."),
        key("examples", TEXTS, "Sentences in which it is used."),
        key("aliases", TEXTS, "Other names for the same thing."),
        key(
            "meta",
            META,
            "Anything else worth saying: a text by a heading. Lakespeak reads the parts of its own cards here too: `real_drama`, \
             `what_you_did`, `should_have_done`, `ideal_world`, `docs`, `related`, `id`.",
        ),
    ],
};
