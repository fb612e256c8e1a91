//! What all things that EC2 describes have in common.

/// What is told from all others of its kind by an id.
pub(super) trait Identified {
    fn id(&self) -> &str;
}
