use banbury_evidence::{Inspection, ReportLanguage};

/// For whom and on what a report is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition {
    /// The language of our own words. Messages of rules are English.
    pub language: ReportLanguage,
    /// What it is set on.
    pub form: Form,
    /// Whether source text, paths of the vendor's and protected findings are left out.
    pub redacted: bool,
}

/// What a report is set on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A page to search and filter.
    Page,
    /// Paper, on which long lists help nobody.
    Paper,
}

impl Edition {
    /// The full one, in the language that the case file asks for.
    pub fn of(inspection: &Inspection, form: Form) -> Self {
        let language = inspection.case.as_ref().map_or_else(ReportLanguage::default, |case| case.language);
        Self { language, form, redacted: false }
    }

    /// How many rows a list has at most; what is cut says so and names the file that has it all. On paper, all that a drop
    /// can make long comes to less than 2,000 rows.
    pub(crate) fn most_rows(self) -> usize {
        match self.form {
            Form::Page => 2_000,
            Form::Paper => 30,
        }
    }

    /// How many places of one construct are named.
    pub(crate) fn most_places(self) -> usize {
        match self.form {
            Form::Page => 50,
            Form::Paper => 5,
        }
    }

    /// How many findings of a tier are told one by one.
    pub(crate) fn most_findings(self) -> usize {
        match self.form {
            Form::Page => 25_000,
            Form::Paper => 200,
        }
    }

    /// How many suspicious findings have their source, trace and facts; those after them have a row each, since a browser
    /// takes long over so much and no person reads it.
    pub(crate) fn most_in_full(self) -> usize {
        match self.form {
            Form::Page => 1_000,
            Form::Paper => 200,
        }
    }

    /// How many bytes of differences between shipped and rebuilt are shown.
    pub(crate) fn most_difference_bytes(self) -> usize {
        match self.form {
            Form::Page => 2 << 20,
            Form::Paper => 64 << 10,
        }
    }
}
