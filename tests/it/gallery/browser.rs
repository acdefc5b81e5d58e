//! A headless browser, driven by its debugging protocol: what a page logs and what it asks for.

use std::env;
use std::io::{BufRead as _, BufReader};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use tungstenite::{Message, WebSocket, client};

/// The names of browsers that speak the protocol.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// How many messages of the browser are read before an answer is given up.
const PATIENCE: usize = 1_000_000;

/// How long one message is waited for.
const WAIT: Duration = Duration::from_secs(60);

/// A page in a browser.
pub(super) struct Browser {
    process: Child,
    socket: WebSocket<TcpStream>,
    session: Option<String>,
    last: u64,
    /// What is kept until the browser has ended.
    _profile: TempDir,
    console: Vec<String>,
    requests: Vec<String>,
    loaded: bool,
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The program of the browser: that of `SPEC911_BROWSER`, else the first of its names on the path.
fn program() -> Option<PathBuf> {
    if let Some(named) = env::var_os("SPEC911_BROWSER") {
        return Some(PathBuf::from(named));
    }
    let paths = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&paths).collect();
    let all = NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    all.into_iter().find(|path| path.is_file())
}

impl Browser {
    /// Starts a browser; none where the machine is said to have none.
    pub(super) fn start() -> Option<Browser> {
        if env::var("SPEC911_NO_BROWSER").is_ok_and(|value| value == "1") {
            return None;
        }
        let program = program().unwrap_or_else(|| {
            panic!("no browser is found: install chromium, name one in SPEC911_BROWSER, or set SPEC911_NO_BROWSER=1")
        });
        let profile = TempDir::new().expect("a folder");
        let mut process = Command::new(program)
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0"])
            .args(["--disable-background-networking", "--disable-component-update", "--no-first-run"])
            .args(["--disable-dev-shm-usage", "--window-size=1600,1000"])
            // A process for each of some hundred frames takes minutes, and what they ask for is seen without.
            .args(["--disable-features=IsolateSandboxedIframes", "--disable-site-isolation-trials"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the browser starts");
        let mut lines = BufReader::new(process.stderr.take().expect("its messages")).lines();
        let address = lines
            .by_ref()
            .take(1_000)
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("DevTools listening on ").map(|address| address.trim().to_owned()));
        // What it says later is read as well, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        let address = address.expect("the browser says where it listens");
        let host = address.trim_start_matches("ws://").split('/').next().expect("a host").to_owned();
        let stream = TcpStream::connect(host).expect("a connection");
        stream.set_read_timeout(Some(WAIT)).expect("a time-out");
        let (socket, _) = client(address.as_str(), stream).expect("a web socket");
        let mut browser = Browser {
            process,
            socket,
            session: None,
            last: 0,
            _profile: profile,
            console: Vec::new(),
            requests: Vec::new(),
            loaded: false,
        };
        let target = browser.ask("Target.createTarget", &json!({"url": "about:blank"}));
        let attached = browser.ask("Target.attachToTarget", &json!({"targetId": target["targetId"], "flatten": true}));
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        let all = json!({"autoAttach": true, "waitForDebuggerOnStart": false, "flatten": true});
        browser.ask("Target.setAutoAttach", &all);
        for domain in ["Runtime.enable", "Log.enable", "Network.enable", "Page.enable"] {
            browser.ask(domain, &json!({}));
        }
        Some(browser)
    }

    /// Opens a page and waits until it is loaded.
    pub(super) fn open(&mut self, address: &str) {
        self.loaded = false;
        self.ask("Page.navigate", &json!({"url": address}));
        for _ in 0..PATIENCE {
            if self.loaded {
                return;
            }
            self.next();
        }
        panic!("{address} is never loaded");
    }

    /// The value of an expression in the page.
    pub(super) fn value_of(&mut self, expression: &str) -> Value {
        let answer = self.ask("Runtime.evaluate", &json!({"expression": expression, "returnByValue": true}));
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    /// What the pages logged, and what they asked for.
    pub(super) fn end(mut self) -> (Vec<String>, Vec<String>) {
        // Whatever came before this answer has been seen.
        self.value_of("1");
        (std::mem::take(&mut self.console), std::mem::take(&mut self.requests))
    }

    /// Sends a command and gives its result.
    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.last += 1;
        let id = self.last;
        let mut command = json!({"id": id, "method": method, "params": params});
        if let Some(session) = &self.session {
            command["sessionId"] = Value::from(session.as_str());
        }
        self.socket.send(Message::text(command.to_string())).expect("it is sent");
        for _ in 0..PATIENCE {
            if let Some(answer) = self.next().filter(|answer| answer["id"] == id) {
                assert!(answer["error"].is_null(), "{method}: {answer}");
                return answer["result"].clone();
            }
        }
        panic!("{method} is never answered");
    }

    /// Reads one message and keeps what it tells.
    fn next(&mut self) -> Option<Value> {
        let message = self.socket.read().expect("the browser speaks");
        let value: Value = serde_json::from_str(message.to_text().ok()?).ok()?;
        let params = &value["params"];
        match value["method"].as_str().unwrap_or_default() {
            "Page.loadEventFired" => self.loaded = true,
            "Runtime.exceptionThrown" => self.console.push(params["exceptionDetails"].to_string()),
            "Runtime.consoleAPICalled" => self.console.push(params["args"].to_string()),
            "Log.entryAdded" => self.console.push(params["entry"].to_string()),
            "Network.requestWillBeSent" => {
                self.requests.push(params["request"]["url"].as_str().unwrap_or_default().to_owned());
            }
            // A frame of its own process is watched as well.
            "Target.attachedToTarget" => {
                let session = params["sessionId"].as_str().unwrap_or_default();
                for method in ["Network.enable", "Log.enable", "Runtime.enable"] {
                    self.last += 1;
                    let command = json!({"id": self.last, "method": method, "sessionId": session});
                    self.socket.send(Message::text(command.to_string())).expect("it is sent");
                }
            }
            _ => {}
        }
        Some(value)
    }
}
