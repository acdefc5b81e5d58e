//! The suite over a wire: finding by finding what it is in process; and bytes that change on their way are seen.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use spec911::deployment::{Borders, Carriage, Ran, RunOptions, Smtp, SmtpSettings, mails, run_over};
use spec911::observation::canonical;
use spec911::oracle::judge;
use spec911::reference::{Policy, Reference};
use spec911::requirement::{Catalogue, Ics, Verdict};
use spec911::stimulus::{Fact, Scenario};

use crate::suite::{run_with, scenarios, statement_of};

fn over(scenario: &Scenario, ics: &Ics, carriage: &mut dyn Carriage) -> Ran {
    let options = RunOptions {
        revision: Catalogue::embedded().revision(),
        ics,
        borders: Borders::Complete,
        seed: crate::suite::SEED,
    };
    let policy = Policy::declared(ics);
    run_over(scenario, &options, &|facts| Ok(Box::new(Reference::new(policy, facts)?)), carriage)
}

/// A scenario of thousands of mails says nothing more here, and takes its time.
fn is_small(scenario: &Scenario) -> bool {
    !scenario.facts.iter().any(|fact| matches!(fact.value, Fact::Crew { .. }))
}

#[test]
fn every_scenario_that_sends_mails_leaves_the_same_trace_and_the_same_findings_over_smtp() {
    let mut sending = 0;
    for scenario in scenarios().iter().filter(|scenario| is_small(scenario)) {
        let ics = statement_of(scenario);
        let by_hand = run_with(scenario, Policy::declared(&ics), &ics, Borders::Complete);
        if mails(&by_hand.trace).is_empty() {
            continue;
        }
        sending += 1;
        // Every eighth goes over an encrypted connection, which costs a handshake a mail.
        let settings = SmtpSettings { encrypted: sending % 8 == 0, ..SmtpSettings::default() };
        let wired = over(scenario, &ics, &mut Smtp::new(settings));
        assert_eq!(wired.stop, by_hand.stop, "{}", scenario.id);
        assert_eq!(canonical(&wired.trace), canonical(&by_hand.trace), "{}", scenario.id);
        let catalogue = Catalogue::embedded();
        let (one, other) = (judge(&by_hand.trace, catalogue), judge(&wired.trace, catalogue));
        for (row, finding) in &one {
            assert_eq!(finding, &other[row], "{row} in {}", scenario.id);
        }
    }
    assert!(sending > 100, "{sending}");
}

/// Something between client and server that changes what the client sends.
fn between(server: SocketAddr, change: fn(&mut [u8])) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        while let Ok((client, _)) = listener.accept() {
            let Ok(server) = TcpStream::connect(server) else { return };
            let (from, to) = (server.try_clone().expect("a socket"), client.try_clone().expect("a socket"));
            std::thread::spawn(move || copied(from, to, |_| {}));
            copied(client, server, change);
        }
    });
    address
}

fn copied(mut from: TcpStream, mut to: TcpStream, change: impl Fn(&mut [u8])) {
    use std::io::{Read as _, Write as _};
    let _ = from.set_read_timeout(Some(Duration::from_secs(10)));
    let mut some = [0; 64 << 10];
    while let Ok(read @ 1..) = from.read(&mut some) {
        let mut part = some[..read].to_vec();
        change(&mut part);
        if to.write_all(&part).is_err() {
            break;
        }
    }
    let _ = to.shutdown(std::net::Shutdown::Write);
}

/// Replaces a text by another of the same length.
fn replaced(bytes: &mut [u8], old: &[u8], new: &[u8]) {
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(old.len()).position(|window| window == old) {
        bytes[at + found..at + found + old.len()].copy_from_slice(new);
        at += found + old.len();
    }
}

fn number(bytes: &mut [u8]) {
    replaced(bytes, b"911", b"119");
}

fn kind(bytes: &mut [u8]) {
    replaced(bytes, b"Mail-Kind: dial", b"Mail-Kind: diaI");
}

fn recipient(bytes: &mut [u8]) {
    replaced(bytes, b"RCPT TO:<b", b"RCPT TO:<x");
}

fn nothing(_: &mut [u8]) {}

/// The verdicts on one mail that was changed on its way.
fn verdicts(through: fn(SocketAddr) -> SocketAddr) -> Vec<(&'static str, Verdict)> {
    let scenario = super::support::dial();
    let settings = SmtpSettings { encrypted: false, through: Some(through), ..SmtpSettings::default() };
    let ran = over(&scenario, Ics::reference(), &mut Smtp::new(settings));
    let findings = judge(&ran.trace, Catalogue::embedded());
    ["NTF-01", "NTF-06"].into_iter().map(|row| (row, findings[&row.parse().expect("a row")].verdict)).collect()
}

#[test]
fn an_oracle_sees_bytes_that_change_on_their_way() {
    let told = |verdicts: &[(&str, Verdict)]| verdicts.iter().map(|(_, verdict)| *verdict).collect::<Vec<_>>();
    let whole = verdicts(|server| between(server, nothing));
    assert_eq!(told(&whole), [Verdict::Pass, Verdict::Pass]);
    let numbers = verdicts(|server| between(server, number));
    assert_eq!(told(&numbers), [Verdict::Pass, Verdict::Fail]);
    let kinds = verdicts(|server| between(server, kind));
    assert_eq!(told(&kinds)[0], Verdict::Inconclusive);
    let other = verdicts(|server| between(server, recipient));
    assert_ne!(told(&other)[0], Verdict::Pass);
}
