//! A process for each tenant: the supervisor passes requests on, and a tenant that is killed is killed with SIGKILL.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::future::Future;
use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::IntoResponse;
use axum::routing::{any, get, post};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};
use tokio::sync::Mutex;

use crate::deployment::http::wire::{
    CORRELATION_HEADER, Interface, KEY_HEADER, Level, Problem, ProblemKind, TenantName, VERSION,
};

use super::router::{Answered, LONGEST, json, named, nothing, nothing_more, told};
use axum::middleware::from_fn;

/// How long a worker may take to say where it listens.
const START: Duration = Duration::from_secs(10);

/// What a worker says before its address.
const SAYS: &str = "serving at ";

/// How the process of a tenant is started: it serves the interface on a port of its own, says where, and keeps its state
/// in the file that the last argument names.
#[derive(Clone, Debug)]
pub struct Worker {
    /// The program.
    pub program: PathBuf,
    /// Its arguments but for the file.
    pub arguments: Vec<OsString>,
    /// The folder of the files.
    pub folder: PathBuf,
    /// What the deployment is called.
    pub product: String,
    /// How much of the interface is offered.
    pub level: Level,
}

/// The process of one tenant.
struct Running {
    child: Child,
    base: String,
}

/// All processes, and what is needed for another.
struct Supervisor {
    worker: Worker,
    client: reqwest::Client,
    running: Mutex<BTreeMap<TenantName, Option<Running>>>,
}

type Shared = State<Arc<Supervisor>>;

/// Serves the interface, each tenant in a process of its own, until `end` is ready. All processes end with it.
///
/// # Errors
///
/// The socket fails.
pub async fn supervise(
    listener: TcpListener,
    worker: Worker,
    end: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let client = reqwest::Client::builder().no_proxy().build().map_err(io::Error::other)?;
    let supervisor = Arc::new(Supervisor { worker, client, running: Mutex::default() });
    let router = Router::new()
        .route("/v1", get(interface))
        .route("/v1/", get(interface))
        .route("/v1/tenants/{tenant}", get(pass).put(set_up).delete(remove))
        .route("/v1/tenants/{tenant}/kill", post(kill))
        .route("/v1/tenants/{tenant}/restart", post(restart))
        .route("/v1/tenants/{tenant}/{part}", any(pass))
        .fallback(nothing)
        .layer(DefaultBodyLimit::max(LONGEST))
        .layer(from_fn(told))
        .with_state(supervisor);
    axum::serve(listener, router).with_graceful_shutdown(end).await
}

fn other(why: impl ToString) -> Problem {
    Problem::new(ProblemKind::Other, why.to_string())
}

impl Supervisor {
    fn file(&self, tenant: &TenantName) -> PathBuf {
        self.worker.folder.join(format!("{tenant}.sqlite"))
    }

    async fn start(&self, tenant: &TenantName) -> Result<Running, Problem> {
        let mut command = Command::new(&self.worker.program);
        command.args(&self.worker.arguments).arg(self.file(tenant));
        // The worker ends when its input does, and that ends with this process, however this process ends.
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().map_err(other)?;
        let out = child.stdout.take().ok_or_else(|| other("a worker without output"))?;
        let mut line = String::new();
        let mut out = BufReader::new(out);
        let told = tokio::time::timeout(START, out.read_line(&mut line)).await;
        told.map_err(|_| other("a worker did not start in time"))?.map_err(other)?;
        let base = line.trim().strip_prefix(SAYS).ok_or_else(|| other("a worker did not say where it listens"))?;
        Ok(Running { base: base.to_owned(), child })
    }

    async fn end(&self, tenant: &TenantName) {
        if let Some(Some(mut running)) = self.running.lock().await.remove(tenant) {
            let _ = running.child.kill().await;
        }
        for ending in ["", "-wal", "-shm"] {
            // What was never written is not there to be removed.
            let _ = std::fs::remove_file(self.worker.folder.join(format!("{tenant}.sqlite{ending}")));
        }
    }

