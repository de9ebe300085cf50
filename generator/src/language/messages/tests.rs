//! What a theme's author and a page see of the catalogue.

use super::*;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn file(code: &str, name: &str, source: &str) -> Result<MessageFile, Box<dyn std::error::Error>> {
    let (name, source) = (name.to_owned(), source.to_owned());
    Ok(MessageFile { language: Locale::parse(code)?, name, source })
}

const FRENCH: &str = "\
-site = le carnet
hello = Bonjour { $name }!
welcome = Bienvenue dans { -site } : « lire »
count = { $count ->
    [0] Aucune note
    [one] { $count } note
    [many] { $count } de notes
   *[other] { $count } notes
}
year = En { NUMBER($year, useGrouping: \"false\") }
search = Chercher
    .placeholder = Que cherchez-vous ?
only-attribute =
    .title = Titre
";

const ENGLISH: &str = "\
-site = the notebook
hello = Hello { $name }!
welcome = Welcome to { -site }: “read”
count = { $count ->
    [one] { $count } note
   *[other] { $count } notes
}
year = In { NUMBER($year, useGrouping: \"false\") }
search = Search
    .placeholder = What are you looking for?
only-attribute =
    .title = Title
";

fn both() -> Result<Catalogue, Box<dyn std::error::Error>> {
    let files = [file("fr", "fr.ftl", FRENCH)?, file("en", "en.ftl", ENGLISH)?];
    let (catalogue, problems) = Catalogue::build(&files);
    assert_eq!(problems, []);
    Ok(catalogue)
}

#[test]
fn messages_in_both_languages() -> Outcome {
    let catalogue = both()?;
    let name = [("name", "Ada".into())];
    for (code, key, expected) in [
        ("fr", "hello", "Bonjour Ada\u{202f}!"),
        ("en", "hello", "Hello Ada!"),
        ("fr-CA", "hello", "Bonjour Ada\u{202f}!"),
        ("fr", "welcome", "Bienvenue dans le carnet\u{a0}: «\u{a0}lire\u{a0}»"),
        ("en", "welcome", "Welcome to the notebook: “read”"),
        ("fr", "search", "Chercher"),
        ("fr", "search.placeholder", "Que cherchez-vous\u{202f}?"),
        ("en", "only-attribute.title", "Title"),
    ] {
        assert_eq!(catalogue.message(&Locale::parse(code)?, key, &name)?, expected);
    }
    Ok(())
}

#[test]
fn plurals_are_those_of_the_language() -> Outcome {
    let catalogue = both()?;
    for (code, count, expected) in [
        ("fr", 0.0, "Aucune note"),
        ("fr", 1.0, "1 note"),
        ("fr", 1.5, "1,5 note"),
        ("fr", 2.0, "2 notes"),
        ("fr", 12_345.0, "12\u{202f}345 notes"),
        // CLDR has had `many` for a French million since its version 38; Fluent's data is of the
        // 37th. The day this fails, Fluent has caught up.
        ("fr", 1e6, "1\u{202f}000\u{202f}000 notes"),
        ("fr-CA", 1.0, "1 note"),
        ("en", 0.0, "0 notes"),
        ("en", 1.0, "1 note"),
        ("en", 12_345.0, "12,345 notes"),
        ("fr", f64::NAN, "NaN note"),
        ("fr", f64::INFINITY, "inf notes"),
        ("fr", -1.0, "-1 note"),
    ] {
        let said = catalogue.message(&Locale::parse(code)?, "count", &[("count", count.into())])?;
        assert_eq!(said, expected, "{count} in {code}");
    }
    let said = catalogue.message(&Locale::parse("fr")?, "year", &[("year", 2024_usize.into())])?;
    assert_eq!(said, "En 2024");
    Ok(())
}

#[test]
fn a_region_says_what_it_has_and_falls_back_for_the_rest() -> Outcome {
    let files = [
        file("fr", "fr.ftl", "-site = le carnet\nmail = e-mail\nhome = { -site }\n")?,
        file("fr-CA", "fr-CA.ftl", "mail = courriel\nwrite = { mail } pour { -site }\n")?,
    ];
    let (catalogue, problems) = Catalogue::build(&files);
    let (french, canadian) = (Locale::parse("fr")?, Locale::parse("fr-CA")?);
    assert_eq!(catalogue.message(&french, "mail", &[])?, "e-mail");
    assert_eq!(catalogue.message(&canadian, "mail", &[])?, "courriel");
    assert_eq!(catalogue.message(&canadian, "home", &[])?, "le carnet");
    assert_eq!(catalogue.message(&canadian, "write", &[])?, "courriel pour le carnet");
    // Only `write`, which a site in plain French could not say.
    let kinds: Vec<&MessageProblemKind> = problems.iter().map(|problem| &problem.kind).collect();
    let missing = MessageProblemKind::Missing { key: "write".to_owned(), languages: vec![french] };
    assert_eq!(kinds, [&missing]);
    Ok(())
}

#[test]
fn an_unknown_key_is_told_its_nearest() -> Outcome {
    let catalogue = both()?;
    let french = Locale::parse("fr")?;
    for (key, expected) in [
        ("helo", Some("hello")),
        ("serach", Some("search")),
        ("search.placeholdr", Some("search.placeholder")),
        ("only-attribute", None),
        ("", None),
        ("something-else", None),
        ("-site", None),
        ("site", None),
        ("search.placeholder.more", Some("search.placeholder")),
    ] {
        let nearest = match catalogue.message(&french, key, &[]) {
            Err(MessageError::UnknownKey { nearest, .. }) => nearest,
            other => panic!("{key}: {other:?}"),
        };
        assert_eq!(nearest.as_deref(), expected, "{key}");
        assert!(!catalogue.has(&french, key));
    }
    assert!(catalogue.has(&french, "search.placeholder"));
    assert_eq!(
        catalogue.message(&french, "helo", &[]).map_err(|error| error.to_string()),
        Err("no message `helo` in `fr`; is it `hello`?".to_owned())
    );
    Ok(())
}

#[test]
fn what_a_message_lacks_is_an_error() -> Outcome {
    let catalogue = both()?;
    let (french, german) = (Locale::parse("fr")?, Locale::parse("de")?);
    assert_eq!(
        catalogue.message(&french, "hello", &[]).map_err(|error| error.to_string()),
        Err("message `hello` in `fr` is incomplete: Unknown variable: $name".to_owned())
    );
    assert_eq!(
        catalogue.message(&german, "hello", &[]),
        Err(MessageError::UnknownLanguage { language: german })
    );
    Ok(())
}

#[test]
fn problems_point_at_the_bytes() -> Outcome {
    let french =
        "# Été\nhello = Allô\nélan = { $\nhello = Encore\n-site = x\nsite = y\nbye = Salut\n";
    let english = "hello = Hello\nbye = { \n";
    let files = [file("fr", "fr.ftl", french)?, file("en", "en.ftl", english)?];
    let (catalogue, problems) = Catalogue::build(&files);
    let mut seen = Vec::new();
    for problem in &problems {
        let source = if problem.file == "fr.ftl" { french } else { english };
        let text = source.get(problem.range.clone()).ok_or("not on characters")?;
        seen.push((problem.file.as_str(), text, problem.to_string()));
    }
    let seen: Vec<(&str, &str, &str)> =
        seen.iter().map(|(file, text, told)| (*file, *text, told.as_str())).collect();
    assert_eq!(
        seen,
        [
            ("fr.ftl", "é", "Expected one of \"a-zA-Z\""),
            ("fr.ftl", "hello", "message `hello` is already in fr.ftl"),
            ("fr.ftl", "site", "message `site` is already in fr.ftl"),
            ("fr.ftl", "bye", "message `bye` is missing in `en`"),
            ("en.ftl", "", "Expected an inline expression"),
        ]
    );
    assert_eq!(catalogue.message(&Locale::parse("fr")?, "hello", &[])?, "Allô");
    Ok(())
}

#[test]
fn a_key_missing_in_several_languages_is_told_once() -> Outcome {
    let files = [
        file("fr", "fr/a.ftl", "one = un\n")?,
        file("fr", "fr/b.ftl", "two = deux\none = une\n")?,
        file("en", "en.ftl", "one = one\nthree = three\n    .title = t\n")?,
        file("es", "es.ftl", "one = uno\nthree = tres\n")?,
    ];
    let (_, problems) = Catalogue::build(&files);
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "message `two` is missing in `en`, `es`",
            "message `one` is already in fr/a.ftl",
            "message `three` is missing in `fr`",
            "message `three.title` is missing in `es`, `fr`",
        ]
    );
    Ok(())
}

#[test]
fn lines_end_as_they_like() -> Outcome {
    let files = [file("en", "en.ftl", "a = A\r\n    .b = B\r\nc =\r\n    C\r\n")?];
    let (catalogue, problems) = Catalogue::build(&files);
    assert_eq!(problems, []);
    let english = Locale::parse("en")?;
    for (key, expected) in [("a", "A"), ("a.b", "B"), ("c", "C")] {
        assert_eq!(catalogue.message(&english, key, &[])?, expected);
        assert!(catalogue.has(&english, key));
    }
    Ok(())
}

#[test]
fn threads_share_it() -> Outcome {
    use rayon::prelude::*;
    fn shared<T: Send + Sync>() {}
    shared::<Catalogue>();
    let catalogue = both()?;
    let french = Locale::parse("fr")?;
    let wrong = (0..5000_usize).into_par_iter().filter(|count| {
        let said = catalogue.message(&french, "count", &[("count", (*count % 900 + 2).into())]);
        said != Ok(format!("{} notes", count % 900 + 2))
    });
    assert_eq!(wrong.count(), 0);
    Ok(())
}
