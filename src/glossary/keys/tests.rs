//! What is made of the keys: the schemas, and the tables of the README and the documentation. After a change of keys,
//! `LAKESPEAK_WRITE=1 cargo test --lib glossary::keys` writes them anew: read the difference before committing it.

mod schema;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use super::*;
use crate::glossary::format::condition::{ROWS, SECTIONS};
use crate::glossary::keys;

/// Holds a file of the project equal to what is made of the keys, or writes it.
pub(super) fn keep(path: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    if kept != made && std::env::var_os("LAKESPEAK_WRITE").is_some() {
        std::fs::write(&path, made).expect("written");
        return;
    }
    assert!(kept == made, "{} is not what the keys make of it: see the head of this file", path.display());
}

/// The text of a file with what stands between `<!-- <name> -->` and `<!-- end -->` made anew.
fn filled(path: &str, blocks: &[(&str, String)]) -> String {
    let mut text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("the file");
    for (name, block) in blocks {
        let open = format!("<!-- {name} -->\n");
        let start = text.find(&open).unwrap_or_else(|| panic!("{path} has no place for {name}")) + open.len();
        let end = start + text[start..].find("<!-- end -->").expect("an end");
        text.replace_range(start..end, block);
    }
    text
}

/// A table of keys: name and text.
fn meanings<'k>(keys: impl IntoIterator<Item = &'k Key>) -> String {
    let mut out = "\n| Key | What it is |\n|---|---|\n".to_owned();
    for key in keys {
        let needed = if key.needed { "**Needed.** " } else { "" };
        writeln!(out, "| `{}` | {needed}{} |", key.name, key.text).expect("written");
    }
    out.push('\n');
    out
}

/// A table of keys: name, default and text.
fn defaults<'k>(keys: impl IntoIterator<Item = &'k Key>) -> String {
    let mut out = "\n| Key | Default | What it is |\n|---|---|---|\n".to_owned();
    for key in keys {
        let default = if key.needed { "**needed**" } else { key.default };
        writeln!(out, "| `{}` | {default} | {} |", key.name, key.text).expect("written");
    }
    out.push('\n');
    out
}

fn conditions() -> String {
    let mut out = String::new();
    for (title, rows) in SECTIONS {
        write!(out, "\n### {title}\n").expect("written");
        for row in rows {
            write!(out, "\n#### `{}`\n\n{}\n\n```yaml\n{}\n```\n", row.name, row.text, row.example).expect("written");
        }
    }
    out.push('\n');
    out
}

#[test]
fn the_readme_is_made_of_the_keys() {
    let (found, meant): (Vec<_>, Vec<_>) = term::TERM.keys.iter().partition(|key| !key.default.is_empty());
    let blocks = [
        ("keys of the file", meanings(term::FILE.keys)),
        ("keys of a term", meanings(meant)),
        ("keys that change how a term is found", defaults(found)),
        ("keys of a rule", defaults(rule::RULE.keys)),
        ("keys of a hint", defaults(hint::HINT.keys)),
        ("conditions", conditions()),
    ];
    keep("glossary/README.md", &filled("glossary/README.md", &blocks));
}

#[test]
fn every_condition_has_an_example_of_itself_that_reads() {
    for row in ROWS {
        let (root, flaws) = crate::glossary::node::parse(row.example);
        assert_eq!(flaws, [], "{}", row.name);
        let root = root.expect("a mapping");
        let mut notes = crate::glossary::problem::Notes::default();
        assert!(crate::glossary::fields::entries(&root, row.name, &mut notes).iter().any(|(key, _)| key.text() == Some(row.name)));
        let rule = format!("when:\n{}", row.example.lines().fold(String::new(), |text, line| text + "        " + line + "\n"));
        let text =
            format!("terms:\n  - name: A\n    plain_english: a\n    rules:\n    - id: r\n      find: x\n      message: m\n      {rule}");
        let problems = crate::glossary::read("x.yml", &text).1;
        assert_eq!(problems.iter().filter(|problem| problem.severity != crate::glossary::Level::Hint).count(), 0, "{problems:#?}");
    }
}

/// Every shape that can be reached.
fn shapes() -> Vec<&'static Shape> {
    fn visit(value: Value, all: &mut Vec<&'static Shape>) {
        match value {
            Value::Mapping(shape) => enter(shape, all),
            Value::Conditions => enter(&rule::CONDITION, all),
            Value::Many(one) | Value::List(one) | Value::Free(_, one) => visit(*one, all),
            Value::Either(many) => many.iter().for_each(|one| visit(*one, all)),
            _ => {}
        }
    }
    fn enter(shape: &'static Shape, all: &mut Vec<&'static Shape>) {
        if !all.iter().any(|known| std::ptr::eq(*known, shape)) {
            all.push(shape);
            shape.keys.iter().for_each(|key| visit(key.value, all));
        }
    }
    let mut all = Vec::new();
    for shape in [&term::FILE, &config::CONFIG, &contextive::FILE] {
        enter(shape, &mut all);
    }
    all
}

#[test]
fn every_key_says_what_it_means_in_one_line() {
    assert!(shapes().len() > 20);
    for shape in shapes() {
        let names: BTreeSet<_> = shape.names().collect();
        assert_eq!(names.len(), shape.keys.len(), "{} has a key twice", shape.name);
        for Key { name, text, .. } in shape.keys {
            assert!(!text.is_empty() && !text.contains('\n') && text.ends_with(['.', ';']), "{}.{name}: {text}", shape.name);
        }
    }
}

#[test]
fn the_settings_of_rules_are_those_that_are_read() {
    for word in keys::config::SETTING_WORDS {
        let (config, problems) = crate::workspace::config::read(&format!("rules: {{ a: {word} }}"));
        assert_eq!((config.rules.everywhere().len(), problems), (1, Vec::new()), "{word}");
    }
}
