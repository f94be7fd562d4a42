//! Conditions about Python.

use super::{Row, Takes, row};
use crate::lexicon::Condition;

pub(super) const PYTHON: [Row; 16] = [
    row(
        "imports",
        Takes::Names(Condition::Imports),
        "The file imports one of these modules, or a part of one.",
        "imports: [airflow, dagster]",
    ),
    row(
        "package",
        Takes::Package,
        "The repository pins this package so (requirements, constraints, `pyproject.toml`, dbt's `packages.yml`). Without a pin: can't tell.",
        r#"package: { name: apache-airflow, version: ">=3" }"#,
    ),
    row(
        "call",
        Takes::Names(Condition::Call),
        "The match is the name of such a call, or stands in its arguments. Names count by their ending: `read_csv` is `pd.read_csv` too.",
        "call: [read_csv, pandas.read_table]",
    ),
    row("call_has", Takes::Names(Condition::CallHas), "That call has one of these named arguments.", "call_has: [dtype, schema]"),
    row("call_lacks", Takes::Names(Condition::CallLacks), "That call has none of them.", "call_lacks: timeout"),
    row(
        "argument",
        Takes::Argument,
        "That call's argument passes a test; the tests are those of `value`. `position: 1` is the first argument without a name; with both, either place counts.",
        r#"argument: { name: url, position: 1, glob: "http://*" }"#,
    ),
    row(
        "argument_count",
        Takes::Bounds(Condition::ArgumentCount),
        "That call has so many arguments, named ones too. Can't tell with `*args` or `**kwargs`.",
        "argument_count: { min: 1, max: 1 }",
    ),
    row(
        "receiver",
        Takes::Names(Condition::Receiver),
        r#"What stands before the matched `.name` is like one of these, where `*` stands for anything. Calls are written `()`, subscripts `[]`: before `.load(` in `spark.read.format("csv").load(p)` stands `spark.read.format()`."#,
        r#"receiver: [spark.read, "*.write"]"#,
    ),
    row(
        "assigned_to",
        Takes::Names(Condition::AssignedTo),
        "The statement assigns to a name like one of these, dots included.",
        r#"assigned_to: [df, "*_df", self.*]"#,
    ),
    row(
        "unused_result",
        Takes::Flag(Condition::UnusedResult),
        "The call is a statement of its own, so nobody looks at what it gives back (or, with `false`, somebody does).",
        "unused_result: true",
    ),
    row(
        "chain_has",
        Takes::Names(Condition::ChainHas),
        "One of these methods is called in the same chain (`df.write.mode(…).parquet(…)`).",
        "chain_has: [partitionBy]",
    ),
    row("chain_lacks", Takes::Names(Condition::ChainLacks), "None of them is.", "chain_lacks: [limit, sample]"),
    row(
        "inside",
        Takes::Inside,
        r#"The match stands inside such a block: `function`, `class`, `decorator` and `with` take `true`, a name or names; `loop`, `try`, `except`, `dag` and `lambda` take `true`. `subclass` takes `true`, a base or bases of the class. `comprehension` (what is worked out anew for each item) and `main_guard` (`if __name__ == "__main__":`) take `true`. Several keys mean any of them."#,
        "inside: { function: [extract, load], loop: true }",
    ),
    row(
        "module_level",
        Takes::Flag(Condition::ModuleLevel),
        "The code runs as soon as the file is imported (or, with `false`, does not).",
        "module_level: true",
    ),
    row(
        "body",
        Takes::Body,
        "The block that the match opens holds nothing but these: `pass`, `continue`, `break`, `print`, `log`, `return`.",
        "body: [pass, continue]",
    ),
    row(
        "catches",
        Takes::Names(Condition::Catches),
        "The `except` that the match opens or stands in catches one of these; `bare` is an `except:` without a name. Names count by their ending.",
        "catches: [bare, Exception, BaseException]",
    ),
];
