//! The document of the levels, from the table that tests hold.

use std::fmt::Write as _;

use spec911::requirement::{Catalogue, LevelTable, Part};

const HEAD: &str = "# What each part of the interface is needed for

A deployment may lack a part of the [interface](deployment-interface.yaml): the test clock at levels A and B, the event feed at
level A, or a border that its file lists under `unseen`. Nothing is held against it for that. The rows below are then
`not-measured`, and everything else is judged as ever. The tables are those of `fixtures/levels.yaml`; tests take one part away at a
time and hold that exactly these rows are lost.

Without the test clock the rows are lost whose scenarios all need more than 10 s by the wall's clock; with a longer
`longest-scenario` in the [deployment file](certify-a-deployment.md) fewer are. Without the event feed no row is lost: what is only
sampled can be told all the same, and the report says of each pass how many samples it rests on.

";

/// The document.
pub(super) fn document() -> String {
    let table = LevelTable::embedded();
    let mut text = HEAD.to_owned();
    text.push_str("| part | operation | kind of record | from level | rows lost without it |\n|---|---|---|---|---|\n");
    for part in &table.parts {
        let Part { part: name, operation, record, level, lost, .. } = part;
        let _ = writeln!(text, "| {name} | {operation} | {record} | {level} | {} |", lost.len());
    }
    text.push_str("\n## By requirement\n\n| row | not measured without |\n|---|---|\n");
    for row in Catalogue::embedded().base() {
        let needs: Vec<&str> =
            table.parts.iter().filter(|part| part.lost.contains(&row.id)).map(|part| part.part.as_str()).collect();
        let needs =
            if needs.is_empty() { "none: each part alone can be done without".to_owned() } else { needs.join(", ") };
        let _ = writeln!(text, "| {} | {needs} |", row.id);
    }
    let window: Vec<String> = table.window.iter().map(ToString::to_string).collect();
    let _ = write!(
        text,
        "\n## A shorter window\n\nWhere a statement shortens the window for trials (`test-window`), these rows are not measured: {}.\n",
        window.join(", ")
    );
    text
}
