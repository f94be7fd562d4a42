//! The files of a run, in the order in which they are shown, found as they are asked for.
//!
//! Each folder that was named is walked in order, and the walks are merged, so that a tree of any size is never kept
//! whole.

use std::iter::Peekable;
use std::path::PathBuf;
use std::vec::IntoIter;

use super::super::project::{Projects, Target};
use crate::workspace::flat;
use crate::workspace::walk::Sorted;

/// The files below the paths that were named, each once.
pub(super) struct Targets<'a> {
    projects: &'a Projects,
    force_exclude: bool,
    /// Files that were named themselves.
    named: Peekable<IntoIter<Target>>,
    walks: Vec<Below>,
    last: Option<Target>,
    /// What could not be looked at so far.
    pub(super) problems: Vec<String>,
}

/// The walk below one folder.
struct Below {
    top: PathBuf,
    files: Sorted,
    next: Option<Target>,
}

impl<'a> Targets<'a> {
    pub(super) fn new(projects: &'a Projects, paths: &[PathBuf], force_exclude: bool) -> Self {
        let mut named = Vec::new();
        let mut targets =
            Self { projects, force_exclude, named: Vec::new().into_iter().peekable(), walks: Vec::new(), last: None, problems: Vec::new() };
        for path in paths {
            let top = flat(&projects.folder().join(path));
            let here = projects.folder();
            if top.is_dir() && (top == here || !here.starts_with(&top)) {
                let files = Sorted::new(&top, &projects.how_to_walk(&top, force_exclude));
                targets.walks.push(Below { top, files, next: None });
            } else {
                // Below a folder that holds this one, files are shown in another order than they are met in.
                let (files, problems) = projects.walk(std::slice::from_ref(&top), force_exclude);
                named.extend(files);
                targets.problems.extend(problems);
            }
        }
        named.sort();
        targets.named = named.into_iter().peekable();
        for index in 0..targets.walks.len() {
            targets.advance(index);
        }
        targets
    }

    /// Finds the next file of a walk.
    fn advance(&mut self, index: usize) {
        let Self { projects, force_exclude, walks, problems, .. } = self;
        let Some(below) = walks.get_mut(index) else { return };
        let Below { top, files, next } = below;
        *next = files.find_map(|found| match found {
            Ok(file) => projects.takes(&file, top, *force_exclude).then(|| projects.shown(file)),
            Err(error) => {
                problems.push(projects.told(&error));
                None
            }
        });
    }
}

impl Iterator for Targets<'_> {
    type Item = Target;

    fn next(&mut self) -> Option<Target> {
        loop {
            let heads = self.walks.iter().enumerate().filter_map(|(index, below)| Some((below.next.as_ref()?, index)));
            let walked = heads.min_by_key(|(target, _)| *target).map(|(target, index)| (target.clone(), index));
            let found = match (self.named.peek(), walked) {
                (Some(named), Some((target, _))) if *named <= target => self.named.next(),
                (_, Some((target, index))) => {
                    self.advance(index);
                    Some(target)
                }
                (_, None) => self.named.next(),
            }?;
            if self.last.as_ref() != Some(&found) {
                self.last = Some(found.clone());
                return Some(found);
            }
        }
    }
}
