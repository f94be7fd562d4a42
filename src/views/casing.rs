//! Names written the way somebody writes.

/// How the words of a name are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Style {
    /// As in a sentence: `data lake`, `SLA`.
    Words,
    /// As at the beginning of one: `Data lake`.
    Sentence,
    /// As in a heading: `Data Lake`.
    Title,
    /// `DATA LAKE`
    Capitals,
    /// `data_lake`
    Snake,
    /// `DATA_LAKE`
    UpperSnake,
    /// `data-lake`
    Kebab,
    /// `DATA-LAKE`
    UpperKebab,
    /// `dataLake`
    Camel,
    /// `DataLake`
    Pascal,
}

impl Style {
    /// The style of what is typed, behind `before`.
    pub(super) fn of(typed: &str, before: &str) -> Self {
        let has = |sign: char| typed.contains(sign) || before.ends_with(sign);
        let (upper, lower) = (typed.chars().any(char::is_uppercase), typed.chars().any(char::is_lowercase));
        let begins_upper = typed.starts_with(char::is_uppercase);
        let title = begins_upper && typed.contains(' ') && typed.split(' ').all(|word| !word.starts_with(char::is_lowercase));
        let hump = typed.chars().zip(typed.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
        if title && lower {
            return Self::Title;
        }
        if has('_') {
            return if upper && !lower { Self::UpperSnake } else { Self::Snake };
        }
        if has('-') {
            return if upper && !lower { Self::UpperKebab } else { Self::Kebab };
        }
        // `loadData|`: another word of the same name.
        let inside = before.ends_with(char::is_alphanumeric);
        match (begins_upper, hump || inside) {
            (true, true) => Self::Pascal,
            (false, true) => Self::Camel,
            (true, false) if !lower && typed.chars().count() > 1 => Self::Capitals,
            (true, false) => Self::Sentence,
            (false, false) => Self::Words,
        }
    }

    /// A name in this style.
    pub(super) fn write(self, name: &str) -> String {
        match self {
            Self::Words => words(name, |_, word| word.to_lowercase()),
            Self::Sentence => words(name, |index, word| if index == 0 { capitalised(word) } else { word.to_lowercase() }),
            Self::Title => words(name, |_, word| capitalised(word)),
            Self::Capitals => name.to_uppercase(),
            Self::Snake => joined(name, "_", |_, word| word.to_lowercase()),
            Self::UpperSnake => joined(name, "_", |_, word| word.to_uppercase()),
            Self::Kebab => joined(name, "-", |_, word| word.to_lowercase()),
            Self::UpperKebab => joined(name, "-", |_, word| word.to_uppercase()),
            Self::Camel => joined(name, "", |index, word| if index == 0 { word.to_lowercase() } else { capitalised(word) }),
            Self::Pascal => joined(name, "", |_, word| capitalised(word)),
        }
    }
}

/// A name in running text; abbreviations and names such as `BigQuery` stay as they are.
fn words(name: &str, write: impl Fn(usize, &str) -> String) -> String {
    let mut out = String::new();
    for (index, piece) in name.split_inclusive(|c: char| !c.is_alphanumeric()).enumerate() {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        let plain = word.chars().all(|c| !c.is_numeric()) && !word.chars().skip(1).any(char::is_uppercase);
        let abbreviation = word.chars().count() == 1 && index > 0;
        out.push_str(&if plain && !abbreviation { write(index, word) } else { word.to_owned() });
        out.push_str(piece.get(word.len()..).unwrap_or_default());
    }
    out
}

fn joined(name: &str, sign: &str, write: impl Fn(usize, &str) -> String) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.enumerate().map(|(index, word)| write(index, word)).collect::<Vec<_>>().join(sign)
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars.flat_map(char::to_lowercase)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_they_are_typed() {
        for (typed, before, name, expected) in [
            ("data la", "# the ", "Data Lake", "data lake"),
            ("Data la", "# ", "Data Lake", "Data lake"),
            ("Data La", "# ", "data lake", "Data Lake"),
            ("bigq", "# ", "BigQuery Table", "BigQuery table"),
            ("cdc", "# ", "CDC", "CDC"),
            ("part", "# ", "Partitioning", "partitioning"),
            ("Part", "# ", "partitioning", "Partitioning"),
            ("PART", "# ", "partitioning", "PARTITIONING"),
            ("sla", "# ", "SLA", "SLA"),
            ("data_l", "'load_", "data lake", "data_lake"),
            ("lake", "'load_", "SCD Type 2", "scd_type_2"),
            ("DATA_L", "'", "data lake", "DATA_LAKE"),
            ("data-l", "", "data lake", "data-lake"),
            ("DATA-L", "", "data lake", "DATA-LAKE"),
            ("dataL", "", "data lake", "dataLake"),
            ("DataL", "'load", "data lake", "DataLake"),
            ("DataL", "", "SCD type 2", "ScdType2"),
            ("x", "", "Z-Order", "z-order"),
        ] {
            assert_eq!(Style::of(typed, before).write(name), expected, "{typed} behind {before}");
        }
    }
}
