//! Any two texts are equivalent or not.
#![no_main]

libfuzzer_sys::fuzz_target!(|texts: &str| policy::check_equivalence(texts));
