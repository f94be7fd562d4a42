//! Conditions put together, and conditions about the words around the match.

use super::{Row, Takes, row};
use crate::lexicon::Condition;

pub(super) const TOGETHER: [Row; 2] = [
    row(
        "any",
        Takes::Conditions(Condition::Any),
        "One of these is yes.",
        r"any:
  - statement_lacks: where
  - statement_has: where true",
    ),
    row(
        "all",
        Takes::Conditions(Condition::All),
        "All of these are yes.",
        r"all:
  - call: read_csv
  - call_lacks: dtype",
    ),
];

pub(super) const WORDS: [Row; 17] = [
    row(
        "file_has",
        Takes::Phrases(Condition::FileHas),
        "The code of the file holds one of these phrases.",
        "file_has: [import airflow, from airflow]",
    ),
    row("file_lacks", Takes::Phrases(Condition::FileLacks), "The code of the file holds none of them.", "file_lacks: logging"),
    row("line_has", Takes::Phrases(Condition::LineHas), "The logical line holds one; comments don't count.", "line_has: SparkSession"),
    row("line_lacks", Takes::Phrases(Condition::LineLacks), "The logical line holds none.", "line_lacks: [timeout, retries]"),
    row(
        "statement_has",
        Takes::Phrases(Condition::StatementHas),
        "The SQL statement, Python line or YAML document holds one; comments don't count.",
        "statement_has: insert into",
    ),
    row("statement_lacks", Takes::Phrases(Condition::StatementLacks), "The statement holds none.", "statement_lacks: [where, limit]"),
    row(
        "function_has",
        Takes::Phrases(Condition::FunctionHas),
        "The function around the match holds one: a Python `def` with its decorators and its whole body; outside of functions, the whole file. In SQL and YAML, the statement or document. Comments don't count.",
        "function_has: [commit, rollback]",
    ),
    row("function_lacks", Takes::Phrases(Condition::FunctionLacks), "The function holds none.", r#"function_lacks: "@retry""#),
    row(
        "body_has",
        Takes::Phrases(Condition::BodyHas),
        "The block that the match opens (`for`, `with`, `except`, `def`, `if` …) holds one; comments don't count. On one line with its header, too.",
        "body_has: [commit, execute]",
    ),
    row(
        "body_lacks",
        Takes::Phrases(Condition::BodyLacks),
        "That block holds none. No where the match opens no block, can't tell while the block is empty.",
        "body_lacks: [raise, break]",
    ),
    row(
        "bracket_has",
        Takes::Phrases(Condition::BracketHas),
        "The bracket that the match ends with, or else the innermost one around it, holds one. Can't tell while it is open.",
        "bracket_has: partition by",
    ),
    row(
        "bracket_lacks",
        Takes::Phrases(Condition::BracketLacks),
        "That bracket holds none. No where there is no bracket.",
        "bracket_lacks: order by",
    ),
    row(
        "items",
        Takes::Bounds(Condition::Items),
        "So many things stand between the commas of that bracket, or, in SQL without a bracket, of the list behind the match (`group by a, b` has two). Can't tell where `*args` or a template may bring more.",
        "items: { min: 2, max: 4 }",
    ),
    row(
        "near",
        Takes::Near,
        "One stands within three lines above or below, or as many as you say; comments count.",
        "near: { phrases: [retry, backoff], lines: 5 }",
    ),
    row(
        "preceded_by",
        Takes::Phrases(Condition::PrecededBy),
        "One stands directly before the match; blanks and comments between don't matter.",
        "preceded_by: [union, union all]",
    ),
    row("followed_by", Takes::Phrases(Condition::FollowedBy), "One stands directly behind the match.", r#"followed_by: "(""#),
    row(
        "bracket_followed_by",
        Takes::Phrases(Condition::BracketFollowedBy),
        "The match ends with an opening bracket, and one stands directly behind its closing one. Unknown while it is open.",
        r#"bracket_followed_by: ",""#,
    ),
];