    /// Passes a request on to the process of its tenant.
    async fn pass(&self, tenant: &TenantName, method: Method, uri: &Uri, headers: &HeaderMap, body: Bytes) -> Answered {
        let base = match self.running.lock().await.get(tenant) {
            None => {
                return Err(Problem::new(ProblemKind::UnknownTenant, format!("no tenant is called `{tenant}`")).into());
            }
            Some(None) => return Err(stopped(tenant).into()),
            Some(Some(running)) => running.base.clone(),
        };
        let place = uri.path_and_query().map(ToString::to_string).unwrap_or_default();
        let place = place.strip_prefix("/v1").unwrap_or_default();
        let mut request = self.client.request(method, format!("{base}{place}")).body(body);
        for name in [KEY_HEADER, CORRELATION_HEADER, header::CONTENT_TYPE.as_str()] {
            if let Some(value) = headers.get(name) {
                request = request.header(name, value);
            }
        }
        // Its process was killed while it worked on the request.
        let gone = |_| stopped(tenant);
        let response = request.send().await.map_err(gone)?;
        let status = StatusCode::from_u16(response.status().as_u16()).map_err(other)?;
        let kind = response.headers().get(header::CONTENT_TYPE).cloned();
        let body = response.bytes().await.map_err(gone)?;
        Ok(match kind {
            Some(kind) => (status, [(header::CONTENT_TYPE, kind)], body).into_response(),
            None => (status, body).into_response(),
        })
    }
}

fn stopped(tenant: &TenantName) -> Problem {
    Problem::new(ProblemKind::Stopped, format!("the tenant `{tenant}` is stopped"))
}

async fn interface(State(supervisor): Shared) -> Answered {
    let product = supervisor.worker.product.clone();
    let (interface, version) = (Interface::NAME.to_owned(), VERSION.to_owned());
    json(StatusCode::OK, &Interface { interface, version, level: supervisor.worker.level, product })
}

async fn set_up(
    State(supervisor): Shared,
    Path(tenant): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Answered {
    let tenant = named(&tenant)?;
    supervisor.end(&tenant).await;
    let running = supervisor.start(&tenant).await?;
    supervisor.running.lock().await.insert(tenant.clone(), Some(running));
    supervisor.pass(&tenant, Method::PUT, &uri, &headers, body).await
}

async fn pass(
    State(supervisor): Shared,
    Path(mut parts): Path<Vec<(String, String)>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Answered {
    let tenant = parts.drain(..).next().map(|(_, tenant)| tenant).unwrap_or_default();
    supervisor.pass(&named(&tenant)?, method, &uri, &headers, body).await
}

async fn remove(State(supervisor): Shared, Path(tenant): Path<String>) -> Answered {
    supervisor.end(&named(&tenant)?).await;
    nothing_more()
}

async fn kill(State(supervisor): Shared, Path(tenant): Path<String>) -> Answered {
    let tenant = named(&tenant)?;
    let mut running = supervisor.running.lock().await;
    match running.get_mut(&tenant) {
        None => Err(Problem::new(ProblemKind::UnknownTenant, format!("no tenant is called `{tenant}`")).into()),
        Some(place) => {
            if let Some(mut running) = place.take() {
                running.child.kill().await.map_err(other)?;
            }
            nothing_more()
        }
    }
}

async fn restart(
    State(supervisor): Shared,
    Path(tenant): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Answered {
    let tenant = named(&tenant)?;
    let is_stopped = matches!(supervisor.running.lock().await.get(&tenant), Some(None));
    if is_stopped {
        let running = supervisor.start(&tenant).await?;
        supervisor.running.lock().await.insert(tenant.clone(), Some(running));
    }
    supervisor.pass(&tenant, Method::POST, &uri, &headers, body).await
}
