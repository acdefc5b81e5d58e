//! The step functions: one for each row of the table, generated from it.
//!
//! Nothing refers to them: cucumber's attributes register each with its phrase.

mod given;
mod then;
mod when;
