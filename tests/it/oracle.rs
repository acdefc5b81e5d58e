//! Claims about the oracles: each row passes, fails and stays undecided on hand-made traces, and wrong decisions of the
//! reference fail under their own rows.

mod cells;
mod cells_cbn;
mod cells_cbr;
mod cells_cnf;
mod cells_ntf;
mod cells_ntf_delivery;
mod cells_ord;
mod cells_packs;
mod cells_pnl;
mod cells_prs;
mod claims;
mod claims_cbn;
mod claims_cbr;
mod claims_ntf;
mod claims_ord;
mod claims_prs;
mod claims_text;
mod edit;
mod every_row;
mod kept;
mod leaning;
mod linear;
mod phrase;
mod run;
mod scale;
mod traces;
mod tried;
mod wrong;
mod wrong_cbr;
mod wrong_dials;
mod wrong_ord;
