//! Addresses and their blocks.

use std::net::{Ipv4Addr, Ipv6Addr};

use ipnet::{Ipv4Net, Ipv6Net};

use crate::error::Error;

/// How many addresses at the start of a subnet EC2 keeps to itself; the last one is kept too.
const RESERVED: u32 = 4;

/// # Errors
/// When the text is no IPv4 block. One with host bits is taken as its network, as EC2 does.
pub(crate) fn parse_v4(text: &str) -> Result<Ipv4Net, Error> {
    text.parse::<Ipv4Net>().map(|block| block.trunc()).map_err(|_| invalid_block(text))
}

/// # Errors
/// When the text is no IPv6 block.
pub(crate) fn parse_v6(text: &str) -> Result<Ipv6Net, Error> {
    text.parse::<Ipv6Net>().map(|block| block.trunc()).map_err(|_| invalid_block(text))
}

fn invalid_block(text: &str) -> Error {
    Error::value(format!("Value ({text}) for parameter cidrBlock is invalid. This is not a valid CIDR block."))
}

/// How many addresses of a subnet can be given out.
pub(crate) fn usable_count(block: Ipv4Net) -> u32 {
    let size = 1_u32.checked_shl(u32::from(32 - block.prefix_len())).unwrap_or(u32::MAX);
    size.saturating_sub(RESERVED + 1)
}

/// Whether the address may be given out in the subnet.
pub(crate) fn is_usable_v4(block: Ipv4Net, address: Ipv4Addr) -> bool {
    let first = u32::from(block.network()).saturating_add(RESERVED);
    (first..u32::from(block.broadcast())).contains(&u32::from(address))
}

/// The same for IPv6.
pub(crate) fn is_usable_v6(block: Ipv6Net, address: Ipv6Addr) -> bool {
    let first = u128::from(block.network()).saturating_add(RESERVED.into());
    (first..u128::from(block.broadcast())).contains(&u128::from(address))
}

/// Any usable address that is not `taken`.
pub(crate) fn free_v4(block: Ipv4Net, taken: &[Ipv4Addr]) -> Option<Ipv4Addr> {
    let count = usable_count(block);
    let start = fastrand::u32(..count.max(1));
    let first = u32::from(block.network()) + RESERVED;
    let candidates = (0..count).map(|step| Ipv4Addr::from(first + (start + step) % count));
    candidates.into_iter().find(|address| !taken.contains(address))
}

/// Any usable address that is not `taken`: of the 2^64 one hit at random nearly always is.
pub(crate) fn free_v6(block: Ipv6Net, taken: &[Ipv6Addr]) -> Ipv6Addr {
    let network = u128::from(block.network());
    let mut candidates = std::iter::repeat_with(|| Ipv6Addr::from(network | u128::from(fastrand::u64(..))));
    let free = candidates.find(|address| is_usable_v6(block, *address) && !taken.contains(address));
    free.unwrap_or(block.network())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_four_and_the_last_address_are_never_given_out() {
        let block = parse_v4("10.0.1.0/28").unwrap();
        let mut taken = Vec::new();
        while let Some(address) = free_v4(block, &taken) {
            taken.push(address);
        }
        taken.sort_unstable();
        assert_eq!(taken.len(), 11);
        assert_eq!((taken[0], taken[10]), (Ipv4Addr::new(10, 0, 1, 4), Ipv4Addr::new(10, 0, 1, 14)));
        assert!(taken.iter().all(|address| is_usable_v4(block, *address)));
        assert!(!is_usable_v4(block, Ipv4Addr::new(10, 0, 1, 15)));
        assert_eq!(usable_count(block), 11);
    }
}
