//! The command line: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(spec911::cli::main(std::env::args_os()).code())
}
