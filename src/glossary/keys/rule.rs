//! The keys of a rule, its phrases and examples, and of conditions whose value is a mapping.

use super::{Key, Shape, Value, join, key};
use crate::glossary::format::condition::{BLOCK_KEYS, BODIES, CLAUSES, CONDITION_KEYS, CRON_KINDS, STATEMENTS};
use crate::glossary::format::rule::{FIND_IN, ONCE};
use crate::glossary::format::value::CASES;
use crate::lexicon::{Group, Severity};
use crate::syntax::{Language, Zone};

/// A rule.
pub(crate) static RULE: Shape = Shape {
    name: "rule",
    least: 0,
    keys: &[
        key("id", Value::Id, "Small letters, digits and `-`; no other rule has it.").needed(),
        key("find", PHRASES, FIND).or("**needed**"),
        key("message", Value::Text, "One line of plain English, up to 120 characters: what will happen.").needed(),
        key("advice", Value::Text, "What to do instead.").or("–"),
        key("todo", Value::Text, "The text of the TODO.").or("the advice"),
        key("docs", Value::Link, "Where to read on; begins with `https://`.").or("–"),
        key("same_as", Value::Many(&Value::Text), SAME_AS).or("–"),
        key("languages", LANGUAGES, "`sql`, `python`, `yaml`: where it looks.").or("all"),
        key("zones", ZONES, "In what part of a file the phrase counts.").or("`code`; in YAML `key` and `value` too"),
        key("case", CASE, "`exact`: the case of all phrases in `find` decides.").or("`any`"),
        key("when", Value::Conditions, "Conditions that must all be yes.").or("–"),
        key("unless", Value::Conditions, "Conditions that must all be no.").or("–"),
        key(
            "group",
            Value::Word(|| Group::ALL.map(Group::name).to_vec()),
            "`migration`: about what a newer version removed. `pedantic`: off until somebody asks.",
        )
        .or("`recommended`"),
        key("severity", Value::Word(severity), SEVERITY_TEXT).or("`warning`"),
        key("once", Value::Word(|| words(&ONCE)), "Report once a `file`, `function`, `statement` or `mapping`.").or("`statement`"),
        key("find_in", Value::Word(|| words(&FIND_IN)), FIND_IN_TEXT).or("`text`"),
        key("examples", Value::Mapping(&EXAMPLES), "`bad` snippets must be reported, `good` ones must not.").or("–"),
    ],
};

const FIND: &str = "The phrases, any of them. A blank matches any blanks, line breaks and comments in code. A phrase can be \
     `{ text: lake, case: exact, part: true }`; `part` lets it be one part of a longer name, between underscores.";
const SAME_AS: &str = "Rules of ruff or sqlfluff that report the same, as `ruff S113`. A team that lists the linter under `defer_to` in \
     `lakespeak.yml` hears it from there only.";
const SEVERITY_TEXT: &str = "`warning`, `information` or `hint`. In your own files also `off`: a rule that another glossary has does not \
     count here.";
const FIND_IN_TEXT: &str = "`path` looks at the file's path instead. `stale-todo`, `unused-suppression` and `unknown-suppression` are \
     about Lakespeak's own comments, `deprecated-term` is about the places where a deprecated term stands. Without `text`, `find` \
     may be left out.";

fn severity() -> Vec<&'static str> {
    Severity::ALL.iter().map(|severity| severity.name()).chain(["off"]).collect()
}

pub(super) const CASE: Value = Value::Word(|| words(&CASES));
pub(super) const LANGUAGES: Value = Value::Many(&Value::Word(|| Language::ALL.map(Language::name).to_vec()));
pub(super) const ZONES: Value = Value::Many(&Value::Word(|| Zone::ALL.map(Zone::name).to_vec()));

/// Phrases to find.
pub(crate) const PHRASES: Value = Value::Many(&PHRASE);
static PHRASE: Value = Value::Either(&[Value::Text, Value::Mapping(&PHRASE_MAPPING)]);

/// A condition.
pub(crate) static CONDITION: Shape = Shape { name: "condition", least: 1, keys: &CONDITION_KEYS };

/// A phrase with choices of its own.
pub(crate) static PHRASE_MAPPING: Shape = Shape {
    name: "phrase_mapping",
    least: 0,
    keys: &[
        key("text", Value::Text, "The phrase, searched for as it stands.").needed(),
        key("case", CASE, "`exact`: only in the case as written.").or("`any`"),
        key("part", Value::Flag, "`true`: it may be one part of a longer name, between underscores.").or("`false`"),
    ],
};

/// The snippets that a rule is tested on.
pub(crate) static EXAMPLES: Shape = Shape {
    name: "examples",
    least: 0,
    keys: &[key("bad", SNIPPETS, "Snippets that must be reported."), key("good", SNIPPETS, "Snippets that must not be reported.")],
};

