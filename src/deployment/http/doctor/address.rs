//! Before any tenant: what stands at the address, and how it lets us in.

use std::net::IpAddr;

use super::Diagnosis;
use crate::deployment::http::line::{interface, interface_without_token};
use crate::deployment::http::live::Live;
use crate::deployment::http::wire::{Interface, Level};

/// Looks at the address; further lines need one that answers.
pub(super) async fn address(client: &reqwest::Client, live: &Live, level: Level) -> Vec<Diagnosis> {
    let greeted = interface(client, &live.remote).await;
    let said = match greeted {
        Ok(said) => said,
        Err(trouble) => {
            let remedy = "is it running, and is `address` in the deployment file right?";
            return vec![Diagnosis::fail("address", trouble.to_string(), remedy)];
        }
    };
    vec![
        Diagnosis::ok("address", format!("{} answers: {}", live.remote.base, said.product)),
        version(&said, level),
        transport(&live.remote.base),
        token(client, live).await,
    ]
}

fn version(said: &Interface, level: Level) -> Diagnosis {
    let found = match said.misfit(level) {
        None => Ok(format!("version {}, level {}", said.version, said.level)),
        Some(why) => Err(why),
    };
    Diagnosis::of("interface", found, "write the level that is offered into the deployment file; a check needs level C")
}

fn transport(base: &str) -> Diagnosis {
    let url = reqwest::Url::parse(base);
    let host = url.as_ref().ok().and_then(|url| url.host_str()).unwrap_or_default().to_owned();
    let is_near = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    if url.is_ok_and(|url| url.scheme() == "https") {
        Diagnosis::ok("transport", "https, with a certificate that is trusted")
    } else if is_near {
        Diagnosis::ok("transport", "http, on this machine")
    } else {
        Diagnosis::warn("transport", format!("http to {host}"), "use https: the token and all data travel in the clear")
    }
}

async fn token(client: &reqwest::Client, live: &Live) -> Diagnosis {
    if live.remote.token.is_none() {
        return Diagnosis::ok("token", "none is needed");
    }
    match interface_without_token(client, &live.remote).await {
        Ok(_) => Diagnosis::warn("token", "a request without it is answered as well", "let the deployment ask for it"),
        Err(_) => Diagnosis::ok("token", "it is asked for, and taken"),
    }
}
