//! Crashes: at once, or when the deployment's next message of a kind reaches a counterpart.

use crate::border::{Request, RequestId};
use crate::observation::Seen;
use crate::stimulus::{MessageKind, Side};

use super::armed::Armed;
use super::conductor::Conductor;
use super::order::Disposition;

/// The kind of a message at which a crash can be set.
fn kind_of(request: &Request) -> Option<MessageKind> {
    match request {
        Request::LeaseNumber { .. } => Some(MessageKind::Lease),
        Request::PlaceLeg { .. } => Some(MessageKind::Leg),
        Request::SubmitMail { .. } => Some(MessageKind::Mail),
        Request::WritePresence { .. } => Some(MessageKind::Presence),
        Request::ReuseNumber { .. }
        | Request::ExpireNumber { .. }
        | Request::ReleaseNumber { .. }
        | Request::CloseLeg { .. }
        | Request::Treat { .. }
        | Request::Locate { .. } => None,
    }
}

impl Conductor<'_> {
    /// The state of a crash: nobody hears what is under way, and held answers are for nobody.
    pub(super) fn crash(&mut self) {
        self.crashed = true;
        self.parties.forget_held();
        self.lost.extend(std::mem::take(&mut self.acts).into_keys());
        self.seen(Seen::Stopped);
    }

    /// Whether a request sets off the crash that waits for it; if before its reply, at once.
    pub(super) fn set_off(&mut self, id: RequestId, request: &Request) -> bool {
        match self.armed {
            Armed::At(kind, side) if kind_of(request) == Some(kind) => {
                self.armed = match side {
                    Side::Before => Armed::Not,
                    Side::After => Armed::AfterReply(id),
                };
                side == Side::Before
            }
            Armed::Not | Armed::At(..) | Armed::AfterReply(_) | Armed::AfterOrder => false,
        }
    }

    /// A request that was answered at once, or that has no answer, lets a crash after its reply come with this order.
    pub(super) fn answered_now(&mut self, id: RequestId, disposition: Disposition) -> Disposition {
        if self.armed == Armed::AfterReply(id) && disposition != Disposition::Hold {
            self.armed = Armed::AfterOrder;
        }
        disposition
    }
}
