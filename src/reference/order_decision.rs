//! Our answers on order, faults and load: what counts, what is kept, and what is told.

use crate::border::{CallName, LegName};
use crate::domain::{Reason, Territory};
use crate::time::Span;

use super::decide::{Lasting, Missing, Shed, Trouble};
use super::state::{Phase, State};

/// The leg is closed first, and what follows its end follows it.
pub(super) fn not_at_all() -> Span {
    Span::ZERO
}

/// The call that the leg is the last one of, while it is up.
pub(super) fn its_own_while_up(state: &State, leg: &LegName) -> Option<CallName> {
    let name = state.legs.get(leg)?;
    let call = state.calls.get(name)?;
    (call.leg.as_ref() == Some(leg) && call.phase == Phase::Up).then(|| name.clone())
}

pub(super) fn once(mailed: bool) -> bool {
    !mailed
}

pub(super) fn all_of_it(lasting: Lasting) -> bool {
    match lasting {
        Lasting::Windows | Lasting::Snapshots | Lasting::Calls => true,
    }
}

pub(super) fn nothing(_: u32) -> Option<Shed> {
    None
}

/// The last country of the session stands in; without one it is as with a location that is off.
pub(super) fn last_country(last: Option<&Territory>) -> Missing {
    last.map_or(Missing::Refuse(Reason::LocationUnavailable), |country| Missing::Handle(Some(country.clone())))
}

/// What is final is told once; what is tried again is not.
pub(super) fn incident(trouble: Trouble) -> Option<&'static str> {
    match trouble {
        Trouble::Routes => Some("route_failure"),
        Trouble::Pool => Some("pool_exhausted"),
        Trouble::Callback => Some("callback_unreachable"),
        Trouble::Mail => Some("mail_not_sent"),
        Trouble::Template => Some("template_broken"),
        Trouble::Trunk | Trouble::CallbackAgain | Trouble::MailAttempt => None,
    }
}
