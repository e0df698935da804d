//! The shipped rulesets and requirements are embedded in the binary: a changed rule means a new build.

fn main() {
    // The build script protocol of cargo is standard output.
    #[allow(clippy::print_stdout, reason = "cargo reads it")]
    {
        println!("cargo::rerun-if-changed=rulesets");
        println!("cargo::rerun-if-changed=requirements");
    }
}
