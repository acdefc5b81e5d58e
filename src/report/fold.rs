//! Lists of requirement ids, folded by group: `ELG-01 02 04, RTE-01`.

use crate::requirement::RequirementId;

/// The most columns that a folded line takes.
const WIDTH: usize = 100;

/// The ids by group, each group on a line of its own, or on several where it is long; the number stands for the id.
pub fn folded(ids: impl IntoIterator<Item = RequirementId>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut group = String::new();
    for id in ids {
        let number = format!(" {:02}", id.number());
        match lines.last_mut() {
            Some(line) if group == id.group() && line.len() + number.len() <= WIDTH => line.push_str(&number),
            _ => {
                group = id.group().to_owned();
                lines.push(id.to_string());
            }
        }
    }
    lines
}
