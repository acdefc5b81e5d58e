//! The rules of the house: layers, forbidden words and calls, the size of files. Each failure names file and line.

mod ban;
mod layer;
mod lex;
mod size;
mod tree;
mod word;

/// Fails with every breach, one a line.
fn none(breaches: &[String]) {
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}
