//! Deployments behind HTTP: the interface's messages, a server that puts any service behind it, and the driver with its
//! stubs that runs a scenario against whatever speaks it.
//!
//! Async lives here. Whoever is on the other side sees HTTP and JSON alone, as `docs/deployment-interface.yaml` tells.

pub mod serve;
pub mod wire;
