//! The addresses of the interface: each body is read, handed to the house, and what came of it written back.

use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::border::{Input, Question};
use crate::deployment::http::wire::{
    Advance, CORRELATION_HEADER, Canary, Interface, KEY_HEADER, Level, PROBLEM_TYPE, Problem, ProblemKind, Restart,
    SetUp, TenantName, VERSION,
};

use super::desk::Desk;

/// The longest body that is taken: the facts of a thousand agents have room in a quarter of it.
pub(super) const LONGEST: usize = 16 * 1024 * 1024;

pub(super) type Answered = Result<Response, Refused>;
type Body = Result<Bytes, BytesRejection>;

/// A problem as a response.
pub(super) struct Refused(Problem);

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Refused(problem)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self.0).unwrap_or_default();
        (status, [(header::CONTENT_TYPE, PROBLEM_TYPE)], body).into_response()
    }
}

/// What only a deployment with a test clock has.
const CLOCK: &str = "a clock that is read and moved";

/// Which events are asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct After {
    after: u64,
    /// How long an answer may wait for the first event, in milliseconds.
    #[serde(default)]
    wait: u64,
}

/// The longest wait for an event.
const LONG_POLL: Duration = Duration::from_secs(30);

pub(super) fn router(desk: Desk) -> Router {
    Router::new()
        .route("/v1", get(interface))
        .route("/v1/", get(interface))
        .route("/v1/tenants/{tenant}", get(read_back).put(set_up).delete(remove))
        .route("/v1/tenants/{tenant}/inputs", post(input))
        .route("/v1/tenants/{tenant}/questions", post(questions))
        .route("/v1/tenants/{tenant}/clock", get(clock).post(advance))
        .route("/v1/tenants/{tenant}/events", get(events))
        .route("/v1/tenants/{tenant}/canaries", post(canary))
        .route("/v1/tenants/{tenant}/kill", post(kill))
        .route("/v1/tenants/{tenant}/restart", post(restart))
        .fallback(nothing)
        .method_not_allowed_fallback(nothing)
        .layer(DefaultBodyLimit::max(LONGEST))
        .layer(from_fn(told))
        .with_state(desk)
}

/// Tells the log of each request, by its correlation, and of what came of it.
pub(super) async fn told(request: Request, next: Next) -> Response {
    let correlation = request.headers().get(CORRELATION_HEADER).and_then(|value| value.to_str().ok());
    let correlation = correlation.unwrap_or_default().to_owned();
    let asked = format!("{} {}", request.method(), request.uri().path());
    let response = next.run(request).await;
    tracing::debug!(correlation, status = response.status().as_u16(), "{asked}");
    response
}

pub(super) async fn nothing() -> Refused {
    Refused(Problem::new(ProblemKind::NotFound, "the interface's document lists its addresses and methods"))
}

pub(super) fn json(status: StatusCode, value: &impl Serialize) -> Answered {
    let body = serde_json::to_vec(value).map_err(|error| Problem::new(ProblemKind::Other, error.to_string()))?;
    Ok((status, [(header::CONTENT_TYPE, "application/json")], body).into_response())
}

pub(super) fn nothing_more() -> Answered {
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Reads a body.
fn message<T: DeserializeOwned>(body: Body) -> Result<T, Problem> {
    let body = body.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::new(ProblemKind::TooLong, format!("at most {LONGEST} bytes are taken"))
        }
        _ => Problem::new(ProblemKind::Malformed, error.body_text()),
    })?;
    serde_json::from_slice(&body).map_err(|error| Problem::new(ProblemKind::Malformed, error.to_string()))
}

pub(super) fn named(tenant: &str) -> Result<TenantName, Problem> {
    tenant.parse().map_err(|why: String| Problem::new(ProblemKind::UnknownTenant, why))
}

async fn interface(State(desk): State<Desk>) -> Answered {
    let (product, level) = desk.ask(|house| async move { Ok((house.product.clone(), house.level)) }).await?;
    let interface = Interface { interface: Interface::NAME.to_owned(), version: VERSION.to_owned(), level, product };
    json(StatusCode::OK, &interface)
}

async fn set_up(State(desk): State<Desk>, Path(tenant): Path<String>, body: Body) -> Answered {
    let (name, set_up) = (named(&tenant)?, message::<SetUp>(body)?);
    let read_back = desk.ask(move |house| async move { Ok(house.set_up(&name, set_up)?.read_back()) }).await?;
    json(StatusCode::CREATED, &read_back)
}

