//! What arrives at the counterparts of a run, and what each is answered.

use std::pin::pin;

use crate::border::{Effect, Request};
use crate::conduct::{Disposition, Stop};
use crate::deployment::{ByHand, carried};

use super::driver::Driver;
use super::stubs::{Arrived, Desk, Said};
use super::trouble::Trouble;
use super::wire::{Problem, ProblemKind, Southbound};

impl Driver<'_> {
    /// Waits for a response and answers what arrives at the counterparts meanwhile.
    pub(super) async fn serving<T>(&mut self, response: impl Future<Output = Result<T, Trouble>>) -> Result<T, Stop> {
        let mut response = pin!(response);
        loop {
            tokio::select! { biased;
                Some(arrived) = self.arrived.recv() => self.serve(arrived).await?,
                response = &mut response => return Ok(response?),
            }
        }
    }

    /// Answers what arrived at a counterpart.
    pub(super) async fn serve(&mut self, arrived: Arrived) -> Result<(), Stop> {
        match arrived {
            Arrived::Unmatched(what) => self.stray.push(what),
            Arrived::Posted(posted) => self.posted(posted).await?,
            Arrived::Asked(desk, message, say) => {
                let said = self.said(&desk, *message).await?;
                // The responder may have given up.
                let _ = say.send(said);
            }
        }
        Ok(())
    }

    async fn said(&mut self, desk: &Desk, message: Southbound) -> Result<Said, Stop> {
        let Southbound { id, request } = message;
        if let Some(problem) = self.misplaced(desk, &request) {
            self.stray.push(format!("at {desk}: {}", problem.detail));
            return Ok(Said::Refused(problem));
        }
        if self.interlock.is_canary(&request) {
            return Ok(Said::Nothing);
        }
        if self.stopped {
            return Ok(Said::Refused(Problem::new(ProblemKind::Stopped, "the tenant was killed")));
        }
        // What was told before the request comes before it in the trace as well.
        self.before_request().await?;
        let leasing = match &request {
            Request::LeaseNumber { call, .. } => Some(call.clone()),
            Request::PlaceLeg { call, .. } => {
                self.watch.account(call);
                None
            }
            _ => None,
        };
        // A mail is judged as a parser reads it, however it came.
        let (effect, _) =
            carried(Effect::Request { id, request }, &mut ByHand, &self.conductor, self.born).map_err(Stop::Fault)?;
        Ok(match self.conductor.arrived(effect) {
            Disposition::AnswerNow(_, answer) => Said::Answer(answer),
            Disposition::Hold => {
                leasing.iter().for_each(|call| self.watch.hold(id, call));
                Said::Later
            }
            Disposition::NoAnswer => Said::Nothing,
            Disposition::Crash => {
                self.kill().await?;
                Said::Refused(Problem::new(ProblemKind::Stopped, "the tenant was killed"))
            }
        })
    }

    pub(super) async fn before_request(&mut self) -> Result<(), Stop> {
        // By the wall's clock the next event is asked for all the time.
        if !self.pace.is_real() {
            self.follow(None).await?;
        }
        self.tell_clock();
        self.standing = None;
        Ok(())
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// A leg ends where it began.
    fn misplaced(&mut self, desk: &Desk, request: &Request) -> Option<Problem> {
        match request {
            Request::PlaceLeg { leg, path, .. } => {
                self.legs.insert(leg.clone(), path.clone());
                None
            }
            Request::CloseLeg { leg, .. } => {
                let began = self.legs.get(leg).filter(|path| *desk != Desk::Carrier((*path).clone()))?;
                let detail = format!("the leg {leg} began at the carrier of the path {began}, where it has to end");
                Some(Problem::new(ProblemKind::Misplaced, detail))
            }
            _ => None,
        }
    }
}
