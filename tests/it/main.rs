//! The integration tests: one binary, one module for each part of the library.

mod alternatives;
mod bad;
mod channel;
mod cli;
mod clock;
mod docs;
mod edits;
mod gherkin;
mod house;
mod kernel_run;
mod misfit;
mod notice;
mod oracle;
mod phrases;
mod requirement;
mod result;
mod runs;
mod scenario;
mod served;
mod shipped;
mod sim;
mod source;
mod suite;
mod table;
mod theory;
mod verdicts;
