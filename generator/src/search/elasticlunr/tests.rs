//! The index is compared with the one that the crate makes.

use elasticlunr::IndexBuilder;

use super::super::Item;
use super::*;

const TEXTS: &[(&str, &str)] = &[
    ("", ""),
    ("A title", "Running runners ran, and the consolations of \"quotes\" \\ & tabs\tare many."),
    ("École d’été", "L’été des élèves élevés — naïveté, cœur, 東京 and 東京タワー 🦀 crabs."),
    ("a", "aa aaa aab ab ab ab aaa b ba the THE The"),
    ("Title title TITLE", "title body-word body word_word 12 3.5 x\u{7f}y"),
];

fn entries() -> Vec<Entry<'static>> {
    (0..)
        .zip(TEXTS)
        .map(|(index, (title, body))| Entry {
            item: Item {
                url: format!("https://x.example/{}/", 9 - index),
                path: "/some/Long-path/",
                title,
                description: "described",
                date: None,
                html: "",
            },
            body: (*body).to_owned(),
        })
        .collect()
}

fn by_crate(code: &str, search: &Search) -> String {
    let mut builder = IndexBuilder::with_language(language_of(code));
    for field in fields(search) {
        builder = match field {
            Field::Path => builder.add_field_with_tokenizer("path", Box::new(parts)),
            _ => builder.add_field(field.name()),
        };
    }
    let mut index = builder.build();
    for entry in &entries() {
        let row: Vec<&str> = fields(search).iter().map(|field| field.text(entry)).collect();
        index.add_doc(&entry.item.url, row);
    }
    index.to_json()
}

#[test]
fn the_bytes_are_those_of_the_crate() {
    let usual = Search::default();
    let full = Search {
        include_description: true,
        include_date: true,
        include_path: true,
        ..usual.clone()
    };
    let none = Search { include_title: false, include_content: false, ..usual.clone() };
    for code in ["en", "fr", "de", "nl", "ru", "ko", "tr", "es", "hu", "xx"] {
        for search in [&usual, &full, &none] {
            let ours = write(code, search, entries(), String::new());
            assert_eq!(ours, by_crate(code, search), "{code}");
        }
    }
}

#[test]
fn a_word_as_long_as_a_book_is_no_recursion() {
    let mut entries = entries();
    entries[0].body = "x".repeat(200_000);
    let index = write("en", &Search::default(), entries, String::new());
    assert!(index.ends_with("\"lang\":\"English\"}"));
}
