//! Conditions about YAML, values and the file.

use super::{Row, Takes, row};
use crate::lexicon::Condition;

pub(super) const YAML: [Row; 8] = [
    row(
        "key",
        Takes::Keys(Condition::Key),
        "The path of YAML keys to the match is like one of these. `*` stands for anything in one key, `**` for any number of keys; a key with dots in it stands in double quotes.",
        r#"key: [services.*.image, "**.env.*"]"#,
    ),
    row(
        "sibling_has",
        Takes::InnerKeys(Condition::SiblingHas),
        "The mapping that holds the match has one of these keys. A path with dots leads further in (`Properties.RedrivePolicy`); a key that has these dots itself counts too.",
        "sibling_has: [tests, data_tests]",
    ),
    row("sibling_lacks", Takes::InnerKeys(Condition::SiblingLacks), "That mapping has none of them.", "sibling_lacks: freshness"),
    row(
        "sibling",
        Takes::Sibling,
        "The value beside the match, under this key or path of keys, passes; the tests are those of `value`.",
        "sibling: { name: type, one_of: [dashboard, notebook] }",
    ),
    row(
        "child_has",
        Takes::InnerKeys(Condition::ChildHas),
        "One of these keys, or paths of keys, stands below the matched key: in its mapping, or in one of a list of mappings.",
        "child_has: [resources.limits, livenessProbe]",
    ),
    row("child_lacks", Takes::InnerKeys(Condition::ChildLacks), "None of them does.", "child_lacks: resources.limits.memory"),
    row(
        "value",
        Takes::Value(Condition::Value),
        "The value at the match (behind `=`, `:` or `=>`; in Python the first argument of a call that the match opens, as in `Cron(`; in SQL also directly behind the word, as in `RETAIN 0 HOURS`) passes: `equals` or `one_of` (any case), `glob` (`*` stands for anything), `min`, `max`, and with `true` or `false`: `cron`, `duration`, `literal` (a written-out text or number), `template` (has a hole to fill), `secret_like`. All that you state must hold.",
        "value: { secret_like: true, literal: true }",
    ),
    row(
        "cron",
        Takes::Cron,
        "The cron expression at the match (as for `value`) is of such a kind: `fixed_hour` names its hours, `every_minute` runs at each minute of an hour, `both_days` restricts day of month and weekday (most schedulers then run on either), `dst_gap` runs at a local time that its time zone skips or repeats. The zone is the one stated beside it: an argument `timezone`, `tz` or `start_date` of the same call, or a key such as `timeZone`. Can't tell without one.",
        "cron: [both_days, dst_gap]",
    ),
];

pub(super) const FILE: [Row; 2] = [
    row(
        "path",
        Takes::Globs(Condition::Path),
        "The file's path, from the root, is like one of these. `*` stays inside one folder, `**` goes through any number.",
        r#"path: ["migrations/**", "**/*_once.sql"]"#,
    ),
    row(
        "in_tests",
        Takes::Flag(Condition::InTests),
        "The file is a test: it lies below `tests`, `test`, `testdata` or a folder that ends in `_tests`, or it is called `test_…`, `…_test`, `tests` or `conftest`.",
        "in_tests: true",
    ),
];
