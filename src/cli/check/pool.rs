//! Work side by side, results in order, and never more in flight than a few a thread.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::{Mutex, mpsc};
use std::thread;

/// How many items a thread may be ahead of the slowest one: enough to keep it busy, few enough to keep memory flat.
const AHEAD: usize = 16;

/// Does `work` on every item, on `threads` threads, and hands the results to `take` in the order of the items, on this
/// thread. Stops at the first error of `take`.
pub(in crate::cli) fn in_order<T: Sync, R: Send, E>(
    items: &[T],
    threads: NonZeroUsize,
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let threads = threads.get().min(items.len());
    if threads <= 1 {
        return items.iter().try_for_each(|item| take(work(item)));
    }
    let (give, jobs) = mpsc::channel();
    let (done, results) = mpsc::channel();
    let jobs = Mutex::new(jobs);
    thread::scope(|scope| {
        // Dropped when this closure ends, with `results`: that is what ends the threads.
        let (give, results) = (give, results);
        for _ in 0..threads {
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
        let mut todo = items.iter().enumerate();
        for item in todo.by_ref().take(threads * AHEAD) {
            let _ = give.send(item);
        }
        let mut taken = 0;
        while taken < items.len() {
            // Nothing comes only if every thread has died; what is in hand is complete then.
            let Ok((at, result)) = results.recv() else { break };
            waiting.insert(at, result);
            while let Some(result) = waiting.remove(&taken) {
                taken += 1;
                take(result)?;
                if let Some(item) = todo.next() {
                    let _ = give.send(item);
                }
            }
        }
        Ok(())
    })
}

fn next<'a, T>(jobs: &Mutex<mpsc::Receiver<(usize, &'a T)>>) -> Option<(usize, &'a T)> {
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
            let work = |&item: &usize| {
                begun.fetch_add(1, Ordering::SeqCst);
                if item % 50 == 0 {
                    thread::sleep(Duration::from_millis(2));
                }
                item
            };
            let result: Result<(), ()> = in_order(&items, threads, work, |item| {
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
            &items,
            NonZeroUsize::new(3).unwrap(),
            |&item| item,
            |item| {
                taken += 1;
                if item == 5 { Err("closed") } else { Ok(()) }
            },
        );
        assert_eq!((result, taken), (Err("closed"), 6));
    }
}
