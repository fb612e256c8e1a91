//! Endpoint policies: their lives, what the plan says of them, which are the same, and who manages them.

mod document;
mod findings;
mod functions;
mod life;
mod managers;
mod spellings;
