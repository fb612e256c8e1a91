//! The real `terraform`, run in a directory of its own on any provider's binary, and watched while it runs.
//!
//! Another harness than that of `tests/it`: this one measures, takes whichever binary it is given, and passes errors on
//! where a test would panic.

mod processes;
mod running;
mod source;
mod workspace;

pub(crate) use running::{Run, Running};
pub(crate) use source::Source;
pub(crate) use workspace::Workspace;
