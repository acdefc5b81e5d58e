//! Claims about the deployment file: what its schema takes is what its reader takes, and the limit of dials that it may set.

use std::num::NonZeroU32;
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};
use spec911::deployment::http::wire::Level;
use spec911::deployment::http::{Clock, DeploymentFile};
use spec911::deployment::safety::DialRate;

/// Set to write the schema again, instead of comparing it.
const BLESS: &str = "SPEC911_BLESS";

fn schema_path() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/deployments/deployment.schema.json").to_owned()
}

/// Whether the schema takes a file.
fn schema_takes(file: &Value) -> Result<(), String> {
    let schema: Value = serde_json::from_str(&DeploymentFile::schema()).expect("JSON");
    let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
    compiler.add_resource("deployment.json", schema).expect("a schema");
    let index = compiler.compile("deployment.json", &mut schemas).expect("a schema");
    schemas.validate(file, index).map_err(|error| error.to_string())
}

/// Whether the reader takes it.
fn reader_takes(file: &Value) -> Result<DeploymentFile, String> {
    let text = serde_yaml::to_string(file).expect("YAML");
    DeploymentFile::read("it.yaml", &text).map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

fn full() -> Value {
    json!({
        "name": "our telephony", "address": "https://telephony.test:8500/v1", "level": "C", "clock": "virtual",
        "token": {"environment": "TOKEN"}, "ics": "my-ics.yaml", "test-calls": false, "limit": "6 s",
        "dials-per-minute": 60,
    })
}

/// The full file with one key changed, or left out.
fn with(key: &str, value: Option<Value>) -> Value {
    let mut file = full();
    let fields = file.as_object_mut().expect("a map");
    match value {
        Some(value) => drop(fields.insert(key.to_owned(), value)),
        None => drop(fields.remove(key)),
    }
    file
}

#[test]
fn the_schema_is_the_one_that_editors_are_pointed_to() {
    let (path, right) = (schema_path(), DeploymentFile::schema());
    if std::env::var_os(BLESS).is_some() {
        std::fs::write(&path, &right).expect("a file");
    }
    let stands = std::fs::read_to_string(&path).expect("the schema");
    assert_eq!(stands, right, "run the test with {BLESS}=1 to write it");
}

#[test]
fn the_program_prints_its_schema() {
    let doctor = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_spec911")).arg("doctor").args(args).output().expect("it starts");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().expect("a code"), text(&output.stdout), text(&output.stderr))
    };
    assert_eq!(doctor(&["--schema"]), (0, DeploymentFile::schema(), String::new()));
    let (exit, _, err) = doctor(&[]);
    assert!(exit == 2 && err.contains("DEPLOYMENT.yaml"), "{exit}: {err}");
    let (exit, _, err) = doctor(&["it.yaml", "--schema"]);
    assert!(exit == 2 && err.contains("help:"), "{exit}: {err}");
}

#[test]
fn what_the_reader_takes_the_schema_takes() {
    let shipped = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/deployments/reference.yaml"));
    let shipped: Value = serde_yaml::from_str(&shipped.expect("a file")).expect("YAML");
    let mut good = vec![shipped, full(), with("token", Some(json!({"file": "token.txt"})))];
    good.extend(["token", "ics", "test-calls", "limit", "dials-per-minute"].map(|key| with(key, None)));
    good.extend(["500 ms", "1 min 30 s", "1 tick", "0 s 5 ms"].map(|limit| with("limit", Some(json!(limit)))));
    good.extend([1, DialRate::MOST].map(|dials| with("dials-per-minute", Some(json!(dials)))));
    good.extend(["http://127.0.0.1:1/v1", "http://[::1]:80"].map(|at| with("address", Some(json!(at)))));
    for level in Level::WORDS {
        let mut real = with("level", Some(json!(level)));
        real["clock"] = json!(Clock::Real.word());
        (real["settle"], real["longest-scenario"], real["unseen"]) = (json!("20 ms"), json!("10 s"), json!(["store"]));
        good.push(real);
    }
    for file in good {
        assert_eq!(schema_takes(&file), Ok(()), "{file}");
        assert!(reader_takes(&file).is_ok(), "{file}: {:?}", reader_takes(&file));
    }
}

#[test]
fn what_the_schema_refuses_the_reader_refuses_and_the_other_way_round() {
    let mut bad: Vec<Value> = ["name", "address", "level", "clock"].map(|key| with(key, None)).to_vec();
    for (key, values) in [
        ("unknown", vec![json!(1)]),
        ("dials_per_minute", vec![json!(60)]),
        ("name", vec![json!(""), json!("  "), json!(["a"])]),
        (
            "address",
            vec![
                json!("telephony.test"),
                json!("ftp://telephony.test/"),
                json!("http://a:b@telephony.test/"),
                json!("http://telephony.test/?a=b"),
                json!("http://telephony.test/#a"),
            ],
        ),
        ("level", vec![json!("D"), json!("A"), json!("c")]),
        ("clock", vec![json!("fast")]),
        (
            "token",
            vec![json!("secret"), json!({}), json!({"environment": "A", "file": "b"}), json!({"value": "secret"})],
        ),
        // The clock of the full file is one that the harness moves.
        ("settle", vec![json!("20 ms")]),
        ("longest-scenario", vec![json!("10 s")]),
        ("unseen", vec![json!(["the moon"]), json!("store")]),
        ("test-calls", vec![json!("perhaps")]),
        ("limit", vec![json!("0 s"), json!("6"), json!("six seconds"), json!("6s"), json!("0 s 0 ms")]),
        ("dials-per-minute", vec![json!(0), json!(-1), json!(DialRate::MOST + 1), json!(1.5), json!("many")]),
    ] {
        bad.extend(values.into_iter().map(|value| with(key, Some(value))));
    }
    for file in bad {
        assert!(schema_takes(&file).is_err(), "the schema takes {file}");
        assert!(reader_takes(&file).is_err(), "the reader takes {file}");
    }
}

#[test]
fn a_wrong_limit_of_dials_is_told_with_its_place_and_with_what_to_write() {
    let told = reader_takes(&with("dials-per-minute", Some(json!(0)))).expect_err("a minute without a dial");
    assert!(told.contains("a minute has 1 to 100000 dials"), "{told}");
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[test]
fn a_minute_has_as_many_dials_as_its_limit_wherever_it_begins() {
    let mut rate = DialRate::new(NonZeroU32::new(3).expect("three"));
    for at in [0, 10, 50] {
        assert!(rate.turn(seconds(at)).is_ok(), "the dial at {at} s");
    }
    assert_eq!(rate.turn(seconds(50)).expect_err("a fourth"), seconds(10));
    assert_eq!(rate.turn(seconds(59)).expect_err("asking does not count"), seconds(1));
    assert!(rate.turn(seconds(60)).is_ok());
    assert_eq!(rate.turn(seconds(60)).expect_err("the minute from 10 s is full"), seconds(10));
    // Whenever dials are let through as soon as they may pass, no minute has more than three.
    let (mut rate, mut passed, mut now) = (DialRate::new(NonZeroU32::new(3).expect("three")), Vec::new(), seconds(0));
    for step in 0..200 {
        match rate.turn(now) {
            Ok(_) => passed.push(now),
            Err(wait) => now += wait,
        }
        now += Duration::from_millis(step * 37 % 5_000);
    }
    let crowded = passed.windows(4).find(|four| four[3] - four[0] < seconds(60));
    assert!(crowded.is_none() && passed.len() > 20, "{crowded:?} of {}", passed.len());
}
