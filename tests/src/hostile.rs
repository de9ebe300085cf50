//! What a stranger may send: each attack is a site of its own, built in memory. None makes a panic,
//! none takes for ever or makes much of little.
//!
//! With `HOSTILE=FOLDER` every site is written there, whether it may be published or not, and
//! `tests/browser/specs/hostile.spec.js` opens every file of it: no script may run.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use carnet::diagnostic::Diagnostic;
use carnet::diagnostic::report::{self, Style};
use carnet::site::{Artifact, Site};
use carnet::source::read::read;
use carnet::source::{Content, Source, Sources};
use carnet::{Options, Silent, build};
use libtest_mimic::{Failed, Trial};

use crate::house::{Verdict, ensure, root};

/// Far above what any of them takes; a build that never ends is seen.
const LONGEST: Duration = Duration::from_secs(60);

/// How many bytes of output one byte of input may come to.
const MOST_PER_BYTE: usize = 40;

/// How much more is sent with `SLOW=1`.
const SLOW: usize = 20;

/// And how many each page that is there for it, such as that of a tag.
const MOST_PER_PAGE: usize = 10_000;

const CONFIG: &str = "base_url = \"https://hostile.example\"\ndefault_language = \"fr\"\n\
    theme = \"carnet\"\ngenerate_feeds = true\ntaxonomies = [{ name = \"tags\", feed = true }]\n[carnet]\n\
    repository = \"https://codeberg.org/a/b\"\nlink_terms = true\n";