async fn read_back(State(desk): State<Desk>, Path(tenant): Path<String>) -> Answered {
    let name = named(&tenant)?;
    let read_back = desk.ask(move |house| async move { Ok(house.tenant(&name)?.read_back()) }).await?;
    json(StatusCode::OK, &read_back)
}

async fn remove(State(desk): State<Desk>, Path(tenant): Path<String>) -> Answered {
    let name = named(&tenant)?;
    desk.ask(move |house| async move { house.remove(&name) }).await?;
    nothing_more()
}

async fn input(State(desk): State<Desk>, Path(tenant): Path<String>, headers: HeaderMap, body: Body) -> Answered {
    let (name, input) = (named(&tenant)?, message::<Input>(body)?);
    let key = headers.get(KEY_HEADER).and_then(|key| key.to_str().ok()).filter(|key| !key.is_empty());
    let missing = || Problem::new(ProblemKind::Malformed, format!("the header `{KEY_HEADER}` is missing"));
    let key = key.ok_or_else(missing)?.to_owned();
    let taken = desk.ask(move |house| async move { house.tenant(&name)?.take(key, input).await }).await?;
    json(StatusCode::OK, &taken)
}

async fn questions(State(desk): State<Desk>, Path(tenant): Path<String>, body: Body) -> Answered {
    let (name, questions) = (named(&tenant)?, message::<Vec<Question>>(body)?);
    let readings = desk.ask(move |house| async move { house.tenant(&name)?.read(&questions) }).await?;
    json(StatusCode::OK, &readings)
}

async fn clock(State(desk): State<Desk>, Path(tenant): Path<String>) -> Answered {
    let name = named(&tenant)?;
    let standing = desk
        .ask(move |house| async move {
            house.offers(Level::C, CLOCK)?;
            Ok(house.tenant(&name)?.standing())
        })
        .await?;
    json(StatusCode::OK, &standing)
}

async fn advance(State(desk): State<Desk>, Path(tenant): Path<String>, body: Body) -> Answered {
    let (name, advance) = (named(&tenant)?, message::<Advance>(body)?);
    let standing = desk
        .ask(move |house| async move {
            house.offers(Level::C, CLOCK)?;
            house.tenant(&name)?.advance(advance.to).await
        })
        .await?;
    json(StatusCode::OK, &standing)
}

async fn events(
    State(desk): State<Desk>,
    Path(tenant): Path<String>,
    after: Result<Query<After>, axum::extract::rejection::QueryRejection>,
) -> Answered {
    let name = named(&tenant)?;
    let Query(After { after, wait }) =
        after.map_err(|error| Problem::new(ProblemKind::Malformed, error.body_text()))?;
    let wait = Duration::from_millis(wait).min(LONG_POLL);
    let page = desk
        .ask(move |house| async move {
            house.offers(Level::B, "the event feed")?;
            Ok(house.tenant(&name)?.events_soon(after, wait).await)
        })
        .await?;
    json(StatusCode::OK, &page)
}

async fn canary(State(desk): State<Desk>, Path(tenant): Path<String>, body: Body) -> Answered {
    let (name, canary) = (named(&tenant)?, message::<Canary>(body)?);
    desk.ask(move |house| async move { house.tenant(&name)?.canary(canary).await }).await?;
    nothing_more()
}

async fn kill(State(desk): State<Desk>, Path(tenant): Path<String>) -> Answered {
    let name = named(&tenant)?;
    desk.ask(move |house| async move {
        house.tenant(&name)?.kill();
        Ok(())
    })
    .await?;
    nothing_more()
}

async fn restart(State(desk): State<Desk>, Path(tenant): Path<String>, body: Body) -> Answered {
    let (name, restart) = (named(&tenant)?, message::<Restart>(body)?);
    let standing = desk
        .ask(move |house| async move {
            let tenant = house.tenant(&name)?;
            if !tenant.is_stopped() {
                return Err(Problem::new(ProblemKind::Running, "only a tenant that is stopped can be started again"));
            }
            let service = house.revive(&tenant)?;
            let standing = tenant.start(service, restart.now);
            house.let_go(&tenant, restart.now);
            Ok(standing)
        })
        .await?;
    json(StatusCode::OK, &standing)
}
