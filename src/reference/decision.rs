//! The table of decisions as a list: which there are, and which rows of the catalogue each answers.

/// One decision of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The field of [`Policy`](super::Policy) that answers it.
    pub name: &'static str,
    /// The rows that it follows from, and the question.
    pub says: &'static str,
}

impl Decision {
    /// The rows of the catalogue that it follows from.
    pub fn rows(&self) -> impl Iterator<Item = &'static str> {
        let rows = self.says.split_once(':').map_or("", |(rows, _)| rows);
        rows.split(',').map(str::trim).filter(|row| !row.is_empty())
    }

    /// The question that it answers.
    pub fn question(&self) -> &'static str {
        self.says.split_once(':').map_or(self.says, |(_, question)| question).trim()
    }
}

/// Makes the policy of its rows: documentation that opens with the rows of the catalogue, name, type and our own answer.
macro_rules! decisions {
    ($( $(#[doc = $doc:literal])+ $name:ident: $answer:ty = $ours:expr; )+) => {
        /// The table of decisions.
        #[derive(Clone, Copy)]
        pub struct Policy {
            $( $(#[doc = $doc])+ pub $name: $answer, )+
        }

        impl Policy {
            /// The catalogue's own answers.
            pub const SPEC: Policy = Policy { $($name: $ours),+ };
        }

        /// Every decision of the policy, in the order of the table.
        pub const DECISIONS: &[$crate::reference::Decision] =
            &[$($crate::reference::Decision { name: stringify!($name), says: concat!($($doc),+) }),+];
    };
}

pub(super) use decisions;
