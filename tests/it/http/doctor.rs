//! Claims about the doctor: an honest deployment has nothing but good lines, and each line is broken by a deployment that
//! breaks just it.

use std::net::TcpListener;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use rustls::ServerConfig;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::PrivateKeyDer;
use spec911::deployment::http::wire::Level;
use spec911::deployment::http::{Clock, Diagnosis, Health, Live, MailWay, Secret, examine};
use spec911::observation::ClockMode;
use spec911::requirement::Ics;
use tempfile::TempDir;
use tokio_rustls::TlsAcceptor;

use super::liar::{Liar, Lie};
use super::live;
use super::process::Served;

fn examined(live: &Live) -> Vec<Diagnosis> {
    examine(live, Level::C, Clock::Virtual, Ics::reference())
}

/// What is not well, each with how it is.
fn ill(lines: &[Diagnosis]) -> Vec<(&'static str, Health)> {
    lines.iter().filter(|line| line.health != Health::Ok).map(|line| (line.what, line.health)).collect()
}

#[test]
fn an_honest_deployment_has_nothing_but_good_lines() {
    let served = Served::start(&[]);
    let lines = examined(&live(&served.base));
    assert_eq!((ill(&lines), lines.len()), (Vec::new(), 16), "{lines:?}");
}

#[test]
fn each_line_fails_by_a_deployment_that_breaks_just_it() {
    let served = Served::start(&[]);
    let cases = [
        (Lie::OtherVersion, "interface"),
        (Lie::NoTenant, "tenant"),
        (Lie::CallsElsewhere, "paths"),
        (Lie::ClockAhead, "clock"),
        (Lie::KeylessInputs, "inputs"),
        (Lie::NoStanding, "inputs"),
        (Lie::Restless, "inputs"),
        (Lie::FeedWithGap, "feed"),
        (Lie::StaleReads, "questions"),
        (Lie::SharedState, "isolation"),
        (Lie::ForgetsAtAKill, "restart"),
        (Lie::KeepsTenants, "clean-up"),
        (Lie::LegsElsewhere, "carrier"),
        (Lie::MailElsewhere, "mail"),
    ];
    for (lie, line) in cases {
        let liar = Liar::start(lie, &served.base);
        let lines = examined(&live(&liar.base));
        let first = ill(&lines).first().copied();
        assert_eq!(first, Some((line, Health::Fail)), "{lie:?}: {lines:?}");
        let told = lines.iter().find(|told| told.what == line).expect("the line");
        assert!(told.remedy.is_some() && !told.seen.is_empty(), "{told:?}");
    }
}

/// A server that speaks TLS with a certificate of its own making, and nothing inside.
fn self_signed() -> String {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a certificate");
    let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .expect("a configuration");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a socket");
    let at = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a socket");
            let acceptor = TlsAcceptor::from(Arc::new(config));
            while let Ok((stream, _)) = listener.accept().await {
                // Whoever does not trust it ends the handshake.
                drop(acceptor.accept(stream).await);
            }
        });
    });
    format!("https://{at}/v1")
}

#[test]
fn a_certificate_that_nobody_vouches_for_fails_the_address() {
    let lines = examined(&live(&self_signed()));
    assert_eq!((ill(&lines), lines.len()), (vec![("address", Health::Fail)], 1), "{lines:?}");
    assert!(lines[0].seen.contains("certificate"), "{lines:?}");
}

#[test]
fn a_call_that_passes_a_service_of_ours_by_is_a_warning() {
    let served = Served::start(&[]);
    let liar = Liar::start(Lie::PresenceElsewhere, &served.base);
    let lines = examined(&live(&liar.base));
    assert_eq!(ill(&lines), [("services", Health::Warn)], "{lines:?}");
    assert!(lines.iter().any(|line| line.seen == "the call was made without the presence service"), "{lines:?}");
}

#[test]
fn a_mail_that_comes_over_smtp_is_seen_as_well() {
    let served = Served::start(&[]);
    for (lie, expected) in [(Lie::Nothing, None), (Lie::MailElsewhere, Some(("mail", Health::Fail)))] {
        let liar = Liar::start(lie, &served.base);
        let mut posts = live(&liar.base);
        posts.remote.mail = MailWay::Smtp;
        let lines = examined(&posts);
        assert_eq!(ill(&lines).first().copied(), expected, "{lie:?}: {lines:?}");
    }
}

