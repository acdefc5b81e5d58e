//! The words of every mail, by language: templates as files, which a tenant's administrator may replace.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use include_dir::{Dir, include_dir};

use crate::domain::{Language, words};
use crate::source::{Fault, nearest, yaml};

use super::field::Values;
use super::locale::Locale;
use super::page::{PAGE, PLAIN};
use super::template::{Broken, Template};

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/fixtures/mail");

/// The language that stands in for one that there is not.
const FALLBACK: &str = "en";

/// The file of a language that says how it writes times and numbers.
const LOCALE: &str = "locale.yaml";

words!(
    /// What a template is for.
    TemplateKind, "kind of template" {
        /// The notification that a dial sends.
        Notification = "notification",
        /// The mail that follows a failed dial, where one does.
        FollowUp = "follow-up",
        /// The mail about a refused dial, where there is one.
        Refusal = "refusal",
        /// The notice of a callback that could not be offered.
        Unreachable = "unreachable",
        /// What stands in for a notification's template that is missing or broken.
        Minimal = "minimal",
    }
);

/// The templates of one kind of mail in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// Of the subject.
    pub subject: String,
    /// Of the text.
    pub text: String,
    /// Of the page; none where the page says the text as it stands.
    pub html: Option<String>,
}

/// The words of the mails in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The language.
    pub language: Language,
    /// How it says times, numbers and what is not known.
    pub locale: Locale,
    texts: BTreeMap<TemplateKind, Texts>,
}

/// What a mail says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The page.
    pub html: String,
}

/// The words of the mails in every language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wordings {
    languages: BTreeMap<Language, Wording>,
    /// The words where there are none in a language.
    fallback: Wording,
    /// The page that is put around what a mail says.
    page: String,
    /// What a page says that has no template of its own.
    plain: String,
}

/// The files that are shipped, by their names.
pub fn shipped_files() -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut dirs = vec![&SHIPPED];
    while let Some(dir) = dirs.pop() {
        dirs.extend(dir.dirs());
        for file in dir.files() {
            let name = file.path().to_string_lossy().replace('\\', "/");
            files.insert(name, String::from_utf8_lossy(file.contents()).into_owned());
        }
    }
    files
}

impl Wordings {
    /// The words as the product ships them.
    ///
    /// # Panics
    ///
    /// If a built-in file is wrong, which a test shows before anybody can run it.
    pub fn shipped() -> Arc<Wordings> {
        static READ: LazyLock<Arc<Wordings>> = LazyLock::new(|| {
            let read = Wordings::read(&shipped_files());
            Arc::new(read.unwrap_or_else(|faults| panic!("built-in mails: {faults:?}")))
        });
        READ.clone()
    }

    /// The shipped words, with those of some files in the place of the files of the same names.
    ///
    /// # Errors
    ///
    /// Each file that no mail is made of, or that can't be read or rendered.
    pub fn with(own: BTreeMap<String, String>) -> Result<Self, Vec<Fault>> {
        let mut files = shipped_files();
        files.extend(own);
        Wordings::read(&files)
    }

    fn read(files: &BTreeMap<String, String>) -> Result<Self, Vec<Fault>> {
        let mut faults = unknown(files);
        let mut languages = BTreeMap::new();
        for (name, text) in files {
            let tag = name.strip_suffix(LOCALE).and_then(|folder| folder.strip_suffix('/'));
            let Some(language) = tag.and_then(|tag| tag.parse::<Language>().ok()) else { continue };
            match yaml::read::<Locale>(name, text) {
                Ok(locale) => {
                    languages.insert(language.clone(), wording(language, locale, files, &mut faults));
                }
                Err(found) => faults.extend(found),
            }
        }
        let file = |name: &str| files.get(name).cloned().unwrap_or_default();
        let fallback = languages.get(FALLBACK).filter(|own| own.texts.len() == TemplateKind::ALL.len()).cloned();
        match fallback {
            Some(fallback) if faults.is_empty() => {
                Ok(Wordings { languages, fallback, page: file(PAGE), plain: file(PLAIN) })
            }
            None if faults.is_empty() => {
                Err(vec![Fault::new(FALLBACK, "the language that others fall back on lacks a template")])
            }
            Some(_) | None => Err(faults),
        }
    }

    /// The languages that there are.
    pub fn languages(&self) -> impl Iterator<Item = &Wording> {
        self.languages.values()
    }

