//! The keys of a glossary file and of a term.

use super::hint::HINT;
use super::rule::{CASE, LANGUAGES, RULE, ZONES};
use super::{Key, Known, Shape, Value, key};
use crate::glossary::format::term::WITHIN;

/// A glossary file.
pub(crate) static FILE: Shape = Shape {
    name: "",
    least: 0,
    keys: &[
        key("version", Value::Version, "`1`. May be left out."),
        key("category", Value::Text, "The category of the terms below. A term can name its own."),
        key(
            "imports",
            TEXTS,
            "Other glossary files to take in, by their path from this file's folder. They must lie in the same workspace.",
        ),
        key("terms", Value::List(&Value::Mapping(&TERM)), "The list of terms."),
    ],
};

/// A term: first what it means, then how it is found.
pub(crate) static TERM: Shape = Shape { name: "term", least: 0, keys: &TERM_KEYS };

const TEXTS: Value = Value::Many(&Value::Text);
static TERM_KEYS: [Key; 27] = [
    key("name", Value::Text, "As you would write it in a sentence.").needed(),
    key("plain_english", Value::Text, "One or two sentences for somebody who has never heard the word.").needed(),
    key("id", Value::Id, "Small letters, digits and `-`. Left out, it is made of the name: `Gold Table` is `gold-table`."),
    key("category", Value::Known(Known::Category), "Where it belongs, if not where the file says."),
    key("aliases", TEXTS, "Other names for the same thing."),
    key("real_drama", TEXTS, "How it goes wrong: one scene, or a list where there are several stories."),
    key("what_you_did", TEXTS, "What one usually does then; a text for each story."),
    key("should_have_done", TEXTS, "What helps; a text for each story."),
    key("ideal_world", Value::Text, "What good looks like."),
    key("examples", TEXTS, "Sentences in which it is used."),
    key("notes", Value::Free(None, &Value::Text), "Anything else worth saying: a text by a heading, such as `Owner: sales-data`."),
    key("docs", Value::Many(&Value::Mapping(&LINK)), "Links: a `title` and a `url` that begins with `https://`."),
    key("related", Value::Many(&Value::Known(Known::Term)), "Ids of terms to read next."),
    key("deprecated", Value::Mapping(&DEPRECATED), "`{ because: …, replaced_by: other-id }`: this word should no longer be used."),
    key("not", TEXTS, "Spellings that never count, such as `data lake city`."),
    key("context", Value::Either(&[TEXTS, Value::Mapping(&CONTEXT)]), CONTEXT_TEXT),
    key("forms", Value::Many(&FORM_OR_TEXT), "More spellings; see below."),
    key("off", Value::Flag, "`true`: a term that another glossary has does not count here; see \"What is there already\"."),
    key("hints", Value::List(&Value::Mapping(&HINT)), "What an editor shows behind a setting; see below."),
    key("rules", Value::Many(&Value::Mapping(&RULE)), "What to warn about; see below."),
    key("generate", Value::Flag, "`false`: name and aliases make no forms; only `forms` count.").or("`true`"),
    key("inflect", Value::Many(&Value::Word(inflect)), "Which endings: `none`, `plural`, `verb` or both.").or("`[plural, verb]`"),
    key("case", CASE, "`exact`: only in the case as written. Good for short names such as `SLA`.").or("`any`"),
    key("languages", LANGUAGES, "`sql`, `python`, `yaml`: where name and aliases count.").or("all"),
    key("zones", ZONES, "`code`, `comment`, `string`, `key`, `value`, `template` (Jinja): in what part of a file.").or("all"),
    key("when", Value::Conditions, "Conditions that must all be yes, as in rules.").or("–"),
    key("unless", Value::Conditions, "Conditions that must all be no, as in rules.").or("–"),
];
const CONTEXT_TEXT: &str = "For an ordinary word (*batch*, *beam*): it counts only near one of these words. `[table, scan]`, or \
     `{ words: [table, scan], within: line }`; `within` is `line`, `statement` or `file`.";
static FORM_OR_TEXT: Value = Value::Either(&[Value::Text, Value::Mapping(&FORM)]);

/// A spelling with conditions of its own.
pub(crate) static FORM: Shape = Shape {
    name: "form_mapping",
    least: 0,
    keys: &[
        key("text", Value::Text, "The spelling, searched for as it stands.").needed(),
        key("case", CASE, "`exact`: only in the case as written.").or("`any`"),
        key("languages", LANGUAGES, "Where it counts.").or("all"),
        key("zones", ZONES, "In what part of a file it counts.").or("all"),
        key("when", Value::Conditions, "Conditions that must all be yes.").or("–"),
        key("unless", Value::Conditions, "Conditions that must all be no.").or("–"),
    ],
};

/// Words near which an ordinary word counts.
pub(crate) static CONTEXT: Shape = Shape {
    name: "context_mapping",
    least: 0,
    keys: &[
        key("words", TEXTS, "The words; one of them must be near.").needed(),
        key("within", Value::Word(within), "How near: on the same `line`, in the same `statement`, or in the `file`.").or("`line`"),
    ],
};

/// A link to documentation.
pub(crate) static LINK: Shape = Shape {
    name: "link",
    least: 0,
    keys: &[
        key("title", Value::Text, "What the page is called.").needed(),
        key("url", Value::Link, "Its address; begins with `https://`.").needed(),
    ],
};

/// That a word should no longer be used.
pub(crate) static DEPRECATED: Shape = Shape {
    name: "deprecated",
    least: 0,
    keys: &[
        key("because", Value::Text, "Why, in a sentence.").needed(),
        key("replaced_by", Value::Known(Known::Term), "The id of the term to use instead. The editor offers to replace the word."),
    ],
};

fn inflect() -> Vec<&'static str> {
    vec!["none", "plural", "verb"]
}

fn within() -> Vec<&'static str> {
    WITHIN.iter().map(|(word, _)| *word).collect()
}
