//! Lines of a peer that may send anything: each has a bound, and only CR LF ends one.
//!
//! Source: RFC 5321 section 2.3.8. A bare LF that ended a line would let a message hold the end of itself.

use std::io;

use tokio::io::{AsyncBufRead, AsyncBufReadExt as _};

/// What was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A line with its end.
    Whole(Vec<u8>),
    /// A line that is longer than the bound; the peer sends more of it.
    TooLong,
    /// The peer has closed.
    Closed,
}

/// The next line of at most so many bytes.
pub(super) async fn next_line<R: AsyncBufRead + Unpin>(reader: &mut R, most: usize) -> io::Result<Line> {
    let mut line = Vec::new();
    loop {
        let ready = reader.fill_buf().await?;
        if ready.is_empty() {
            return Ok(Line::Closed);
        }
        let end = ready.iter().position(|byte| *byte == b'\n').map_or(ready.len(), |at| at + 1);
        if line.len() + end > most {
            return Ok(Line::TooLong);
        }
        line.extend_from_slice(&ready[..end]);
        reader.consume(end);
        if line.ends_with(b"\r\n") {
            return Ok(Line::Whole(line));
        }
    }
}
