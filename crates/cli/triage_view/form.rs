use banbury_evidence::{Date, Judgement};

/// What is asked before anything is written.
pub struct Form {
    pub what: What,
    pub reason: String,
    /// The last day on which a decision holds, as it is typed; empty for none.
    pub expires: String,
    /// Whether the reason has been entered, and the last day is asked for.
    pub at_expiry: bool,
}

/// What is about to be written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum What {
    Decision(Judgement),
    Review { approves: bool },
}

/// What a form amounts to.
pub struct Filled {
    pub reason: String,
    pub expires: Option<Date>,
}

impl Form {
    pub fn new(what: What) -> Self {
        Self { what, reason: String::new(), expires: String::new(), at_expiry: false }
    }

    /// The field that is being typed into.
    pub fn field(&mut self) -> &mut String {
        if self.at_expiry { &mut self.expires } else { &mut self.reason }
    }

    /// Goes on to the next field; what was entered, if this was the last one.
    ///
    /// # Errors
    /// In words, if the field does not hold what is asked for.
    pub fn enter(&mut self) -> Result<Option<Filled>, String> {
        if !self.reason.chars().any(char::is_alphanumeric) {
            self.at_expiry = false;
            return Err("say why: a reason is needed".to_owned());
        }
        if !self.at_expiry && matches!(self.what, What::Decision(_)) {
            self.at_expiry = true;
            return Ok(None);
        }
        let expires = match self.expires.trim() {
            "" => None,
            day => Some(day.parse::<Date>().map_err(|error| error.to_string())?),
        };
        Ok(Some(Filled { reason: self.reason.trim().to_owned(), expires }))
    }
}
