//! Facts as a tenant is told them: the same keys and texts as in a YAML scenario.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::stimulus::Fact;

/// One fact: its key, and its fields with their texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FactForm(BTreeMap<String, BTreeMap<String, String>>);

impl From<&Fact> for FactForm {
    fn from(fact: &Fact) -> Self {
        let names = fact.row().fields.iter().map(|field| field.name.to_owned());
        FactForm(BTreeMap::from([(fact.key().to_owned(), names.zip(fact.texts()).collect())]))
    }
}

impl TryFrom<&FactForm> for Fact {
    type Error = String;

    fn try_from(form: &FactForm) -> Result<Fact, String> {
        let mut entries = form.0.iter();
        let (Some((key, fields)), None) = (entries.next(), entries.next()) else {
            return Err("a fact is an object with one key, such as {\"queue\": {…}}".to_owned());
        };
        let row = Fact::ROWS.iter().find(|row| row.key == key).ok_or_else(|| format!("`{key}` is no fact"))?;
        if let Some(other) = fields.keys().find(|name| !row.fields.iter().any(|field| field.name == name.as_str())) {
            return Err(format!("the fact `{key}` has no field `{other}`"));
        }
        let text = |name: &str| fields.get(name).cloned().ok_or_else(|| format!("the fact `{key}` lacks `{name}`"));
        let texts = row.fields.iter().map(|field| text(field.name)).collect::<Result<Vec<String>, String>>()?;
        match Fact::from_texts(key, &texts) {
            Some(Ok(fact)) => Ok(fact),
            Some(Err(bad)) => {
                let told: Vec<String> =
                    bad.into_iter().map(|field| format!("{}: {}", field.name, field.bad.message)).collect();
                Err(format!("the fact `{key}` is wrong: {}", told.join("; ")))
            }
            None => Err(format!("`{key}` is no fact")),
        }
    }
}

/// Whether a fact is the tenant's to know. How counterparts will behave, the seed and the end of the run, and what the
/// conformance statement says, are not.
fn is_told(fact: &Fact) -> bool {
    !matches!(
        fact,
        Fact::Seed { .. }
            | Fact::End { .. }
            | Fact::Capability { .. }
            | Fact::Reading { .. }
            | Fact::Tolerance { .. }
            | Fact::ServesTerritory { .. }
            | Fact::OffersWorkspace { .. }
            | Fact::ListsStatus { .. }
            | Fact::LocationState { .. }
            | Fact::PsapAnswers { .. }
            | Fact::PsapRejects { .. }
            | Fact::TrunkFails { .. }
            | Fact::ServiceSlow { .. }
            | Fact::ServiceFails { .. }
            | Fact::ServiceStopped { .. }
            | Fact::RecipientsRefused { .. }
            | Fact::MailServerCloses { .. }
            | Fact::MailServerAnswers { .. }
            | Fact::Greylisting { .. }
            | Fact::RetryAfter { .. }
    )
}

/// The facts of a run that a tenant is told, in their order.
pub fn told(facts: &[Fact]) -> Vec<FactForm> {
    facts.iter().filter(|fact| is_told(fact)).map(FactForm::from).collect()
}

/// The facts that forms tell.
///
/// # Errors
///
/// The first form that is no fact, with its place from 0.
pub fn untold(forms: &[FactForm]) -> Result<Vec<Fact>, String> {
    let read = |(place, form): (usize, &FactForm)| Fact::try_from(form).map_err(|why| format!("facts[{place}]: {why}"));
    forms.iter().enumerate().map(read).collect()
}
