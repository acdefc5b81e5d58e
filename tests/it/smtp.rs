//! Mails over a real wire: the same verdicts, every failure at every phase, peers that mean harm.

mod hostile;
mod phases;
mod support;
mod verdicts;
