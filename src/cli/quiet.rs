//! Panics of a scenario's run: caught, kept with their place, not printed.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// What the thread's guarded work panicked with; `None` outside of guarded work.
    static PANICKED: RefCell<Option<String>> = const { RefCell::new(None) };
}

static HOOK: Once = Once::new();

/// Does work that may panic. A panic's text and place come back instead of the result.
///
/// # Errors
///
/// The panic's text and place.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    HOOK.call_once(install);
    PANICKED.set(Some(String::new()));
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    let told = PANICKED.take().unwrap_or_default();
    result.map_err(|_| told)
}

/// Panics of guarded work are kept; all others go on as before.
fn install() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let is_kept = PANICKED.with_borrow_mut(|kept| match kept {
            Some(text) => {
                let place = info.location().map(|at| format!(" at {}:{}", at.file(), at.line())).unwrap_or_default();
                let message = info.payload_as_str().unwrap_or("without a text");
                *text = format!("panicked{place}: {message}");
                true
            }
            None => false,
        });
        if !is_kept {
            before(info);
        }
    }));
}
