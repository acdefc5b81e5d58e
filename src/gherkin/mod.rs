//! Features to scenarios, and scenarios back to features.
//!
//! Owns everything that is Gherkin: cucumber's steps and parameters, placeholders and tables, tags, and the faults of a
//! feature file. Knows what a scenario is, but not how it is run.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod block;
mod draft;
mod explain;
mod feature;
mod finder;
mod order;
mod outline;
mod page;
mod phrases;
mod read;
mod step;
mod steps;
mod stray;
mod syntax;
mod tags;
mod template;
mod undefined;

pub use phrases::to_feature;
pub use read::{read, read_partly};
pub use tags::TagFilter;
