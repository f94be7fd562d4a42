//! Conditions about SQL.

use super::{Row, Takes, row};
use crate::lexicon::Condition;

pub(super) const SQL: [Row; 8] = [
    row(
        "statement",
        Takes::Statement,
        "The statement is of such a kind: `select`, `insert`, `update`, `delete`, `merge`, `create_table`, `create_view`, `create_other`, `truncate`, `drop`, `alter`, `copy`, `other`.",
        "statement: [insert, merge]",
    ),
    row(
        "clause",
        Takes::Clause,
        "The match stands in such a clause: `with`, `select`, `from`, `join`, `on`, `where`, `group_by`, `having`, `qualify`, `window`, `order_by`, `limit`, `over`, `set`, `values`, `into`, `using`, `other`.",
        "clause: [where, join]",
    ),
    row(
        "table_position",
        Takes::Flag(Condition::TablePosition),
        "The match stands where a table's name stands (or, with `false`, does not).",
        "table_position: true",
    ),
    row(
        "table_name",
        Takes::Names(Condition::TableName),
        "The table's name at the match, or directly behind it (`from`, `insert into`), is like one of these. Quotes don't matter, `*` stands for anything, dots included. Can't tell where a template or a function gives the table.",
        r#"table_name: [raw.*, "*.raw.*"]"#,
    ),
    row(
        "column_name",
        Takes::Names(Condition::ColumnName),
        "The name of the column that the type at the match is given to (`price FLOAT`, `CAST(price AS FLOAT)`, `price::float`), or of what is computed with it (`… AS price`), is like one of these.",
        r#"column_name: ["*price*", "*amount*"]"#,
    ),
    row(
        "column_list",
        Takes::Flag(Condition::ColumnList),
        "The INSERT names its columns (or, with `false`, does not).",
        "column_list: false",
    ),
    row(
        "select_has",
        Takes::Phrases(Condition::SelectHas),
        "The same SELECT holds one of these phrases, from its `select` to its end. SELECTs inside it and beside it (`union`) don't count.",
        "select_has: [group by, distinct]",
    ),
    row(
        "select_lacks",
        Takes::Phrases(Condition::SelectLacks),
        "That SELECT holds none of them. No outside of SELECTs.",
        "select_lacks: [where, limit]",
    ),
];
