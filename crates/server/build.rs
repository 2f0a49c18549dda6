//! The page styles are part of the binary: new files among them call for a new build.

fn main() {
    println!("cargo:rerun-if-changed=../../themes");
}
