//! Term lists as people keep them in spreadsheets: a row a term, the first row names the columns.

use std::collections::HashSet;

use super::format::term::{id_of, is_id};
use crate::lexicon::{Card, Source, Term};

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Column {
    Name,
    Id,
    Category,
    PlainEnglish,
    Aliases,
    Examples,
    RealDrama,
    WhatYouDid,
    ShouldHaveDone,
    IdealWorld,
    Related,
    /// Anything else becomes a note.
    Note,
}

/// What people call the columns, in small letters.
const HEADINGS: [(&str, Column); 26] = [
    ("name", Column::Name),
    ("term", Column::Name),
    ("word", Column::Name),
    ("id", Column::Id),
    ("category", Column::Category),
    ("context", Column::Category),
    ("domain", Column::Category),
    ("area", Column::Category),
    ("plain_english", Column::PlainEnglish),
    ("plain english", Column::PlainEnglish),
    ("definition", Column::PlainEnglish),
    ("description", Column::PlainEnglish),
    ("meaning", Column::PlainEnglish),
    ("explanation", Column::PlainEnglish),
    ("aliases", Column::Aliases),
    ("alias", Column::Aliases),
    ("synonyms", Column::Aliases),
    ("also known as", Column::Aliases),
    ("examples", Column::Examples),
    ("example", Column::Examples),
    ("real_drama", Column::RealDrama),
    ("what_you_did", Column::WhatYouDid),
    ("should_have_done", Column::ShouldHaveDone),
    ("ideal_world", Column::IdealWorld),
    ("related", Column::Related),
    ("see also", Column::Related),
];

/// A row, or the whole list, that is not as it must be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mistake {
    /// The line, from one.
    pub line: u64,
    /// What is wrong, and what to do.
    pub message: String,
}

/// Reads a list with commas, semicolons or tabs between its columns: the terms of its good rows, and what is wrong with the
/// others.
pub fn read(file: &str, text: &str) -> (Vec<Term>, Vec<Mistake>) {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader =
        ::csv::ReaderBuilder::new().delimiter(delimiter(text)).flexible(true).trim(::csv::Trim::All).from_reader(text.as_bytes());
    let headings: Vec<String> = reader.headers().map(|row| row.iter().map(str::to_owned).collect()).unwrap_or_default();
    let columns: Vec<Column> = headings.iter().map(|heading| column(heading)).collect();
    let missing = [(Column::Name, "name"), (Column::PlainEnglish, "definition")].into_iter().find(|(column, _)| !columns.contains(column));
    if let Some((_, name)) = missing {
        let message = format!("the first line names the columns, and none is called `{name}`; `name` and `definition` must be there");
        return (Vec::new(), vec![Mistake { line: 1, message }]);
    }
    let (mut terms, mut mistakes, mut ids) = (Vec::new(), Vec::new(), HashSet::new());
    for row in reader.records() {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                let line = error.position().map_or(0, ::csv::Position::line);
                mistakes.push(Mistake { line, message: format!("not readable as a row: {error}") });
                continue;
            }
        };
        let line = row.position().map_or(0, ::csv::Position::line);
        match term(file, line, headings.iter().zip(&columns).zip(row.iter()), &mut ids) {
            Ok(term) => terms.extend(term),
            Err(message) => mistakes.push(Mistake { line, message }),
        }
    }
    (terms, mistakes)
}

/// What stands between the columns: of comma, semicolon and tab the one that the first line has most of.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: u8| first.bytes().filter(|&byte| byte == sign).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|&sign| count(sign)).unwrap_or(b',')
}

fn column(heading: &str) -> Column {
    let heading = heading.to_lowercase();
    HEADINGS.iter().find(|(known, _)| *known == heading).map_or(Column::Note, |(_, column)| *column)
}

