//! Timers: none is kept, all are computed from the state; a tick compares instants.

use crate::border::{Answer, RequestId};
use crate::time::Instant;

use super::serve::Reference;
use super::state::Waiting;

impl Reference {
    /// The earliest instant at which something is to be done without an input.
    pub(super) fn next_timer(&self) -> Option<Instant> {
        if !self.state.started || self.restarted {
            return Some(Instant::START);
        }
        let patience = self.state.waiting.values().filter_map(Waiting::until);
        let windows = self.lease_timers.first();
        let panels = self.state.show_at.values().copied();
        let lingering = self.state.closing.values().copied();
        patience.chain(windows).chain(panels).chain(lingering).chain(self.next_retry()).min()
    }

    pub(super) fn tick(&mut self) {
        if !self.state.started {
            self.state.started = true;
            self.start_offline();
            self.assign_all();
        }
        self.ask_after_restart();
        self.show_lagging_panels();
        self.close_lingering();
        self.end_waiting();
        self.retry_mails();
        self.end_windows();
        self.tell_after_restart();
    }

    /// Goes on with what has waited long enough.
    fn end_waiting(&mut self) {
        let over = |(_, waiting): &(&RequestId, &Waiting)| waiting.until().is_some_and(|until| until <= self.now);
        let over: Vec<RequestId> = self.state.waiting.iter().filter(over).map(|(id, _)| *id).collect();
        for id in over {
            match self.state.waiting.remove(&id) {
                Some(Waiting::Location { act, agent, dialled, .. }) => {
                    self.located(act, &agent, dialled, &Answer::Done);
                }
                Some(Waiting::Number { call, .. }) => self.not_leased(&call),
                Some(Waiting::Mail { message, .. }) => self.mail_timed_out(id, message),
                None => {}
            }
        }
    }
}
