//! Whatever is in the files, `build` never panics, and says what is wrong when there is no site.
//!
//! Two sorts of rubbish: any text at all, and sound files of which a few bytes were changed, which
//! get further into the generator. `SLOW=1` tries a hundred times as many.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use carnet::diagnostic::Diagnostic;
use carnet::diagnostic::report::{self, Style};
use carnet::source::{Content, Source, Sources};
use carnet::{Options, Silent, build};
use libtest_mimic::{Failed, Trial};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestError, TestRunner};

use crate::check::message;
use crate::house::Verdict;

/// Sound files that hold most of what a site can say.
const SOUND: &[(&str, &str)] = &[
    (
        "config.toml",
        "base_url = \"https://carnet.example\"\ntitle = \"Été\"\ndefault_language = \"fr\"\n\
         generate_feeds = true\ntaxonomies = [{ name = \"tags\", feed = true, paginate_by = 1 }]\n\
         [languages.en]\ntaxonomies = [{ name = \"tags\" }]\n[markdown]\nhighlight_code = true\n\
         [carnet]\nlicense = \"CC0-1.0\"\ncontrasts = [{ between = [\"urbain\", \"rural\"] }]\n\
         locales = { fr = \"fr-CA\" }\n[extra]\nx = [1, 2.5, true, 2024-01-01]\n",
    ),
    (
        "content/notes/a.md",
        "+++\ntitle = \"Pourquoi ?\"\ndate = 2024-01-29T11:21:00-05:00\nauthors = [\"p\", \"É Ü\"]\n\
         carnets = [{ id = \"c\", by = \"p\", on = 2024-01-29, category = \"Q\" }]\n\
         related = [\"b\", { id = \"b\", as = \"extends\" }]\ntaxonomies = { tags = [\"é t\"] }\n\
         steps = [{ text = \"Faire\", who = \"p\", by = 2026-12-01 }]\naliases = [\"/old/\"]\n+++\n\
         ## Té {#x .y}\n\n[[b|é]] [[terms/t#x]] [y](@/notes/b.md#z) [z](#x) **é** : `a`[^1] « q »\n\n\
         | é | b |\n|---|--:|\n| 1 | 2 |\n\n> [!NOTE]\n> N !\n\n- [x] t\n\n```rust\nlet é = 1;\n```\n\n\
         <div onclick=\"x\">é</div>\n\n<!-- more -->\n\nM\n: S\n\n[^1]: Note[^1].\n",
    ),
    (
        "content/notes/b.md",
        "---\ntitle: 'B: é'\nadapts: a\nmilieus: [urbain]\n---\n### Z\n\n[[a]]\n",
    ),
    ("content/notes/b.en.md", "+++\ntitle = \"B\"\n+++\n[[c]] &amp; <b>x</b>\n"),
    (
        "content/carnets/c.md",
        "+++\ntitle = \"C\"\ncategories = [\"Q\"]\nnotes = [{ id = \"a\", category = \"Q\" }]\n+++\n",
    ),
    (
        "content/people/p.md",
        "+++\ngiven = \"É\"\nfamily = \"À\"\n[ally]\nroles = [\"tisser\"]\nterritory = \"estrie\"\n\
         ties = [{ to = \"o\", kind = \"soutient\", since = 2022, text = \"Oui !\" }]\n+++\n",
    ),
    ("content/organisations/o.md", "+++\nname = \"O\"\nkind = \"collective\"\n[ally]\n+++\n"),
    ("content/terms/t.md", "+++\ntitle = \"T\"\nsummary = \"…\"\nrelated = [\"t\"]\n+++\n## X\n"),
    ("content/notes/_index.md", "+++\nsort_by = \"date\"\npaginate_by = 1\n+++\né\n"),
    ("content/blog/2024-01-01-é/index.md", "+++\n+++\n![é](a.svg \"é\")\n"),
    ("content/blog/2024-01-01-é/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ("i18n/fr.ftl", "hello = Bonjour { $x ->\n    [one] é\n   *[other] à\n}\n    .at = é\n"),
    ("sass/a.scss", "$é: 1px;\na { margin: $é }\n"),
    (
        "templates/taxonomy_single.html",
        "{% for page in term.pages %}<a href=\"{{ page.permalink }}\">{{ page.title }}</a>{% endfor %}",
    ),
    ("templates/taxonomy_list.html", "{{ t(key=\"hello\", x=1) }}é{{ config.extra.x[3] | date }}"),
];

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("garbage: any text as any file", any_text),
        Trial::test("garbage: sound files with a few bytes changed", changed_bytes),
        Trial::test("garbage: pieces of front matter in any order", shuffled_pieces),
        Trial::test("garbage: pieces of Markdown in any order, in a plain site", shuffled_markdown),
        Trial::test("garbage: what the changes start from is sound", sound),
        Trial::test("garbage: things inside things inside things", deeply_nested),
    ]
}