/// The term of a row; `None` for a row without anything.
fn term<'r>(
    file: &str,
    line: u64,
    cells: impl Iterator<Item = ((&'r String, &'r Column), &'r str)>,
    ids: &mut HashSet<String>,
) -> Result<Option<Term>, String> {
    let (mut name, mut id, mut category) = (String::new(), None, super::format::CATEGORY.to_owned());
    let (mut aliases, mut related, mut card) = (Vec::new(), Vec::new(), Card::default());
    for ((heading, column), text) in cells.filter(|(_, text)| !text.is_empty()) {
        let text = text.to_owned();
        match column {
            Column::Name => name = text.split_whitespace().collect::<Vec<_>>().join(" "),
            Column::Id => id = Some(text),
            Column::Category => category = text,
            Column::PlainEnglish => card.plain_english = text,
            Column::Aliases => aliases = parts(&text),
            Column::Examples => card.examples.push(text),
            Column::RealDrama => card.real_drama.push(text),
            Column::WhatYouDid => card.what_you_did.push(text),
            Column::ShouldHaveDone => card.should_have_done.push(text),
            Column::IdealWorld => card.ideal_world = text,
            Column::Related => related = parts(&text).iter().filter_map(|name| id_of(name)).collect(),
            Column::Note => card.notes.push((heading.clone(), text)),
        }
    }
    if name.is_empty() && card == Card::default() {
        return Ok(None);
    }
    if name.is_empty() {
        return Err("this row has no name".to_owned());
    }
    if card.plain_english.is_empty() {
        return Err(format!("“{name}” has no definition"));
    }
    let id =
        id.filter(|id| is_id(id)).or_else(|| id_of(&name)).ok_or_else(|| format!("no id can be made of “{name}”; add a column `id`"))?;
    if !ids.insert(id.clone()) {
        return Err(format!("the term `{id}` stands above already"));
    }
    let source = Source { file: file.into(), line: line.saturating_sub(1) as u32, ..Source::default() };
    Ok(Some(Term { id, name, category, aliases, card, related, source, ..Term::default() }))
}

/// Several things in one cell: with semicolons, bars, line ends or commas between.
fn parts(text: &str) -> Vec<String> {
    let sign = [';', '|', '\n', ','].into_iter().find(|&sign| text.contains(sign)).unwrap_or(',');
    text.split(sign).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_terms() {
        let text = "\u{feff}Term;Definition;Synonyms;Owner;Area\nGold Table;\"Signed off;\nby finance.\";gold, golden table;@finance;Tables\n;;;;\nX\n;only this;;;\n大;A size.;;;\nGold table;Again.;;;\n";
        let (terms, mistakes) = read("terms.csv", text);
        let told: Vec<_> = mistakes.iter().map(|mistake| (mistake.line, mistake.message.as_str())).collect();
        let expected = [
            (5, "“X” has no definition"),
            (6, "this row has no name"),
            (7, "no id can be made of “大”; add a column `id`"),
            (8, "the term `gold-table` stands above already"),
        ];
        assert_eq!(told, expected);
        let [term] = terms.as_slice() else { panic!("{terms:#?}") };
        assert_eq!((term.name.as_str(), term.category.as_str()), ("Gold Table", "Tables"));
        assert_eq!(term.card.plain_english, "Signed off;\nby finance.");
        assert_eq!(
            (&term.aliases, &term.card.notes),
            (&vec!["gold".to_owned(), "golden table".to_owned()], &vec![("Owner".to_owned(), "@finance".to_owned())])
        );
        let (back, problems) = crate::glossary::read("x.yml", &crate::glossary::format::write(&terms));
        assert_eq!(
            (problems, back.terms[0].card.clone(), back.terms[0].category.clone()),
            (Vec::new(), term.card.clone(), term.category.clone())
        );
    }

    #[test]
    fn lists_without_the_columns() {
        for text in ["", "a,b\n1,2\n", "name\nx\n"] {
            let (terms, mistakes) = read("x.csv", text);
            assert_eq!((terms.len(), mistakes.len(), mistakes[0].line), (0, 1, 1), "{text}");
        }
        assert_eq!(read("x.tsv", "name\tmeaning\na, b\tc\n").0.len(), 1);
    }
}
