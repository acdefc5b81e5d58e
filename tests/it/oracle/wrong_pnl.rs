//! Wrong decisions about the panel and the form, each with the row that it breaks.

use std::collections::BTreeSet;

use spec911::domain::{Button, CallKind, Control, Reason};
use spec911::reference::Policy;

fn keypad_always(kind: CallKind, control: Control) -> bool {
    control == Control::Keypad || (Policy::SPEC.control_allowed)(kind, control)
}

fn anything_on_callbacks(kind: CallKind, control: Control) -> bool {
    kind == CallKind::Callback || (Policy::SPEC.control_allowed)(kind, control)
}

fn only_ordinary(kind: CallKind) -> Option<Reason> {
    (kind == CallKind::Ordinary).then_some(Reason::EmergencyInProgress)
}

pub(super) fn wrong() -> Vec<(&'static str, Policy)> {
    let spec = Policy::SPEC;
    vec![
        ("PNL-02", Policy { control_allowed: |_, _| true, ..spec }),
        ("PNL-02", Policy { control_allowed: keypad_always, ..spec }),
        ("PNL-02", Policy { control_allowed: anything_on_callbacks, ..spec }),
        ("PNL-03", Policy { alert_id: |kind| if kind == CallKind::Callback { "callback" } else { "call" }, ..spec }),
        ("PNL-04", Policy { controls: |_| BTreeSet::from([Control::DeviceSettings, Control::EndCall]), ..spec }),
        ("PNL-05", Policy { buttons: |_, _| Button::ALL.iter().copied().collect(), ..spec }),
        ("PNL-05", Policy { buttons: |_, _| BTreeSet::new(), ..spec }),
        ("PNL-06", Policy { buttons: |_, _| Button::ALL.iter().copied().collect(), ..spec }),
        ("PNL-07", Policy { supervised: |_| true, ..spec }),
        ("PNL-07", Policy { supervised: |kind| kind != CallKind::Emergency, ..spec }),
        ("PNL-08", Policy { second_call: |_| None, ..spec }),
        ("PNL-08", Policy { second_call: |_| Some(Reason::NotPermitted), ..spec }),
        ("PNL-08", Policy { second_call: only_ordinary, ..spec }),
    ]
}
