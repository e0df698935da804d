use banbury_evidence::Difference;

/// How many places are named one by one.
const NAMED: usize = 64;

/// The places where two artefacts differ, as many of them as a person will read.
#[derive(Debug, Default)]
pub(super) struct Differences {
    list: Vec<Difference>,
    unnamed: u64,
}

impl Differences {
    pub(super) fn add(&mut self, place: impl Into<String>, detail: impl Into<String>) {
        if self.list.len() < NAMED {
            self.list.push(Difference { place: place.into(), detail: detail.into() });
        } else {
            self.unnamed += 1;
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub(super) fn into_list(mut self) -> Vec<Difference> {
        if self.unnamed > 0 {
            let detail = format!("{} further places differ; they are not listed", self.unnamed);
            self.list.push(Difference { place: "more".to_owned(), detail });
        }
        self.list
    }
}