/// Texts of a note.
const TEXTS: &[&str] = &[
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=\"alert(1)\" / >",
    "<svg onload=alert(1)></svg>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
    "<iframe srcdoc=\"<script>parent.alert(1)</script>\"></iframe>",
    "<iframe src=\"javascript:parent.alert(1)\"></iframe>",
    "<object data=\"data:text/html,<script>alert(1)</script>\"></object>",
    "<embed src=\"javascript:alert(1)\">",
    "<form action=\"javascript:alert(1)\"><button autofocus>x</button></form>",
    "<button formaction=\"javascript:alert(1)\">x</button>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"java&#9;script:alert(1)\">x</a> <a href=\"&#x6A;avascript&colon;alert(1)\">x</a>",
    "<a href=\" &#14; javascript:alert(1)\">x</a> <a href=\"vbscript:x\">x</a>",
    "<a href=\"data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==\">x</a>",
    "<base href=\"javascript:/a/-alert(1)//\"><base target=\"_top\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<link rel=stylesheet href=\"data:text/css,*{display:none}\"><link rel=import href=//evil.example/>",
    "<style>@import '//evil.example/x.css'; * { background: url(//evil.example/) }</style>",
    "<p style=\"background:url(javascript:alert(1));position:fixed;inset:0\">x</p>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)></audio>",
    "<video poster=\"javascript:alert(1)\" controls></video>",
    "<input autofocus onfocus=alert(1)><textarea autofocus onfocus=alert(1)></textarea>",
    "<template><script>alert(1)</script></template><xmp><script>alert(1)</script></xmp>",
    "<!--><img src=x onerror=alert(1)>--> <!--!><img src=x onerror=alert(1)>",
    "<![CDATA[><img src=x onerror=alert(1)>]]> <?xml ><img src=x onerror=alert(1)>?>",
    "<p title='\"><img src=x onerror=alert(1)>'>x</p>",
    "<img srcset=\"x 1x, javascript:alert(1) 2x\" src=\"javascript:alert(1)\">",
    "<p id=\"map\" data-widget=\"map\" data-format=\"1\" data-atlas=\"{}\" onclick=alert(1)>x</p>",
    "<div id=\"getElementById\"></div><a id=currentScript name=currentScript></a><img name=cookie>",
    "[x](javascript:alert(1)) [y](JaVaScRiPt:alert(1)) ![z](javascript:alert(1))",
    "[x](<java\tscript:alert(1)>) [y](&#106;avascript:alert(1)) [z](data:text/html,<script>alert(1)</script>)",
    "[x]: javascript:alert(1)\n\n[x] [y][x] ![z][x]",
    "<javascript:alert(1)> <data:text/html,x>",
    "![x\" onerror=\"alert(1)](x.png \"t\\\" onload=\\\"alert(1)\")",
    "[x](https://e.example/\"onmouseover=\"alert(1) \"t' onmouseover='alert(1)\")",
    "[[a|<img src=x onerror=alert(1)>]] [[\"><script>alert(1)</script>]]",
    "## h {#x\" onclick=\"alert(1) .y\" onload=\"alert(1)}\n\n## <img src=x onerror=alert(1)>",
    "x[^\"><script>alert(1)</script>]\n\n[^\"><script>alert(1)</script>]: <img src=x onerror=alert(1)>",
    "```\"><script>alert(1)</script>\n</code></pre><script>alert(1)</script>\n```",
    "| <script>alert(1)</script> | b |\n|---|---|\n| <img src=x onerror=alert(1)> | `</td><script>alert(1)</script>` |",
    "{{ \"<script>alert(1)</script>\" | safe }} {% raw %}<script>alert(1)</script>{% endraw %} {{ load_data(path=\"/etc/passwd\") }}",
    "> [!NOTE\"><script>alert(1)</script>]\n> x\n\n- [x] <img src=x onerror=alert(1)>",
    "Terme\n: <script>alert(1)</script>\n\n~~<img src=x onerror=alert(1)>~~ $<script>alert(1)</script>$",
    "[a](../../../../../../etc/passwd) ![b](../../../../../../etc/passwd) ![c](/../../etc/passwd) [[../../../etc/passwd]]",
    "[a](%2e%2e/%2e%2e/config.toml) ![b](..%2f..%2fconfig.toml) [c](@/../config.toml) [d](file:///etc/passwd)",
    "<a target=\"_blank\" href=\"//evil.example/\" ping=\"//evil.example/\">x</a>",
    "<a href=\"#\" class=\"skip unseen\" hidden role=\"alert\" tabindex=\"99\" accesskey=\"s\">x</a>",
    "<p class=\"skip alert\" role=\"alert\" hidden id=\"main-content\">x</p>\n\n## T {#part-cite .skip}",
    "<label class=\"copy\">x<input type=password name=p autofocus></label><dialog open>x</dialog><div popover id=p>x</div>",
    "<a\nhref=\"java&NewLine;script&colon;alert(1)\"\n>x</a>\n<img src=\"x\"\nonerror\n=\nalert(1)>",
    "<audio controls src=\"javascript:alert(1)\"><track src=\"javascript:alert(1)\" default></audio>",
    "<details ontoggle=alert(1)><summary onclick=alert(1)>x</summary></details><marquee onstart=alert(1)>x</marquee>",
    "<plaintext><script>alert(1)</script>",
    "<style><style/><script>alert(1)</script>\n\n<title><img src=x onerror=alert(1)></title>",
    "<a href=\"https://e.example/\" title='\"onmouseover=alert(1) x=\"'>x</a><time datetime='\"onclick=alert(1) \"'>x</time>",
    "\u{202e}<script>alert(1)</script>\u{202d} \u{0} \u{1b}[31m <scr\u{0}ipt>alert(1)</scr\u{0}ipt>",
];

