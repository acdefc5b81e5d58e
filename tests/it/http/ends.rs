//! Claims about what `serve` leaves behind when it ends, however it does: nothing.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

/// The processes below one, from the machine's own list.
fn below(parent: u32) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir("/proc").expect("a list of processes").flatten() {
        let Ok(id) = entry.file_name().to_string_lossy().parse::<u32>() else { continue };
        if field(id, 1).as_deref() == Some(parent.to_string().as_str()) {
            found.insert(id);
            found.extend(below(id));
        }
    }
    found
}

/// A field of what the machine says of a process, counted from its state, which stands behind the last parenthesis.
fn field(id: u32, place: usize) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (_, after) = stat.rsplit_once(')')?;
    after.split_whitespace().nth(place).map(str::to_owned)
}

fn is_running(id: u32) -> bool {
    field(id, 0).is_some_and(|state| state != "Z")
}

fn entries(folder: &Path) -> usize {
    fs::read_dir(folder).expect("a folder").count()
}

/// Waits until something is so.
fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..400 {
        if is_so() {
            return;
        }
        sleep(Duration::from_millis(25));
    }
    panic!("{what} is not so after 10 s");
}

/// `serve --isolated`, its temporary folder in one of the test's.
fn served(temporary: &Path, args: &[&str]) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_spec911"))
        .args([&["serve", "--listen", "127.0.0.1:0", "--isolated"], args].concat())
        .env("TMPDIR", temporary)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
    (child, line.trim().strip_prefix("serving at ").expect("an address").to_owned())
}

/// Sets a tenant up, and kills it if that is asked for.
fn tenant(base: &str, name: &str, kills: bool) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let nobody = "http://127.0.0.1:9/x";
        let counterparts = serde_json::json!({
            "direct": nobody, "trunks": {}, "mail": nobody, "presence": nobody, "numbers": nobody, "location": nobody,
        });
        let (client, address) = (reqwest::Client::new(), format!("{base}/tenants/{name}"));
        let body = serde_json::json!({"facts": [], "counterparts": counterparts});
        let set_up = client.put(&address).json(&body).send().await.expect("an answer");
        assert_eq!(set_up.status(), 201);
        if kills {
            let killed = client.post(format!("{address}/kill")).send().await.expect("an answer");
            assert!(killed.status().is_success());
        }
    });
}

#[test]
fn a_server_with_a_process_for_each_tenant_leaves_neither_process_nor_file_however_it_ends() {
    for (signal, code) in [("-INT", Some(130)), ("-TERM", Some(143)), ("-KILL", None)] {
        let temporary = TempDir::new().expect("a folder");
        let (mut server, base) = served(temporary.path(), &[]);
        tenant(&base, "one", false);
        tenant(&base, "two", true);
        let processes = below(server.id());
        assert_eq!(processes.len(), 2, "one tenant's, and the keeper of the folder: {processes:?}");
        assert_eq!(entries(temporary.path()), 1);
        let told = Command::new("kill").args([signal, &server.id().to_string()]).status().expect("kill");
        assert!(told.success());
        let ended = server.wait().expect("it ends");
        assert_eq!(ended.code(), code, "{signal}");
        until("that no process is left", || !processes.iter().any(|id| is_running(*id)));
        until("that no folder is left", || entries(temporary.path()) == 0);
        if code.is_some() {
            continue;
        }
        assert!(reached(&base).is_err(), "nobody listens any more");
    }
}

fn reached(base: &str) -> std::io::Result<std::net::TcpStream> {
    let at = base.trim_start_matches("http://").trim_end_matches("/v1");
    std::net::TcpStream::connect(at)
}

#[test]
fn a_server_that_is_told_so_ends_with_its_standard_input() {
    let temporary = TempDir::new().expect("a folder");
    let (mut server, base) = served(temporary.path(), &["--until-eof"]);
    tenant(&base, "one", false);
    let processes = below(server.id());
    drop(server.stdin.take());
    assert_eq!(server.wait().expect("it ends").code(), Some(0));
    until("that no process is left", || !processes.iter().any(|id| is_running(*id)));
    until("that no folder is left", || entries(temporary.path()) == 0);
}
