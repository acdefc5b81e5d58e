//! Cells of the rows about the delivery of notifications: traces of the reference, right and wrong.

use spec911::reference::{CallMoment, LegOrder, Policy};
use spec911::requirement::BorderName;

use super::cells::Cell;
use super::cells_cbr::cell;

const SPEC: Policy = Policy::SPEC;

pub(super) fn delivery() -> Vec<Cell> {
    vec![
        cell(
            "NTF-07",
            "Without a mailbox the call is as ever and no mail goes out",
            Policy { sender: |agent, _| (SPEC.sender)(agent, spec911::domain::Mailbox::Enabled), ..SPEC },
            BorderName::Mail,
        ),
        cell(
            "NTF-08",
            "A server that stops between the dial and the end changes neither",
            Policy { leg_order: || LegOrder::MailAnswered, ..SPEC },
            BorderName::Dial,
        ),
        cell(
            "NTF-09",
            "The first of several legs goes out before the mail",
            Policy { leg_order: || LegOrder::MailFirst, ..SPEC },
            BorderName::Carrier,
        ),
        cell(
            "NTF-10",
            "The dials of two agents have each their own",
            Policy { notifies: |last, _, _| last.is_none(), ..SPEC },
            BorderName::Mail,
        ),
        cell(
            "NTF-11",
            "A callback during the call and one after it are none either",
            Policy { callback_notifies: || true, ..SPEC },
            BorderName::Inbound,
        ),
        cell(
            "NTF-14",
            "So is one whose trunks all fail",
            Policy { mail_from: || CallMoment::Answer, ..SPEC },
            BorderName::Mail,
        ),
    ]
}
