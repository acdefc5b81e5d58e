//! A deployment that lies: it passes everything on to an honest one, but for what it alters on the way.

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{Method, Response, StatusCode, Uri};
use serde_json::Value;

/// How long an input is on its way that is overtaken.
const ON_THE_WAY: Duration = Duration::from_millis(15);

/// In what a deployment lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lie {
    /// In nothing.
    Nothing,
    /// It says that its emergency calls go elsewhere.
    LeadsElsewhere,
    /// It says that they come to us and that the canary was sent, and calls another carrier.
    CallsElsewhere,
    /// The same, of its trunks.
    TrunkElsewhere,
    /// It does not say where its trunks lead.
    SilentOnTrunks,
    /// It cannot send a canary.
    NoCanary,
    /// It says that a canary was sent, and sends none.
    CanaryUnsent,
    /// It sends canaries to us and calls to another carrier.
    LegsElsewhere,
    /// It leads elsewhere once a route was changed.
    TurnsWithTheRoute,
    /// It speaks another version of the interface.
    OtherVersion,
    /// It sets no tenant up.
    NoTenant,
    /// Its clocks are ahead.
    ClockAhead,
    /// It takes any input under any key.
    KeylessInputs,
    /// It says nowhere in a response to an input how the tenant stands.
    NoStanding,
    /// It never says that it is at rest.
    Restless,
    /// Its feed leaves the first event out.
    FeedWithGap,
    /// It reads as if nothing had been done.
    StaleReads,
    /// It reads in every tenant what was done in one.
    SharedState,
    /// It has forgotten everything after a kill.
    ForgetsAtAKill,
    /// It keeps tenants that are removed.
    KeepsTenants,
    /// Inputs are on their way for a while, and whatever is asked meanwhile overtakes them.
    OvertakenInputs,
    /// It sends mails to a server of its own.
    MailElsewhere,
    /// It writes presences to a service of its own.
    PresenceElsewhere,
    /// Nobody moves its clocks: they go by themselves, as ours does.
    RealClock,
    /// They go by themselves, and began more than half a second late.
    RealClockLate,
    /// The clock of its machine is an hour behind.
    MachineBehind,
    /// They go by themselves, and are more than five seconds ahead.
    RealClockAhead,
}

/// A lying deployment, what was asked of it, and what came to the carrier that it really calls.
pub(super) struct Liar {
    /// Where its interface begins.
    pub(super) base: String,
    told: Arc<Told>,
}

#[derive(Debug)]
struct Told {
    lie: Lie,
    honest: String,
    elsewhere: String,
    asked: Mutex<Vec<String>>,
    called: Mutex<Vec<String>>,
    turned: Mutex<bool>,
    /// When each tenant was set up.
    began: Mutex<BTreeMap<String, Instant>>,
}

fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a socket");
    let at = listener.local_addr().expect("an address");
    (listener, at)
}

impl Liar {
    /// Starts one in front of an honest deployment.
    pub(super) fn start(lie: Lie, honest: &str) -> Liar {
        let ((front, at), (carrier, elsewhere)) = (listen(), listen());
        let told = Arc::new(Told {
            lie,
            honest: honest.to_owned(),
            elsewhere: format!("http://{elsewhere}/carrier"),
            asked: Mutex::default(),
            called: Mutex::default(),
            turned: Mutex::default(),
            began: Mutex::default(),
        });
        let (deployment, called) = (told.clone(), told.clone());
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let other = Router::new().fallback(call).with_state(called);
                let front = tokio::net::TcpListener::from_std(front).expect("a socket");
                let carrier = tokio::net::TcpListener::from_std(carrier).expect("a socket");
                tokio::spawn(async { axum::serve(carrier, other).await });
                let pass = Router::new().fallback(pass).with_state(deployment);
                axum::serve(front, pass).await.expect("it serves");
            });
        });
        Liar { base: format!("http://{at}/v1"), told }
    }

    /// What was asked of it, body by body.
    pub(super) fn asked(&self) -> Vec<String> {
        self.told.asked.lock().expect("a lock").clone()
    }

    /// What came to the carrier that it really calls.
    pub(super) fn called(&self) -> Vec<String> {
        self.told.called.lock().expect("a lock").clone()
    }
}