fn runner(cases: u32) -> TestRunner {
    let slow = std::env::var_os("SLOW").is_some();
    let config = Config {
        cases: if slow { cases * 100 } else { cases },
        max_shrink_iters: 2_000,
        failure_persistence: None,
        ..Config::default()
    };
    // Other rubbish each time would find more and make red what nobody touched.
    if slow { TestRunner::new(config) } else { TestRunner::new_with_rng(config, fixed()) }
}

fn fixed() -> proptest::test_runner::TestRng {
    proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha)
}

/// Builds, and says what is wrong with the way it went.
fn never_panics(files: Vec<(String, String)>) -> Result<(), TestCaseError> {
    let source =
        |(path, text): (String, String)| Source { path, content: Content::Text(text.into()) };
    let sources = Arc::new(Sources::new(files.into_iter().map(source)));
    let built = AssertUnwindSafe(|| {
        let outcome = build(&sources, &Options::default(), &Silent);
        let _ = report::human(&outcome.diagnostics, &sources, Style::Plain);
        let _ = report::json(&outcome.diagnostics, &sources);
        let _ = report::short(&outcome.diagnostics, &sources);
        outcome
    });
    let outcome = catch_unwind(built).map_err(|panic| TestCaseError::fail(message(&*panic)))?;
    let is_told = outcome.diagnostics.iter().any(Diagnostic::is_error);
    prop_assert!(outcome.value.is_some() || is_told, "there is no site, and nobody is told why");
    Ok(())
}

fn verdict<T: std::fmt::Debug>(result: Result<(), TestError<T>>) -> Verdict {
    result.map_err(|error| match error {
        TestError::Fail(reason, input) => Failed::from(format!("{reason}\nwith {input:#?}")),
        TestError::Abort(reason) => Failed::from(reason.to_string()),
    })
}

/// Texts of all letters, with the signs that mean something more often than by chance.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,60}",
        "[\\[\\]|#@/!(){}<>`*_~^:=+\\-\"'&;%$.,\\n a-cé«»\u{a0}\u{202f}\u{301}🙂]{0,80}",
        any::<Vec<u8>>().prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
    ]
}

fn any_text() -> Verdict {
    let site = (text(), text(), text(), any::<[bool; 3]>());
    let result = runner(150).run(&site, |(one, other, third, shape)| {
        let mut files: Vec<(String, String)> =
            vec![("config.toml".to_owned(), SOUND[0].1.to_owned())];
        if shape[0] {
            files.push(("config.toml".to_owned(), one.clone()));
        }
        let fence = if shape[1] { "+++" } else { "---" };
        files.push(("content/notes/a.md".to_owned(), format!("{fence}\n{one}\n{fence}\n{other}")));
        files.push(("content/notes/b.md".to_owned(), format!("+++\ntitle = \"B\"\n+++\n{other}")));
        files.push(("content/notes/c.md".to_owned(), third.clone()));
        files.push((format!("content/{}.md", third.replace('/', "")), "+++\n+++\n".to_owned()));
        if shape[2] {
            files.push(("templates/page.html".to_owned(), other));
            files.push(("i18n/fr.ftl".to_owned(), third.clone()));
            files.push(("sass/a.scss".to_owned(), third));
        }
        never_panics(files)
    });
    verdict(result)
}

