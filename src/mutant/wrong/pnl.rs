//! Wrong about the panel and the conversation form.

use std::collections::BTreeSet;

use crate::domain::{AgentName, Button, CallKind, Control, Reason};
use crate::mutant::wrapper::{AlertStays, Meddled};
use crate::reference::{CallMoment, Phase, Policy, State};

use super::{Mutant, wrapped, wrong};

const SPEC: Policy = Policy::SPEC;

pub(super) const MUTANTS: &[Mutant] = &[
    wrong!("hold-in-panel", "PNL-01", "Hold stays in the panel of an emergency call.", controls: with_hold),
    wrong!("callback-ordinary-panel", "PNL-01", "A callback shows the panel of a customer's call.",
        panel_of: |_, _, kind| if kind == CallKind::Callback { CallKind::Ordinary } else { kind }),
    wrong!("hidden-controls-in-api", "PNL-02", "The panel hides hold and the other controls, and the API takes them.",
        control_allowed: |_, _| true),
    wrong!("api-sends-tones", "PNL-02", "Tones can be sent by the API on every call.", control_allowed: keypad_always),
    wrong!("callback-controls-in-api", "PNL-02", "The API takes callbacks for customers' calls.",
        control_allowed: anything_on_callbacks),
    wrong!("alert-on-answer", "PNL-03", "The alert waits for the answer.", alert_from: || CallMoment::Answer),
    wrong!("second-alert-for-callback", "PNL-03", "A callback beside the call puts up an alert of its own.",
        alert_id: |kind| if kind == CallKind::Callback { "callback" } else { "call" }),
    wrapped!("alert-stays-on", "PNL-03", "The alert stays on after the call.", |inner| Meddled::boxed(
        inner,
        AlertStays::default()
    )),
    wrong!("panel-stays-stripped", "PNL-04", "The panel stays stripped in the calls after an emergency call.",
        panel_of: stripped_ever_after),
    wrong!("every-panel-stripped", "PNL-04",
        "Every call has the panel of an emergency call, so that none can be stripped too late.",
        controls: two),
    wrong!("form-keeps-both-buttons", "PNL-05", "The customised form shows Save and Refresh on every call.",
        buttons: |_, _| Button::ALL.iter().copied().collect()),
    wrong!("form-loses-both-buttons", "PNL-05", "The customised form loses both buttons for good.",
        buttons: |_, _| BTreeSet::new()),
    wrong!("plain-form-has-buttons", "PNL-06",
        "Save and Refresh show on ordinary calls although the form is not customised.",
        buttons: ordinary_always),
    wrong!("supervisor-enters-any-call", "PNL-07", "Supervisors can enter every call.", supervised: |_| true),
    wrong!("supervisor-enters-callback", "PNL-07",
        "Supervisors are kept out of the dialled call and not of the callback.",
        supervised: |kind| kind != CallKind::Emergency),
    wrong!("second-call-holds-first", "PNL-08", "A second call puts the first on hold.", second_call: |_| None),
    wrong!("second-emergency-dial-passes", "PNL-08", "A second emergency dial is let through during the first.",
        second_call: only_ordinary),
    wrong!("second-call-wrong-reason", "PNL-08", "The refusal of a second call gives the reason of a missing right.",
        second_call: |_| Some(Reason::NotPermitted)),
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
    let earlier = |call: &crate::reference::Call| {
        call.agent == *agent && call.kind == CallKind::Emergency && call.phase == Phase::Over
    };
    if state.calls.values().any(earlier) { CallKind::Emergency } else { kind }
}

fn two(_: CallKind) -> BTreeSet<Control> {
    BTreeSet::from([Control::DeviceSettings, Control::EndCall])
}

fn ordinary_always(kind: CallKind, _: crate::domain::Switch) -> BTreeSet<Button> {
    Button::ALL.iter().copied().filter(|_| kind == CallKind::Ordinary).collect()
}

fn only_ordinary(kind: CallKind) -> Option<Reason> {
    (kind == CallKind::Ordinary).then_some(Reason::EmergencyInProgress)
}
