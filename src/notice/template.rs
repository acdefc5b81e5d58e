//! Templates: a text with merge fields between double braces, rendered in a sandbox.

use std::fmt;

use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};

use super::field::{Field, Values};

/// How many instructions a template may take: a notification needs some tens.
const FUEL: u64 = 10_000;

/// How long a rendered text may be, in bytes: far above any notification, far below what a mail server takes.
const LONGEST: usize = 64 * 1024;

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

/// A template: text with merge fields such as `{{ agent_name }}`.
///
/// A field that is not known renders blank. There is no function, no filter, no file and no clock in a template, and
/// neither its time nor its length is unlimited. A value is never read as a template again.
#[derive(Clone, Copy, Debug)]
pub struct Template<'t>(&'t str);

impl<'t> Template<'t> {
    /// A template of a text.
    pub fn new(text: &'t str) -> Self {
        Template(text)
    }

    /// The text with the values in the places of their fields.
    ///
    /// # Errors
    ///
    /// The text is no template, or takes too much time or space.
    pub fn render(&self, values: &Values) -> Result<String, Broken> {
        let mut sandbox = Environment::empty();
        sandbox.set_undefined_behavior(UndefinedBehavior::Chainable);
        sandbox.set_auto_escape_callback(|_| AutoEscape::None);
        sandbox.set_fuel(Some(FUEL));
        let named = Field::ALL.iter().map(|field| (field.word(), Value::from(values.get(*field))));
        let text = sandbox.template_from_str(self.0)?.render(Value::from_pairs(named))?;
        if text.len() > LONGEST { Err(Broken(format!("more than {LONGEST} bytes"))) } else { Ok(text) }
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
