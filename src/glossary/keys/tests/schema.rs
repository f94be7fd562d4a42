//! The JSON schemas, made of the keys.

use serde_json::{Map, Value as Json, json};

use super::keep;
use crate::glossary::keys::{Key, Known, Shape, Value, config, contextive, rule, term};

#[test]
fn the_schemas_are_made_of_the_keys() {
    let about = "Words of data engineering, and rules about them. The format is explained in glossary/README.md.";
    keep("glossary/schema.json", &schema("Lakespeak glossary", about, &term::FILE));
    let about = "What a repository chose: lakespeak.yml at its root. Explained in docs/team-glossary.md.";
    keep("glossary/config.schema.json", &schema("Lakespeak configuration", about, &config::CONFIG));
    assert!(schema("Contextive", "", &contextive::FILE).contains("domainVisionStatement"));
}

fn schema(title: &str, about: &str, root: &'static Shape) -> String {
    let mut defs = Map::new();
    let whole = mapping(root, &mut defs);
    let mut schema = json!({ "$schema": "http://json-schema.org/draft-07/schema#", "title": title, "description": about });
    for (key, value) in whole.as_object().expect("an object") {
        schema[key] = value.clone();
    }
    schema["$defs"] = Json::Object(defs);
    serde_json::to_string_pretty(&schema).expect("JSON") + "\n"
}

fn mapping(shape: &'static Shape, defs: &mut Map<String, Json>) -> Json {
    let mut properties = Map::new();
    for Key { name, value, text, .. } in shape.keys {
        let mut taken = of(*value, defs);
        taken["description"] = json!(plain(text));
        properties.insert((*name).to_owned(), taken);
    }
    let mut out = json!({ "type": "object", "additionalProperties": false, "properties": properties });
    let needed: Vec<&str> = shape.keys.iter().filter(|key| key.needed).map(|key| key.name).collect();
    if shape.name == "term" {
        // Of a term that is there already, an id is enough.
        out["anyOf"] = json!([{ "required": ["id"] }, { "required": needed }]);
    } else if shape.name == "rule" {
        out["required"] = json!(["id"]);
    } else if !needed.is_empty() {
        out["required"] = json!(needed);
    }
    if shape.least > 0 {
        out["minProperties"] = json!(shape.least);
    }
    out
}

fn of(value: Value, defs: &mut Map<String, Json>) -> Json {
    match value {
        Value::Text | Value::Known(Known::Category | Known::Selector) => {
            share("text", defs, |_| json!({ "type": ["string", "number", "boolean"] }))
        }
        Value::Snippet => json!({ "type": "string" }),
        Value::Flag => json!({ "type": "boolean" }),
        Value::Yes => json!({ "const": true }),
        Value::Number => json!({ "type": "number" }),
        Value::Count(least) => json!({ "type": "integer", "minimum": least }),
        Value::Version => json!({ "const": 1 }),
        Value::Id | Value::Known(Known::Term | Known::Rule) => json!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" }),
        Value::Link => json!({ "type": "string", "pattern": "^https://[^\\s<>\"]+$" }),
        Value::Word(words) => word(&words()),
        Value::Conditions => {
            static ONE: Value = Value::Mapping(&rule::CONDITION);
            share("conditions", defs, |defs| many(&of(ONE, defs)))
        }
        Value::Mapping(shape) => share(shape.name, defs, |defs| mapping(shape, defs)),
        Value::Many(Value::Text) => share("texts", defs, |defs| many(&of(Value::Text, defs))),
        Value::Many(one) => many(&of(*one, defs)),
        Value::List(one) => json!({ "type": ["array", "null"], "items": of(*one, defs) }),
        Value::Either(all) => json!({ "anyOf": all.iter().map(|one| of(*one, defs)).collect::<Vec<_>>() }),
        Value::Free(_, one) => json!({ "type": ["object", "null"], "additionalProperties": of(*one, defs) }),
        Value::Anything => json!({}),
    }
}

/// A definition of its own, described the first time.
fn share(name: &str, defs: &mut Map<String, Json>, describe: impl FnOnce(&mut Map<String, Json>) -> Json) -> Json {
    if !defs.contains_key(name) {
        // Taken before it is described, for it may hold itself.
        defs.insert(name.to_owned(), Json::Null);
        let described = describe(defs);
        defs.insert(name.to_owned(), described);
    }
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn many(one: &Json) -> Json {
    json!({ "anyOf": [one, { "type": "array", "minItems": 1, "items": one }] })
}

/// `off` and `on` are booleans to a reader of YAML 1.1.
fn word(words: &[&str]) -> Json {
    let mut all: Vec<Json> = words.iter().map(|word| json!(word)).collect();
    if words.contains(&"off") {
        all.extend([json!(false), json!(true)]);
    }
    json!({ "enum": all })
}

/// A text without the marks of Markdown.
fn plain(text: &str) -> String {
    text.replace("**", "").replace(['`', '*'], "")
}
