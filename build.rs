//! Rebuilds the program when a feature or scenario is added: `include_dir!` sees only those that it knows.

fn main() {
    println!("cargo:rerun-if-changed=features");
    println!("cargo:rerun-if-changed=scenarios");
}
