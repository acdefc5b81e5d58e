//! Claims about the conductor's runs: faults leave their mark, limits hold, crashes go through bytes, seeds decide.

mod crash;
mod fault;
mod limit;
mod seam;
mod seed;
