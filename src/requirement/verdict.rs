//! The verdict scale: what an oracle says of one trace, and what a check says of one requirement.

use super::names::named;

named! {
    /// What one trace says of one requirement, weakest first.
    pub enum Verdict("verdict") {
        /// The trace holds nothing that the requirement speaks of; never a pass.
        NotTriggered = "not-triggered",
        /// The ICS says that the requirement does not apply.
        NotApplicable = "not-applicable",
        /// Run without obligation: a behaviour capability that the ICS does not declare.
        Observed = "observed",
        /// The requirement is met.
        Pass = "pass",
        /// The suite could not observe enough.
        Inconclusive = "inconclusive",
        /// The requirement is not met.
        Fail = "fail",
        /// The harness or its environment broke: never the vendor's fault.
        Error = "error",
    }
}

impl Verdict {
    /// The verdict of two findings on one requirement in one trace: the stronger one.
    ///
    /// Fail before inconclusive before pass before observed before not-applicable before not-triggered. An error stands
    /// above all, since a broken harness says nothing about anybody.
    ///
    /// ```
    /// use spec911::requirement::Verdict;
    /// assert_eq!(Verdict::Pass.merge(Verdict::Inconclusive), Verdict::Inconclusive);
    /// ```
    #[must_use]
    pub fn merge(self, other: Verdict) -> Verdict {
        self.max(other)
    }

    /// The verdict of any number of findings on one requirement in one trace; none is not triggered.
    pub fn of(findings: impl IntoIterator<Item = Verdict>) -> Verdict {
        findings.into_iter().fold(Verdict::NotTriggered, Verdict::merge)
    }
}

named! {
    /// What became of a requirement or a scenario in a check, beside its verdict.
    pub enum Status("status") {
        /// It was run and judged.
        Tested = "tested",
        /// The ICS excludes it: it was not run.
        Excluded = "excluded",
        /// No selected scenario speaks of it.
        NotTested = "not-tested",
        /// The interface can't show what it needs.
        NotMeasured = "not-measured",
        /// The harness or its environment broke.
        Error = "error",
    }
}
