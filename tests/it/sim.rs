//! The kernel: events against a naive model, the streams, and the samplers against statistics and golden draws.

use spec911::sim::Streams;

mod golden;
mod queue;
mod sampler;
mod stream;

/// The seed of every test of the kernel, each of which has streams of its own name.
const STREAMS: Streams = Streams::new(911);
