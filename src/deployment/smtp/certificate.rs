//! A certificate that is made by its own holder, and both ends of a connection that trusts it.

use std::sync::{Arc, OnceLock};

use lettre::transport::smtp::client::{Certificate as Root, TlsParameters};
use rustls::ServerConfig;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::TlsAcceptor;

use super::HOST;

/// A certificate for this host with its key.
#[derive(Clone)]
pub struct Certificate {
    der: CertificateDer<'static>,
    acceptor: TlsAcceptor,
}

impl std::fmt::Debug for Certificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Certificate")
    }
}

impl Certificate {
    /// A new one.
    ///
    /// # Errors
    ///
    /// The machine gives no chance for a key.
    pub fn new() -> Result<Certificate, String> {
        let words = |error: &dyn std::fmt::Display| format!("no certificate could be made: {error}");
        let made = rcgen::generate_simple_self_signed([HOST.to_owned()]).map_err(|error| words(&error))?;
        let der = made.cert.der().clone();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| words(&error))?
            .with_no_client_auth()
            .with_single_cert(vec![der.clone()], key)
            .map_err(|error| words(&error))?;
        Ok(Certificate { der, acceptor: TlsAcceptor::from(Arc::new(config)) })
    }

    /// The one of this process.
    ///
    /// # Errors
    ///
    /// The machine gives no chance for a key.
    pub fn of_process() -> Result<Certificate, String> {
        static MADE: OnceLock<Result<Certificate, String>> = OnceLock::new();
        MADE.get_or_init(Certificate::new).clone()
    }

    /// The end of the server.
    pub(super) fn acceptor(&self) -> TlsAcceptor {
        self.acceptor.clone()
    }

    /// The end of a client that trusts this certificate and no other.
    pub(super) fn trusted(&self) -> Result<TlsParameters, String> {
        let words = |error: lettre::transport::smtp::Error| format!("the certificate can't be trusted: {error}");
        let root = Root::from_der(self.der.to_vec()).map_err(words)?;
        TlsParameters::builder(HOST.to_owned()).add_root_certificate(root).build_rustls().map_err(words)
    }
}
