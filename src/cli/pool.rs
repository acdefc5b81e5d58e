//! Scenarios on threads: a shared index hands them out, and results come back in the scenarios' order.

use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

/// Does work on each item on `jobs` threads. The results stand in the items' order, whatever the jobs.
///
/// Where `ends` says so of a result, no later item is begun any more; results after it are left out, so that they do
/// not depend on how far other threads have come.
pub fn each<T: Sync, R: Send>(
    items: &[T],
    jobs: NonZeroUsize,
    work: impl Fn(&T) -> R + Sync,
    ends: impl Fn(&R) -> bool + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let stop = AtomicBool::new(false);
    let done: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::with_capacity(items.len()));
    let worker = || {
        let mut mine = Vec::new();
        while !stop.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { break };
            let result = work(item);
            stop.fetch_or(ends(&result), Ordering::Relaxed);
            mine.push((index, result));
        }
        if let Ok(mut done) = done.lock() {
            done.append(&mut mine);
        }
    };
    let threads = jobs.get().min(items.len()).max(1);
    if threads == 1 {
        worker();
    } else {
        thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(worker))));
    }
    in_order(done.into_inner().unwrap_or_default(), ends)
}

fn in_order<R>(mut done: Vec<(usize, R)>, ends: impl Fn(&R) -> bool) -> Vec<R> {
    done.sort_by_key(|(index, _)| *index);
    let mut results = Vec::with_capacity(done.len());
    for (_, result) in done {
        let last = ends(&result);
        results.push(result);
        if last {
            break;
        }
    }
    results
}