    /// The words of a language, else those of the same without its region, else those in English.
    ///
    /// Source: RFC 4647 section 3.4.
    pub fn of(&self, language: Option<&Language>) -> &Wording {
        let tags = std::iter::successors(language.map(Language::as_str), |tag| Some(tag.rsplit_once('-')?.0));
        tags.into_iter().find_map(|tag| self.languages.get(tag)).unwrap_or(&self.fallback)
    }

    /// The templates of a kind of mail in a language, else those in English with the English of their own.
    pub fn texts<'w>(&'w self, wording: &'w Wording, kind: TemplateKind) -> (&'w Wording, Option<&'w Texts>) {
        match wording.texts.get(&kind) {
            Some(texts) => (wording, Some(texts)),
            None => (&self.fallback, self.fallback.texts.get(&kind)),
        }
    }

    /// A mail of a kind, in the words of its language.
    ///
    /// # Errors
    ///
    /// A template that these values make too long.
    pub fn written(&self, wording: &Wording, kind: TemplateKind, values: &Values) -> Result<Written, Broken> {
        let (wording, texts) = self.texts(wording, kind);
        let Some(texts) = texts else { return Ok(self.around(wording, None, values, String::new(), String::new())) };
        let subject = Template::new(texts.subject.trim_end()).render(values)?;
        let text = Template::new(texts.text.trim_end()).render(values)?;
        Ok(self.around(wording, texts.html.as_deref(), values, subject, text))
    }

    /// A subject and a text with the page beside them: rendered from a template, or saying the text as it stands where
    /// there is none or it can't be rendered.
    pub fn around(
        &self,
        wording: &Wording,
        template: Option<&str>,
        values: &Values,
        subject: String,
        text: String,
    ) -> Written {
        let own = template.and_then(|template| Template::page(template.trim_end()).render(values).ok());
        let content = own.unwrap_or_else(|| super::page::plain(&self.plain, &text));
        let html = super::page::around(&self.page, (&wording.language, wording.locale.direction()), &subject, content);
        Written { subject, text, html }
    }
}

/// The templates of one language; each that can't be rendered is a fault.
fn wording(language: Language, locale: Locale, files: &BTreeMap<String, String>, faults: &mut Vec<Fault>) -> Wording {
    let file = |kind: &TemplateKind, ending: &str| files.get(&format!("{language}/{kind}{ending}")).cloned();
    let kinds = TemplateKind::ALL.iter().filter_map(|kind| {
        let (subject, text) = (file(kind, ".subject.txt")?, file(kind, ".txt")?);
        Some((*kind, Texts { subject, text, html: file(kind, ".html") }))
    });
    let texts: BTreeMap<TemplateKind, Texts> = kinds.collect();
    for (kind, texts) in &texts {
        let all = [(".subject.txt", Some(&texts.subject)), (".txt", Some(&texts.text)), (".html", texts.html.as_ref())];
        for (ending, template) in all {
            let Some(template) = template else { continue };
            let form = if ending == ".html" { Template::page(template) } else { Template::new(template) };
            if let Err(broken) = form.check() {
                faults.push(Fault::new(&format!("{language}/{kind}{ending}"), broken.to_string()));
            }
        }
    }
    Wording { language, locale, texts }
}

/// A fault for each file that no mail is made of.
fn unknown(files: &BTreeMap<String, String>) -> Vec<Fault> {
    let endings = [".subject.txt", ".txt", ".html"];
    let in_folder: Vec<String> = TemplateKind::WORDS
        .iter()
        .flat_map(|kind| endings.iter().map(move |ending| format!("{kind}{ending}")))
        .chain([LOCALE.to_owned()])
        .collect();
    let mut faults = Vec::new();
    for name in files.keys() {
        let (folder, file) = name.rsplit_once('/').unwrap_or_default();
        let known = match folder {
            "" => [PAGE, PLAIN].contains(&name.as_str()),
            folder => folder.parse::<Language>().is_ok() && in_folder.iter().any(|known| known == file),
        };
        if !known {
            let meant = nearest(file, in_folder.iter().map(String::as_str)).filter(|meant| *meant != file);
            let fault = Fault::new(name, "no mail is made of this file");
            faults.push(fault.expected("a file such as `da/notification.txt`").did_you_mean(meant));
        } else if !folder.is_empty() && !files.contains_key(&format!("{folder}/{LOCALE}")) {
            let fault = Fault::new(name, format!("the language `{folder}` has no `{LOCALE}`"));
            faults.push(fault.help(format!("write one as `{FALLBACK}/{LOCALE}` is written")));
        }
    }
    faults
}
