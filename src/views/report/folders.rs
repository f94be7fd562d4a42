//! Folders: what lies in them and below, and which of them a picture shows.

use std::collections::BTreeMap;

use super::{Counts, Folder};

/// What a folder's path is where it has no name of its own.
const HERE: &str = ".";

/// One file's share of its folders.
pub(super) struct Share<'a> {
    pub(super) path: &'a str,
    pub(super) mentions: usize,
    pub(super) findings: Counts,
    /// Open findings by category.
    pub(super) open_by_category: &'a BTreeMap<String, usize>,
}

/// Adds a file to each folder above it.
pub(super) fn count(folders: &mut BTreeMap<String, Folder>, share: &Share<'_>) {
    for path in above(share.path) {
        let fresh =
            || Folder { path: path.to_owned(), files: 0, mentions: 0, findings: Counts::default(), open_by_category: BTreeMap::new() };
        let folder = folders.entry(path.to_owned()).or_insert_with(fresh);
        folder.files += 1;
        folder.mentions += share.mentions;
        folder.findings.add(&share.findings);
        for (category, open) in share.open_by_category {
            *folder.open_by_category.entry(category.clone()).or_default() += open;
        }
    }
}

/// The folders above a file, the outermost first.
fn above(path: &str) -> impl Iterator<Item = &str> {
    let named = path.match_indices('/').filter_map(|(at, _)| path.get(..at).filter(|folder| !folder.is_empty()));
    std::iter::once(HERE).chain(named)
}

/// At most `limit` folders that together hold every file of `folders` in a folder: of the widest view, the folder with
/// most open findings is opened again and again, as long as there is room. By path.
///
/// A folder stands for what lies in it and below, less what other rows stand for.
pub fn rows(folders: &[Folder], limit: usize) -> Vec<Folder> {
    let mut children: BTreeMap<&str, Vec<&Folder>> = BTreeMap::new();
    for folder in folders.iter().filter(|folder| folder.path != HERE) {
        let parent = folder.path.rfind('/').and_then(|at| folder.path.get(..at)).unwrap_or(HERE);
        children.entry(parent).or_default().push(folder);
    }
    let mut rows: Vec<Folder> = folders.iter().filter(|folder| folder.path == HERE).cloned().collect();
    loop {
        let mut best: Option<(usize, Folder)> = None;
        for (at, row) in rows.iter().enumerate() {
            let Some(inside) = children.get(row.path.as_str()) else { continue };
            let gain = inside.len() - usize::from(own(row, inside).files == 0);
            let better = best.as_ref().is_none_or(|(_, other)| weight(row) > weight(other));
            if rows.len() + gain <= limit && better {
                best = Some((at, row.clone()));
            }
        }
        let Some((at, row)) = best else { break };
        rows.remove(at);
        let inside = children.remove(row.path.as_str()).unwrap_or_default();
        let rest = own(&row, &inside);
        rows.extend(Some(rest).filter(|rest| rest.files > 0));
        rows.extend(inside.into_iter().cloned());
    }
    rows.sort_by(|a, b| a.path.cmp(&b.path));
    rows
}

fn weight(folder: &Folder) -> (usize, usize, usize) {
    (folder.findings.open, folder.findings.acknowledged, folder.files)
}

/// A folder without what the folders in it hold.
fn own(folder: &Folder, inside: &[&Folder]) -> Folder {
    let mut own = folder.clone();
    for other in inside {
        own.files = own.files.saturating_sub(other.files);
        own.mentions = own.mentions.saturating_sub(other.mentions);
        own.findings.take(&other.findings);
        for (category, open) in &other.open_by_category {
            if let Some(count) = own.open_by_category.get_mut(category) {
                *count = count.saturating_sub(*open);
            }
        }
    }
    own.open_by_category.retain(|_, open| *open > 0);
    own
}