async fn call(State(told): State<Arc<Told>>, body: String) -> StatusCode {
    told.called.lock().expect("a lock").push(body);
    StatusCode::NO_CONTENT
}

async fn pass(
    State(told): State<Arc<Told>>,
    method: Method,
    uri: Uri,
    headers: axum::http::HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let text = String::from_utf8_lossy(&body).into_owned();
    told.asked.lock().expect("a lock").push(text.clone());
    let place = uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    let place = place.strip_prefix("/v1").unwrap_or_default().to_owned();
    let is_tenant = place.matches('/').count() == 2;
    if place.ends_with("/canaries") {
        match told.lie {
            Lie::NoCanary => return answer(404, "{}".to_owned()),
            Lie::CanaryUnsent => return answer(204, String::new()),
            Lie::LegsElsewhere if text.contains("direct") => return told.canary(&place, &text).await,
            _ => {}
        }
    }
    if text.contains("\"route\"") {
        *told.turned.lock().expect("a lock") = true;
    }
    match told.lie {
        Lie::NoTenant if method == Method::PUT => return answer(500, "{}".to_owned()),
        Lie::KeepsTenants if method == Method::DELETE => return answer(204, String::new()),
        Lie::ForgetsAtAKill if place.ends_with("/kill") => *told.turned.lock().expect("a lock") = true,
        _ => {}
    }
    if told.lie == Lie::OvertakenInputs && place.ends_with("/inputs") {
        tokio::time::sleep(ON_THE_WAY).await;
    }
    let sent = if method == Method::PUT { told.set_up(&place, &text) } else { text };
    let client = reqwest::Client::new();
    let mut request = client.request(method, format!("{}{place}", told.honest)).body(sent);
    for name in ["idempotency-key", "spec911-correlation", "content-type"] {
        match headers.get(name) {
            Some(_) if told.lie == Lie::KeylessInputs && name == "idempotency-key" => {
                let key = told.asked.lock().expect("a lock").len().to_string();
                request = request.header(name, key);
            }
            Some(value) => request = request.header(name, value),
            None => {}
        }
    }
    let response = request.send().await.expect("the honest one answers");
    let (status, text) = (response.status().as_u16(), response.text().await.expect("a body"));
    let text = if is_tenant && status < 300 && !text.is_empty() { told.read_back(&place, &text) } else { text };
    let mut response = answer(status, told.altered(&place, text));
    if told.lie == Lie::MachineBehind {
        let hour_ago = chrono::DateTime::<chrono::Utc>::from(machine()) - chrono::TimeDelta::hours(1);
        let date = hour_ago.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        response.headers_mut().insert("date", date.parse().expect("a header"));
    }
    response
}

fn answer(status: u16, text: String) -> Response<Body> {
    let response = Response::builder().status(status).header("content-type", "application/json");
    response.body(Body::from(text)).expect("a response")
}

impl Told {
    /// Sends a canary to us by itself.
    async fn canary(&self, place: &str, text: &str) -> Response<Body> {
        let canary: Value = serde_json::from_str(text).expect("a canary");
        let leg = serde_json::json!({"leg": "c", "call": "c", "path": "direct", "to": canary["number"]});
        let request = reqwest::Client::new().post(self.ours(place)["direct"].as_str().expect("an address"));
        let body = serde_json::json!({"id": 0, "request": {"place-leg": leg}});
        request.header("spec911-tenant", tenant(place)).json(&body).send().await.expect("it is taken");
        answer(204, String::new())
    }

