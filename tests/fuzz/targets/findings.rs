//! Any text gets findings.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| policy::check_findings(text));
