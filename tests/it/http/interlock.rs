//! Claims about the interlock: a deployment that can't show where its calls end is not dialled on, and says so with exit 6.

use std::process::Command;

use spec911::conduct::Stop;
use spec911::deployment::Borders;
use spec911::deployment::http::{Live, run_live};
use spec911::deployment::safety::{CanaryNumber, Danger, DialCheck};
use spec911::stimulus::Scenario;
use tempfile::TempDir;

use super::liar::{Liar, Lie};
use super::live;
use super::process::Served;
use crate::runs::{self, options};

/// A tenant with a trunk, whose agent dials the emergency number before and after a route is changed.
fn scenario() -> Scenario {
    let trunk = [
        "direct routing is on",
        "the tenant has the trunk sbc-1",
        "voice route all-calls in place 1 sends \"^[+]44[0-9]+$\" to the trunks sbc-1",
    ];
    runs::scenario(
        &[&runs::PLAIN[..], &trunk].concat(),
        &[
            "ana dials 911",
            "ana ends call 1 of ana",
            "the administrator changes the voice route all-calls to \"^[+]45[0-9]+$\"",
            "ana dials 911",
        ],
    )
}

/// The bodies in which somebody dials.
fn dials(bodies: &[String]) -> usize {
    bodies.iter().filter(|body| body.contains("\"dial\"")).count()
}

fn emergency_legs(bodies: &[String]) -> usize {
    bodies.iter().filter(|body| body.contains("place-leg") && body.contains("\"911\"")).count()
}

#[test]
fn a_deployment_whose_paths_do_not_end_at_our_counterparts_is_never_dialled_on() {
    let served = Served::start(&[]);
    let cases = [
        (Lie::LeadsElsewhere, "the path direct leads to"),
        (Lie::CallsElsewhere, "the canary that was sent over the path direct did not arrive"),
        (Lie::TrunkElsewhere, "the canary that was sent over the path sbc-1 did not arrive"),
        (Lie::SilentOnTrunks, "does not say where the path sbc-1 leads"),
        (Lie::NoCanary, "the canary that was sent over the path direct did not arrive"),
        (Lie::CanaryUnsent, "the canary that was sent over the path direct did not arrive"),
    ];
    for (lie, missing) in cases {
        let liar = Liar::start(lie, &served.base);
        let ran = run_live(&scenario(), &options(Borders::Complete, 7), &live(&liar.base));
        let Stop::Unsafe(why) = &ran.stop else { panic!("{lie:?}: {:?}", ran.stop) };
        assert!(why.contains("nothing was dialled") && why.contains(missing), "{lie:?}: {why}");
        assert_eq!(dials(&liar.asked()), 0, "{lie:?}: {:?}", liar.asked());
        assert_eq!(emergency_legs(&liar.called()), 0, "{lie:?}: {:?}", liar.called());
    }
}

#[test]
fn the_proof_is_made_again_after_a_change_of_routes() {
    let served = Served::start(&[]);
    let honest = Liar::start(Lie::Nothing, &served.base);
    let ran = run_live(&scenario(), &options(Borders::Complete, 7), &live(&honest.base));
    assert_eq!((ran.stop, dials(&honest.asked())), (Stop::Ended, 2));
    let liar = Liar::start(Lie::TurnsWithTheRoute, &served.base);
    let ran = run_live(&scenario(), &options(Borders::Complete, 7), &live(&liar.base));
    assert!(matches!(&ran.stop, Stop::Unsafe(why) if why.contains("the path direct leads to")), "{:?}", ran.stop);
    assert_eq!(dials(&liar.asked()), 1, "the second dial was sent");
}

#[test]
fn a_check_of_an_unproven_deployment_ends_with_6_whatever_the_environment_says() {
    let served = Served::start(&[]);
    let liar = Liar::start(Lie::CallsElsewhere, &served.base);
    let folder = TempDir::new().expect("a folder");
    let file = |more: &str| {
        let text = format!("name: a liar\naddress: {}\nlevel: C\nclock: virtual\ntest-calls: true\n{more}", liar.base);
        std::fs::write(folder.path().join("liar.yaml"), text).expect("a file");
    };
    let check = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_spec911"));
        command.current_dir(folder.path()).args([
            "check",
            "--deployment",
            "liar.yaml",
            "--tags",
            "@slice",
            "--jobs",
            "2",
        ]);
        for name in ["SPEC911_SAFETY", "SPEC911_UNSAFE", "SPEC911_ALLOW_DIAL", "SPEC911_NO_INTERLOCK"] {
            command.env(name, "off");
        }
        command.output().expect("it starts")
    };
    file("");
    let output = check();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(6), "{told}");
    assert!(told.contains("the canary that was sent over the path direct did not arrive"), "{told}");
    // No key of the file opens it either: one that is not known is an error.
    file("safety: off\n");
    assert_eq!(check().status.code(), Some(2));
    assert_eq!((dials(&liar.asked()), emergency_legs(&liar.called())), (0, 0));
}

