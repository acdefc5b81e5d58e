//! The gallery: every mail in one page that loads nothing, a message each, and a list of them for programs.

use std::collections::BTreeSet;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::border::Mail;
use crate::notice::shown;

use super::files::{WriteError, put, unique};

const PAGE: &str = include_str!("../../fixtures/gallery/page.html");
const STYLE: &str = include_str!("../../fixtures/gallery/style.css");
const SCRIPT: &str = include_str!("../../fixtures/gallery/script.js");

/// The file of the page.
const INDEX: &str = "index.html";

/// The file of the list.
const MANIFEST: &str = "manifest.json";

/// The folder of the messages.
const MAILS: &str = "mails";

/// A mail of a gallery.
#[derive(Clone, Debug)]
pub struct Exhibit {
    /// The id of its scenario.
    pub scenario: String,
    /// The scenario's title.
    pub title: String,
    /// What the scenario tells, where it does.
    pub story: Option<String>,
    /// The requirements that the scenario is about.
    pub requirements: Vec<String>,
    /// Its place among the mails of the scenario, from 1, how many these are, and how many of them are left out.
    pub place: (usize, usize, usize),
    /// The mail.
    pub mail: Mail,
    /// Its message, or why there is none.
    pub message: Result<Vec<u8>, String>,
}

/// A mail in the list for programs: what a reader of its message must find.
#[derive(Serialize)]
struct Listed<'e> {
    file: &'e str,
    scenario: &'e str,
    mail: usize,
    from: &'e str,
    recipients: Vec<&'e str>,
    subject: String,
    text: String,
    html: String,
}

/// Writes a gallery into a folder.
///
/// # Errors
///
/// The first folder or file that can't be written.
pub fn write_gallery(folder: &Path, title: &str, exhibits: &[Exhibit]) -> Result<(), WriteError> {
    let mails = folder.join(MAILS);
    std::fs::create_dir_all(&mails).map_err(|cause| WriteError { path: mails.clone(), cause })?;
    forget(folder);
    let mut taken = BTreeSet::new();
    let file = |exhibit: &Exhibit| {
        let name = unique(&format!("{}-{}", exhibit.scenario, exhibit.place.0), &mut taken);
        exhibit.message.is_ok().then(|| format!("{MAILS}/{name}.eml"))
    };
    let files: Vec<Option<String>> = exhibits.iter().map(file).collect();
    for (exhibit, file) in exhibits.iter().zip(&files) {
        if let (Ok(message), Some(file)) = (&exhibit.message, file) {
            put(folder, file, message)?;
        }
    }
    let listed = exhibits.iter().zip(&files).filter_map(|(exhibit, file)| Some(listed(exhibit, file.as_deref()?)));
    let list = serde_json::to_string_pretty(&listed.collect::<Vec<_>>()).unwrap_or_default() + "\n";
    put(folder, MANIFEST, list.as_bytes())?;
    put(folder, INDEX, gallery_page(title, exhibits, &files).as_bytes())
}

/// Removes the messages that an earlier gallery lists in a folder, so that none of them is taken for one of this. What can't
/// be removed stays, and whoever holds the messages against the list sees it.
fn forget(folder: &Path) {
    let list = std::fs::read(folder.join(MANIFEST)).unwrap_or_default();
    let earlier: Vec<serde_json::Value> = serde_json::from_slice(&list).unwrap_or_default();
    for file in earlier.iter().filter_map(|mail| mail.get("file")?.as_str()) {
        let name = file.strip_prefix(MAILS).and_then(|rest| rest.strip_prefix('/'));
        if let Some(name) = name.filter(|name| !name.contains(['/', '\\']) && name.ends_with(".eml")) {
            let _ = std::fs::remove_file(folder.join(MAILS).join(name));
        }
    }
}

fn listed<'e>(exhibit: &'e Exhibit, file: &'e str) -> Listed<'e> {
    let mail = &exhibit.mail;
    Listed {
        file,
        scenario: &exhibit.scenario,
        mail: exhibit.place.0,
        from: mail.sender.as_str(),
        recipients: mail.recipients.iter().map(|address| address.as_str()).collect(),
        subject: mail.subject.clone(),
        text: shown(&mail.text),
        html: shown(&mail.html),
    }
}

/// The page. Whatever a mail says is text in it, or a document of its own that may do nothing.
fn gallery_page(title: &str, exhibits: &[Exhibit], files: &[Option<String>]) -> String {
    let mut engine = Environment::empty();
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_auto_escape_callback(|_| AutoEscape::Html);
    let requirements: BTreeSet<&str> =
        exhibits.iter().flat_map(|exhibit| &exhibit.requirements).map(String::as_str).collect();
    // The browser's digest is that of all between the tags, the line end behind the first one included.
    let digest = STANDARD.encode(Sha256::digest(format!("\n{SCRIPT}")));
    let mails = exhibits.iter().zip(files).zip(1..).map(|((exhibit, file), number)| value(exhibit, file, number));
    let context = Value::from_pairs([
        ("title", Value::from(title)),
        ("digest", Value::from_safe_string(digest)),
        ("style", Value::from_safe_string(STYLE.to_owned())),
        ("script", Value::from_safe_string(SCRIPT.to_owned())),
        ("requirements", requirements.into_iter().map(Value::from).collect()),
        ("count", Value::from(exhibits.len())),
        ("mails", mails.collect()),
    ]);
    let page = engine.template_from_str(PAGE).and_then(|template| template.render(context));
    page.unwrap_or_else(|error| format!("the gallery's page is broken: {error:#}"))
}

fn value(exhibit: &Exhibit, file: &Option<String>, number: usize) -> Value {
    let mail = &exhibit.mail;
    let recipients: Vec<&str> = mail.recipients.iter().map(|address| address.as_str()).collect();
    let headers = exhibit.message.as_ref().map(|message| head(message)).unwrap_or_default();
    let (place, total, left_out) = exhibit.place;
    Value::from_pairs([
        ("anchor", Value::from(format!("mail-{number}"))),
        ("scenario", Value::from(exhibit.scenario.as_str())),
        ("title", Value::from(exhibit.title.as_str())),
        ("story", Value::from(exhibit.story.as_deref().map(str::trim).unwrap_or_default())),
        ("requirements", Value::from(exhibit.requirements.join(" "))),
        ("place", Value::from(place)),
        ("total", Value::from(total)),
        ("left_out", Value::from(left_out)),
        ("file", Value::from(file.as_deref().unwrap_or_default())),
        ("why", Value::from(exhibit.message.as_ref().err().map(String::as_str).unwrap_or_default())),
        ("sender", Value::from(mail.sender.as_str())),
        ("recipients", Value::from(recipients.join(", "))),
        ("headers", Value::from(shown(&headers))),
        ("subject", Value::from(shown(&mail.subject))),
        ("text", Value::from(shown(&mail.text))),
        ("html", Value::from(shown(&mail.html))),
    ])
}

/// The headers of a message as they stand.
fn head(message: &[u8]) -> String {
    let text = String::from_utf8_lossy(message);
    text.split_once("\r\n\r\n").map_or_else(|| text.to_string(), |(head, _)| head.to_owned())
}