#[test]
fn no_call_is_made_from_a_territory_that_is_not_listed() {
    let served = Served::start(&[]);
    let liar = Liar::start(Lie::Nothing, &served.base);
    let mut elsewhere = Ics::reference().clone();
    elsewhere.territories.retain(|territory| territory == "DK");
    let lines = examine(&live(&liar.base), Level::C, Clock::Virtual, &elsewhere);
    assert_eq!(ill(&lines), [("carrier", Health::Warn)], "{lines:?}");
    assert!(liar.asked().iter().all(|body| !body.contains(r#""dial""#)), "nothing is dialled");
}

#[test]
fn a_clock_that_goes_by_itself_is_held_against_ours() {
    let served = Served::start(&[]);
    for (lie, health, seen) in [
        (Lie::RealClock, Health::Ok, "it goes as ours does"),
        (Lie::RealClockLate, Health::Warn, "it is 0."),
        (Lie::RealClockAhead, Health::Fail, "it is 5."),
        // One that stands still falls behind while it is watched.
        (Lie::Nothing, Health::Warn, "it is 0."),
    ] {
        let liar = Liar::start(lie, &served.base);
        let lines = examine(&live(&liar.base), Level::C, Clock::Real, Ics::reference());
        let clock = lines.iter().find(|line| line.what == "clock").expect("the line");
        assert_eq!(clock.health, health, "{lie:?}: {lines:?}");
        assert!(clock.seen.starts_with(seen), "{lie:?}: {clock:?}");
        let others = ill(&lines).into_iter().filter(|(what, _)| *what != "clock");
        assert_eq!(others.count(), 0, "{lie:?}: {lines:?}");
    }
}

#[test]
fn at_levels_without_a_clock_the_machines_are_compared_and_all_else_is_looked_at() {
    for (level, name) in [(Level::A, "A"), (Level::B, "B")] {
        let served = Served::start(&["--level", name]);
        for (lie, expected) in [
            (Lie::Nothing, None),
            (Lie::MachineBehind, Some("clock")),
            (Lie::ForgetsAtAKill, Some("restart")),
            (Lie::SharedState, Some("isolation")),
            (Lie::LegsElsewhere, Some("carrier")),
        ] {
            let liar = Liar::start(lie, &served.base);
            let settle = Duration::from_millis(20);
            let real = Live { level, clock: ClockMode::Real, settle, ..live(&liar.base) };
            let lines = examine(&real, level, Clock::Real, Ics::reference());
            let first = ill(&lines).first().copied();
            assert_eq!(first, expected.map(|line| (line, Health::Fail)), "{lie:?} at {name}: {lines:?}");
            assert!(lines.len() > 12, "{lie:?} at {name}: {lines:?}");
        }
    }
}

#[test]
fn nothing_is_dialled_where_anything_is_not_well() {
    let served = Served::start(&[]);
    for lie in [Lie::CallsElsewhere, Lie::StaleReads, Lie::FeedWithGap] {
        let liar = Liar::start(lie, &served.base);
        examined(&live(&liar.base));
        assert!(liar.asked().iter().all(|body| !body.contains(r#""dial""#)), "{lie:?}");
    }
    let liar = Liar::start(Lie::Nothing, &served.base);
    examined(&live(&liar.base));
    let dials = liar.asked().iter().filter(|body| body.contains(r#""dial""#)).count();
    assert_eq!(dials, 1, "one call is dialled where all is well");
}

#[test]
fn a_token_that_nobody_asks_for_is_a_warning() {
    let served = Served::start(&[]);
    let mut open = live(&served.base);
    open.remote.token = Some(Secret::new("a-token-of-some-length"));
    assert_eq!(ill(&examined(&open)), [("token", Health::Warn)]);
}

#[test]
fn the_command_says_each_line_and_ends_with_4_or_6() {
    let served = Served::start(&[]);
    let folder = TempDir::new().expect("a folder");
    let doctor = |command: &[&str], base: &str| {
        let text = format!("name: a deployment\naddress: {base}\nlevel: C\nclock: virtual\n");
        std::fs::write(folder.path().join("it.yaml"), text).expect("a file");
        let mut spec911 = Command::new(env!("CARGO_BIN_EXE_spec911"));
        let output = spec911.current_dir(folder.path()).args(command).output().expect("it starts");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().expect("a code"), text(&output.stdout), text(&output.stderr))
    };
    let (exit, out, err) = doctor(&["doctor", "it.yaml"], &served.base);
    assert_eq!((exit, out.lines().count(), err.as_str()), (0, 16, ""), "{out}");
    let paths = Liar::start(Lie::CallsElsewhere, &served.base);
    let carrier = Liar::start(Lie::LegsElsewhere, &served.base);
    let clock = Liar::start(Lie::ClockAhead, &served.base);
    for (liar, code, said) in [(&paths, 6, "fail  paths"), (&carrier, 6, "fail  carrier"), (&clock, 4, "fail  clock")] {
        let (exit, out, _) = doctor(&["doctor", "it.yaml"], &liar.base);
        assert!(exit == code && out.contains(said) && out.contains("help:"), "{exit}: {out}");
        let (exit, _, err) = doctor(&["check", "--deployment", "it.yaml", "--tags", "@slice"], &liar.base);
        assert!(exit == code && err.contains("help:"), "{exit}: {err}");
    }
    let (exit, _, err) = doctor(&["check", "--deployment", "it.yaml"], "http://127.0.0.1:9/v1");
    assert!(exit == 4 && err.contains("the deployment can't be reached"), "{exit}: {err}");
    let (exit, _, err) = doctor(&["doctor", "none.yaml"], &served.base);
    assert!(exit == 2 && err.contains("there is no file `none.yaml`"), "{exit}: {err}");
}
