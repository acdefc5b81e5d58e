//! The suite judged by what it catches: every mutant must go red under the row that it breaks, every variant stay clean,
//! and no scenario be idle.
//!
//! Owns the matrix of mutants and scenarios and what is wrong with it. Takes results as values and runs nothing.

mod agreement;
mod boundary;
mod collateral;
mod find;
mod flaw;
mod lost;
mod matrix;
mod sample;
mod weakness;

pub use agreement::{Agreement, Gap};
pub use boundary::Boundaries;
pub use collateral::Collateral;
pub use find::flaws;
pub use flaw::Flaw;
pub use lost::Lost;
pub use matrix::{Audited, Caught, Extent, Fails, Matrix, Spared};
pub use sample::sample;
pub use weakness::{Weaknesses, weaknesses};
