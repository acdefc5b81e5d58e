//! The server of one counterpart and the gate in front of it, from a pool: a run takes some and gives them back.

use std::sync::{Arc, Mutex};

use wiremock::{Mock, MockServer};

use super::gate::{Gate, Refusals};

/// Servers that no run uses. None is ever dropped, which would block on a lock.
static FREE: Mutex<Vec<Stand>> = Mutex::new(Vec::new());

/// A server behind its gate.
pub(super) struct Stand {
    server: MockServer,
    gate: Gate,
}

impl Stand {
    /// One that answers nothing, and tells of what does not come through its gate.
    ///
    /// # Errors
    ///
    /// No port can be listened on.
    pub(super) async fn take(refused: impl Fn(&str, &str) + Send + Sync + 'static) -> Result<Stand, String> {
        let free = FREE.lock().ok().and_then(|mut free| free.pop());
        let stand = match free {
            Some(stand) => stand,
            None => {
                // What arrives is kept by the run alone: a record here would grow without bounds.
                let server = MockServer::builder().disable_request_recording().start().await;
                let gate = Gate::open(*server.address())?;
                Stand { server, gate }
            }
        };
        let refused: Refusals = Arc::new(refused);
        stand.gate.tell(Some(refused));
        Ok(stand)
    }

    /// Where requests come in.
    pub(super) fn address(&self) -> String {
        format!("http://{}", self.gate.address)
    }

    /// Lets requests be answered.
    pub(super) async fn mount(&self, mock: Mock) {
        self.server.register(mock).await;
    }

    /// Gives it back, so that it answers nothing.
    pub(super) async fn give_back(self) {
        self.gate.tell(None);
        self.server.reset().await;
        if let Ok(mut free) = FREE.lock() {
            free.push(self);
        }
    }
}
