mod proto;

fn main() {}
