//! What belongs to what: a reply to its act, a reading to its question.

use crate::border::{Act, Question, Reading, Reply};

/// Whether a reply is one that an act can have.
pub(super) fn belongs(act: &Act, reply: &Reply) -> bool {
    match (act, reply) {
        (_, Reply::Refused { .. })
        | (Act::Dial { .. }, Reply::DialAccepted { .. } | Reply::DialRefused { .. })
        | (Act::Save { .. }, Reply::Saved { .. }) => true,
        (Act::Dial { .. } | Act::Save { .. }, _) => false,
        (_, reply) => *reply == Reply::Done,
    }
}

/// Whether a reading answers a question.
pub(super) fn fits(question: &Question, reading: &Reading) -> bool {
    match question {
        Question::Presence(_) => matches!(reading, Reading::Presence { .. }),
        Question::Offers(_) => matches!(reading, Reading::Offers(_)),
        Question::Panel(_) => matches!(reading, Reading::Panel(_)),
        Question::Form(_) => matches!(reading, Reading::Form(_)),
        Question::Store(_) => matches!(reading, Reading::Store(_)),
        Question::Failures(_) => matches!(reading, Reading::Failures(_)),
        Question::Incidents => matches!(reading, Reading::Incidents(_)),
    }
}