/// Front matter of a note, and what else there is.
const FRONTS: &[&str] = &[
    "title = \"</title><script>alert(1)</script>\"",
    "title = \"A\"\nsummary = \"\\\"><img src=x onerror=alert(1)>\"",
    "title = \"A\"\nnotice = \"<script>alert(1)</script>\"",
    "title = \"A\"\nauthors = [\"<img src=x onerror=alert(1)> \\\" onclick=\\\"alert(1)\"]",
    "title = \"A\"\ntaxonomies = { tags = [\"</a><script>alert(1)</script>\", \"\\\" onload=\\\"alert(1)\", \"../../x\"] }",
    "title = \"A\"\ncarnets = [{ id = \"c\", category = \"<script>alert(1)</script>\", on = 2024-01-01 }]",
    "title = \"A\"\ndiscuss = \"javascript:alert(1)\"",
    "title = \"A\"\ndiscuss = \"https://e.example/\\\" onclick=\\\"alert(1)\"",
    "title = \"A\"\nlicense = \"\\\"><script>alert(1)</script>\"",
    "title = \"A\"\naliases = [\"/x\\\"><script>alert(1)</script>\", \"/../../../x\", \"//evil.example/\", \"javascript:alert(1)\"]",
    "title = \"A\"\nslug = \"../../x\\\"><script>\"",
    "title = \"A\"\npath = \"/../../\\\"><script>alert(1)</script>\"",
    "title = \"A\"\ntemplate = \"../../../../etc/passwd\"",
    "title = \"A\"\nsteps = [{ text = \"<script>alert(1)</script>\", who = \"p\", by = 2024-01-01 }]",
    "title = \"A\"\nextra = { css = \"</style><script>alert(1)</script>\", image = \"/etc/passwd\" }",
    "title = \"A\"\nrelated = [{ id = \"b\", as = \"\\\"><script>alert(1)</script>\" }]\nkind = \"<script>\"",
    "title = \"A\"\nreferences = \"/etc/passwd\"",
    "title = \"{{ 1 + 1 }}{% for x in y %}<script>alert(1)</script>\"",
    "title = \"\u{202e}gnp.exe\u{202c}\"",
];

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("hostile: no attack makes a panic or much of little", every_attack),
        Trial::test("hostile: there are enough of them", || {
            let count = attacks().len();
            ensure(count >= 60, format!("only {count}"))
        }),
    ]
}

/// One attack: files by path.
type Attack = Vec<(String, String)>;

fn note(front: &str, text: &str) -> String {
    format!("+++\n{front}\n+++\n{text}\n")
}

fn attacks() -> Vec<(String, Attack)> {
    let own = |path: &str, text: String| vec![(path.to_owned(), text)];
    let mut attacks: Vec<(String, Attack)> = Vec::new();
    for (number, text) in TEXTS.iter().enumerate() {
        let page = note("title = \"A\"\ndate = 2024-01-01\nsummary = \"S\"", text);
        attacks.push((format!("text-{number}"), own("content/notes/a.md", page)));
    }
    for (number, front) in FRONTS.iter().enumerate() {
        attacks.push((format!("front-{number}"), own("content/notes/a.md", note(front, "Texte."))));
    }
    attacks.extend(files());
    attacks.extend(large());
    attacks
}

