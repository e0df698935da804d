use banbury_evidence::{Anomaly, AnomalyKind, DropPath};

/// Whether a symlink that stands at `link` leads out of the drop: its target is absolute, or climbs higher than the
/// drop's root (lexically: nothing is followed).
pub(crate) fn leads_out(link: &[u8], target: &[u8]) -> bool {
    if target.starts_with(b"/") {
        return true;
    }
    let mut depth = link.split(|byte| *byte == b'/').filter(|part| !part.is_empty()).count().saturating_sub(1);
    for part in target.split(|byte| *byte == b'/') {
        match part {
            b"" | b"." => {}
            b".." => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return true,
            },
            _ => depth += 1,
        }
    }
    false
}

/// Notes a symlink that leads out of the drop.
pub(crate) fn note_link(path: &DropPath, name: &[u8], target: &[u8], anomalies: &mut Vec<Anomaly>) {
    if leads_out(name, target) {
        let detail = format!("points to {}", DropPath::from_bytes(target));
        anomalies.push(Anomaly { path: path.clone(), kind: AnomalyKind::LinkPointsOut, detail });
    }
}

/// Notes a name that is not UTF-8 or holds control characters.
pub(crate) fn note_name(path: &DropPath, name: &[u8], anomalies: &mut Vec<Anomaly>) {
    let detail = match str::from_utf8(name) {
        Err(_) => "the name is not valid UTF-8",
        Ok(text) if text.chars().any(char::is_control) => "the name holds control characters",
        Ok(_) => return,
    };
    anomalies.push(Anomaly { path: path.clone(), kind: AnomalyKind::NameNotUtf8, detail: detail.to_owned() });
}

/// Notes a FIFO, socket or device.
pub(crate) fn note_special(path: &DropPath, what: &str, anomalies: &mut Vec<Anomaly>) {
    anomalies.push(Anomaly { path: path.clone(), kind: AnomalyKind::SpecialFile, detail: what.to_owned() });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_judged_from_the_folder_they_stand_in() {
        assert!(!leads_out(b"a/b/link", b"../../top"));
        assert!(leads_out(b"a/b/link", b"../../../etc/passwd"));
        assert!(leads_out(b"link", b"/etc/passwd"));
        assert!(leads_out(b"link", b"x/../../y"));
        assert!(!leads_out(b"link", b"./x/../y"));
    }
}
