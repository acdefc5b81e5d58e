//! `Then`: a step for each expectation.

use cucumber::then;

use crate::gherkin::draft::{Draft, Raw};
#[allow(clippy::wildcard_imports)] // whatever types the table's fields have
use crate::{domain::*, stimulus::*, time::*};

/// Emits the step of each row.
macro_rules! steps {
    ($( #[doc = $about:literal] $key:ident: $Arm:ident { $($field:ident: $ty:ty),* } = $phrase:tt; )+) => { $(
        #[doc = $about]
        #[then(expr = $phrase)]
        #[allow(non_snake_case)] // the arm's name, since a field may have the key's
        fn $Arm(draft: &mut Draft, $($field: Raw<$ty>),*) {
            draft.say(stringify!($key), vec![$($field.text),*]);
        }
    )+ };
}

expectations_table! { steps! {} }
