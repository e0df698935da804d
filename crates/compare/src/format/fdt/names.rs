use std::collections::HashMap;
use std::rc::Rc;

use crate::content::Content;
use crate::fault::Fault;

/// All names together, in bytes.
const BLOCK: u64 = 1 << 20;

/// Up to how many names, and bytes of them, their order is followed.
const FOLLOWED: (usize, usize) = (2048, 64 << 10);

/// The names of properties, which stand in a block of their own.
pub(super) struct Names {
    block: Vec<u8>,
    by_offset: HashMap<u32, Rc<[u8]>>,
    followed: HashMap<Rc<[u8]>, usize>,
    /// How much of the block has been used if names stand in the order in which they are first used.
    used: usize,
    in_order: bool,
}

impl Names {
    pub(super) fn read(content: &Content, (start, length): (u64, u64)) -> Result<Self, Fault> {
        if length > BLOCK {
            return Err(Fault::Unsupported("a device tree with more than 1 MiB of names".to_owned()));
        }
        let block = content.bytes_at(start, length as usize)?;
        let in_order = block.len() <= FOLLOWED.1;
        Ok(Self { block, by_offset: HashMap::new(), followed: HashMap::new(), used: 0, in_order })
    }

    pub(super) fn at(&mut self, offset: u32) -> Result<Rc<[u8]>, Fault> {
        let name = match self.by_offset.get(&offset) {
            Some(name) => name.clone(),
            None => {
                let name: Rc<[u8]> = checked(self.block.get(offset as usize..).unwrap_or_default())?.into();
                self.by_offset.insert(offset, name.clone());
                name
            }
        };
        self.in_order &= self.followed.len() <= FOLLOWED.0;
        if self.in_order {
            self.in_order = self.usual_place(&name) == offset as usize;
        }
        Ok(name)
    }

    /// Where `dtc` puts a name: where it already stands, be it as the end of another, or else behind all others.
    fn usual_place(&mut self, name: &Rc<[u8]>) -> usize {
        if let Some(place) = self.followed.get(name) {
            return *place;
        }
        let length = name.len() + 1;
        let used = self.block.get(..self.used).unwrap_or_default();
        let found = used.windows(length).position(|stretch| stretch.strip_prefix(&**name) == Some(&[0]));
        let place = found.unwrap_or_else(|| {
            self.used += length;
            self.used - length
        });
        self.followed.insert(name.clone(), place);
        place
    }

    /// Whether the block is exactly what `dtc` makes of the names that are used, so that there is no more to say of it.
    pub(super) fn are_usual(&self) -> bool {
        self.in_order && self.used == self.block.len()
    }
}

/// The name at the beginning of `bytes`. A slash would make two paths of one.
pub(super) fn checked(bytes: &[u8]) -> Result<&[u8], Fault> {
    let length = bytes.iter().take(256).position(|byte| *byte == 0);
    let name = length.and_then(|length| bytes.get(..length));
    name.filter(|name| !name.contains(&b'/')).ok_or_else(|| Fault::damaged("a name is too long or has a slash"))
}
