//! Git repositories, read from the object store alone: no checkout, hook, filter or configuration outside the
//! repository has a say.

mod facts;
mod history;
mod pool;
mod provenance;
mod repository;
mod seal;
mod tree;
mod work_tree;

pub(crate) use provenance::provenance;
pub(crate) use repository::{OpenRepository, check};
pub(crate) use seal::seal_repository;
pub(crate) use tree::{ItemKind, list};
