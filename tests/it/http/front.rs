//! A server that decides about bytes, in front of an honest deployment or alone: it answers some requests by itself and alters
//! answers.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;

use tempfile::TempDir;

/// A request as far as its head.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// Its method.
    pub(super) method: String,
    /// Its path below the interface, with its query.
    pub(super) place: String,
    /// Its lines.
    pub(super) head: String,
    /// How many tenants had been set up when it came, its own counted: 0 before the first.
    pub(super) tenants: usize,
    /// Which of them it is about, from 1.
    pub(super) about: Option<usize>,
    /// Its body, once it was read to be passed on.
    pub(super) body: String,
}

/// What is done about a request: nothing, so that it is passed on, or something, and then the connection is closed.
pub(super) struct Deed {
    pub(super) act: Box<dyn FnOnce(&mut TcpStream)>,
    /// Whether it is done before the body of the request is read.
    pub(super) at_once: bool,
}

pub(super) fn deed(act: impl FnOnce(&mut TcpStream) + 'static) -> Deed {
    Deed { act: Box::new(act), at_once: false }
}

type Decide = dyn Fn(&Asked) -> Option<Deed> + Send + Sync;
type Alter = dyn Fn(&Asked, Vec<u8>) -> Vec<u8> + Send + Sync;

/// A server in front of a deployment.
pub(super) struct Front {
    /// Where the interface begins.
    pub(super) base: String,
    told: Arc<Told>,
}

struct Told {
    honest: Option<SocketAddr>,
    decide: Box<Decide>,
    alter: Box<Alter>,
    asked: Mutex<Vec<Asked>>,
    tenants: Mutex<Vec<String>>,
}

impl Front {
    /// A server that answers everything by itself.
    pub(super) fn alone(deed: fn() -> Deed) -> Front {
        Front::start(None, Box::new(move |_| Some(deed())), Box::new(|_, answer| answer))
    }

    /// A server in front of an honest one.
    pub(super) fn before(
        honest: &str,
        decide: impl Fn(&Asked) -> Option<Deed> + Send + Sync + 'static,
        alter: impl Fn(&Asked, Vec<u8>) -> Vec<u8> + Send + Sync + 'static,
    ) -> Front {
        let at = honest.trim_start_matches("http://").trim_end_matches("/v1").parse().expect("an address");
        Front::start(Some(at), Box::new(decide), Box::new(alter))
    }

    fn start(honest: Option<SocketAddr>, decide: Box<Decide>, alter: Box<Alter>) -> Front {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let base = format!("http://{}/v1", listener.local_addr().expect("an address"));
        let told = Arc::new(Told { honest, decide, alter, asked: Mutex::default(), tenants: Mutex::default() });
        let here = told.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let told = here.clone();
                thread::spawn(move || told.connected(stream));
            }
        });
        Front { base, told }
    }

    /// What it was asked.
    pub(super) fn asked(&self) -> Vec<Asked> {
        self.told.asked.lock().expect("a lock").clone()
    }
}

impl Told {
    fn connected(&self, mut stream: TcpStream) {
        let Some(head) = head_of(&mut stream) else { return };
        let mut words = head.split(' ');
        let method = words.next().unwrap_or_default().to_owned();
        let place = words.next().unwrap_or_default().trim_start_matches("/v1").to_owned();
        let mut asked = self.ask(method, place, head);
        let deed = (self.decide)(&asked);
        let mut body = vec![0; length_in(&asked.head)];
        if !deed.as_ref().is_some_and(|deed| deed.at_once) && stream.read_exact(&mut body).is_err() {
            return;
        }
        if let Some(deed) = deed {
            return (deed.act)(&mut stream);
        }
        let Some(honest) = self.honest else { return };
        let mut other = TcpStream::connect(honest).expect("the honest one listens");
        asked.body = String::from_utf8_lossy(&body).into_owned();
        let head = asked.head.replacen("\r\n", "\r\nconnection: close\r\n", 1);
        let _ = other.write_all(&[head.as_bytes(), &body].concat());
        let mut answer = Vec::new();
        let _ = other.read_to_end(&mut answer);
        let _ = stream.write_all(&(self.alter)(&asked, answer));
    }

