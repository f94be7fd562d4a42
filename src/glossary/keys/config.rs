//! The keys of `lakespeak.yml`.

use crate::lexicon::rule::LINTERS;

use super::{Known, Shape, Value, key};

/// What the settings of `rules` may be.
pub(crate) const SETTING_WORDS: [&str; 5] = ["off", "on", "warning", "information", "hint"];

/// The configuration.
pub(crate) static CONFIG: Shape = Shape {
    name: "",
    least: 0,
    keys: &[
        key("version", Value::Version, "`1`. May be left out."),
        key(
            "builtin",
            Value::Either(&[Value::Flag, Value::Many(&Value::Known(Known::Category))]),
            "Which part of the glossary that Lakespeak brings along counts: `true`, `false`, or a list of categories.",
        )
        .or("`true`"),
        key(
            "exclude",
            Value::Either(&[Value::Text, Value::List(&Value::Text)]),
            "Files that are never checked, as path patterns from here, on top of `.gitignore`: `[\"**/target/**\"]`.",
        )
        .or("–"),
        key("rules", RULES, "Rules switched off, on or to another severity; see below.").or("–"),
        key("terms", TERMS, "Terms or categories that are `off`, or `on` again: off, they have no card, no hint and no rule.").or("–"),
        key(
            "overrides",
            Value::Either(&[Value::Mapping(&OVERRIDE), Value::List(&Value::Mapping(&OVERRIDE))]),
            "The same for some paths only. Where two name a file, the later one wins.",
        )
        .or("–"),
        key("defer_to", Value::Many(&Value::Word(|| LINTERS.to_vec())), DEFER_TO).or("–"),
        key("guidance", Value::Mapping(&GUIDANCE), "Where your team's own pages about the terms are.").or("–"),
        key("todo", Value::Mapping(&TODO), "How TODOs are written.").or("–"),
        key("limits", Value::Mapping(&LIMITS), "What is too much.").or("–"),
        key("sql", Value::Mapping(&SQL), "Which SQL you write.").or("–"),
    ],
};

const DEFER_TO: &str = "Linters of yours that come first: what `ruff` or `sqlfluff` report in their own files, by their configuration \
     beside this file, is not said twice.";
const RULES: Value = Value::Free(Some(Known::Selector), &Value::Word(|| SETTING_WORDS.to_vec()));

const TERMS: Value = Value::Free(Some(Known::Term), &Value::Word(|| vec!["off", "on"]));

/// An entry of `overrides`.
pub(crate) static OVERRIDE: Shape = Shape {
    name: "override",
    least: 0,
    keys: &[
        key("paths", Value::Many(&Value::Text), "Path patterns from here: `*` stays inside one folder, `**` goes through any number.")
            .needed(),
        key("rules", RULES, "Rules switched off, on or to another severity in these files.").or("**needed**, or `terms`"),
        key("terms", TERMS, "Terms or categories that are `off` or `on` in these files.").or("–"),
    ],
};

/// `guidance`.
pub(crate) static GUIDANCE: Shape = Shape {
    name: "guidance",
    least: 0,
    keys: &[key(
        "base_url",
        Value::Text,
        "The address of a term's page, with `{id}` where the term's id belongs and, if you like, `{rule}` for a rule's: \
         `https://wiki.example/data/{id}`.",
    )],
};

/// `todo`.
pub(crate) static TODO: Shape = Shape {
    name: "todo",
    least: 0,
    keys: &[
        key("author", Value::Text, "Whom a TODO names: `ana` gives `TODO(ana): …`.").or("nobody"),
        key(
            "sql_comment",
            Value::Word(|| vec!["block", "line"]),
            "`block` writes `/* TODO: … */` in SQL, which most TODO viewers see; `line` writes `-- TODO: …`.",
        )
        .or("`block`"),
        key("width", Value::Count(20), "The column at which a TODO goes on to the next line.").or("`80`"),
        key("acknowledges", Value::Flag, "`false`: a finding stays as loud as it was when a TODO names its rule.").or("`true`"),
    ],
};

/// `limits`.
pub(crate) static LIMITS: Shape =
    Shape { name: "limits", least: 0, keys: &[key("max_file_bytes", Value::Count(1), "Larger files are not read.").or("`8388608`")] };

/// `sql`.
pub(crate) static SQL: Shape = Shape {
    name: "sql",
    least: 0,
    keys: &[key("dialect", Value::Text, "Such as `bigquery`: settles how strings and backslashes are read.")],
};
