//! The files of the glossary and the README's examples fit the schema and the reader alike.

use serde_json::Value;

use crate::glossary::builtin::FILES;
use crate::glossary::node::{self, Kind, Node};

const README: &str = include_str!("../../../../glossary/README.md");

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../../glossary/schema.json")).expect("JSON")
}

#[test]
fn whole_examples_of_the_readme_read() {
    let mut read = 0;
    for block in README.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next()) {
        let text = match block.split(':').next() {
            Some("terms") => block.to_owned(),
            Some("rules" | "forms" | "hints") => {
                let indented: String = block.lines().fold(String::new(), |text, line| text + "    " + line + "\n");
                format!("terms:\n  - name: Any\n    plain_english: Any.\n{indented}")
            }
            _ => continue,
        };
        assert_eq!(super::read_layer("README.md", &text).1, [], "{block}");
        read += 1;
    }
    assert_eq!(read, 6);
}

#[test]
fn every_builtin_file_and_the_tests_own_fit_the_schema() {
    let schema = schema();
    for (name, text) in FILES.iter().map(|(name, text)| (*name, text.as_str())).chain([("whole.yml", include_str!("whole.yml"))]) {
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
        Kind::Scalar { text, plain: true } => match &**text {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            text => text.parse::<i64>().map(Value::from).or_else(|_| text.parse::<f64>().map(Value::from)).unwrap_or_else(|_| text.into()),
        },
        Kind::Scalar { text, .. } => (**text).into(),
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