const SNIPPETS: Value = Value::Either(&[Value::Mapping(&EXAMPLE), Value::List(&Value::Mapping(&EXAMPLE))]);

/// A snippet.
pub(crate) static EXAMPLE: Shape = Shape { name: "example", least: 0, keys: &EXAMPLE_KEYS };
pub(super) const EXAMPLE_KEYS: [Key; 5] = [
    key("sql", Value::Snippet, "The snippet, as SQL."),
    key("python", Value::Snippet, "The snippet, as Python."),
    key("yaml", Value::Snippet, "The snippet, as YAML."),
    key("path", Value::Snippet, "The file's path, where its name matters."),
    key("files", Value::Free(None, &Value::Snippet), "What lies beside it: texts by their paths."),
];

/// `near`.
pub(crate) static NEAR: Shape = Shape {
    name: "near_mapping",
    least: 0,
    keys: &[
        key("phrases", PHRASES, "The phrases, any of them.").needed(),
        key("lines", Value::Count(0), "How many lines above or below.").or("`3`"),
    ],
};

/// Phrases alone, or with how many lines.
pub(crate) const NEAR_OR_PHRASES: Value = Value::Either(&NEAR_FORMS);
static NEAR_FORMS: [Value; 2] = [Value::Mapping(&NEAR), PHRASES];

/// `package`.
pub(crate) static PACKAGE: Shape = Shape {
    name: "package",
    least: 0,
    keys: &[
        key("name", Value::Text, "The package, as its index names it.").needed(),
        key("version", Value::Text, "Comparisons with commas between: `>=3`, `>=2.4,<3`.").needed(),
    ],
};

/// How many there may be.
pub(crate) static BOUNDS: Shape = Shape {
    name: "bounds",
    least: 1,
    keys: &[key("min", Value::Count(0), "At least so many."), key("max", Value::Count(0), "At most so many.")],
};

/// The tests of a value.
pub(crate) static VALUE: Shape = Shape { name: "value", least: 1, keys: &VALUE_KEYS };
const VALUE_KEYS: [Key; 10] = [
    key("equals", Value::Many(&Value::Text), "The value is this text, in any case."),
    key("one_of", Value::Many(&Value::Text), "The value is one of these texts, in any case."),
    key("glob", Value::Many(&Value::Text), "The value is like one of these; `*` stands for anything."),
    key("min", Value::Number, "The value is a number, at least this one."),
    key("max", Value::Number, "The value is a number, at most this one."),
    key("cron", Value::Flag, "The value is a cron expression (or, with `false`, is none)."),
    key("duration", Value::Flag, "The value is a stretch of time (or, with `false`, is none)."),
    key("literal", Value::Flag, "The value is a written-out text or number (or, with `false`, is not)."),
    key("template", Value::Flag, "The value has a hole to fill (or, with `false`, has none)."),
    key("secret_like", Value::Flag, "The value looks like a password or key (or, with `false`, does not)."),
];

/// `argument`.
pub(crate) static ARGUMENT: Shape = Shape { name: "argument", least: 2, keys: &ARGUMENT_KEYS };
static ARGUMENT_KEYS: [Key; 12] = join(
    &[
        key("name", Value::Text, "The argument's name."),
        key("position", Value::Count(1), "Its place among the arguments without a name; the first is `1`."),
    ],
    &VALUE_KEYS,
);

/// `sibling`.
pub(crate) static SIBLING: Shape = Shape { name: "sibling", least: 2, keys: &SIBLING_KEYS };
static SIBLING_KEYS: [Key; 11] = join(&[key("name", Value::Text, "The key, or path of keys, beside the match.").needed()], &VALUE_KEYS);

/// `inside`.
pub(crate) static BLOCKS: Shape = Shape { name: "blocks", least: 1, keys: &BLOCK_KEYS };
pub(crate) const INSIDE: Value = Value::Many(&INSIDE_MAPPING);
static INSIDE_MAPPING: Value = Value::Mapping(&BLOCKS);
pub(crate) const NAMED_BLOCK: Value = Value::Either(&[Value::Yes, Value::Many(&Value::Text)]);

pub(crate) const BODY: Value = Value::Many(&Value::Word(|| words(&BODIES)));
pub(crate) const STATEMENT: Value = Value::Many(&Value::Word(|| words(&STATEMENTS)));
pub(crate) const CLAUSE: Value = Value::Many(&Value::Word(|| words(&CLAUSES)));
pub(crate) const CRON: Value = Value::Many(&Value::Word(|| words(&CRON_KINDS)));

pub(super) fn words<T>(table: &[(&'static str, T)]) -> Vec<&'static str> {
    table.iter().map(|(word, _)| *word).collect()
}
