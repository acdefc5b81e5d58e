//! spec911: simulation and compliance-test harness for emergency calls made by contact-centre agents.

pub mod border;
pub mod conduct;
pub mod counterpart;
pub mod deployment;
pub mod domain;
pub mod gherkin;
pub mod notice;
pub mod observation;
pub mod oracle;
pub mod reference;
pub mod report;
pub mod requirement;
pub mod result;
pub mod scenario;
pub mod sim;
pub mod source;
pub mod stimulus;
pub mod time;
