//! spec911: simulation and compliance-test harness for emergency calls made by contact-centre agents.
//!
//! # One run, told in steps
//!
//! ```text
//!   text ──gherkin, scenario──► Scenario ──► Conductor ──orders──► driver ──inputs──► Service (the reference)
//!                                               │  ▲                 │                    │
//!                                 counterparts ─┘  └──── arrived ────┴───── effects ──────┘
//!                                               ▼
//!                                             Trace ──oracle──► Finding a requirement ──result──► Report, Exit
//! ```
//!
//! 1. **A scenario is values.** [`gherkin::read`] and [`scenario::read`] turn a text into a [`stimulus::Scenario`]: facts,
//!    then stimuli and expectations. Each has a value, a phrase and a YAML key from one table in [`stimulus`].
//! 2. **A run has a head.** [`deployment::head`] completes the facts with the defaults and says how each border is seen
//!    and what the deployment declares. With the head, a trace can be judged on its own.
//! 3. **The conductor says what is next.** [`conduct::Conductor`] owns the clock, the counterparts and the trace. It gives
//!    orders: do this act, deliver this event, advance to this instant, sample this border.
//! 4. **A driver carries the orders out.** The one in [`deployment`] feeds a [`reference::Service`], hands its effects back
//!    to the conductor, and each reply after all other effects of its act.
//! 5. **The reference decides.** [`reference::Reference`] takes inputs and gives effects; every decision of the catalogue
//!    is one field of [`reference::Policy`].
//! 6. **Counterparts answer.** Carriers, PSAP, mail server and number pool live in [`counterpart`]. A service that is well
//!    answers at once, as an input of its own; a party acts at least one tick later.
//! 7. **What crossed a border stands in the trace.** [`observation::Trace`] is append-only; [`observation::canonical`]
//!    writes it as text.
//! 8. **Oracles judge the trace.** [`oracle::judge`] gives a verdict with evidence for each requirement that has a rule. It
//!    sees nothing but the trace.
//! 9. **Results are put together.** [`result`] makes a report of findings, and one exit code; [`report`] writes it.
//!
//! The same in code:
//!
//! ```
//! use spec911::deployment::{Borders, RunOptions, run};
//! use spec911::observation::canonical;
//! use spec911::oracle::judge;
//! use spec911::reference::{Policy, Reference};
//! use spec911::requirement::{Catalogue, Ics, Verdict};
//! use spec911::source::Source;
//!
//! let feature = "\
//! Feature: A first call
//!
//!   @ELG-01
//!   Scenario: The agent dials
//!     Given the tenant owns the calling-plan number +15550120000 that makes calls
//!     And agent ana is signed in in US
//!     And ana calls from the number +15550120000
//!     When ana dials 911
//!     Then we see that the dial of call 1 of ana is accepted
//! ";
//! let scenarios = spec911::gherkin::read(&[Source::new("first.feature", feature)]).expect("no faults");
//!
//! let catalogue = Catalogue::embedded();
//! let options =
//!     RunOptions { revision: catalogue.revision(), ics: Ics::reference(), borders: Borders::Complete, seed: 1 };
//! let ran = run(&scenarios[0], &options, &|facts| Ok(Box::new(Reference::new(Policy::SPEC, facts)?)));
//!
//! let trace = canonical(&ran.trace);
//! assert!(trace.contains("offered         call=call#1 leg=leg#1 from=number#1 to=911"), "{trace}");
//!
//! let findings = judge(&ran.trace, catalogue);
//! let verdict = |id: &str| findings[&id.parse().expect("an id")].verdict;
//! assert_eq!(verdict("ELG-01"), Verdict::Pass);
//! assert_eq!(verdict("CBR-01"), Verdict::NotTriggered);
//! ```
//!
//! A wrong decision goes red under the requirement that it breaks:
//!
//! ```
//! # use spec911::deployment::{Borders, RunOptions, run};
//! # use spec911::oracle::judge;
//! # use spec911::requirement::{Catalogue, Ics, Verdict};
//! # use spec911::source::Source;
//! use spec911::reference::{Policy, Reference};
//!
//! # let feature = "\
//! # Feature: A first call
//! #   Scenario: The agent dials
//! #     Given the tenant owns the calling-plan number +15550120000 that makes calls
//! #     And agent ana is signed in in US
//! #     And ana calls from the number +15550120000
//! #     When ana dials 911
//! # ";
//! # let scenarios = spec911::gherkin::read(&[Source::new("first.feature", feature)]).expect("no faults");
//! # let catalogue = Catalogue::embedded();
//! # let options =
//! #     RunOptions { revision: catalogue.revision(), ics: Ics::reference(), borders: Borders::Complete, seed: 1 };
//! let deaf = Policy { is_emergency: |_, _| false, ..Policy::SPEC };
//! let ran = run(&scenarios[0], &options, &|facts| Ok(Box::new(Reference::new(deaf, facts)?)));
//! let findings = judge(&ran.trace, catalogue);
//! assert_eq!(findings[&"ELG-01".parse().expect("an id")].verdict, Verdict::Fail);
//! ```
//!
//! # Where to read on
//!
//! Modules stand in layers; each imports only from lower ones. From the bottom: [`time`]; [`domain`], [`source`];
//! [`border`], [`sim`], [`stimulus`], [`requirement`], [`notice`]; [`observation`], [`counterpart`], [`mod@reference`];
//! [`scenario`], [`oracle`], [`conduct`]; [`deployment`], [`result`]; [`gherkin`]; [`report`]; [`cli`]. The map with what
//! each owns is `ARCHITECTURE.md`; what a trace is and how it is judged is `docs/trace.md`.

pub mod audit;
pub mod border;
pub mod cli;
pub mod conduct;
pub mod counterpart;
pub mod deployment;
pub mod domain;
pub mod gherkin;
pub mod mutant;
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
