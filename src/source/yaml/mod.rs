//! YAML with the place of every key and value.
//!
//! Owns the positioned tree, what is refused while reading it (aliases, tags, duplicate keys, depth, size), and the way
//! from the tree to typed values with errors at the exact place. Knows nothing of what the files mean.

mod gather;
mod parse;
mod read;
mod serde_fault;
mod syntax;
mod tree;

pub use gather::Gather;
pub use parse::{MAX_BYTES, MAX_DEPTH, parse};
pub use read::{read, read_node, read_rows};
pub use tree::{Key, Node, Value};
