//! Secrets: text that stands nowhere but in the request that needs it, and is blotted out of whatever comes in.
//!
//! All that a deployment says comes in through [`Secret::mask`] or [`Secret::mask_text`]: bodies and failures of answers,
//! addresses, headers and bodies of requests to counterparts, the lines of the log of exchanges. What is blotted out there
//! reaches no trace, no report and no screen.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// The shortest secret: a shorter one stands in any text by chance, so that it can't be blotted out.
pub const SHORTEST_SECRET: usize = 8;

/// What stands where a secret stood.
const BLOT: &[u8] = b"***";

/// Text that stands nowhere but in the request that needs it.
#[derive(Clone)]
pub struct Secret(Arc<Forms>);

struct Forms {
    plain: String,
    /// What is looked for: the text itself, and what it is within longer texts in base64.
    sought: Vec<Vec<u8>>,
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl Secret {
    /// A secret.
    pub fn new(text: impl Into<String>) -> Self {
        let plain = text.into();
        let mut sought = vec![plain.clone().into_bytes()];
        for before in 0..3 {
            sought.extend(in_base64(plain.as_bytes(), before));
        }
        sought.retain(|form| form.len() >= SHORTEST_SECRET);
        sought.sort();
        sought.dedup();
        Secret(Arc::new(Forms { plain, sought }))
    }

    pub(super) fn reveal(&self) -> &str {
        &self.0.plain
    }

    /// What was received with the secret blotted out, as it is, in base64, and with any of its characters written as URLs,
    /// JSON or XML write them.
    pub(super) fn mask(&self, bytes: Vec<u8>) -> Vec<u8> {
        let Some(first) = (0..bytes.len()).find(|at| self.length_at(&bytes, *at).is_some()) else { return bytes };
        let mut masked = bytes.get(..first).unwrap_or_default().to_vec();
        let mut at = first;
        while let Some(byte) = bytes.get(at) {
            match self.length_at(&bytes, at) {
                Some(length) => {
                    masked.extend_from_slice(BLOT);
                    at += length;
                }
                None => {
                    masked.push(*byte);
                    at += 1;
                }
            }
        }
        masked
    }

    /// The same of a text.
    pub(super) fn mask_text(&self, text: &str) -> String {
        String::from_utf8_lossy(&self.mask(text.as_bytes().to_vec())).into_owned()
    }

    /// How many bytes of a text are the secret, from a place on.
    fn length_at(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let rest = bytes.get(at..)?;
        self.0.sought.iter().filter_map(|form| length_of(form, rest)).max()
    }
}

/// What a text surely is in base64 behind so many other bytes: letters that depend on its neighbours are left out. Both
/// alphabets.
///
/// Source: RFC 4648 sections 4 and 5.
fn in_base64(text: &[u8], before: usize) -> [Vec<u8>; 2] {
    let bytes = [vec![0; before], text.to_vec()].concat();
    let (first, last) = ((before * 8).div_ceil(6), bytes.len() * 8 / 6);
    [STANDARD_NO_PAD.encode(&bytes), URL_SAFE_NO_PAD.encode(&bytes)]
        .map(|encoded| encoded.as_bytes().get(first..last).unwrap_or_default().to_vec())
}

/// How many bytes the form takes at the beginning of a text, if it stands there, however its characters are written.
fn length_of(form: &[u8], text: &[u8]) -> Option<usize> {
    if text.starts_with(form) {
        return Some(form.len());
    }
    let mut taken = 0;
    for wanted in form {
        let rest = text.get(taken..)?;
        let as_itself = (rest.first()? == wanted).then_some(1);
        taken += match rest.first()? {
            b'%' | b'\\' | b'&' => written_length(*wanted, rest).or(as_itself)?,
            _ => as_itself?,
        };
    }
    Some(taken)
}

/// How many bytes one character takes that is not written as itself.
fn written_length(wanted: u8, text: &[u8]) -> Option<usize> {
    let hex = |digits: &[u8]| u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok();
    let is = |code: Option<u32>| code == Some(u32::from(wanted));
    match text {
        // Source: RFC 3986 section 2.1.
        [b'%', a, b, ..] => is(hex(&[*a, *b])).then_some(3),
        // Source: RFC 8259 section 7.
        [b'\\', b'u', a, b, c, d, ..] if is(hex(&[*a, *b, *c, *d])) => Some(6),
        [b'\\', escaped, ..] => (*escaped == wanted && matches!(wanted, b'"' | b'\\' | b'/')).then_some(2),
        // Source: XML 1.0, sections 4.1 and 4.6.
        [b'&', rest @ ..] => {
            let end = rest.iter().take(8).position(|byte| *byte == b';')?;
            let name = std::str::from_utf8(rest.get(..end)?).ok()?;
            let code = match name {
                "amp" => Some(u32::from(b'&')),
                "lt" => Some(u32::from(b'<')),
                "gt" => Some(u32::from(b'>')),
                "quot" => Some(u32::from(b'"')),
                "apos" => Some(u32::from(b'\'')),
                _ => match name.strip_prefix("#x") {
                    Some(digits) => hex(digits.as_bytes()),
                    None => name.strip_prefix('#')?.parse().ok(),
                },
            };
            is(code).then_some(end + 2)
        }
        _ => None,
    }
}
