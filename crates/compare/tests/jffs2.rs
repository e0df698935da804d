//! JFFS2 images.

mod pairs;

use pairs::{crc32, lines, pair, tells_of_every_byte};

#[derive(Clone, Copy, PartialEq)]
enum Order {
    Little,
    Big,
}

impl Order {
    fn number(self, number: u32, width: usize) -> Vec<u8> {
        match self {
            Self::Little => number.to_le_bytes()[..width].to_vec(),
            Self::Big => number.to_be_bytes()[4 - width..].to_vec(),
        }
    }

    fn numbers(self, numbers: &[(u32, usize)]) -> Vec<u8> {
        numbers.iter().flat_map(|(number, width)| self.number(*number, *width)).collect()
    }

    fn crc(self, bytes: &[u8]) -> Vec<u8> {
        self.number(crc32(bytes) ^ crc32(&vec![0; bytes.len()]), 4)
    }

    fn header(self, kind: u32, length: usize) -> Vec<u8> {
        let header = self.numbers(&[(0x1985, 2), (kind, 2), (length as u32, 4)]);
        [header.clone(), self.crc(&header)].concat()
    }

    fn name(self, folder: u32, version: u32, inode: u32, time: u32, name: &str) -> Vec<u8> {
        let mut node = self.header(0xe001, 40 + name.len());
        node.extend(self.numbers(&[
            (folder, 4),
            (version, 4),
            (inode, 4),
            (time, 4),
            (name.len() as u32, 1),
            (8, 1),
            (0, 2),
        ]));
        let crc = self.crc(&node);
        [node, crc, self.crc(name.as_bytes()), name.as_bytes().to_vec()].concat()
    }

    #[allow(clippy::too_many_arguments, reason = "a node has as many fields")]
    fn inode(
        self,
        inode: u32,
        version: u32,
        mode: u32,
        size: usize,
        time: u32,
        at: usize,
        unpacked: usize,
        method: u32,
        data: &[u8],
    ) -> Vec<u8> {
        let mut node = self.header(0xe002, 68 + data.len());
        node.extend(self.numbers(&[(inode, 4), (version, 4), (mode, 4), (0, 2), (0, 2), (size as u32, 4)]));
        node.extend(self.numbers(&[(time, 4), (time, 4), (time, 4), (at as u32, 4), (data.len() as u32, 4)]));
        node.extend(self.numbers(&[(unpacked as u32, 4), (method, 1), (0, 1), (0, 2)]));
        let crc = self.crc(&node);
        [node, self.crc(data), crc, data.to_vec()].concat()
    }
}

fn image(order: Order, text: &[u8; 8], mode: u32, time: u32) -> Vec<u8> {
    let nodes = [
        order.name(1, 1, 2, 5, "etc"),
        order.inode(2, 1, 0o040_755, 0, 5, 0, 0, 0, b""),
        order.name(2, 1, 3, 5, "motd"),
        order.inode(3, 1, mode, 14, time, 0, 8, 0, text),
        // Six times the same byte.
        order.inode(3, 2, mode, 14, time, 8, 6, 2, b"a\0a\x04"),
        order.name(2, 2, 4, 5, "link"),
        order.inode(4, 1, 0o120_777, 4, 5, 0, 4, 0, b"motd"),
    ];
    let mut file = vec![];
    for node in nodes {
        file.extend(node);
        file.resize(file.len().next_multiple_of(4), 0xff);
    }
    file.resize(file.len() + 40, 0xff);
    file
}

#[test]
fn files_are_compared() {
    for order in [Order::Little, Order::Big] {
        let plain = image(order, b"\x01content"[..8].try_into().unwrap(), 0o100_644, 7);
        let other = image(order, b"\x01contend"[..8].try_into().unwrap(), 0o104_755, 8);
        let lines = lines(&pair(&plain, &other));
        assert_eq!(
            lines,
            [
                "file etc/motd: mode: 0644 shipped, 4755 rebuilt",
                "file etc/motd: time: 7 shipped, 8 rebuilt",
                "file etc/motd: changed: 7 shipped, 8 rebuilt",
                "file etc/motd: accessed: 7 shipped, 8 rebuilt",
                "file etc/motd > bytes 0x7..0x8: 1 byte differs",
            ]
        );
    }
}

#[test]
fn no_byte_is_passed_over() {
    for order in [Order::Little, Order::Big] {
        tells_of_every_byte(&image(order, b"\x01content"[..8].try_into().unwrap(), 0o100_644, 7), |_| false);
    }
}
