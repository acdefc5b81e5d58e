//! Templates: a text with merge fields between double braces, rendered in a sandbox.

use std::collections::BTreeSet;
use std::fmt;

use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};

use crate::source::nearest;

use super::field::{Field, Values};

/// How much a template may take, an instruction or 64 bytes at a time: a notification needs some tens.
const FUEL: u64 = 10_000;

/// The same for a page, of which escapes make more bytes.
const FUEL_PAGE: u64 = 4 * FUEL;

/// How long a rendered text may be, in bytes: far above any notification, far below what a mail server takes.
const LONGEST: usize = 64 * 1024;

/// How long a rendered page may be. A character that is escaped takes six bytes at most, so that a page holds any text and
/// its subject.
const LONGEST_PAGE: usize = 16 * LONGEST;

/// Why a template can't be rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken(String);

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the template cannot be rendered: {}", self.0)
    }
}

impl std::error::Error for Broken {}

impl From<minijinja::Error> for Broken {
    fn from(error: minijinja::Error) -> Self {
        Broken(error.detail().map_or_else(|| error.kind().to_string(), ToOwned::to_owned))
    }
}

/// A field that a template names and nobody knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The field as it is written.
    pub field: String,
    /// The known one that was probably meant.
    pub meant: Option<&'static str>,
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no merge field and renders blank", self.field)?;
        self.meant.map_or(Ok(()), |meant| write!(f, "; did you mean `{meant}`?"))
    }
}

/// What a template renders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Plain text: values stand as they are.
    Text,
    /// HTML: values are escaped.
    Page,
}

/// A template: text with merge fields such as `{{ agent_name }}`.
///
/// A field that is not known renders blank. There is no function, no filter, no file and no clock in a template, and
/// neither its time nor its length is unlimited. A value is never read as a template again, and in a page never as markup.
#[derive(Clone, Copy, Debug)]
pub struct Template<'t> {
    source: &'t str,
    form: Form,
}

impl<'t> Template<'t> {
    /// A template of a text.
    pub fn new(source: &'t str) -> Self {
        Template { source, form: Form::Text }
    }

    /// A template of an HTML page.
    pub fn page(source: &'t str) -> Self {
        Template { source, form: Form::Page }
    }

    /// The text with the values in the places of their fields.
    ///
    /// # Errors
    ///
    /// The text is no template, or takes too much time or space.
    pub fn render(&self, values: &Values) -> Result<String, Broken> {
        let named = Field::ALL.iter().map(|field| (field.word(), Value::from(values.get(*field))));
        filled(self.source, self.form, named)
    }

    /// The fields that it names; none where it can't be read.
    pub fn named_fields(&self) -> BTreeSet<String> {
        let sandbox = sandbox(self.form);
        let template = sandbox.template_from_str(self.source);
        template.map(|template| template.undeclared_variables(false).into_iter().collect()).unwrap_or_default()
    }

    /// The fields that it names and nobody knows, in order; each renders blank.
    pub fn unknown_fields(&self) -> Vec<Unknown> {
        let unknown = self.named_fields().into_iter().filter(|name| name.parse::<Field>().is_err());
        unknown.map(|field| Unknown { meant: nearest(&field, Field::WORDS.iter().copied()), field }).collect()
    }

    /// What the one who saves it is warned of: that it can't be rendered, or each field that nobody knows.
    pub fn warnings(&self) -> Vec<String> {
        let broken = self.check().err().map(|broken| broken.to_string());
        broken.into_iter().chain(self.unknown_fields().iter().map(ToString::to_string)).collect()
    }

    /// Whether the text can be rendered at all.
    ///
    /// # Errors
    ///
    /// Why it can't be.
    pub fn check(&self) -> Result<(), Broken> {
        self.render(&Values::default()).map(|_| ())
    }
}

/// A page with texts in the places of their names, and perhaps a content that is a page already.
pub(super) fn filled_page<'v>(
    source: &str,
    named: impl IntoIterator<Item = (&'static str, &'v str)>,
    content: Option<String>,
) -> Result<String, Broken> {
    let content = content.map(|content| ("content", Value::from_safe_string(content)));
    let values = named.into_iter().map(|(name, value)| (name, Value::from(value))).chain(content);
    filled(source, Form::Page, values)
}

/// The engine that a template is rendered in: it knows no function, no filter and no file.
fn sandbox(form: Form) -> Environment<'static> {
    let (escape, fuel) = match form {
        Form::Text => (AutoEscape::None, FUEL),
        Form::Page => (AutoEscape::Html, FUEL_PAGE),
    };
    let mut sandbox = Environment::empty();
    sandbox.set_undefined_behavior(UndefinedBehavior::Chainable);
    sandbox.set_auto_escape_callback(move |_| escape.clone());
    sandbox.set_fuel(Some(fuel));
    sandbox
}

fn filled(source: &str, form: Form, values: impl IntoIterator<Item = (&'static str, Value)>) -> Result<String, Broken> {
    let longest = match form {
        Form::Text => LONGEST,
        Form::Page => LONGEST_PAGE,
    };
    let sandbox = sandbox(form);
    let text = sandbox.template_from_str(source)?.render(Value::from_pairs(values))?;
    if text.len() > longest { Err(Broken(format!("more than {longest} bytes"))) } else { Ok(text) }
}