/// Attacks by other files than notes.
fn files() -> Vec<(String, Attack)> {
    let own = |name: &str, files: &[(&str, &str)]| {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
        (name.to_owned(), files.collect())
    };
    let bundle = "+++\ntitle = \"A\"\n+++\n![x](x.svg)\n";
    let head =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";
    let drawing = |name: &str, rest: &str| {
        let drawing = format!("{head}{rest}</svg>");
        own(name, &[("content/notes/a/index.md", bundle), ("content/notes/a/x.svg", &drawing)])
    };
    let person = "+++\ngiven = \"<script>alert(1)</script>\"\nfamily = \"\\\" onclick=\\\"alert(1)\"\n\
        contact = \"javascript:alert(1)\"\nlinks = [{ text = \"<img src=x onerror=alert(1)>\", url = \"javascript:alert(1)\" }]\n\
        [ally]\nties = [{ to = \"b\", text = \"<script>alert(1)</script>\" }]\n+++\n";
    let other = "+++\ngiven = \"B\"\nfamily = \"</script><script>alert(1)</script>\"\n\
        [ally]\nchallenges = [\"isolement\"]\nties = [{ to = \"a\", text = \"\\\"}]</script><script>alert(1)</script>\" }]\n+++\n";
    vec![
        drawing("svg-script", "><script>alert(1)</script>"),
        drawing(
            "svg-handlers",
            " onload=\"alert(1)\"><rect width=\"9\" height=\"9\" onclick=\"alert(1)\" onfocus=\"alert(1)\" tabindex=\"0\"/>",
        ),
        drawing(
            "svg-links",
            "><a xlink:href=\"javascript:alert(1)\" href=\"java\nscript:alert(1)\"><text y=\"9\">x</text></a>",
        ),
        drawing(
            "svg-set",
            "><a><set attributeName=\"href\" to=\"javascript:alert(1)\"/><animate attributeName=\"href\" values=\"javascript:alert(1)\"/><text y=\"9\">x</text></a>",
        ),
        drawing(
            "svg-foreign",
            "><foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\"><script>alert(1)</script><iframe src=\"javascript:alert(1)\"/></body></foreignObject>",
        ),
        drawing(
            "svg-html",
            "><h:script xmlns:h=\"http://www.w3.org/1999/xhtml\">alert(1)</h:script><h:img xmlns:h=\"http://www.w3.org/1999/xhtml\" src=\"x\" onerror=\"alert(1)\"/>",
        ),
        drawing(
            "svg-use",
            "><use href=\"data:image/svg+xml,&lt;svg xmlns='http://www.w3.org/2000/svg' id='x'&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;/svg&gt;#x\"/><image href=\"//evil.example/x.svg\"/>",
        ),
        drawing(
            "svg-style",
            "><style>@import url(//evil.example/); * { background: url(//evil.example/) }</style>",
        ),
        own(
            "svg-entities",
            &[
                ("content/notes/a/index.md", bundle),
                (
                    "content/notes/a/x.svg",
                    "<!DOCTYPE svg [<!ENTITY a \"lolololololol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]><svg xmlns=\"http://www.w3.org/2000/svg\"><text>&f;&x;</text></svg>",
                ),
            ],
        ),
        own(
            "svg-stylesheet",
            &[
                ("content/notes/a/index.md", bundle),
                (
                    "content/notes/a/x.svg",
                    "<?xml version=\"1.0\"?><?xml-stylesheet type=\"text/xsl\" href=\"data:text/xml,x\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                ),
            ],
        ),
        drawing("svg-style-elements", "><style><g/>@import 'http://evil.example/x.css';</style>"),
        drawing(
            "svg-prefixes",
            &format!("{}>{}", counted(" xmlns:a#=\"u#\"", 4_000), "<g/>".repeat(4_000)),
        ),
        drawing(
            "svg-other-prefixes",
            &format!(
                ">{}",
                counted("<g xmlns:a#=\"u#\">", 60)
                    + &"<g xmlns:b=\"u\"/>".repeat(4_000)
                    + &"</g>".repeat(60)
            ),
        ),
        drawing("svg-attributes", &format!("{}>", counted(" a#=\"\"", 30_000))),
        own(
            "svg-many-entities",
            &[
                ("content/notes/a/index.md", bundle),
                (
                    "content/notes/a/x.svg",
                    &format!(
                        "<!DOCTYPE svg [{}]>{head}><text>{}</text></svg>",
                        counted("<!ENTITY a# \"x\">", 20_000),
                        "&a19999;".repeat(20_000)
                    ),
                ),
            ],
        ),
        drawing("svg-deep-style", &format!("><style>{}</style>", "a{b:(".repeat(100_000))),
        drawing("svg-deep", &format!(">{}{}", "<g>".repeat(5_000), "</g>".repeat(5_000))),
        own(
            "attached-strangers",
            &[
                ("content/notes/a/index.md", "+++\ntitle = \"A\"\n+++\n[x](LISEZMOI)\n"),
                ("content/notes/a/LISEZMOI", "<!doctype html><script>alert(1)</script>"),
                ("content/notes/a/x.html.fr", "<script>alert(1)</script>"),
                (
                    "content/notes/a/x.rdf",
                    "<x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">alert(1)</x:script>",
                ),
                ("content/notes/a/x.php", "<?php system($_GET['x']);"),
                (
                    "content/notes/a/x.svgz",
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
                ),
            ],
        ),
        own(
            "attached-pages",
            &[
                (
                    "content/notes/a/index.md",
                    "+++\ntitle = \"A\"\n+++\n[x](x.html) [y](y.XHTML) [z](z.xml)\n",
                ),
                ("content/notes/a/x.html", "<script>alert(1)</script>"),
                (
                    "content/notes/a/y.XHTML",
                    "<html xmlns=\"http://www.w3.org/1999/xhtml\"><script>alert(1)</script></html>",
                ),
                (
                    "content/notes/a/z.xml",
                    "<x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">alert(1)</x:script>",
                ),
                ("content/notes/a/w.js", "alert(1)"),
            ],
        ),
        own(
            "names-of-files",
            &[
                (
                    "content/notes/a/index.md",
                    "+++\ntitle = \"A\"\n+++\n![x](<\"><img src=x onerror=alert(1)>.png>)\n",
                ),
                ("content/notes/a/\"><img src=x onerror=alert(1)>.png", "x"),
                ("content/notes/\"><script>alert(1)<.md", "+++\ntitle = \"B\"\n+++\n"),
                ("content/notes/{{ 1 }}.md", "+++\ntitle = \"C\"\n+++\n"),
            ],
        ),
        own(
            "people",
            &[
                ("content/people/a.md", person),
                ("content/people/b.md", other),
                (
                    "content/allies/_index.md",
                    "+++\ntitle = \"Carte\"\ntemplate = \"map.html\"\n+++\n",
                ),
            ],
        ),
        own(
            "terms",
            &[
                (
                    "content/terms/t.md",
                    "+++\ntitle = \"<script>\"\nsummary = \"<img src=x onerror=alert(1)>\"\nsynonyms = [\"\\\" onclick=\\\"alert(1)\", \"Texte\"]\n+++\n",
                ),
                (
                    "content/notes/a.md",
                    "+++\ntitle = \"A\"\n+++\nTexte <script> \" onclick=\"alert(1)\n",
                ),
            ],
        ),
        own(
            "yaml",
            &[(
                "content/notes/a.md",
                "---\ntitle: !!js/function \"<script>alert(1)</script>\"\nsummary: \"</p><script>alert(1)</script>\"\n---\n",
            )],
        ),
        own(
            "circles",
            &[
                (
                    "content/notes/a.md",
                    "+++\ntitle = \"A\"\nadapts = \"b\"\nrelated = [\"b\", \"a\"]\naliases = [\"/notes/b/\"]\n+++\n[[b]] [[a]]\n",
                ),
                (
                    "content/notes/b.md",
                    "+++\ntitle = \"B\"\nadapts = \"a\"\nrelated = [\"a\"]\naliases = [\"/notes/a/\"]\n+++\n[[a]]\n",
                ),
            ],
        ),
        own(
            "works",
            &[
                (
                    "content/notes/a.md",
                    "+++\ntitle = \"A\"\nreferences = [\"a.bib\", \"b.json\", \"c.yaml\", \"/../../x.bib\"]\n+++\n\
                     [<b>@a</b>; @a, <script>alert(1)</script>] [@{\"onclick=alert(1)}; @b; @c, p. \"><script>alert(1)</script>]\n",
                ),
                (
                    "content/notes/a.bib",
                    "@book{a, title = {<script>alert(1)</script>}, author = {{<img src=x onerror=alert(1)>}}, \
                     url = {javascript:alert(1)}, doi = {javascript:alert(1)//}, crossref = {a}, xdata = {a}}\n\
                     @string{x = x # x}\n@book{\"onclick=alert(1), title = {\"><script>alert(1)</script>}, \
                     url = {https://a.example/\"onclick=\"alert(1)}}\n",
                ),
                (
                    "content/notes/b.json",
                    "[{\"id\": \"b\", \"type\": \"book\", \"title\": \"</li><script>alert(1)</script>\", \
                     \"URL\": \"data:text/html,<script>alert(1)</script>\"}]",
                ),
                (
                    "content/notes/c.yaml",
                    "c:\n  type: book\n  title: !!js \"</a><script>alert(1)</script>\"\n  url: \"vbscript:alert(1)\"\n",
                ),
            ],
        ),
        own(
            "sections",
            &[(
                "content/x/_index.md",
                "+++\ntitle = \"</title><script>alert(1)</script>\"\nredirect_to = \"javascript:alert(1)\"\n+++\n",
            )],
        ),
    ]
}

/// A text again and again, with its number in place of `#`.
fn counted(text: &str, times: usize) -> String {
    (0..times).map(|number| text.replace('#', &number.to_string())).collect()
}

/// Attacks by size, depth and number.
fn large() -> Vec<(String, Attack)> {
    let text = |name: &str, text: String| {
        (name.to_owned(), vec![("content/notes/a.md".to_owned(), note("title = \"A\"", &text))])
    };
    let front = |name: &str, front: String| {
        (name.to_owned(), vec![("content/notes/a.md".to_owned(), front)])
    };
    let much = if std::env::var_os("SLOW").is_some() { SLOW } else { 1 };
    let works = |name: &str, ending: &str, text: String, file: String| {
        let front = format!("title = \"A\"\nreferences = \"s.{ending}\"");
        let note = ("content/notes/a.md".to_owned(), note(&front, &text));
        (name.to_owned(), vec![note, (format!("content/notes/s.{ending}"), file)])
    };
    let bomb: String =
        (1..30).map(|it| format!("a{it}: &a{it} [*a{0}, *a{0}, *a{0}, *a{0}]\n", it - 1)).collect();
    vec![
        text("long-line", "mot ".repeat(125_000 * much)),
        text(
            "many-headings",
            (0..5_000 * much).map(|it| format!("## Titre {}\n\n", it % 7)).collect(),
        ),
        text(
            "many-links",
            (0..5_000 * much).map(|it| format!("[x{it}](https://e.example/{it}) ")).collect(),
        ),
        text("many-dead-links", "[[nulle-part]] ".repeat(3_000)),
        text(
            "many-footnotes",
            (0..2_000).map(|it| format!("x[^{it}]\n\n[^{it}]: y\n\n")).collect(),
        ),
        text(
            "many-references",
            (0..5_000).map(|it| format!("[r{it}]: https://e.example/{it}\n")).collect::<String>()
                + &"[r1] ".repeat(5_000),
        ),
        text("deep-quotes", format!("{}x", "> ".repeat(10_000))),
        text("deep-lists", (0..1_000).map(|it| format!("{}- x\n", "  ".repeat(it))).collect()),
        text("deep-brackets", "[".repeat(50_000)),
        text("deep-links", format!("{}{}", "[".repeat(2_000), "](x)".repeat(2_000))),
        text(
            "deep-images",
            format!("{}x{}", "![".repeat(500), "](https://e.example/x.png)".repeat(500)),
        ),
        text("deeper-images", format!("{}a{}", "![".repeat(40_000), "](x)".repeat(40_000))),
        text("crossed-html", format!("{}{}", "<a><b>".repeat(80_000), "</a>".repeat(80_000))),
        text("many-stars", "*a **b ".repeat(20_000)),
        text("many-backticks", (1..1_500).map(|it| "`".repeat(it) + " ").collect()),
        text("deep-html", "<div>".repeat(20_000)),
        text("deep-formatting", "<b><i><u>".repeat(10_000)),
        text("many-comments", "<!-- ".repeat(50_000)),
        text("many-signs", format!("<div>\n{}", "< ".repeat(50_000 * much))),
        text("many-open-tags", format!("<div>\n{}", "<a ".repeat(50_000 * much))),
        text("many-open-values", format!("<div>\n{}b=\">", "<a ".repeat(50_000 * much))),
        text(
            "wide-table",
            format!("{}|\n{}|\n{}|\n", "|a".repeat(2_000), "|-".repeat(2_000), "|b".repeat(2_000)),
        ),
        text("many-entities", "&amp;&#x1F600;&nbsp;".repeat(50_000)),
        works(
            "many-works",
            "bib",
            (0..2_000).map(|it| format!("[@k{it}] @x{it} ")).collect(),
            counted("@book{k#, title = {T #}, author = {A, B and C, D}}\n", 10_000 * much),
        ),
        works(
            "long-bib",
            "bib",
            "[@a]".to_owned(),
            format!("@book{{a, title = {{{}}}}}", "é ".repeat(500_000)),
        ),
        works(
            "deep-bib",
            "bib",
            "[@a]".to_owned(),
            format!("@book{{a, title = {{{}", "\\'{".repeat(100_000)),
        ),
        works(
            "circle-bib",
            "bib",
            "[@k1]".to_owned(),
            counted(
                "@string{s# = s# # s#}\n@book{k#, crossref = {k#}, xdata = {k#, k1}, title = s#}\n",
                500,
            ),
        ),
        works("deep-json", "json", "[@a]".to_owned(), "[".repeat(100_000)),
        works(
            "deeper-json",
            "json",
            "[@a]".to_owned(),
            format!("[{{\"id\":{}", "{\"a\":".repeat(50_000)),
        ),
        works("deep-works", "yaml", "[@a]".to_owned(), format!("a: {}", "[".repeat(50_000))),
        works("bomb-works", "yaml", "[@a]".to_owned(), format!("a0: &a0 [x, x]\n{bomb}")),
        text("deep-citations", format!("{}@a{}", "[".repeat(20_000), "]".repeat(20_000))),
        text("open-citations", "[@ ".repeat(30_000)),
        text("braced-citations", "@{".repeat(50_000)),
        text("long-citation", format!("[{}@a]", "@a; ".repeat(20_000))),
        front("long-title", note(&format!("title = \"{}\"", "é".repeat(100_000)), "x")),
        front(
            "deep-toml",
            note(
                &format!(
                    "title = \"A\"\nextra = {{ x = {}{} }}",
                    "[".repeat(5_000),
                    "]".repeat(5_000)
                ),
                "x",
            ),
        ),
        front(
            "deep-yaml",
            format!(
                "---\ntitle: A\nextra:\n  x: {}{}\n---\nx",
                "[".repeat(5_000),
                "]".repeat(5_000)
            ),
        ),
        front(
            "yaml-bomb",
            format!(
                "---\ntitle: A\nextra:\n a0: &a0 [x, x, x, x]\n{}---\nx",
                bomb.replace("\na", "\n a").replacen('a', " a", 1)
            ),
        ),
        front(
            "many-keys",
            note(
                &format!(
                    "title = \"A\"\n{}",
                    (0..5_000).map(|it| format!("k{it} = 1\n")).collect::<String>()
                ),
                "x",
            ),
        ),
        front(
            "many-tags",
            note(
                &format!(
                    "title = \"A\"\ntaxonomies = {{ tags = [{}] }}",
                    (0..60).map(|it| format!("\"t{it}\",")).collect::<String>()
                ),
                "x",
            ),
        ),
    ]
}

fn site(attack: &Attack) -> Result<Sources, Failed> {
    let demo = read(&root())?;
    let theme = demo.iter().map(|(_, source)| source).filter(|it| it.path.starts_with("themes/"));
    let source = |path: &str, text: &str| Source {
        path: path.to_owned(),
        content: Content::Text(text.into()),
    };
    let own = [
        ("config.toml", CONFIG),
        ("content/notes/_index.md", "+++\ntitle = \"Notes\"\ntemplate = \"notes.html\"\n+++\n"),
        ("content/people/_index.md", "+++\ntitle = \"Personnes\"\n+++\n"),
        ("content/terms/_index.md", "+++\ntitle = \"Lexique\"\n+++\n"),
        ("content/notes/b.md", "+++\ntitle = \"B\"\n+++\n"),
        ("content/carnets/c.md", "+++\ntitle = \"C\"\nsummary = \"\"\n+++\n"),
    ];
    let files = own.iter().map(|(path, text)| source(path, text));
    let attack = attack.iter().map(|(path, text)| source(path, text));
    Ok(Sources::new(theme.cloned().chain(files).chain(attack)))
}

fn every_attack() -> Verdict {
    let folder = std::env::var_os("HOSTILE");
    let mut problems = Vec::new();
    let without = made(&Vec::new())?.0;
    let plain = weigh(&without);
    for (name, attack) in attacks() {
        crate::house::note(&name);
        let size: usize = attack.iter().map(|(_, text)| text.len()).sum();
        let begun = Instant::now();
        let (site, sources, has_errors) = made(&attack)?;
        let leaves = |path: &&String| path.split('/').any(|part| part == "..");
        if let Some(path) = site.artifacts.keys().find(leaves).filter(|_| !has_errors) {
            problems.push(format!("{name}: {path} leaves the site"));
        }
        if begun.elapsed() > LONGEST {
            problems.push(format!("{name} takes {:?}", begun.elapsed()));
        }
        let weight = weigh(&site).saturating_sub(plain);
        if weight > size * MOST_PER_BYTE + site.artifacts.len() * MOST_PER_PAGE {
            problems.push(format!("{name}: {size} bytes become {weight}"));
        }
        if let Some(folder) = &folder {
            write(&Path::new(folder).join(&name), &site, &sources, &without)?;
        }
    }
    ensure(problems.is_empty(), problems.join("\n"))
}

/// Builds an attack and draws every report of it.
fn made(attack: &Attack) -> Result<(Site, Arc<Sources>, bool), Failed> {
    let sources = Arc::new(site(attack)?);
    let outcome = build(&sources, &Options::default(), &Silent);
    let _ = report::human(&outcome.diagnostics, &sources, Style::Plain);
    let _ = report::json(&outcome.diagnostics, &sources);
    let has_errors = outcome.diagnostics.iter().any(Diagnostic::is_error);
    Ok((outcome.value.ok_or("there is no site")?, sources, has_errors))
}

fn is_same(one: &Artifact, other: &Artifact) -> bool {
    matches!((one, other), (Artifact::Made(one), Artifact::Made(other)) if one == other)
}

fn weigh(site: &Site) -> usize {
    let made = site.artifacts.values().map(|artifact| match artifact {
        Artifact::Made(bytes) => bytes.len(),
        _ => 0,
    });
    made.sum()
}

/// Writes what an attack changes of the site without it, and what every page needs.
fn write(folder: &Path, site: &Site, sources: &Sources, without: &Site) -> Verdict {
    for (path, artifact) in &site.artifacts {
        let is_page = [".html", ".xml", ".svg"].iter().any(|ending| path.ends_with(ending));
        if is_page && without.artifacts.get(path).is_some_and(|it| is_same(it, artifact)) {
            continue;
        }
        let bytes = match artifact {
            Artifact::Made(bytes) => bytes.clone(),
            Artifact::Copied(id) => sources.text(*id).as_bytes().to_vec(),
            Artifact::Taken { .. } => continue,
        };
        // Such a site has errors ([`every_attack`]), so that nothing of it is ever written.
        if path.split('/').any(|part| part == "..") {
            continue;
        }
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap_or(folder))?;
        fs::write(file, bytes)?;
    }
    Ok(())
}
