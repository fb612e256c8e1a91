//! The EC2 emulator behaves like EC2 where endpoints are concerned: asked over HTTP, with its clock standing still unless a
//! test puts it forward.

mod addresses;
mod boto;
mod client;
mod client_token;
mod create;
mod delete;
mod dependencies;
mod describe;
mod faults;
mod lab;
mod modify;
mod neighbours;
mod places;
mod policy;
mod private_dns;
mod tags;
mod throttling;