    fn ask(&self, method: String, place: String, head: String) -> Asked {
        let mut tenants = self.tenants.lock().expect("a lock");
        let name = place.split('/').nth(2).unwrap_or_default().to_owned();
        if method == "PUT" && !tenants.contains(&name) {
            tenants.push(name.clone());
        }
        let about = tenants.iter().position(|tenant| *tenant == name).map(|at| at + 1);
        let asked = Asked { method, place, head, tenants: tenants.len(), about, body: String::new() };
        self.asked.lock().expect("a lock").push(asked.clone());
        asked
    }
}

/// The head of a request and no byte more.
fn head_of(stream: &mut TcpStream) -> Option<String> {
    let (mut head, mut byte) = (Vec::new(), [0]);
    stream.read_exact(&mut byte).ok()?;
    if !byte[0].is_ascii_uppercase() {
        say(stream, "400 Bad Request\r\ncontent-length: 0", b"");
        return None;
    }
    head.extend_from_slice(&byte);
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).ok()?;
        head.extend_from_slice(&byte);
    }
    String::from_utf8(head).ok()
}

fn length_in(head: &str) -> usize {
    let lower = head.to_ascii_lowercase();
    let length = lower.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
    length.unwrap_or_default()
}

impl Asked {
    /// The address of a counterpart that the set-up names.
    pub(super) fn counterpart(&self, name: &str) -> String {
        let set_up: serde_json::Value = serde_json::from_str(&self.body).expect("a set-up");
        set_up["counterparts"][name].as_str().expect("an address").to_owned()
    }

    /// The name of its tenant.
    pub(super) fn tenant(&self) -> String {
        self.place.split('/').nth(2).expect("a tenant").to_owned()
    }
}

/// Sends a request to a counterpart, its head as it is told and its body by a function, and brings what is answered.
pub(super) fn send(address: &str, more: &str, headers: &str, body: impl FnOnce(&mut TcpStream)) -> String {
    let (host, path) = address.trim_start_matches("http://").split_once('/').expect("an address");
    let mut stream = TcpStream::connect(host).expect("it listens");
    let _ = stream.write_all(format!("POST /{path}{more} HTTP/1.1\r\nhost: {host}\r\n{headers}\r\n").as_bytes());
    body(&mut stream);
    let mut answer = [0; 4096];
    let length = stream.read(&mut answer).unwrap_or_default();
    String::from_utf8_lossy(&answer[..length]).into_owned()
}

/// The same with a body that is there as a whole.
pub(super) fn post(address: &str, more: &str, headers: &str, body: &str) -> String {
    send(address, more, &format!("{headers}content-length: {}\r\n", body.len()), |stream| {
        let _ = stream.write_all(body.as_bytes());
    })
}

/// An answer with another body.
pub(super) fn with_body(answer: &[u8], change: impl FnOnce(String) -> String) -> Vec<u8> {
    let text = String::from_utf8_lossy(answer).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").expect("an answer");
    let body = change(body.to_owned());
    let head: Vec<&str> = head.split("\r\n").filter(|line| !line.starts_with("content-length")).collect();
    format!("{}\r\ncontent-length: {}\r\n\r\n{body}", head.join("\r\n"), body.len()).into_bytes()
}

/// Every file below a folder as text, and what stood on the screen.
pub(super) fn all_texts(folder: &Path, out: &str, err: &str) -> Vec<(String, String)> {
    let mut found = vec![("screen".to_owned(), format!("{out}{err}"))];
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = std::fs::read(&path).expect("a file");
                found.push((path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned()));
            }
        }
    }
    found
}

/// A deployment file for an address in a folder of its own, with more lines.
pub(super) fn deployment(base: &str, more: &str) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let text = format!("name: a hostile one\naddress: {base}\nlevel: C\nclock: virtual\n{more}");
    std::fs::write(folder.path().join("it.yaml"), text).expect("a file");
    folder
}

/// A check of a deployment in a folder.
pub(super) fn check(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_spec911"));
    command.current_dir(folder).args([&["check", "--deployment", "it.yaml"], args].concat());
    command
}

/// How many scenarios fail by the report of a check in a folder.
pub(super) fn failed(folder: &Path) -> usize {
    let text = std::fs::read_to_string(folder.join("out/report.json")).expect("a report");
    let report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let scenarios = report["scenarios"].as_array().expect("scenarios");
    scenarios.iter().filter(|one| one["verdict"] == "fail").count()
}

/// Answers with a head and a body.
pub(super) fn say(stream: &mut TcpStream, head: &str, body: &[u8]) {
    let _ = stream.write_all(format!("HTTP/1.1 {head}\r\n\r\n").as_bytes());
    let _ = stream.write_all(body);
}
