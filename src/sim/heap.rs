//! A min-heap of packed 16-byte keys, four children to a node.
//!
//! Owns the order (time, then sequence) and nothing else: which keys still stand for an event is the queue's business.
//! Four children of 16 bytes are 64 bytes, a cache line or two: half the levels of a binary heap at the same misses.
//!
//! Source: D. B. Johnson, "Priority queues with update and finding minimum spanning trees" (1975), d-ary heaps.

use crate::time::Instant;

/// Children of a node.
const ARITY: usize = 4;

/// Bits of a key that name a slot: 16.7 million pending events.
pub(super) const SLOT_BITS: u32 = 24;

/// Bits of a key that hold the sequence number: what 64 bits leave beside the slot, 1.1e12 events.
pub(super) const SEQUENCE_BITS: u32 = 64 - SLOT_BITS;

/// Time (64 bits), sequence (40) and slot (24) in one number, so that one compare orders by time and then by sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(u128);

impl Key {
    /// Packs a key. The caller keeps `sequence` and `slot` within their bits.
    pub(super) fn new(at: Instant, sequence: u64, slot: u32) -> Self {
        debug_assert!(sequence >> SEQUENCE_BITS == 0 && slot >> SLOT_BITS == 0);
        Key(u128::from(at.ticks()) << 64 | u128::from(sequence) << SLOT_BITS | u128::from(slot))
    }

    pub(super) fn at(self) -> Instant {
        Instant::from_ticks((self.0 >> 64) as u64)
    }

    pub(super) fn sequence(self) -> u64 {
        self.0 as u64 >> SLOT_BITS
    }

    pub(super) fn slot(self) -> u32 {
        self.0 as u32 & ((1 << SLOT_BITS) - 1)
    }
}

/// The heap: every node is less than its children, the root is the least key.
#[derive(Clone, Debug, Default)]
pub(super) struct Heap {
    keys: Vec<Key>,
}

impl Heap {
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    pub(super) fn first(&self) -> Option<Key> {
        self.keys.first().copied()
    }

    pub(super) fn push(&mut self, key: Key) {
        self.keys.push(key);
        self.sift_up(self.keys.len() - 1, key);
    }

    pub(super) fn pop(&mut self) -> Option<Key> {
        let last = self.keys.pop()?;
        let Some(&first) = self.keys.first() else {
            return Some(last);
        };
        self.sift_down(0, last);
        Some(first)
    }

    /// Drops the keys that `keep` refuses and orders the rest anew, in time linear in the keys.
    pub(super) fn retain(&mut self, keep: impl FnMut(&Key) -> bool) {
        self.keys.retain(keep);
        if self.keys.len() > 1 {
            let last_parent = (self.keys.len() - 2) / ARITY;
            for node in (0..=last_parent).rev() {
                self.sift_down(node, self.keys[node]);
            }
        }
    }

    pub(super) fn clear(&mut self) {
        self.keys.clear();
    }

    /// Moves the hole at `node` up until `key` fits there.
    fn sift_up(&mut self, mut node: usize, key: Key) {
        while node > 0 {
            let parent = (node - 1) / ARITY;
            if self.keys[parent] < key {
                break;
            }
            self.keys[node] = self.keys[parent];
            node = parent;
        }
        self.keys[node] = key;
    }

    /// Moves the hole at `node` down until `key` fits there.
    fn sift_down(&mut self, mut node: usize, key: Key) {
        while let Some(child) = self.least_child(node) {
            if key < self.keys[child] {
                break;
            }
            self.keys[node] = self.keys[child];
            node = child;
        }
        self.keys[node] = key;
    }

    /// The place of the least child of a node, or `None` for a leaf.
    fn least_child(&self, node: usize) -> Option<usize> {
        let first = node * ARITY + 1;
        if let Some(&[a, b, c, d]) = self.keys.get(first..first + ARITY) {
            // A knock-out of pairs: two of its three compares do not wait for one another.
            let (left, least_left) = if b < a { (1, b) } else { (0, a) };
            let (right, least_right) = if d < c { (3, d) } else { (2, c) };
            return Some(first + if least_right < least_left { right } else { left });
        }
        (first..self.keys.len()).min_by_key(|child| self.keys[*child])
    }
}
