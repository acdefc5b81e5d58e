//! What an oracle finds: a verdict with its evidence, and the one merge of several findings.

use crate::observation::{Judged, Refused, Strength};
use crate::requirement::Verdict;

/// Why a verdict was given: what the requirement expects and what the trace shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The numbers of the records that show it.
    pub records: Vec<u32>,
    /// What the requirement expects, in a few words with instants.
    pub expected: String,
    /// What the trace shows.
    pub actual: String,
    /// How strong the evidence of a pass is.
    pub strength: Option<Strength>,
    /// What else a reader should know.
    pub note: Option<String>,
    /// The reading that a fail fits, as a statement declares it: `ROW=NAME`.
    pub fits: Option<String>,
}

impl Evidence {
    /// Evidence from one record.
    pub fn new(record: impl Into<Option<u32>>, expected: impl Into<String>, actual: impl Into<String>) -> Self {
        Evidence {
            records: record.into().into_iter().collect(),
            expected: expected.into(),
            actual: actual.into(),
            strength: None,
            note: None,
            fits: None,
        }
    }
}

/// What one trace says of one requirement, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The verdict.
    pub verdict: Verdict,
    /// Its evidence: that of the strongest verdict alone.
    pub evidence: Vec<Evidence>,
}

/// What a rule says; a refused view makes it inconclusive.
pub(super) type Judging = Result<Finding, Refused>;

impl Finding {
    /// The trace holds nothing that the requirement speaks of.
    pub const NOT_TRIGGERED: Finding = Finding { verdict: Verdict::NotTriggered, evidence: Vec::new() };

    /// A finding with one piece of evidence.
    pub fn new(verdict: Verdict, evidence: Evidence) -> Self {
        Finding { verdict, evidence: vec![evidence] }
    }

    /// The conformance statement says that the requirement does not apply.
    pub fn not_applicable(why: &str) -> Self {
        Finding::new(Verdict::NotApplicable, Evidence::new(None, "", why))
    }

    /// Inconclusive, since a border can't be read.
    pub fn unseen(refused: &Refused) -> Self {
        let mut evidence = Evidence::new(None, format!("border {} is seen", refused.border()), refused.to_string());
        evidence.note = Some(format!("border {} is not seen", refused.border()));
        Finding::new(Verdict::Inconclusive, evidence)
    }

    /// The finding of a rule.
    pub(super) fn of(judging: Judging) -> Self {
        judging.unwrap_or_else(|refused| Finding::unseen(&refused))
    }

    /// The one merge: the stronger verdict with its evidence; of two equal ones the evidence of both.
    #[must_use]
    pub fn merge(mut self, other: Finding) -> Finding {
        match self.verdict.cmp(&other.verdict) {
            std::cmp::Ordering::Less => other,
            std::cmp::Ordering::Greater => self,
            std::cmp::Ordering::Equal => {
                self.evidence.extend(other.evidence);
                self
            }
        }
    }

    /// The merge of any number of findings.
    pub(super) fn all(parts: impl IntoIterator<Item = Judging>) -> Finding {
        parts.into_iter().map(Finding::of).fold(Finding::NOT_TRIGGERED, Finding::merge)
    }

    /// The same finding with a note on each piece of evidence that has none.
    #[must_use]
    pub(super) fn noted(mut self, note: &str) -> Finding {
        for evidence in self.evidence.iter_mut().filter(|evidence| evidence.note.is_none()) {
            evidence.note = Some(note.to_owned());
        }
        self
    }

    /// The same fail, which fits another reading of the row than the one that is declared.
    #[must_use]
    pub(super) fn fits(mut self, row: &str, name: &str) -> Finding {
        for evidence in &mut self.evidence {
            evidence.fits = Some(format!("{row}={name}"));
        }
        self.noted(&format!("fits the reading `{name}`: declare {row}={name}"))
    }

    /// Whether it is a pass.
    pub(super) fn passes(&self) -> bool {
        self.verdict == Verdict::Pass
    }

    /// Whether it is a fail.
    pub(super) fn fails(&self) -> bool {
        self.verdict == Verdict::Fail
    }
}

/// A pass shown by a record.
pub(super) fn pass(record: impl Into<Option<u32>>, expected: impl Into<String>, actual: impl Into<String>) -> Finding {
    let mut evidence = Evidence::new(record, expected, actual);
    evidence.strength = Some(Strength::Complete);
    Finding::new(Verdict::Pass, evidence)
}

/// A fail shown by a record.
pub(super) fn fail(record: impl Into<Option<u32>>, expected: impl Into<String>, actual: impl Into<String>) -> Finding {
    Finding::new(Verdict::Fail, Evidence::new(record, expected, actual))
}

/// The trace does not tell.
pub(super) fn unclear(
    record: impl Into<Option<u32>>,
    expected: impl Into<String>,
    actual: impl Into<String>,
) -> Finding {
    Finding::new(Verdict::Inconclusive, Evidence::new(record, expected, actual))
}

/// The finding of a judging phrase; `actual` says what a record of the fail, or the lack of one, shows.
pub(super) fn judged(judged: Judged, expected: String, actual: impl FnOnce(Option<u32>) -> String) -> Finding {
    match judged {
        Judged::Pass(strength, record) => {
            let mut evidence = Evidence::new(record, expected, "so it was");
            evidence.strength = Some(strength);
            Finding::new(Verdict::Pass, evidence)
        }
        Judged::Fail(record) => {
            let actual = actual(record);
            fail(record, expected, actual)
        }
        Judged::Inconclusive(why) => unclear(None, expected, why),
    }
}
