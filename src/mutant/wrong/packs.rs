//! Wrong about the packs: direct dialling and notification, test calls.

use crate::border::{Effect, Request};
use crate::domain::{Path, test_numbers};
use crate::mutant::wrapper::Altered;
use crate::notice::Field;
use crate::reference::{CallMoment, LegOrder, NoticeFacts, Policy};

use super::{Mutant, wrapped, wrong};

const SPEC: Policy = Policy::SPEC;

pub(super) const MUTANTS: &[Mutant] = &[
    wrong!("key-after-the-number", "KAR-01", "The emergency number counts only with the key that ends a dialled number.",
    is_emergency: |plan, dialled| {
        dialled.as_str().strip_suffix('#').and_then(|number| number.parse().ok())
            .is_some_and(|number| (SPEC.is_emergency)(plan, &number))
    }),
    wrapped!(
        "trunk-wants-a-digit",
        "KAR-01",
        "The trunk gets the number behind the digit that seizes an outside line.",
        |inner| Altered::effects(inner, behind_nine)
    ),
    wrong!("told-once-it-rings", "KAR-02", "The notification waits for the first sign of the far end.",
        mail_from: || CallMoment::Ringing),
    wrong!("call-waits-for-notice", "KAR-02", "The call begins when the mail server has the notification.",
        leg_order: || LegOrder::MailAnswered),
    wrong!("stand-in-without-number", "KAR-03", "What stands in for a template says who dialled what and when, and no more.",
        stand_in: |written| Some(written.text.lines().take(3).collect::<Vec<_>>().join("\n"))),
    wrong!("number-masked", "KAR-03", "The callback number is masked but for its last digits, as personal data is.",
        merged: masked),
    wrong!("test-not-marked", "TST-01", "The mail of a test call reads as that of a real one.", marks_test: |_| false),
    wrong!("every-call-a-test", "TST-01", "The mark that was set for the roll-out stays in every mail.",
        marks_test: |_| true),
    wrong!("test-number-ordinary", "TST-01", "The number for test calls goes out as an ordinary call.",
        is_emergency: |plan, dialled| !test_numbers().contains(dialled) && (SPEC.is_emergency)(plan, dialled)),
];

fn behind_nine(mut effects: Vec<Effect>) -> Vec<Effect> {
    for effect in &mut effects {
        if let Effect::Request { request: Request::PlaceLeg { path: Path::Trunk(_), to, .. }, .. } = effect
            && let Ok(number) = format!("9{to}").parse()
        {
            *to = number;
        }
    }
    effects
}

fn masked(facts: &NoticeFacts<'_>, field: Field) -> String {
    let value = (SPEC.merged)(facts, field);
    if field != Field::CallbackNumber {
        return value;
    }
    let shown = value.chars().count().saturating_sub(4);
    value.chars().enumerate().map(|(place, c)| if place < shown { '*' } else { c }).collect()
}
