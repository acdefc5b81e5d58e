//! Emergency contacts: a list as an administrator writes it, read into addresses.

use email_address::{EmailAddress, Options};

use crate::domain::Address;

/// What a list of contacts is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contacts {
    /// The plain addresses in the order of the list, each once whatever its case.
    pub addresses: Vec<Address>,
    /// What stands between semicolons and is neither blank nor a plain address.
    pub invalid: Vec<String>,
}

impl Contacts {
    /// Reads a list: entries stand between semicolons, blanks around them and empty ones count for nothing.
    pub fn read(list: &str) -> Self {
        let mut contacts = Contacts::default();
        for entry in list.split(';').map(str::trim).filter(|entry| !entry.is_empty()) {
            match plain_address(entry) {
                Some(address) => contacts.add(address),
                None => contacts.invalid.push(entry.to_owned()),
            }
        }
        contacts
    }

    fn add(&mut self, address: Address) {
        let same = |known: &Address| known.as_str().eq_ignore_ascii_case(address.as_str());
        if !self.addresses.iter().any(same) {
            self.addresses.push(address);
        }
    }

    /// What the one who saves the list is warned of, one sentence an entry.
    pub fn warnings(&self) -> Vec<String> {
        self.invalid.iter().map(|entry| format!("`{entry}` is no plain mail address and gets no mail")).collect()
    }
}

/// An entry that is one address and nothing else: no display name, no quoted local part, no address literal.
///
/// Source: RFC 5322 section 3.4.1, `addr-spec`.
fn plain_address(entry: &str) -> Option<Address> {
    let options = Options::default().with_required_tld().without_display_text().without_domain_literal();
    let parsed = EmailAddress::parse_with_options(entry, options).ok().filter(|_| !entry.contains('"'))?;
    parsed.as_str().parse().ok()
}
