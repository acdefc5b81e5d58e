//! A crash that waits for a message, and when it comes.

use crate::border::RequestId;
use crate::stimulus::{MessageKind, Side};

use super::order::Order;

/// A crash that waits for a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Armed {
    /// None.
    #[default]
    Not,
    /// At the next message of a kind, before or after its reply.
    At(MessageKind, Side),
    /// Once the reply to this request was dealt with.
    AfterReply(RequestId),
    /// Once the order that is being carried out is done.
    AfterOrder,
}

impl Armed {
    /// Whether the deployment crashes once an order was carried out.
    pub(super) fn crashes_after(&mut self, order: &Order) -> bool {
        let now = match (*self, order) {
            (Armed::AfterOrder, _) => true,
            (Armed::AfterReply(request), Order::Answer(answered, _)) => request == *answered,
            _ => false,
        };
        if now {
            *self = Armed::Not;
        }
        now
    }
}
