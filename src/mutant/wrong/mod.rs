//! The mutants, one file a group of rows.

mod cbn;
mod cbr;
mod cnf;
mod elg;
mod ntf_delivery;
mod ntf_list;
mod ntf_text;
mod ord;
mod packs;
mod pnl;
mod prs;
mod rte;

use super::Mutant;

/// One decision of the policy answered wrongly.
macro_rules! wrong {
    ($name:literal, $row:literal, $says:literal, $field:ident: $answer:expr) => {
        $crate::mutant::Mutant {
            name: $name,
            row: $row,
            says: $says,
            change: $crate::mutant::Change::Decision {
                field: stringify!($field),
                edit: |policy| $crate::reference::Policy { $field: $answer, ..policy },
            },
        }
    };
}

/// What goes in and comes out altered on its way.
macro_rules! wrapped {
    ($name:literal, $row:literal, $says:literal, $wrap:expr) => {
        $crate::mutant::Mutant { name: $name, row: $row, says: $says, change: $crate::mutant::Change::Wrapper($wrap) }
    };
}

use {wrapped, wrong};

pub(super) const ALL: [&[Mutant]; 12] = [
    elg::MUTANTS,
    rte::MUTANTS,
    prs::MUTANTS,
    cbn::MUTANTS,
    cbr::MUTANTS,
    pnl::MUTANTS,
    cnf::MUTANTS,
    ntf_list::MUTANTS,
    ntf_text::MUTANTS,
    ntf_delivery::MUTANTS,
    ord::MUTANTS,
    packs::MUTANTS,
];
