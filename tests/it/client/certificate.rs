//! The client's certificate, as go-plugin makes it.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose,
    PKCS_ECDSA_P521_SHA512,
};
use tokio_rustls::rustls::{
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, PrivatePkcs8KeyDer},
    sign::{CertifiedKey, SingleCertAndKey},
};

/// A certificate and its key.
#[derive(Clone)]
pub(crate) struct ClientCertificate {
    der: CertificateDer<'static>,
    key: Vec<u8>,
}

impl ClientCertificate {
    /// P-521, and a certificate authority: rustls's own verifier refuses both kinds.
    pub(crate) fn generate() -> Self {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P521_SHA512).expect("a P-521 key");
        let der = params().self_signed(&key).expect("a certificate").into();
        Self { der, key: key.serialize_der() }
    }

    /// The same certificate, presented by somebody who has another key.
    pub(crate) fn with_another_key(self) -> Self {
        Self { key: Self::generate().key, ..self }
    }

    /// In lines of 64 characters, as Go writes it.
    pub(crate) fn pem(&self) -> String {
        let text = STANDARD.encode(&self.der);
        let lines: Vec<_> =
            text.as_bytes().chunks(64).map(|line| str::from_utf8(line).expect("base64 is ASCII")).collect();
        format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
    }

    /// Without a check that the key is the certificate's.
    pub(crate) fn presented(&self) -> SingleCertAndKey {
        let key = PrivatePkcs8KeyDer::from(self.key.clone()).into();
        let key = aws_lc_rs::sign::any_supported_type(&key).expect("a key that can sign");
        CertifiedKey::new(vec![self.der.clone()], key).into()
    }
}

fn params() -> CertificateParams {
    let mut params = CertificateParams::new([super::tls::SERVER_NAME.to_owned()]).expect("a DNS name");
    params.distinguished_name.push(DnType::CommonName, "localhost");
    params.distinguished_name.push(DnType::OrganizationName, "HashiCorp");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth, ExtendedKeyUsagePurpose::ServerAuth];
    params.key_usages = vec![
        KeyUsagePurpose::DigitalSignature,
        KeyUsagePurpose::KeyEncipherment,
        KeyUsagePurpose::KeyAgreement,
        KeyUsagePurpose::KeyCertSign,
    ];
    params
}
