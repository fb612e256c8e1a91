//! Whoever runs the binary by hand gets a text.

use std::process::Output;

use crate::client::Launch;

#[tokio::test]
async fn without_a_cookie_it_says_what_it_is_and_fails() {
    assert_refused_by_hand(&Launch::by_hand().run().await);
}

#[tokio::test]
async fn with_another_cookie_it_says_what_it_is_and_fails() {
    assert_refused_by_hand(&Launch::new().env("TF_PLUGIN_MAGIC_COOKIE", "another").run().await);
}

fn assert_refused_by_hand(output: &Output) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(output.stdout.is_empty(), "{output:?}");
    for hint in ["terraform-provider-lambda", "Terraform and OpenTofu", "required_providers", "--help"] {
        assert!(stderr.contains(hint), "no {hint:?} in {stderr}");
    }
}

#[tokio::test]
async fn version_and_help_are_on_stdout() {
    let version = concat!("terraform-provider-lambda ", env!("CARGO_PKG_VERSION"), "\n");
    for (arg, start) in [("--version", version), ("-version", version), ("--help", version), ("-h", version)] {
        let output = Launch::by_hand().arg(arg).run().await;
        let stdout = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{arg}");
        assert!(stdout.starts_with(start), "{arg}: {stdout}");
        assert!(output.stderr.is_empty(), "{arg}: {output:?}");
        assert_eq!(stdout.contains("--debug"), arg != "--version" && arg != "-version", "{arg}: {stdout}");
    }
}

#[tokio::test]
async fn an_unknown_argument_is_named() {
    for args in [&["--versoin"][..], &["--help", "extra"]] {
        let launch = args.iter().fold(Launch::new(), Launch::arg);
        let output = launch.run().await;
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{stderr}");
        assert!(stderr.contains(args[args.len() - 1]), "{stderr}");
    }
}
