//! Where Terraform finds a provider.

use std::{
    env::consts::{ARCH, OS},
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
};

use terraform_provider_lambda::ADDRESS;

use crate::{Result, provider::Provider};

/// A binary, and the address and version under which a mirror offers it.
#[derive(Clone)]
pub(crate) struct Source {
    binary: PathBuf,
    address: String,
    version: &'static str,
}

impl Source {
    /// Our provider, at its own address.
    pub(crate) fn ours(provider: &Provider) -> Self {
        let version = env!("CARGO_PKG_VERSION");
        Self { binary: provider.path().to_owned(), address: ADDRESS.to_owned(), version }
    }

    /// Another provider, at an address that nobody has. `name` is what its resource types begin with.
    pub(crate) fn peer(provider: &Provider, name: &str) -> Self {
        let address = format!("registry.terraform.io/bench/{name}");
        Self { binary: provider.path().to_owned(), address, version: "0.0.1" }
    }

    /// The provider's name in a configuration.
    pub(crate) fn name(&self) -> &str {
        self.address.rsplit('/').next().unwrap_or_default()
    }

    /// The block by which a configuration asks for the provider.
    pub(crate) fn required(&self) -> String {
        let (name, address) = (self.name(), &self.address);
        format!(
            "terraform {{\n  required_providers {{\n    {name} = {{\n      source = \"{address}\"\n    }}\n  }}\n}}\n"
        )
    }

    /// Puts the binary where a release would be unpacked. A relative path to it would lead elsewhere from there.
    pub(super) fn offer(&self, mirror: &Path) -> Result<()> {
        let package = mirror.join(format!("{}/{}/{}", self.address, self.version, platform()));
        fs::create_dir_all(&package)?;
        let file = format!("terraform-provider-{}_v{}", self.name(), self.version);
        let binary = fs::canonicalize(&self.binary).map_err(|error| format!("{}: {error}", self.binary.display()))?;
        Ok(symlink(binary, package.join(file))?)
    }
}

/// As Terraform spells it in a mirror's paths.
fn platform() -> String {
    let machine = match ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    };
    format!("{OS}_{machine}")
}
