//! After a callback the waiting work is served as before: by priority, then by place, nothing lost and nothing twice.

use spec911::border::OfferFact;
use spec911::deployment::Borders;
use spec911::domain::{OfferState, WorkKind};
use spec911::observation::Seen;
use spec911::reference::Policy;
use spec911::requirement::Ics;

use super::suite::{run_with, scenarios};

#[test]
fn after_the_callback_fifty_five_items_are_served_in_their_order() {
    let all = scenarios();
    let fifty = all.iter().find(|scenario| scenario.name.starts_with("Fifty waiting items")).expect("the scenario");
    let trace = run_with(fifty, Policy::SPEC, Ics::reference(), Borders::Complete).trace;
    let offers: Vec<&OfferFact> = trace
        .records
        .iter()
        .filter_map(|record| match record.seen() {
            Some(Seen::Offer { agent: Some(_), offer }) => Some(offer),
            _ => None,
        })
        .collect();
    let ended = offers.iter().position(|offer| offer.kind == WorkKind::Callback && offer.state == OfferState::Ended);
    let after = &offers[ended.expect("the callback ends") + 1..];
    let served: Vec<String> =
        after.iter().filter(|offer| offer.state == OfferState::Connected).map(|offer| offer.caller.clone()).collect();
    let places = |places: std::ops::RangeInclusive<u32>| places.map(|place| format!("support-{place}"));
    let waiting = places(1..=10).chain((1..=5).map(|nth| format!("arrival-{nth}")));
    let wanted: Vec<String> = waiting.chain(places(21..=30)).chain(places(31..=50)).chain(places(11..=20)).collect();
    assert_eq!(served, wanted);
}
