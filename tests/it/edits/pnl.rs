//! Wrong decisions about the panel, the form, and what is tried during an emergency conversation.

use std::collections::BTreeSet;

use spec911::domain::{AgentName, Button, CallKind, Control, Reason};
use spec911::reference::{CallMoment, Phase, Policy, State};

const SPEC: Policy = Policy::SPEC;

pub(super) const WRONG: &[(&str, &str, Policy)] = &[
    ("Hold stays in the panel of an emergency call", "PNL-01", Policy { controls: with_hold, ..SPEC }),
    (
        "A callback shows the panel of a customer's call",
        "PNL-01",
        Policy { panel_of: |_, _, kind| if kind == CallKind::Callback { CallKind::Ordinary } else { kind }, ..SPEC },
    ),
    (
        "The panel hides the controls and the API lets them pass",
        "PNL-02",
        Policy { control_allowed: |_, _| true, ..SPEC },
    ),
    ("Tones can be sent by the API on every call", "PNL-02", Policy { control_allowed: keypad_always, ..SPEC }),
    (
        "The API knows callbacks for customers' calls",
        "PNL-02",
        Policy { control_allowed: anything_on_callbacks, ..SPEC },
    ),
    ("The alert waits for the answer", "PNL-03", Policy { alert_from: || CallMoment::Answer, ..SPEC }),
    (
        "A callback beside the call puts up an alert of its own",
        "PNL-03",
        Policy { alert_id: |kind| if kind == CallKind::Callback { "callback" } else { "call" }, ..SPEC },
    ),
    (
        "The panel stays stripped in the calls after an emergency call",
        "PNL-04",
        Policy { panel_of: stripped_ever_after, ..SPEC },
    ),
    ("Every call is stripped, so that no call can be stripped too late", "PNL-04", Policy { controls: two, ..SPEC }),
    (
        "The customised form shows Save and Refresh on every call",
        "PNL-05",
        Policy { buttons: |_, _| Button::ALL.iter().copied().collect(), ..SPEC },
    ),
    ("The customised form loses both buttons for good", "PNL-05", Policy { buttons: |_, _| BTreeSet::new(), ..SPEC }),
    (
        "Save and Refresh show on ordinary calls although the form is not customised",
        "PNL-06",
        Policy { buttons: ordinary_always, ..SPEC },
    ),
    ("Supervisors enter every call", "PNL-07", Policy { supervised: |_| true, ..SPEC }),
    (
        "Supervisors are kept out of the dialled call and not of the callback",
        "PNL-07",
        Policy { supervised: |kind| kind != CallKind::Emergency, ..SPEC },
    ),
    ("A second call puts the first on hold", "PNL-08", Policy { second_call: |_| None, ..SPEC }),
    ("A second emergency dial is let through", "PNL-08", Policy { second_call: only_ordinary, ..SPEC }),
    (
        "The refusal of a second call gives the reason of a missing right",
        "PNL-08",
        Policy { second_call: |_| Some(Reason::NotPermitted), ..SPEC },
    ),
];

fn with_hold(kind: CallKind) -> BTreeSet<Control> {
    let mut controls = (SPEC.controls)(kind);
    controls.insert(Control::Hold);
    controls
}

fn keypad_always(kind: CallKind, control: Control) -> bool {
    control == Control::Keypad || (SPEC.control_allowed)(kind, control)
}

fn anything_on_callbacks(kind: CallKind, control: Control) -> bool {
    kind == CallKind::Callback || (SPEC.control_allowed)(kind, control)
}

fn stripped_ever_after(state: &State, agent: &AgentName, kind: CallKind) -> CallKind {
    let earlier = |call: &spec911::reference::Call| {
        call.agent == *agent && call.kind == CallKind::Emergency && call.phase == Phase::Over
    };
    if state.calls.values().any(earlier) { CallKind::Emergency } else { kind }
}

fn two(_: CallKind) -> BTreeSet<Control> {
    BTreeSet::from([Control::DeviceSettings, Control::EndCall])
}

fn ordinary_always(kind: CallKind, _: spec911::domain::Switch) -> BTreeSet<Button> {
    Button::ALL.iter().copied().filter(|_| kind == CallKind::Ordinary).collect()
}

fn only_ordinary(kind: CallKind) -> Option<Reason> {
    (kind == CallKind::Ordinary).then_some(Reason::EmergencyInProgress)
}
