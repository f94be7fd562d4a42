//! The schema and the README say what the reader does: three tellings of one format, held equal.

use std::collections::BTreeSet;

use serde_json::Value;

use super::when;
use crate::glossary::builtin::FILES;
use crate::glossary::format::FILE_KEYS;
use crate::glossary::format::condition::{
    ARGUMENT_KEYS, BLOCK_KEYS, BODIES, BOUNDS_KEYS, CLAUSES, CRON_KINDS, NEAR_KEYS, PACKAGE_KEYS, ROWS, SIBLING_KEYS, STATEMENTS, Takes,
};
use crate::glossary::format::rule::{EXAMPLE_KEYS, FIND_IN, ONCE, RULE_KEYS};
use crate::glossary::format::term::{CONTEXT_KEYS, DEPRECATED_KEYS, DOC_KEYS, FORM_KEYS, TERM_KEYS, WITHIN};
use crate::glossary::format::value::{CASES, PHRASE_KEYS, VALUE_KEYS};
use crate::glossary::node::{self, Kind, Node};
use crate::lexicon::{Group, Severity};
use crate::syntax::{Language, Zone};

const README: &str = include_str!("../../../../glossary/README.md");

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../../glossary/schema.json")).expect("JSON")
}

fn keys(shape: &Value) -> BTreeSet<&str> {
    shape["properties"].as_object().expect("properties").keys().map(String::as_str).collect()
}

fn set<'w>(words: impl IntoIterator<Item = &'w str>) -> BTreeSet<&'w str> {
    words.into_iter().collect()
}

