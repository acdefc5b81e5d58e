//! `mail lint`, and templates of one's own.

use super::{folder, spec911, write};

const GOOD: &str = "{{ agent_name }} dialled {{ dialled }}; call {{ callback_number }}; at {{ location }}\n";

#[test]
fn what_is_wrong_with_templates_is_told_with_its_place() {
    let folder = folder();
    let long = format!("{GOOD}{}\n", "x".repeat(999));
    let subject = "An emergency call of which this subject says much more than any reader will ever see in a list\n";
    for (name, text) in [
        ("good/notification.txt", GOOD),
        ("good/notification.html", &format!("<p style=\"margin: 0\">{GOOD}<a href=\"#top\">top</a></p>")),
        ("good/notification.subject.txt", "{% if test_marker %}[{{ test_marker }}] {% endif %}{{ agent_name }}\n"),
        ("field.txt", &GOOD.replace("agent_name", "agnet_name")),
        ("contents.txt", "{{ agent_name }} dialled {{ dialled }}\n"),
        ("alone.html", GOOD),
        ("remote.txt", GOOD),
        (
            "remote.html",
            &format!("{GOOD}<img src=\"x\"><p onclick='a()' style=\"background: url(x)\"><a href='//x'></a>"),
        ),
        ("broken.txt", &format!("{GOOD}{{{{ agent_name")),
        ("long.txt", &long),
        ("long.subject.txt", subject),
        ("two.subject.txt", "one\ntwo\n"),
        ("da/refusal.txt", "{{ reason }}\n"),
    ] {
        write(&folder, &format!("t/{name}"), text);
    }
    let cases: [(&str, i32, &[&str]); 12] = [
        ("t/good", 0, &["nothing found in 3 templates"]),
        ("t/good/notification.html", 0, &["nothing found in 1 template"]),
        ("t/da/refusal.txt", 0, &["nothing found"]),
        (
            "t/field.txt",
            1,
            &["t/field.txt:1:4", "`agnet_name` is no merge field", "did you mean `agent_name`?", "1 finding "],
        ),
        ("t/contents.txt", 1, &["does not say a valid callback number", "does not say the location", "2 findings"]),
        ("t/alone.html", 1, &["no text part beside it", "`alone.txt`"]),
        ("t/remote.html", 1, &["`<img` loads or runs", "`src=`", "`onclick=`", "`url(`", "`href='//`"]),
        ("t/broken.txt", 1, &["cannot be rendered"]),
        ("t/long.txt", 1, &["a line of 999 bytes"]),
        ("t/long.subject.txt", 1, &["a subject of 94 characters"]),
        ("t/two.subject.txt", 1, &["a subject of more than one line"]),
        ("t", 1, &["findings in 13 templates"]),
    ];
    for (path, code, says) in cases {
        let (exit, out, err) = spec911(folder.path(), &["mail", "lint", path]);
        assert_eq!((exit, err.as_str()), (code, ""), "{path}: {out}");
        says.iter().for_each(|says| assert!(out.contains(says), "{path}: no {says} in {out}"));
    }
}

#[test]
fn the_shipped_templates_have_no_finding() {
    let files = spec911::notice::shipped_files();
    assert_eq!(spec911::notice::lint(&files), Vec::new());
}

#[test]
fn what_is_no_template_is_refused() {
    let folder = folder();
    write(&folder, "templates/notification.txt", GOOD);
    write(&folder, "other/readme.md", "x");
    let cases: [(&[&str], &str); 6] = [
        (&["lint", "templatse"], "did you mean `templates`?"),
        (&["lint", "other"], "`other` holds no template"),
        (&["lint", "other/readme.md"], "`other/readme.md` is no template"),
        (&["lint"], "`mail lint` needs "),
        (&["render", "scenarios/dropped-call.yaml", "--templates", "other"], "`other` holds no template"),
        (&["render", "scenarios/dropped-call.yaml", "--templates", "templates"], "no mail is made of this file"),
    ];
    for (args, says) in cases {
        let (exit, out, err) = spec911(folder.path(), &[&["mail"], args].concat());
        assert!(exit == 2 && out.is_empty() && err.contains(says), "{args:?}: {exit} {err}");
    }
}

#[test]
fn a_mail_is_rendered_with_templates_of_ones_own() {
    let folder = folder();
    write(&folder, "own/en/notification.txt", "Own: {{ agent_id }}\n");
    write(&folder, "own/en/notification.subject.txt", "Own subject\n");
    let with =
        |more: &[&str]| spec911(folder.path(), &[&["mail", "render", "scenarios/dropped-call.yaml"], more].concat());
    let (exit, out, err) = with(&["--templates", "own"]);
    assert_eq!((exit, err.as_str()), (0, ""));
    assert!(out.contains("Subject: Own subject\n\nOwn: "), "{out}");
    assert!(!with(&[]).1.contains("Own"));
    write(&folder, "own/en/notification.txt", "Own: {{ agent_id\n");
    let (exit, out, err) = with(&["--templates", "own"]);
    assert!(exit == 2 && out.is_empty(), "{out}");
    assert!(err.contains("own/en/notification.txt") && err.contains("cannot be rendered"), "{err}");
}
