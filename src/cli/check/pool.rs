//! Work side by side, results in order, and never more in flight than a few a thread.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::{Mutex, mpsc};
use std::thread;

/// How many items a thread may be ahead of the slowest one: enough to keep it busy, few enough to keep memory flat.
const AHEAD: usize = 16;

/// Does `work` on every item, on `threads` threads, and hands the results to `take` in the order of the items, on this
/// thread. Items are asked for as they are needed, on this thread too. Stops at the first error of `take`.
pub(in crate::cli) fn in_order<T: Send, R: Send, E>(
    items: impl Iterator<Item = T>,
    threads: NonZeroUsize,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let mut items = items.peekable();
    let Some(first) = items.next() else { return Ok(()) };
    if threads.get() == 1 || items.peek().is_none() {
        return std::iter::once(first).chain(items).try_for_each(|item| take(work(item)));
    }
    let (give, jobs) = mpsc::channel();
    let (done, results) = mpsc::channel();
    let jobs = Mutex::new(jobs);
    thread::scope(|scope| {
        // Dropped when this closure ends, with `results`: that is what ends the threads.
        let (give, results) = (give, results);
        for _ in 0..threads.get() {
            let (done, jobs, work) = (done.clone(), &jobs, &work);
            scope.spawn(move || {
                while let Some((at, item)) = next(jobs) {
                    if done.send((at, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done);
        let mut waiting = BTreeMap::new();
        let mut todo = std::iter::once(first).chain(items).enumerate();
        let (mut given, mut taken) = (0, 0);
        for item in todo.by_ref().take(threads.get() * AHEAD) {
            given += 1;
            let _ = give.send(item);
        }
        while taken < given {
            // Nothing comes only if every thread has died; what is in hand is complete then.
            let Ok((at, result)) = results.recv() else { break };
            waiting.insert(at, result);
            while let Some(result) = waiting.remove(&taken) {
                taken += 1;
                take(result)?;
                if let Some(item) = todo.next() {
                    given += 1;
                    let _ = give.send(item);
                }
            }
        }
        Ok(())
    })
}

fn next<T>(jobs: &Mutex<mpsc::Receiver<(usize, T)>>) -> Option<(usize, T)> {
    jobs.lock().ok()?.recv().ok()
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
}
