//! The heat map: folders down, categories across, open findings in the cells.

use serde::Serialize;

use crate::views::report::{Report, rows};

/// How many folders are shown: what one look takes in.
const FOLDERS: usize = 18;

/// How many steps of heat the style sheet knows beyond none.
const STEPS: usize = 5;

#[derive(Serialize)]
pub(super) struct Heat {
    /// The categories with open findings, each by name.
    columns: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    path: String,
    files: usize,
    cells: Vec<Cell>,
    total: Cell,
    acknowledged: usize,
}

#[derive(Clone, Copy, Serialize)]
struct Cell {
    open: usize,
    /// From 0, none, to [`STEPS`].
    heat: usize,
}

/// The heat map of a report; `None` where nothing is open.
pub(super) fn heat(report: &Report) -> Option<Heat> {
    let columns: Vec<String> =
        report.categories.iter().filter(|category| category.findings.open > 0).map(|category| category.name.clone()).collect();
    let folders = rows(&report.folders, FOLDERS);
    let cell = |open: usize, most: usize| Cell { open, heat: step(open, most) };
    let counts = folders.iter().flat_map(|folder| folder.open_by_category.values().copied());
    let (most, most_total) =
        (counts.max().unwrap_or_default(), folders.iter().map(|folder| folder.findings.open).max().unwrap_or_default());
    let row = |folder: &crate::views::report::Folder| Row {
        path: if folder.path == "." { "(here)".to_owned() } else { format!("{}/", folder.path) },
        files: folder.files,
        cells: columns.iter().map(|name| cell(folder.open_by_category.get(name).copied().unwrap_or_default(), most)).collect(),
        total: cell(folder.findings.open, most_total),
        acknowledged: folder.findings.acknowledged,
    };
    let rows = folders.iter().filter(|folder| folder.findings.all() > 0).map(row).collect();
    (!columns.is_empty()).then_some(Heat { columns, rows })
}

/// However little there is: two findings are no fire.
const LEAST_MOST: usize = 20;

/// A count's step on the way to the most there is; each step is as many times as much as the one before.
pub(super) fn step(count: usize, most: usize) -> usize {
    let log = |count: usize| (count as f64 + 1.0).ln();
    if count == 0 {
        return 0;
    }
    let share = log(count) / log(most.max(count).max(LEAST_MOST));
    (1..STEPS).find(|&step| share <= step as f64 / STEPS as f64).unwrap_or(STEPS)
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn steps_grow_with_the_logarithm() {
        for (count, most, expected) in
            [(0, 9, 0), (1, 1, 2), (9, 9, 4), (30, 30, 5), (1, 10_000, 1), (100, 10_000, 3), (10_000, 10_000, 5), (3, 0, 3)]
        {
            assert_eq!(step(count, most), expected, "{count} of {most}");
        }
    }
}
