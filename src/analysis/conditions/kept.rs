//! What is worked out once and asked for again, so that a file of nothing but triggers stays linear.

use std::cell::RefCell;
use std::hash::Hash;
use std::rc::Rc;

use rustc_hash::FxHashMap;

/// What was worked out last, and of what: candidates come in order, so one is enough.
pub(super) struct Last<K, T>(RefCell<Option<(K, Rc<T>)>>);

impl<K: PartialEq, T> Last<K, T> {
    pub(super) fn get(&self, key: K, make: impl FnOnce() -> T) -> Rc<T> {
        if let Some((at, value)) = &*self.0.borrow()
            && *at == key
        {
            return Rc::clone(value);
        }
        let value = Rc::new(make());
        *self.0.borrow_mut() = Some((key, Rc::clone(&value)));
        value
    }
}

impl<K, T> Default for Last<K, T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

/// Everything that was worked out, and of what.
pub(in crate::analysis) struct Kept<K, T>(RefCell<FxHashMap<K, Rc<T>>>);

impl<K: Eq + Hash, T> Kept<K, T> {
    pub(in crate::analysis) fn get(&self, key: K, make: impl FnOnce() -> T) -> Rc<T> {
        if let Some(value) = self.0.borrow().get(&key) {
            return Rc::clone(value);
        }
        let value = Rc::new(make());
        self.0.borrow_mut().insert(key, Rc::clone(&value));
        value
    }
}

impl<K, T> Default for Kept<K, T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

/// How much was spent, and on what.
pub(super) struct Budget<K>(RefCell<FxHashMap<K, u32>>);

impl<K: Eq + Hash> Budget<K> {
    /// Spends `cost` if all that was spent on `key` stays within `limit`.
    pub(super) fn allows(&self, key: K, cost: u32, limit: u32) -> bool {
        let mut spent = self.0.borrow_mut();
        let spent = spent.entry(key).or_default();
        let sum = spent.saturating_add(cost);
        let allowed = sum <= limit;
        if allowed {
            *spent = sum;
        }
        allowed
    }
}

impl<K> Default for Budget<K> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}
