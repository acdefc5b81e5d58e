//! Where a text was written: places, faults, the positioned YAML tree.
//!
//! Owns what every reader of a file needs to say "this is wrong, here, write that instead", and the one way from YAML
//! to typed values. Knows no file system, no catalogue and no scenario: a file is a name and its text.

mod fault;
mod nearest;
mod render;
pub mod yaml;

pub use fault::{Fault, Place, Source};
pub(crate) use fault::{MAX_FAULTS, in_order};
pub use nearest::nearest;
pub use render::{escape, render};
pub(crate) use render::{is_invisible, shortened};