#[test]
fn a_first_emergency_call_whose_leg_does_not_arrive_ends_the_check() {
    let served = Served::start(&[]);
    let liar = Liar::start(Lie::LegsElsewhere, &served.base);
    let ran = run_live(&scenario(), &options(Borders::Complete, 7), &live(&liar.base));
    assert!(matches!(&ran.stop, Stop::Unsafe(why) if why.contains("did not arrive")), "{:?}", ran.stop);
    let asked = liar.asked();
    assert_eq!(dials(&asked), 1, "{asked:?}");
    assert!(asked.iter().any(|body| body.contains("\"end-call\"")), "the agent did not end the call: {asked:?}");
}

#[test]
fn a_number_for_test_calls_needs_the_deployment_file_to_allow_it_before_anything_is_sent() {
    let scenario = runs::scenario(&runs::PLAIN, &["ana dials 933"]);
    // Nobody listens there: a request would be told as unreachable.
    let closed = Live { test_calls: false, ..live("http://127.0.0.1:9/v1") };
    let ran = run_live(&scenario, &options(Borders::Complete, 7), &closed);
    assert!(matches!(&ran.stop, Stop::Unsafe(why) if why.contains("933")), "{:?}", ran.stop);
}

#[test]
fn a_check_without_test_calls_leaves_out_what_dials_them_and_judges_all_else() {
    let served = Served::start(&[]);
    let liar = Liar::start(Lie::Nothing, &served.base);
    let folder = TempDir::new().expect("a folder");
    let text = format!("name: a deployment\naddress: {}\nlevel: C\nclock: virtual\n", liar.base);
    std::fs::write(folder.path().join("it.yaml"), text).expect("a file");
    let check = |more: &[&str]| {
        let args = ["check", "--deployment", "it.yaml", "--requirement", "ELG-12", "--report", "out"];
        let mut command = Command::new(env!("CARGO_BIN_EXE_spec911"));
        let output = command.current_dir(folder.path()).args([&args, more].concat()).output().expect("it starts");
        let report = std::fs::read_to_string(folder.path().join("out/report.json")).expect("a report");
        let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
        let scenarios = report["scenarios"].as_array().expect("scenarios").clone();
        let (left, run): (Vec<_>, Vec<_>) = scenarios.into_iter().partition(|one| one["verdict"] == "excluded");
        (output.status.code(), left, run)
    };
    let (exit, left, run) = check(&[]);
    assert_eq!(exit, Some(0), "{left:?} {run:?}");
    assert!(!run.is_empty() && run.iter().all(|one| one["verdict"] == "pass"), "{run:?}");
    let why = "it dials `933`, a number for test calls, which the deployment file does not allow";
    // A scenario of another reading is left out as well.
    assert!(left.iter().filter(|one| one["reasons"][0] == why).count() > 1, "{left:?}");
    // Where the pack makes it an emergency number it is as little dialled.
    let (_, left, _) = check(&["--requirement", "TST-01", "--pack", "test-calls"]);
    assert!(left.iter().any(|one| one["reasons"][0] == why), "{left:?}");
    assert!(liar.asked().iter().all(|body| !body.contains("\"933\"")), "a number for test calls was dialled");
    assert!(dials(&liar.asked()) > 0, "nothing was dialled at all");
}

#[test]
fn whatever_could_be_read_as_an_emergency_number_is_dangerous_and_a_canary_never_is() {
    let check = DialCheck::new(&[]);
    for dialled in
        ["911", "+1911", "9911", "911#", "1-9-1-1 911", "112", "+44999", "٩١١", "urn:service:sos", "0 000", "nine"]
    {
        assert_eq!(check.danger(dialled), Danger::Emergency, "{dialled}");
    }
    assert_eq!(check.danger("933"), Danger::TestCall);
    assert_eq!(check.danger("+3905550100"), Danger::None);
    let mut drawn = std::collections::BTreeSet::new();
    for _ in 0..200 {
        let canary = CanaryNumber::draw(&check).expect("a number");
        assert_eq!(check.danger(canary.number().as_str()), Danger::None);
        assert!(CanaryNumber::is_one(canary.number().as_str()));
        drawn.insert(canary);
    }
    assert!(drawn.len() > 190, "canaries repeat: {}", drawn.len());
}