fn sound_files() -> Vec<(String, String)> {
    SOUND.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn changed_bytes() -> Verdict {
    // Which file, where in it, how many characters go, and what comes instead.
    let change = (0..SOUND.len(), any::<prop::sample::Index>(), 0..6_usize, text());
    let result = runner(250).run(&prop::collection::vec(change, 1..4), |changes| {
        let mut files = sound_files();
        for (file, place, gone, new) in changes {
            let letters: Vec<char> = files[file].1.chars().collect();
            let at = place.index(letters.len() + 1);
            let after = (at + gone).min(letters.len());
            let new: String = new.chars().take(12).collect();
            files[file].1 = letters[..at].iter().collect::<String>()
                + &new
                + &letters[after..].iter().collect::<String>();
        }
        never_panics(files)
    });
    verdict(result)
}

/// Keys and values that exist, put together as nobody would.
fn shuffled_pieces() -> Verdict {
    let key = prop::sample::select(vec![
        "title",
        "date",
        "updated",
        "authors",
        "carnets",
        "related",
        "adapts",
        "visibility",
        "slug",
        "path",
        "aliases",
        "steps",
        "taxonomies",
        "kind",
        "weight",
        "draft",
        "given",
        "family",
        "name",
        "ally",
        "notes",
        "categories",
        "sort_by",
        "paginate_by",
        "redirect_to",
        "render",
    ]);
    let value = prop::sample::select(vec![
        "\"a\"",
        "\"\"",
        "\" \"",
        "\"é/../b\"",
        "\"/\"",
        "\"private\"",
        "\"unlisted\"",
        "\"note\"",
        "[]",
        "[\"a\"]",
        "[\"\"]",
        "[{ id = \"a\" }]",
        "[{}]",
        "{}",
        "{ tags = [\"x\"] }",
        "{ tags = [\"…\"] }",
        "2024-01-29",
        "9999-12-31T23:59:59-23:59",
        "0000-01-01",
        "0",
        "-1",
        "9223372036854775807",
        "1e308",
        "nan",
        "true",
        "false",
        "{ ties = [{ to = \"a\", kind = \"soutient\", since = -9223372036854775808 }] }",
        "[{ text = \"x\", who = \"a\" }]",
        "\"date\"",
        "\"title\"",
        "\"weight\"",
    ]);
    let folder = prop::sample::select(vec![
        "notes",
        "carnets",
        "bases",
        "people",
        "organisations",
        "communities",
        "terms",
        "plain",
    ]);
    let name = prop::sample::select(vec!["a", "b", "_index", "a.en", "2024-01-01-a", "a/index"]);
    let file = (folder, name, prop::collection::btree_map(key, value, 0..6));
    let result = runner(250).run(&prop::collection::vec(file, 1..6), |written| {
        let mut files = vec![SOUND[0]]
            .into_iter()
            .map(|(path, text)| (path.to_owned(), text.to_owned()))
            .collect::<Vec<(String, String)>>();
        for (folder, name, pairs) in written {
            let lines: String =
                pairs.iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
            let text = format!("+++\n{lines}+++\n[[a]] [x](@/notes/a.md)\n");
            files.push((format!("content/{folder}/{name}.md"), text));
        }
        never_panics(files)
    });
    verdict(result)
}

/// A site as Zola makes them, with everything that Markdown can be asked for.
const PLAIN: &str = "base_url = \"https://c.example\"\nminify_html = true\n[markdown]\n\
    render_emoji = true\nbottom_footnotes = true\nsmart_punctuation = true\n\
    definition_list = true\ngithub_alerts = true\ninsert_anchor_links = \"heading\"\n\
    [markdown.highlighting]\ntheme = \"github-light\"\n";

/// Signs of Markdown that belong together, put together as nobody would.
fn shuffled_markdown() -> Verdict {
    let piece = prop::sample::select(vec![
        "# ",
        "\n# Heading {#id .class}\n",
        "[^1]",
        "\n[^1]: ",
        "\n```rust,linenos,linenostart=-9223372036854775808,hl_lines=3-1 é,hide_lines=1,=,a=\n",
        "\n```\n",
        "    ",
        "<!-- more -->",
        "\n\n<!--more-->\n\n",
        "<!-- mo",
        "\n\n",
        "\n",
        "> [!NOTE]\n> ",
        "- [x] ",
        "1. ",
        "![",
        "[",
        "](",
        "](<https://a.example/é \"> \"title\")",
        "](@/a.md#",
        "](../../../",
        "](./é.md)",
        ")",
        "*",
        "**",
        "`",
        "|a|b|\n|-|:-:|\n|",
        "|",
        ":smile:",
        "\n: ",
        "<https://c.example/a/#x>",
        "<b>",
        "</a>",
        "\"'--...",
        "é汉\u{200d}",
        "\r\n",
    ]);
    let result = runner(250).run(&prop::collection::vec(piece, 1..40), |pieces| {
        let text = format!("+++\n+++\n{}", pieces.concat());
        never_panics(vec![
            ("config.toml".to_owned(), PLAIN.to_owned()),
            ("content/a.md".to_owned(), text.clone()),
            ("content/_index.md".to_owned(), text),
        ])
    });
    verdict(result)
}

/// A stack that overflows is no panic that could be caught: it would end the program. Sass and
/// Fluent are left out: their parsers go down by calling themselves, and only who makes the theme
/// writes them; a note comes from anybody.
fn deeply_nested() -> Verdict {
    const DEEP: usize = 5_000;
    let note = |body: String| ("content/notes/a.md", format!("+++\ntitle = \"A\"\n+++\n{body}\n"));
    let yaml = |value: String| ("content/notes/a.md", format!("---\ntitle: {value}\n---\n"));
    let config = |value: String| {
        (
            "config.toml",
            format!("base_url = \"https://c.example\"\n[carnet]\n[extra]\nx = {value}\n"),
        )
    };
    let around = |open: &str, inner: &str, close: &str| {
        format!("{}{inner}{}", open.repeat(DEEP), close.repeat(DEEP))
    };
    let files = [
        note(around("> ", "x", "")),
        note(around("- ", "x", "")),
        note(around("*", "x", "*")),
        note(around("**a ", "x", " b**")),
        note(around("[", "x", "](b)")),
        note(around("![", "x", "](b)")),
        note(around("[[", "x", "]]")),
        note(around("<b>", "x", "</b>")),
        note(around("<div>\n\n", "x", "\n\n</div>")),
        note(around("<svg><b>", "x", "")),
        note(around("`", "x", "`")),
        yaml(around("[", "x", "]")),
        yaml(around("{a: ", "x", "}")),
        yaml(around("- ", "x", "")),
        config(around("[", "1", "]")),
        config(around("{a=", "1", "}")),
        config(around("a.", "a = 1", "")),
        ("templates/page.html", around("{% if true %}", "x", "{% endif %}")),
        ("templates/page.html", format!("{{{{ {} }}}}", around("(", "1", ")"))),
        ("templates/page.html", format!("{{{{ {} }}}}", around("[", "1", "]"))),
        ("templates/page.html", format!("{{{{ {} }}}}", around("not ", "1", ""))),
        ("templates/index.html", around("<div>", "x", "</div>")),
    ];
    let sound_config = "base_url = \"https://c.example\"\ncompile_sass = true\n[carnet]\n";
    for (path, text) in files {
        // Were the program to end here, this is the last line that it says.
        let start: String = text.chars().filter(|letter| !letter.is_control()).take(70).collect();
        crate::house::note(&format!("{path}: {start}"));
        let mut all = vec![("config.toml".to_owned(), sound_config.to_owned())];
        all.push(("content/notes/b.md".to_owned(), "+++\ntitle = \"B\"\n+++\n".to_owned()));
        all.push(("content/c.md".to_owned(), "+++\ntitle = \"C\"\n+++\n".to_owned()));
        all.push((path.to_owned(), text));
        let mut plain = all.clone();
        plain[0].1 = PLAIN.to_owned();
        for files in [all, plain] {
            never_panics(files).map_err(|error| format!("{path}: {start}…: {error}"))?;
        }
    }
    Ok(())
}

/// Were it not, the changes would only be tried on the first mistake.
fn sound() -> Verdict {
    let sources = Sources::from_texts(SOUND.iter().copied());
    crate::house::sound_site(&Arc::new(sources)).map(|_| ())
}
