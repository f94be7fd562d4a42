//! One lexicon a folder: that of the folder around it, with what the folder's own glossaries change.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::statements::Statements;
use crate::lexicon::live::Live;
use crate::lexicon::part::Part;
use crate::lexicon::{Lexicon, RuleId, Term, TermId};

/// What applies in a folder, before rules of terms that are off are left out.
#[derive(Clone)]
struct Scope {
    live: Live,
    /// The version of each rule that is chosen, by the first of them.
    rules: FxHashMap<RuleId, Option<RuleId>>,
}

pub(super) fn scopes(builtin: &Lexicon, wanted: &dyn Fn(&Term) -> bool, statements: Statements) -> FxHashMap<String, Arc<Lexicon>> {
    let Statements { folders, part, terms, rules, .. } = statements;
    let team = Arc::new(part);
    let mut known: FxHashMap<String, Scope> = FxHashMap::default();
    let mut lexicons = FxHashMap::default();
    for ((folder, terms), rules) in folders.into_iter().zip(terms).zip(rules) {
        let mut scope = around(&folder, &known).cloned().unwrap_or_else(|| outermost(builtin, wanted));
        scope.change(&terms, &rules);
        let live = scope.settled(&builtin.builtin, &team);
        lexicons.insert(folder.clone(), Arc::new(Lexicon::of(Arc::clone(&builtin.builtin), Arc::clone(&team), live)));
        known.insert(folder, scope);
    }
    lexicons
}

/// The innermost known folder around a folder.
fn around<'k>(folder: &str, known: &'k FxHashMap<String, Scope>) -> Option<&'k Scope> {
    let mut folder = folder;
    while let Some((above, _)) = folder.rsplit_once('/') {
        if let Some(scope) = known.get(above) {
            return Some(scope);
        }
        folder = above;
    }
    known.get("")
}

/// The built-in part alone.
fn outermost(builtin: &Lexicon, wanted: &dyn Fn(&Term) -> bool) -> Scope {
    let part = &builtin.builtin;
    let mut live = Live::all(part.next_term().0, 0);
    for (id, _) in part.terms().filter(|(_, term)| !wanted(term)) {
        live.set_term(id, None);
    }
    Scope { live, rules: part.rules().map(|(id, _)| (id, Some(id))).collect() }
}

impl Scope {
    fn change(&mut self, terms: &[(TermId, Option<TermId>)], rules: &[(RuleId, Option<RuleId>)]) {
        for &(first, version) in terms {
            self.live.set_term(first, version);
        }
        self.rules.extend(rules.iter().copied());
    }

    /// With the rules that are chosen and whose terms apply.
    fn settled(&self, builtin: &Part, team: &Part) -> Live {
        let home = |rule: RuleId| builtin.home(rule).or_else(|| team.home(rule));
        let mut live = self.live.clone();
        for rule in self.rules.values().copied().flatten() {
            if home(rule).is_some_and(|home| self.live.term(home).is_some()) {
                live.set_rule(rule, true);
            }
        }
        live.list(builtin.hints().chain(team.hints()));
        live
    }
}
