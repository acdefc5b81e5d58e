//! The gate in front of a counterpart's server: what comes through is one whole request of bounded size that came in bounded
//! time.
//!
//! The server behind it, wiremock's, reads every request to its end, however long, and breaks off with a panic where one
//! ends too early or where an address is none.

use std::net::SocketAddr;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Handle;
use tokio::sync::{Mutex as Turn, Semaphore};
use tokio::task::AbortHandle;
use tokio::time::timeout;

use super::wire::{PROBLEM_TYPE, Problem, ProblemKind};

/// The longest body of a request to a counterpart: a mail with both of its forms fits twenty times.
pub(super) const LONGEST_BODY: usize = 1024 * 1024;

/// The most bytes of headers.
const LONGEST_HEAD: usize = 64 * 1024;

/// How long the headers of a request may take, and how long its body.
const HEAD_LIMIT: Duration = Duration::from_secs(60);
const BODY_LIMIT: Duration = Duration::from_secs(10);

/// How many requests to all counterparts of this process together are held at once, and how many connections to one of them
/// are: the others wait.
const AT_ONCE: usize = 16;
const CONNECTIONS: usize = 256;

/// Tells that a request did not come through: its method and address, and why.
pub(super) type Refusals = Arc<dyn Fn(&str, &str) + Send + Sync>;

/// A gate, open until it is dropped.
pub(super) struct Gate {
    /// Where requests come in.
    pub(super) address: SocketAddr,
    refusals: Arc<Mutex<Option<Refusals>>>,
    accepting: AbortHandle,
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// One thread keeps the gates of all runs, whose own threads may be waiting for a deployment that waits for a gate.
static KEEPER: LazyLock<Result<Handle, String>> = LazyLock::new(|| {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
    let handle = runtime.handle().clone();
    std::thread::spawn(move || runtime.block_on(std::future::pending::<()>()));
    Ok(handle)
});

static HELD: Semaphore = Semaphore::const_new(AT_ONCE);

impl Gate {
    /// Opens a gate in front of a server.
    ///
    /// # Errors
    ///
    /// No port can be listened on.
    pub(super) fn open(server: SocketAddr) -> Result<Gate, String> {
        let keeper = KEEPER.clone()?;
        let wrong = |error: std::io::Error| format!("no counterpart can listen: {error}");
        let listener = std::net::TcpListener::bind("127.0.0.1:0").map_err(wrong)?;
        listener.set_nonblocking(true).map_err(wrong)?;
        let address = listener.local_addr().map_err(wrong)?;
        let refusals: Arc<Mutex<Option<Refusals>>> = Arc::default();
        let accepting = keeper.spawn(accept(listener, server, refusals.clone())).abort_handle();
        Ok(Gate { address, refusals, accepting })
    }

    /// Who is told from now on of what does not come through.
    pub(super) fn tell(&self, refusals: Option<Refusals>) {
        if let Ok(mut told) = self.refusals.lock() {
            *told = refusals;
        }
    }
}

async fn accept(listener: std::net::TcpListener, server: SocketAddr, refusals: Arc<Mutex<Option<Refusals>>>) {
    let Ok(listener) = TcpListener::from_std(listener) else { return };
    let connections = Arc::new(Semaphore::new(CONNECTIONS));
    while let Ok(place) = connections.clone().acquire_owned().await {
        let Ok((stream, _)) = listener.accept().await else {
            // No file is left for one more connection: wait for one to be given back.
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let way = Arc::new(Way { server, refusals: refusals.clone(), behind: Turn::new(None) });
        tokio::spawn(async move {
            let service = service_fn(move |request| {
                let way = way.clone();
                async move { Ok::<_, std::convert::Infallible>(way.pass(request).await) }
            });
            let mut http = http1::Builder::new();
            http.timer(TokioTimer::new()).header_read_timeout(HEAD_LIMIT).max_buf_size(LONGEST_HEAD);
            // Whoever breaks off has nobody to be told.
            let _ = http.serve_connection(TokioIo::new(stream), service).await;
            drop(place);
        });
    }
}

/// The way of the requests of one connection to the server behind.
struct Way {
    server: SocketAddr,
    refusals: Arc<Mutex<Option<Refusals>>>,
    /// The connection to the server behind, once there is one.
    behind: Turn<Option<SendRequest<Full<Bytes>>>>,
}

impl Way {
    async fn pass(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let asked = format!("{} {}", request.method(), request.uri().path());
        match self.passed(request).await {
            Ok(response) => response,
            Err(problem) => {
                let told = self.refusals.lock().ok().and_then(|told| told.clone());
                told.iter().for_each(|told| told(&asked, &problem.detail));
                refusal(&problem)
            }
        }
    }

    async fn passed(&self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Problem> {
        let malformed = |detail: String| Problem::new(ProblemKind::Malformed, detail);
        let address = format!("http://localhost{}", request.uri());
        if request.uri().authority().is_some() || reqwest::Url::parse(&address).is_err() {
            return Err(malformed("the address of the request is no path".to_owned()));
        }
        let _held = HELD.acquire().await.map_err(|error| Problem::new(ProblemKind::Other, error.to_string()))?;
        let (head, body) = request.into_parts();
        let body = match timeout(BODY_LIMIT, Limited::new(body, LONGEST_BODY).collect()).await {
            Ok(Ok(body)) => body.to_bytes(),
            Ok(Err(error)) if error.is::<http_body_util::LengthLimitError>() => {
                let detail = format!("the body is longer than the {LONGEST_BODY} bytes that are read");
                return Err(Problem::new(ProblemKind::TooLong, detail));
            }
            Ok(Err(error)) => return Err(malformed(format!("the body breaks off: {error}"))),
            Err(_) => return Err(malformed(format!("the body took longer than {} s", BODY_LIMIT.as_secs()))),
        };
        let lost = |why: String| Problem::new(ProblemKind::Other, format!("the counterpart is gone: {why}"));
        self.behind(Request::from_parts(head, Full::new(body))).await.map_err(lost)
    }

    /// Hands a request to the server behind and brings its response.
    async fn behind(&self, request: Request<Full<Bytes>>) -> Result<Response<Full<Bytes>>, String> {
        let mut behind = self.behind.lock().await;
        let mut sender = match behind.take().filter(|sender| !sender.is_closed()) {
            Some(sender) => sender,
            None => self.connected().await?,
        };
        sender.ready().await.map_err(|error| error.to_string())?;
        let response = sender.send_request(request).await.map_err(|error| error.to_string())?;
        let (head, body) = response.into_parts();
        let body = body.collect().await.map_err(|error| error.to_string())?.to_bytes();
        *behind = Some(sender);
        Ok(Response::from_parts(head, Full::new(body)))
    }

    async fn connected(&self) -> Result<SendRequest<Full<Bytes>>, String> {
        let stream = TcpStream::connect(self.server).await.map_err(|error| error.to_string())?;
        let _ = stream.set_nodelay(true);
        let (sender, connection) = handshake(TokioIo::new(stream)).await.map_err(|error| error.to_string())?;
        tokio::spawn(connection);
        Ok(sender)
    }
}

fn refusal(problem: &Problem) -> Response<Full<Bytes>> {
    let body = serde_json::to_vec(problem).unwrap_or_default();
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::BAD_REQUEST);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_TYPE));
    response
}
