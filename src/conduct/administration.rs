//! Stimuli that need nothing of the trace: what administrators do, how sessions change, and what befalls agents and clocks.

use crate::border::{Act, Circumstance, Editor, SessionChange, Setting};
use crate::domain::AgentName;
use crate::stimulus::{Direction, Stimulus};

/// The act of an administrator, or of an agent on a session or a setting, that a stimulus is.
pub(super) fn administration_of(stimulus: &Stimulus) -> Option<Act> {
    let session = |agent: AgentName, change| Some(Act::Session { agent, change });
    match stimulus.clone() {
        Stimulus::SignsIn { agent } => session(agent, SessionChange::SignIn),
        Stimulus::SignsOut { agent } => session(agent, SessionChange::SignOut),
        Stimulus::SignsAgentOut { agent } => session(agent, SessionChange::SignOutByAdministrator),
        Stimulus::RemovesAccount { agent } => session(agent, SessionChange::AccountRemoved),
        Stimulus::EditsContacts { agent, list } => Some(Act::Draft { agent, list }),
        Stimulus::TriesToSaveContacts { agent, list } => {
            Some(Act::Save { by: Editor::Agent(agent.clone()), setting: Setting::Contacts { agent, list } })
        }
        stimulus => setting_of(stimulus).map(|setting| Act::Save { by: Editor::Administrator, setting }),
    }
}

/// The setting that an administrator saves by a stimulus.
fn setting_of(stimulus: Stimulus) -> Option<Setting> {
    match stimulus {
        Stimulus::ChangesRoute { name, pattern } => Some(Setting::Route { name, pattern }),
        Stimulus::ChangesTemplate { text } => Some(Setting::Template { text }),
        Stimulus::ChangesMailbox { agent, mailbox } => Some(Setting::Mailbox { agent, mailbox }),
        Stimulus::ChangesOutboundProfile { agent, link } => Some(Setting::OutboundProfile { agent, link }),
        Stimulus::ChangesCapacity { agent, limit } => Some(Setting::Capacity { agent, limit: limit.0 }),
        Stimulus::ChangesQueues { agent, queues } => Some(Setting::Queues { agent, queues }),
        Stimulus::ChangesRule { kind, text } => Some(Setting::Rule { kind, text }),
        Stimulus::ChangesRecording { state } => Some(Setting::Recording { state }),
        Stimulus::SavesContacts { agent, list } => Some(Setting::Contacts { agent, list }),
        _ => None,
    }
}

/// What befalls an agent or a clock by a stimulus.
pub(super) fn circumstance_of(stimulus: &Stimulus) -> Option<Circumstance> {
    match stimulus.clone() {
        Stimulus::LosesClient { agent } => Some(Circumstance::ClientLost { agent }),
        Stimulus::ComesBack { agent } => Some(Circumstance::ClientBack { agent }),
        Stimulus::SessionExpires { agent } => Some(Circumstance::SessionExpired { agent }),
        Stimulus::ClockSteps { direction: Direction::Forward, by } => Some(Circumstance::ClockForward { by }),
        Stimulus::ClockSteps { direction: Direction::Back, by } => Some(Circumstance::ClockBack { by }),
        Stimulus::ZoneChanges { agent, zone } => Some(Circumstance::ZoneChanged { agent, zone }),
        _ => None,
    }
}
