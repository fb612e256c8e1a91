//! Endpoint policies: their lives, what the plan says of them, which are the same, and who manages them.

mod findings;
mod life;
mod managers;
mod spellings;
