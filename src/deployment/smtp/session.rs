//! What the server keeps of one session, and how its protocol asks the counterpart what to say.

use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mailin::{Handler, Response as Said};

use crate::counterpart::{Reply, Response, Transaction};

use super::command::unshielded;
use super::sink::Taken;

/// What a session has come to.
#[derive(Debug)]
pub(super) struct State {
    pub(super) transaction: Transaction,
    pub(super) taken: Taken,
    /// What the counterpart did instead of a reply.
    pub(super) instead: Option<Response>,
    /// Whether the commands that come may name addresses beyond ASCII.
    pub(super) utf8: bool,
    /// How many bytes of a message are kept.
    pub(super) most: usize,
    content: Vec<u8>,
    size: usize,
}

/// A session that its protocol and its reader share.
#[derive(Clone, Debug)]
pub(super) struct Shared(Arc<Mutex<State>>);

impl Shared {
    pub(super) fn new(transaction: Transaction, most: usize) -> Self {
        let (taken, content) = (Taken::default(), Vec::new());
        Shared(Arc::new(Mutex::new(State { transaction, taken, instead: None, utf8: false, most, content, size: 0 })))
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// A response as the protocol says it.
    fn said(&mut self, response: Response) -> Said {
        match response {
            Response::Reply(Reply { code, text }) => Said::custom(code, text),
            other => {
                self.instead = Some(other);
                Said::custom(421, String::new())
            }
        }
    }
}

impl Handler for Shared {
    fn helo(&mut self, _: IpAddr, _: &str) -> Said {
        let mut state = self.state();
        let response = state.transaction.hello();
        state.said(response)
    }

    fn mail(&mut self, _: IpAddr, _: &str, from: &str) -> Said {
        let mut state = self.state();
        let (from, utf8) = (unshielded(from), state.utf8);
        let response = state.transaction.sender(&from, utf8);
        state.taken.sender = Some(from);
        state.taken.recipients.clear();
        state.said(response)
    }

    fn rcpt(&mut self, to: &str) -> Said {
        let mut state = self.state();
        let (to, utf8) = (unshielded(to), state.utf8);
        let response = state.transaction.recipient(&to, utf8);
        state.taken.recipients.push(to);
        state.said(response)
    }

    fn data_start(&mut self, _: &str, _: &str, _: bool, _: &[String]) -> Said {
        let mut state = self.state();
        (state.content, state.size) = (Vec::new(), 0);
        let response = state.transaction.data();
        state.said(response)
    }

    fn data(&mut self, line: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        state.size = state.size.saturating_add(line.len());
        if state.size <= state.most {
            state.content.extend_from_slice(line);
        }
        Ok(())
    }

    fn data_end(&mut self) -> Said {
        let mut state = self.state();
        let size = state.size;
        if size > state.most {
            return Said::custom(552, "5.3.4 the message is too big".to_owned());
        }
        state.taken.bytes = Some(std::mem::take(&mut state.content));
        let response = state.transaction.content(size);
        state.said(response)
    }
}