fn words<T>(table: &[(&'static str, T)]) -> BTreeSet<&'static str> {
    table.iter().map(|(word, _)| *word).collect()
}

#[test]
fn the_schema_knows_the_keys_of_every_mapping() {
    let schema = schema();
    assert_eq!(keys(&schema), set(FILE_KEYS));
    let conditions = ROWS.iter().map(|row| row.name).collect::<Vec<_>>();
    let tables: [(&str, &[&str]); 16] = [
        ("term", &TERM_KEYS),
        ("form_mapping", &FORM_KEYS),
        ("context_mapping", &CONTEXT_KEYS),
        ("link", &DOC_KEYS),
        ("deprecated", &DEPRECATED_KEYS),
        ("rule", &RULE_KEYS),
        ("example", &EXAMPLE_KEYS),
        ("phrase_mapping", &PHRASE_KEYS),
        ("condition", &conditions),
        ("near_mapping", &NEAR_KEYS),
        ("package", &PACKAGE_KEYS),
        ("argument", &ARGUMENT_KEYS),
        ("bounds", &BOUNDS_KEYS),
        ("sibling", &SIBLING_KEYS),
        ("value", &VALUE_KEYS),
        ("blocks", &BLOCK_KEYS),
    ];
    for (name, table) in tables {
        assert_eq!(keys(&schema["$defs"][name]), set(table.iter().copied()), "{name}");
    }
}

#[test]
fn the_schema_knows_the_words_of_every_list() {
    let schema = schema();
    let languages = set(Language::ALL.map(Language::name));
    let zones = set(Zone::ALL.map(Zone::name));
    for (pointer, table) in [
        ("/$defs/language/enum", languages),
        ("/$defs/zone/enum", zones),
        ("/$defs/case/enum", words(&CASES)),
        ("/$defs/context_mapping/properties/within/enum", words(&WITHIN)),
        ("/$defs/rule/properties/find_in/enum", words(&FIND_IN)),
        ("/$defs/rule/properties/once/enum", words(&ONCE)),
        ("/$defs/rule/properties/group/enum", set(Group::ALL.map(Group::name))),
        ("/$defs/rule/properties/severity/enum", set(Severity::ALL.map(Severity::name).into_iter().chain(["off"]))),
        ("/$defs/body/anyOf/0/enum", words(&BODIES)),
        ("/$defs/statement/anyOf/0/enum", words(&STATEMENTS)),
        ("/$defs/clause/anyOf/0/enum", words(&CLAUSES)),
        ("/$defs/cron/anyOf/0/enum", words(&CRON_KINDS)),
    ] {
        let found = schema.pointer(pointer).and_then(Value::as_array).expect(pointer);
        assert_eq!(set(found.iter().filter_map(Value::as_str)), table, "{pointer}");
    }
}

#[test]
fn the_schema_gives_each_condition_the_value_that_the_reader_takes() {
    let schema = schema();
    for row in &ROWS {
        let shape = match row.takes {
            Takes::Conditions(_) => "conditions",
            Takes::Phrases(_) => "phrases",
            Takes::Names(_) | Takes::Keys(_) | Takes::InnerKeys(_) | Takes::Globs(_) => "texts",
            Takes::Bounds(_) => "bounds",
            Takes::Flag(_) => "flag",
            Takes::Value(_) => "value",
            Takes::Near => "near",
            Takes::Package => "package",
            Takes::Argument => "argument",
            Takes::Sibling => "sibling",
            Takes::Inside => "inside",
            Takes::Body => "body",
            Takes::Statement => "statement",
            Takes::Clause => "clause",
            Takes::Cron => "cron",
        };
        assert_eq!(schema["$defs"]["condition"]["properties"][row.name]["$ref"], format!("#/$defs/{shape}"), "{}", row.name);
    }
}

/// The names of the conditions with their examples, as the README gives them.
fn documented() -> Vec<(&'static str, &'static str)> {
    let sections = README.split("\n#### `").skip(1);
    sections
        .map(|section| {
            let (name, rest) = section.split_once('`').expect("a name");
            let example = rest.split("```yaml\n").nth(1).and_then(|rest| rest.split("\n```").next());
            (name, example.unwrap_or_else(|| panic!("{name} has no example")))
        })
        .collect()
}

#[test]
fn the_readme_has_every_condition_with_an_example_that_reads() {
    let names: Vec<_> = documented().iter().map(|(name, _)| *name).collect();
    let table: Vec<_> = ROWS.iter().map(|row| row.name).collect();
    assert_eq!(set(names.iter().copied()), set(table), "in any order, for the README groups them by language");
    let schema = schema();
    for (name, example) in documented() {
        let (root, flaws) = node::parse(example);
        assert_eq!(flaws, [], "{name}");
        let value = json(&root.expect("a mapping"));
        assert!(value.get(name).is_some(), "the example of {name} shows something else");
        let mut wrong = Vec::new();
        validate(&schema["$defs"]["condition"], &value, &schema, "", &mut wrong);
        assert_eq!(wrong, Vec::<String>::new(), "{name}");
        when(&serde_json::to_string(&value).expect("JSON is YAML"));
    }
}

#[test]
fn the_readme_names_every_key() {
    for key in TERM_KEYS.iter().chain(&RULE_KEYS).chain(&FORM_KEYS).chain(&FILE_KEYS).chain(&VALUE_KEYS).chain(&BLOCK_KEYS) {
        assert!(README.contains(&format!("`{key}`")), "{key} is not in the README");
    }
}

#[test]
fn whole_examples_of_the_readme_read() {
    let mut read = 0;
    for block in README.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next()) {
        let text = match block.split(':').next() {
            Some("terms") => block.to_owned(),
            Some("rules" | "forms") => {
                let indented: String = block.lines().fold(String::new(), |text, line| text + "    " + line + "\n");
                format!("terms:\n  - name: Any\n    plain_english: Any.\n{indented}")
            }
            _ => continue,
        };
        let problems = super::read_layer("README.md", &text).1;
        assert_eq!(problems, [], "{block}");
        read += 1;
    }
    assert_eq!(read, 5);
}

#[test]
fn every_builtin_file_and_the_tests_own_fit_the_schema() {
    let schema = schema();
    for (name, text) in FILES.iter().chain([&("whole.yml", include_str!("whole.yml"))]) {
        let (root, _) = node::parse(text);
        let mut wrong = Vec::new();
        validate(&schema, &json(&root.expect("a mapping")), &schema, "", &mut wrong);
        assert_eq!(wrong, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let schema = schema();
    for text in [
        "termz: []",
        "terms: [{name: a}]",
        "terms: [{name: a, plain_english: b, rules: [{id: R, message: m}]}]",
        "terms: [{name: a, plain_english: b, when: [{call_laks: x}]}]",
        "terms: [{name: a, plain_english: b, zones: codes}]",
        "terms: [{name: a, plain_english: b, when: {clause: groupby}}]",
        "terms: [{name: a, plain_english: b, aliases: []}]",
    ] {
        let (root, _) = node::parse(text);
        let mut wrong = Vec::new();
        validate(&schema, &json(&root.expect("a mapping")), &schema, "", &mut wrong);
        assert!(!wrong.is_empty(), "{text}");
        assert!(!super::read("x.yml", text).1.is_empty(), "{text}");
    }
}

/// A node as JSON, plain scalars by YAML's core rules.
fn json(node: &Node) -> Value {
    match &node.kind {
        _ if node.is_null() => Value::Null,
        Kind::Scalar { text, plain: true } => match text.as_str() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            text => text.parse::<i64>().map(Value::from).or_else(|_| text.parse::<f64>().map(Value::from)).unwrap_or_else(|_| text.into()),
        },
        Kind::Scalar { text, .. } => text.as_str().into(),
        Kind::Sequence(items) => items.iter().map(json).collect(),
        Kind::Mapping(pairs) => {
            Value::Object(pairs.iter().map(|(key, value)| (key.text().unwrap_or_default().to_owned(), json(value))).collect())
        }
    }
}

/// As much of JSON Schema as our schema uses.
fn validate(shape: &Value, value: &Value, whole: &Value, at: &str, wrong: &mut Vec<String>) {
    if let Some(name) = shape["$ref"].as_str() {
        let target = whole.pointer(name.trim_start_matches('#')).unwrap_or_else(|| panic!("{name} leads nowhere"));
        return validate(target, value, whole, at, wrong);
    }
    let fits = |shape: &Value| {
        let mut wrong = Vec::new();
        validate(shape, value, whole, at, &mut wrong);
        wrong.is_empty()
    };
    let mut must = |good: bool, what: &str| {
        if !good {
            wrong.push(format!("{at}: {value} {what}"));
        }
    };
    must(shape["anyOf"].as_array().is_none_or(|any| any.iter().any(fits)), "is none of these");
    must(shape["enum"].as_array().is_none_or(|all| all.contains(value)), "is not in the list");
    must(shape.get("const").is_none_or(|one| one == value), "is not that");
    let types: Vec<&str> = match &shape["type"] {
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    must(types.is_empty() || types.iter().any(|name| is_type(value, name)), "is of another type");
    must(shape["pattern"].as_str().is_none_or(|pattern| matches_pattern(pattern, value)), "does not match");
    if let Value::Array(items) = value {
        must(items.len() as u64 >= shape["minItems"].as_u64().unwrap_or(0), "is too short");
        for item in items {
            validate(&shape["items"], item, whole, at, wrong);
        }
    } else if let Value::Object(entries) = value {
        let required = shape["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        required.for_each(|key| must(entries.contains_key(key), &format!("needs {key}")));
        must(entries.len() as u64 >= shape["minProperties"].as_u64().unwrap_or(0), "is empty");
        for (key, value) in entries {
            match shape["properties"].get(key) {
                Some(shape) => validate(shape, value, whole, &format!("{at}/{key}"), wrong),
                None if shape["additionalProperties"] == false => wrong.push(format!("{at}: {key} is unknown")),
                None => validate(&shape["additionalProperties"], value, whole, at, wrong),
            }
        }
    }
}

fn is_type(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        other => panic!("unknown type {other}"),
    }
}

/// The two patterns of our schema, by hand.
fn matches_pattern(pattern: &str, value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    if pattern.starts_with("^https://") {
        return text.starts_with("https://");
    }
    text.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}
