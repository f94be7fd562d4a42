//! Why there is something, or nothing, at a place: for a person, as a tree.

use crate::analysis::explain::{Explanation, Failed, Layer, Looked, Outcome};
use crate::lexicon::Lexicon;

/// A line and those below it.
struct Node(String, Vec<Node>);

/// As a tree for a terminal.
pub fn text(explanation: &Explanation, lexicon: &Lexicon) -> String {
    let mut out = String::new();
    let nodes = nodes(explanation, lexicon);
    for Node(line, below) in &nodes {
        out.push_str(line);
        out.push('\n');
        branches(below, "", &mut out);
    }
    out
}

fn branches(nodes: &[Node], lead: &str, out: &mut String) {
    for (index, Node(line, below)) in nodes.iter().enumerate() {
        let last = index + 1 == nodes.len();
        out.extend([lead, if last { "└─ " } else { "├─ " }, line, "\n"]);
        branches(below, &format!("{lead}{}", if last { "   " } else { "│  " }), out);
    }
}

/// As Markdown.
pub fn markdown(explanation: &Explanation, lexicon: &Lexicon) -> String {
    let mut out = String::new();
    for Node(line, below) in &nodes(explanation, lexicon) {
        out.extend(["**", &escaped(line), "**\n\n"]);
        items(below, "", &mut out);
        out.push('\n');
    }
    out
}

fn items(nodes: &[Node], lead: &str, out: &mut String) {
    for Node(line, below) in nodes {
        out.extend([lead, "- ", &escaped(line), "\n"]);
        items(below, &format!("{lead}  "), out);
    }
}

/// Text whose signs mean nothing in Markdown.
fn escaped(text: &str) -> String {
    let sign = |c: char| matches!(c, '*' | '_' | '`' | '[' | ']' | '<' | '>' | '\\' | '#' | '|');
    text.chars().flat_map(|c| sign(c).then_some('\\').into_iter().chain([c])).collect()
}

fn nodes(explanation: &Explanation, lexicon: &Lexicon) -> Vec<Node> {
    let place = Node("What stands here".to_owned(), explanation.layers.iter().map(layer).collect());
    let forms = looked(&explanation.forms, |looked| format!("“{}” as {}", looked.text, lexicon.term(looked.id).name), lexicon);
    let rules = looked(&explanation.rules, |looked| format!("{} at “{}”", lexicon.rule(looked.id).id, looked.text), lexicon);
    let none = |what: &str| vec![Node(what.to_owned(), Vec::new())];
    let mut nodes = vec![
        place,
        Node("Terms".to_owned(), if forms.is_empty() { none("no spelling of a term touches this place") } else { forms }),
        Node("Rules".to_owned(), if rules.is_empty() { none("no rule looks at anything on this line") } else { rules }),
    ];
    if !explanation.comments.is_empty() {
        let ids = explanation.comments.iter().map(|id| Node(id.clone(), Vec::new())).collect();
        nodes.push(Node("Silenced by comments in this file".to_owned(), ids));
    }
    nodes
}

fn layer(layer: &Layer) -> Node {
    let token = match &layer.token {
        Some((kind, text)) => format!("{kind:?} “{}”", text.trim_end_matches(['\n', '\r'])).replace('\n', " "),
        None => "the end of the text".to_owned(),
    };
    Node(format!("{}, zone {}: {token}", layer.language.name(), layer.zone.name()), Vec::new())
}

fn looked<Id>(all: &[Looked<Id>], title: impl Fn(&Looked<Id>) -> String, lexicon: &Lexicon) -> Vec<Node> {
    let node = |looked: &Looked<Id>| {
        let (verdict, below) = outcome(&looked.outcome, lexicon);
        Node(format!("{}: {verdict}", title(looked)).replace('\n', " "), below)
    };
    all.iter().map(node).collect()
}

fn outcome(outcome: &Outcome, lexicon: &Lexicon) -> (String, Vec<Node>) {
    let plain = |text: &str| (text.to_owned(), Vec::new());
    match outcome {
        Outcome::Counts => plain("counts"),
        Outcome::Acknowledged => plain("reported, and acknowledged by a TODO"),
        Outcome::Zone(zone) => (format!("does not count in the zone {}", zone.name()), Vec::new()),
        Outcome::Off => plain("the rule is off for this file"),
        Outcome::Context => plain("none of the words near which it counts is near"),
        Outcome::Overruled(Some(term)) => (format!("the place belongs to {}", lexicon.term(*term).name), Vec::new()),
        Outcome::Overruled(None) => plain("it is part of a spelling that never counts"),
        Outcome::Once => plain("the rule has reported nearby already"),
        Outcome::Silenced => plain("silenced by a comment"),
        Outcome::Conditions(failed) => ("not all conditions agree".to_owned(), failed.iter().map(condition).collect()),
    }
}

fn condition(failed: &Failed) -> Node {
    let list = if failed.unless { "unless" } else { "when" };
    let answer = match (failed.unknown, failed.unless) {
        (true, _) => "the text does not tell",
        (false, true) => "yes, and must be no",
        (false, false) => "no, and must be yes",
    };
    Node(format!("{list} {}: {answer}", failed.condition), Vec::new())
}
