//! Work side by side, results in order, and never more in flight than a few a thread.
//!
//! Each thread takes the next item itself, and the one that takes the results sleeps until there are many of them: waking
//! a thread costs as much as looking at a small file.

use std::collections::BTreeMap;
use std::iter::Enumerate;
use std::num::NonZeroUsize;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// How many items a thread may be ahead of the slowest one: enough to keep it busy, few enough to keep memory flat.
const AHEAD: usize = 32;

/// So long results wait at most that are ready to be taken.
const PATIENCE: Duration = Duration::from_millis(20);

/// Does `work` on every item, on `threads` threads, and hands the results to `take` in the order of the items, on this
/// thread. Items are asked for as they are needed, by one thread at a time. Stops at the first error of `take`.
pub(in crate::cli) fn in_order<T: Send, R: Send, E>(
    items: impl Iterator<Item = T> + Send,
    threads: NonZeroUsize,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let mut items = items.peekable();
    let Some(first) = items.next() else { return Ok(()) };
    if threads.get() == 1 || items.peek().is_none() {
        return std::iter::once(first).chain(items).try_for_each(|item| take(work(item)));
    }
    let threads = threads.get();
    let items = Mutex::new(std::iter::once(first).chain(items).enumerate());
    let desk = Desk { ahead: threads * AHEAD, state: Mutex::new(State::new(threads)), ready: Condvar::new(), room: Condvar::new() };
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let leaving = Leaving(&desk);
                while let Some((at, item)) = next(&items) {
                    if !leaving.0.begin(at) {
                        break;
                    }
                    leaving.0.put(at, work(item));
                }
            });
        }
        let taker = Closing(&desk);
        while let Some(results) = taker.0.get() {
            let count = results.len();
            results.into_iter().try_for_each(&mut take)?;
            taker.0.taken(count);
        }
        Ok(())
    })
}

fn next<T>(items: &Mutex<Enumerate<impl Iterator<Item = T>>>) -> Option<(usize, T)> {
    items.lock().ok()?.next()
}

/// Where results are put until their turn comes.
struct Desk<R> {
    /// So many items may be begun that are not taken yet.
    ahead: usize,
    state: Mutex<State<R>>,
    /// Told to the one who takes: much is ready, or nothing more will come.
    ready: Condvar,
    /// Told to those who work: they may go on, or should end.
    room: Condvar,
}

struct State<R> {
    waiting: BTreeMap<usize, R>,
    /// The next one to hand over.
    next: usize,
    /// So many were taken to the end.
    taken: usize,
    working: usize,
    /// Who sleeps: nobody else need be woken.
    idle: usize,
    asleep: bool,
    closed: bool,
}

impl<R> State<R> {
    fn new(working: usize) -> Self {
        Self { waiting: BTreeMap::new(), next: 0, taken: 0, working, idle: 0, asleep: false, closed: false }
    }
}

impl<R> Desk<R> {
    fn state(&self) -> MutexGuard<'_, State<R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until work on an item may begin; whether it should.
    fn begin(&self, at: usize) -> bool {
        let mut state = self.state();
        while !state.closed && at >= state.taken + self.ahead {
            self.wake(&state, 0);
            state.idle += 1;
            state = self.room.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.idle -= 1;
        }
        !state.closed
    }

    fn put(&self, at: usize, result: R) {
        let mut state = self.state();
        state.waiting.insert(at, result);
        self.wake(&state, self.ahead / 2);
    }

    /// Wakes the one who takes, where more than `many` results wait.
    fn wake(&self, state: &State<R>, many: usize) {
        if state.asleep && state.waiting.len() > many {
            self.ready.notify_one();
        }
    }

    /// The results whose turn it is; `None` once nothing more will come.
    fn get(&self) -> Option<Vec<R>> {
        let mut state = self.state();
        loop {
            let State { waiting, next, .. } = &mut *state;
            let results: Vec<R> = std::iter::from_fn(|| waiting.remove(next).inspect(|_| *next += 1)).collect();
            if !results.is_empty() {
                return Some(results);
            }
            if state.closed || state.working == 0 {
                return None;
            }
            state.asleep = true;
            state = self.ready.wait_timeout(state, PATIENCE).unwrap_or_else(PoisonError::into_inner).0;
            state.asleep = false;
        }
    }

    /// Tells that so many more results were taken.
    fn taken(&self, count: usize) {
        let mut state = self.state();
        state.taken += count;
        if state.idle > 0 {
            self.room.notify_all();
        }
    }

    /// Ends the work.
    fn close(&self) {
        self.state().closed = true;
        self.room.notify_all();
    }
}

/// Ends the work when nobody takes results any more, whatever the reason.
struct Closing<'a, R>(&'a Desk<R>);

impl<R> Drop for Closing<'_, R> {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// That a thread has ended, however it did.
struct Leaving<'a, R>(&'a Desk<R>);

impl<R> Drop for Leaving<'_, R> {
    fn drop(&mut self) {
        // What it was working on will never come, so nothing behind it can be taken.
        if thread::panicking() {
            self.0.close();
        }
        let mut state = self.0.state();
        state.working -= 1;
        if state.working == 0 || state.closed {
            self.0.ready.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[test]
    fn results_come_in_order_and_never_far_ahead() {
        let items: Vec<usize> = (0..500).collect();
        for threads in [1, 2, 7] {
            let threads = NonZeroUsize::new(threads).unwrap();
            let (begun, mut seen) = (AtomicUsize::new(0), Vec::new());
            let work = |item: usize| {
                begun.fetch_add(1, Ordering::SeqCst);
                if item.is_multiple_of(50) {
                    thread::sleep(Duration::from_millis(2));
                }
                item
            };
            let result: Result<(), ()> = in_order(items.iter().copied(), threads, work, |item| {
                assert!(begun.load(Ordering::SeqCst) <= seen.len() + threads.get() * AHEAD + 1);
                seen.push(item);
                Ok(())
            });
            assert_eq!((result, &seen), (Ok(()), &items));
        }
    }

    #[test]
    fn an_error_ends_it() {
        let items: Vec<usize> = (0..100).collect();
        let mut taken = 0;
        let result = in_order(
            items.into_iter(),
            NonZeroUsize::new(3).unwrap(),
            |item| item,
            |item| {
                taken += 1;
                if item == 5 { Err("closed") } else { Ok(()) }
            },
        );
        assert_eq!((result, taken), (Err("closed"), 6));
    }

    #[test]
    fn a_panic_ends_it() {
        let panics_at = |at: usize| {
            move |item: usize| {
                assert_ne!(item, at, "on purpose");
                item
            }
        };
        for (working, taking) in [(7, usize::MAX), (usize::MAX, 7)] {
            let take = |item| if panics_at(taking)(item) < 100_000 { Ok(()) } else { Err(()) };
            let run = || in_order(0..100_000, NonZeroUsize::new(3).unwrap(), panics_at(working), take);
            assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).is_err());
        }
    }
}
