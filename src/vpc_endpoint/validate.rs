//! Checks of a configuration that need more than one argument, and no answer from EC2.

use super::model::Model;
use crate::tf::{Attr, Diagnostic, Diagnostics, Path};

impl Model {
    /// What is wrong with this configuration, which may hold unknown values.
    pub(super) fn faults(&self) -> Diagnostics {
        let mut diagnostics = Diagnostics::default();
        for fault in [self.no_subnet(), self.dns_record_ip_type_does_not_fit()].into_iter().flatten() {
            diagnostics.push(fault);
        }
        diagnostics
    }

    /// EC2 accepts an endpoint without subnets, which then carries no traffic.
    fn no_subnet(&self) -> Option<Diagnostic> {
        let none = self.subnet_ids.is_null()
            && matches!(&self.subnet_configuration.0, Attr::Known(blocks) if blocks.is_empty());
        none.then(|| {
            Diagnostic::error(
                "No subnet",
                "An endpoint needs at least one subnet to be reached in. Set subnet_ids, or add a subnet_configuration block.",
            )
            .at("subnet_ids")
        })
    }

    /// EC2 answers with the addresses that the endpoint has; only one that has both kinds leaves a choice.
    fn dns_record_ip_type_does_not_fit(&self) -> Option<Diagnostic> {
        let (addresses, records) = (self.ip_address_type.known()?, self.dns_record_ip_type()?);
        let fits = addresses == "dualstack" || addresses == records;
        let path = Path::from("dns_options").index(0).attribute("dns_record_ip_type");
        (!fits).then(|| {
            Diagnostic::error(
                "DNS record type does not fit",
                format!(
                    "An endpoint whose ip_address_type is \"{addresses}\" answers with \"{addresses}\" records, not with \
                     \"{records}\". Set dns_record_ip_type to \"{addresses}\", or ip_address_type to \"dualstack\"."
                ),
            )
            .at(path)
        })
    }
}