    /// A response as it is given to us.
    fn altered(&self, place: &str, text: String) -> String {
        let turned = *self.turned.lock().expect("a lock");
        let (reads, at_clock) = (place.ends_with("/questions"), place.ends_with("/clock"));
        match self.lie {
            Lie::OtherVersion if place == "/" => text.replace(r#""version":"1""#, r#""version":"0""#),
            Lie::RealClock if at_clock => self.going(place, &text, 0),
            Lie::RealClockLate if at_clock => self.going(place, &text, -700_000),
            Lie::RealClockAhead if at_clock => self.going(place, &text, 5_500_000),
            Lie::ClockAhead if place.ends_with("/clock") => text.replace(r#""now":"#, r#""now":1"#),
            Lie::NoStanding if place.ends_with("/inputs") => {
                let mut taken: Value = serde_json::from_str(&text).expect("a response");
                taken.as_object_mut().expect("fields").remove("standing");
                taken.to_string()
            }
            Lie::Restless => text.replace(r#""quiescent":true"#, r#""quiescent":false"#),
            Lie::FeedWithGap if place.contains("/events") => {
                let mut page: Value = serde_json::from_str(&text).expect("a page");
                page["events"].as_array_mut().expect("events").remove(0);
                page.to_string()
            }
            Lie::StaleReads if reads => text.replace("Lunch", "Available"),
            Lie::SharedState if reads => text.replace("Available", "Lunch"),
            Lie::ForgetsAtAKill if reads && turned => text.replace("Lunch", "Available"),
            _ => text,
        }
    }

    /// A standing whose clock goes since the set-up, so many microseconds ahead.
    fn going(&self, place: &str, text: &str, ahead: i128) -> String {
        let began = self.began.lock().expect("a lock").get(&tenant(place)).copied().expect("a set-up came first");
        let mut standing: Value = serde_json::from_str(text).expect("a standing");
        let now = (i128::try_from(began.elapsed().as_micros()).expect("a time") + ahead).max(0);
        standing["now"] = Value::from(u64::try_from(now).expect("a time"));
        standing.to_string()
    }

    /// The counterparts that the set-up of a tenant named.
    fn ours(&self, place: &str) -> Value {
        let all = OURS.lock().expect("a lock");
        let ours = all.iter().rev().find(|(of, _)| *of == tenant(place)).map(|(_, ours)| ours.clone());
        ours.expect("a set-up came first")
    }
}

#[allow(clippy::disallowed_methods)] // a clock that goes by itself goes by the machine's
fn now() -> Instant {
    Instant::now()
}

#[allow(clippy::disallowed_methods)] // the clock of a machine is the machine's
fn machine() -> std::time::SystemTime {
    std::time::SystemTime::now()
}

/// The tenant of an address.
fn tenant(place: &str) -> String {
    place.split('/').nth(2).expect("a tenant").to_owned()
}

/// What was set up as ours, by tenant, kept for the read-back of a liar.
static OURS: Mutex<Vec<(String, Value)>> = Mutex::new(Vec::new());

impl Told {
    /// The set-up as the honest deployment is given it.
    fn set_up(&self, place: &str, text: &str) -> String {
        let mut set_up: Value = serde_json::from_str(text).expect("a set-up");
        OURS.lock().expect("a lock").push((tenant(place), set_up["counterparts"].clone()));
        self.began.lock().expect("a lock").insert(tenant(place), now());
        let counterparts = &mut set_up["counterparts"];
        match self.lie {
            Lie::CallsElsewhere | Lie::LegsElsewhere => counterparts["direct"] = Value::from(self.elsewhere.clone()),
            Lie::MailElsewhere => counterparts["mail"] = Value::from(self.elsewhere.clone()),
            Lie::PresenceElsewhere => counterparts["presence"] = Value::from(self.elsewhere.clone()),
            Lie::TrunkElsewhere => {
                let trunks = counterparts["trunks"].as_object_mut().expect("trunks");
                trunks.values_mut().for_each(|trunk| *trunk = Value::from(self.elsewhere.clone()));
            }
            _ => {}
        }
        set_up.to_string()
    }

    /// The read-back as it is given to us.
    fn read_back(&self, place: &str, text: &str) -> String {
        let mut said: Value = serde_json::from_str(text).expect("a read-back");
        let ours = self.ours(place);
        let turned = *self.turned.lock().expect("a lock");
        match self.lie {
            Lie::LeadsElsewhere => said["emergency_destination"] = Value::from(self.elsewhere.clone()),
            Lie::TurnsWithTheRoute if turned => said["emergency_destination"] = Value::from(self.elsewhere.clone()),
            Lie::CallsElsewhere | Lie::LegsElsewhere => said["emergency_destination"] = ours["direct"].clone(),
            Lie::TrunkElsewhere => said["trunks"] = ours["trunks"].clone(),
            Lie::SilentOnTrunks => said["trunks"] = Value::Object(serde_json::Map::new()),
            _ => {}
        }
        said.to_string()
    }
}
