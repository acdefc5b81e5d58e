//! The lines of a trace around the records that matter.

/// Lines shown before and after a record that matters.
const AROUND: usize = 2;
/// The most lines of one excerpt; a reader who wants more runs the command below it.
const MOST: usize = 24;

/// Lines shown of a trace's end where no record is cited: what is missing would stand there.
const TAIL: usize = 6;

/// The canonical lines around records, those that show one marked by `>`, gaps shown as `…`. Without records, the end.
pub(super) fn excerpt(canonical: &str, records: &[u32]) -> Vec<String> {
    let lines: Vec<(u32, &str)> = canonical.lines().filter_map(|line| Some((number(line)?, line))).collect();
    // A run of equal samples is one line, so that a record stands on the last line that does not begin after it.
    let marked = |record: &u32| lines.partition_point(|(number, _)| number <= record).checked_sub(1);
    let mut marks: Vec<usize> = records.iter().filter_map(marked).collect();
    marks.sort_unstable();
    marks.dedup();
    if marks.is_empty() {
        let tail = lines.iter().skip(lines.len().saturating_sub(TAIL));
        return tail.map(|(_, line)| format!("  {line}")).collect();
    }
    let near = |index: usize| marks.iter().any(|mark| mark.abs_diff(index) <= AROUND);
    let mut shown: Vec<String> = Vec::new();
    let mut last: Option<usize> = None;
    for (index, (_, line)) in lines.iter().enumerate().filter(|(index, _)| near(*index)) {
        if shown.len() >= MOST || last.is_some_and(|last| last + 1 < index) {
            shown.push("…".to_owned());
        }
        if shown.len() >= MOST {
            break;
        }
        let mark = if marks.contains(&index) { ">" } else { " " };
        shown.push(format!("{mark} {line}"));
        last = Some(index);
    }
    shown
}

fn number(line: &str) -> Option<u32> {
    line.split_whitespace().next()?.parse().ok()
}
