//! Rebuilds the program when a feature, a scenario or a mail is added: `include_dir!` sees only those that it knows.

fn main() {
    println!("cargo:rerun-if-changed=features");
    println!("cargo:rerun-if-changed=scenarios");
    println!("cargo:rerun-if-changed=fixtures/mail");
    println!("cargo:rerun-if-changed=fixtures/mail-matrix");
}
