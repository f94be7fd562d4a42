//! Lines of code with the mentions that must, or must not, be found in them.

use std::sync::Arc;

use lakespeak::analysis::{Cancel, Facts, Input, analyse};
use lakespeak::glossary::node::{self, Kind, Node};
use lakespeak::lexicon::{Lexicon, TermId};
use lakespeak::syntax::Language;
use lakespeak::text::Span;
use libtest_mimic::{Failed, Trial};

use crate::yaml_files;

/// What is said of one term.
struct Entry {
    place: String,
    term: String,
    found: Vec<String>,
    silent: Vec<String>,
}

/// A test for each line, and one for each entry.
pub(crate) fn trials(lexicon: &Arc<Lexicon>) -> Vec<Trial> {
    let mut trials = Vec::new();
    for entry in yaml_files("tests/mentions").iter().flat_map(|(file, text)| entries(file, text)) {
        let Some(term) = lexicon.term_by_id(&entry.term) else {
            let said = format!("{}: no term `{}`", entry.place, entry.term);
            trials.push(Trial::test(said.clone(), move || Err(Failed::from(said))));
            continue;
        };
        let count = entry.found.len();
        let place = entry.place.clone();
        trials.push(Trial::test(format!("{} has two lines", entry.term), move || {
            if count >= 2 { Ok(()) } else { Err(Failed::from(format!("{place}: {count} found lines"))) }
        }));
        for (kind, lines) in [("found", entry.found), ("silent", entry.silent)] {
            for (number, line) in lines.into_iter().enumerate() {
                let (lexicon, place) = (Arc::clone(lexicon), entry.place.clone());
                trials.push(Trial::test(format!("{} {kind} {}", entry.term, number + 1), move || {
                    check(&lexicon, term, &line, kind == "found").map_err(|said| Failed::from(format!("{place}: {said}\n{line}")))
                }));
            }
        }
    }
    trials
}

fn entries(file: &str, text: &str) -> Vec<Entry> {
    let (root, flaws) = node::parse(text);
    assert!(flaws.is_empty(), "{file}: {flaws:?}");
    let Some(Node { kind: Kind::Sequence(items), .. }) = root else { panic!("{file} is no list") };
    items.iter().map(|item| entry(file, item)).collect()
}

fn entry(file: &str, item: &Node) -> Entry {
    let place = format!("tests/mentions/{file}:{}", item.line + 1);
    let Kind::Mapping(pairs) = &item.kind else { panic!("{place} is no mapping") };
    let mut entry = Entry { place, term: String::new(), found: Vec::new(), silent: Vec::new() };
    for (key, value) in pairs {
        match (key.text().unwrap_or_default(), &value.kind) {
            ("term", Kind::Scalar { text, .. }) => entry.term = text.to_string(),
            ("found", Kind::Sequence(lines)) => entry.found = texts(lines),
            ("silent", Kind::Sequence(lines)) => entry.silent = texts(lines),
            (other, _) => panic!("{}: what is `{other}`?", entry.place),
        }
    }
    entry
}

fn texts(lines: &[Node]) -> Vec<String> {
    lines.iter().filter_map(Node::text).map(String::from).collect()
}

/// Whether the term stands at every marked place of the line and, in a silent one, nowhere.
fn check(lexicon: &Lexicon, term: TermId, line: &str, found: bool) -> Result<(), String> {
    let (language, text) = line.split_once(": ").ok_or("a line begins with its language, as in `sql: `")?;
    let language = Language::from_name(language).ok_or_else(|| format!("no language `{language}`"))?;
    let (text, marks) = unmarked(text);
    if marks.is_empty() == found {
        return Err(if found { "nothing is marked" } else { "a silent line has a mark" }.into());
    }
    let input = Input { text: text.as_str().into(), language, facts: Facts::default() };
    let mentions = analyse(&input, lexicon, &Cancel::default()).mentions;
    let said = || {
        let word = |span: Span| text.get(span.start as usize..span.end as usize).unwrap_or_default();
        let all: Vec<String> = mentions.iter().map(|each| format!("{} «{}»", lexicon.term(each.term).id, word(each.span))).collect();
        format!("found: [{}]", all.join(", "))
    };
    let missing = marks.iter().any(|&mark| !mentions.iter().any(|each| each.term == term && each.span == mark));
    if missing || (!found && mentions.iter().any(|each| each.term == term)) { Err(said()) } else { Ok(()) }
}

/// The text without its marks, and what stood between them.
fn unmarked(line: &str) -> (String, Vec<Span>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    for (number, part) in line.split(['«', '»']).enumerate() {
        let start = text.len() as u32;
        text.push_str(part);
        if number % 2 == 1 {
            marks.push(Span::new(start, text.len() as u32));
        }
    }
    (text, marks)
}
