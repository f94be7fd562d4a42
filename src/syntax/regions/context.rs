//! Where a Python string is taken for SQL.

use crate::syntax::python::call::{NAME_LEAVES, name_before, string_content};
use crate::syntax::{Flat, Lexed, TokenKind};

/// Methods and functions that take SQL as an argument: the last part of their names, and whether it must be a method.
const CALLS: [(&str, bool); 22] = [
    ("sql", true),
    ("execute", true),
    ("executemany", true),
    ("execute_string", true),
    ("query", true),
    ("run_query", true),
    ("raw_sql", true),
    ("get_records", true),
    ("get_first", true),
    ("get_pandas_df", true),
    ("get_df", true),
    ("executescript", true),
    ("copy_expert", true),
    ("fetch", true),
    ("fetchrow", true),
    ("fetchval", true),
    ("read_database", false),
    ("read_database_uri", false),
    ("read_sql", false),
    ("read_sql_query", false),
    ("text", false),
    ("read_gbq", false),
];

/// Keyword arguments and dict keys that take SQL.
const NAMES: [&str; 5] = ["sql", "query", "bql", "statement", "hql"];

/// Functions that give their argument back, tidied.
const WRAPPERS: [&str; 2] = ["dedent", "cleandoc"];

/// How many groups, lists and wrappers around a string are looked through.
const LEVELS: usize = 8;

fn takes(call: &str) -> bool {
    let (receiver, last) = call.rsplit_once('.').unwrap_or(("", call));
    // Airflow's hooks run SQL; what else is run is no SQL.
    if last == "run" {
        return receiver.to_ascii_lowercase().contains("hook");
    }
    CALLS.iter().any(|&(name, method)| name == last && (!method || call.contains('.')))
}

/// Whether the string at `leaf` is an argument of a call that takes SQL, or assigned to a name. The second and further
/// strings of implicit concatenation never are: they belong to the first.
pub(super) fn takes_sql(flat: &Flat, lexed: &Lexed, leaf: usize) -> bool {
    let text = |leaf: usize| flat.get(leaf).map_or("", |leaf| lexed.slice(leaf.span));
    let mut at = leaf;
    for _ in 0..LEVELS {
        let Some(before) = at.checked_sub(1) else { return false };
        let holder = flat.parent(at);
        let call = holder.and_then(|open| name_before(flat, lexed, open));
        match flat.get(before).map(|leaf| leaf.kind) {
            Some(TokenKind::Equals) => {
                return match call {
                    Some(call) => takes(&call) || before.checked_sub(1).is_some_and(|name| NAMES.contains(&text(name))),
                    None => holder.is_none(),
                };
            }
            Some(TokenKind::Operator) => return holder.is_none() && matches!(text(before), "+=" | ":="),
            Some(TokenKind::Colon) => {
                let key = before.checked_sub(1).and_then(|key| string_content(flat, lexed, key));
                return key.is_some_and(|key| NAMES.contains(&lexed.slice(key)));
            }
            Some(TokenKind::Open | TokenKind::Comma) => match (holder, call) {
                (_, Some(call)) if takes(&call) => return true,
                (Some(open), Some(call)) if call.rsplit('.').next().is_some_and(|name| WRAPPERS.contains(&name)) => {
                    at = name_start(flat, open);
                }
                (Some(open), None) if matches!(text(open), "(" | "[") => at = open,
                _ => return false,
            },
            _ => return false,
        }
    }
    false
}

/// The first leaf of the dotted name before a call's parenthesis.
fn name_start(flat: &Flat, open: usize) -> usize {
    let is_name = |at: &usize| flat.get(*at).is_some_and(|leaf| matches!(leaf.kind, TokenKind::Word | TokenKind::Dot));
    (0..open).rev().take(NAME_LEAVES).take_while(is_name).last().unwrap_or(open)
}
