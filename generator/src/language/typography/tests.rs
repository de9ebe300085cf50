//! The rules by example, then what must hold of any text.
//!
//! In the tables `~` stands for U+00A0 and `_` for U+202F, so that they can be read.

use super::*;

/// Reads the expected texts of the tables.
fn shown(text: &str) -> String {
    text.replace('~', "\u{a0}").replace('_', "\u{202f}")
}

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(space_french(text), shown(expected), "{text:?}");
    }
}

/// Checks that texts are left as they are, without a copy.
fn check_left(texts: &[&str]) {
    for text in texts {
        assert!(matches!(space_french(text), Cow::Borrowed(same) if same == *text), "{text:?}");
    }
}

#[test]
fn marks_take_their_space() {
    check(&[
        ("Bonjour!", "Bonjour_!"),
        ("Bonjour !", "Bonjour_!"),
        ("Bonjour\u{a0}!", "Bonjour_!"),
        ("Bonjour\u{202f}!", "Bonjour_!"),
        ("Bonjour\u{2009}!", "Bonjour_!"),
        ("Bonjour   !", "Bonjour_!"),
        ("Pourquoi? Parce que.", "Pourquoi_? Parce que."),
        ("Pourquoi ? Parce que.", "Pourquoi_? Parce que."),
        ("un; deux ; trois", "un_; deux_; trois"),
        ("Note: lire", "Note~: lire"),
        ("Note : lire", "Note~: lire"),
        ("Note\u{202f}: lire", "Note~: lire"),
        ("Note :", "Note~:"),
        ("Note:", "Note~:"),
        ("Quoi?!", "Quoi_?!"),
        ("Quoi ?!", "Quoi_?!"),
        ("Non !!! Si", "Non_!!! Si"),
        ("Non!!!", "Non_!!!"),
        ("Ah! ah! ah!", "Ah_! ah_! ah_!"),
        ("Quoi ? !", "Quoi_?_!"),
        ("Vraiment?...", "Vraiment_?..."),
        ("Vraiment ?… Oui", "Vraiment_?… Oui"),
        ("mais…?", "mais…_?"),
        ("etc.: la suite", "etc.~: la suite"),
        ("en 2020; puis", "en 2020_; puis"),
        ("Bravo 🎉!", "Bravo 🎉_!"),
        ("à 16:17?", "à 16:17_?"),
        ("à 16:17: départ", "à 16:17~: départ"),
        ("le C++?", "le C++_?"),
        ("merci @ada!", "merci @ada_!"),
        ("Première ligne !\nSeconde ?", "Première ligne_!\nSeconde_?"),
        ("ratio 1 : 2", "ratio 1~: 2"),
        ("Où ?\tLà !", "Où_?\tLà_!"),
        ("été: ça", "été~: ça"),
        ("e\u{301}te\u{301}!", "e\u{301}te\u{301}_!"),
    ]);
}

#[test]
fn marks_beside_brackets_and_quotation_marks() {
    check(&[
        ("(vraiment?)", "(vraiment_?)"),
        ("(vraiment ?)", "(vraiment_?)"),
        ("(à savoir:)", "(à savoir~:)"),
        ("[à voir !]", "[à voir_!]"),
        ("(voir plus loin)?", "(voir plus loin)_?"),
        ("« Quoi ? »", "«~Quoi_?~»"),
        ("«Quoi?»", "«~Quoi_?~»"),
        ("« Quoi »?", "«~Quoi~»_?"),
        ("« Quoi » ?", "«~Quoi~»_?"),
        ("“Quoi?”", "“Quoi_?”"),
        ("\"Quoi?\" dit-elle", "\"Quoi_?\" dit-elle"),
        ("le mot \"oui\"?", "le mot \"oui\"_?"),
        ("le mot \"oui\" ?", "le mot \"oui\"_?"),
        ("le mot “oui”: rare", "le mot “oui”~: rare"),
    ]);
    check_left(&["(?)", "( ?)", "(!)", "[?]", "“?”", "\"?\"", "« texte".split_at(3).1]);
}

#[test]
fn quotation_marks_take_their_spaces() {
    check(&[
        ("«mot»", "«~mot~»"),
        ("« mot »", "«~mot~»"),
        ("«\u{a0}mot\u{a0}»", "«~mot~»"),
        ("«\u{202f}mot\u{202f}»", "«~mot~»"),
        ("«  mot  »", "«~mot~»"),
        ("dit «oui», puis", "dit «~oui~», puis"),
        ("« un « deux » »", "«~un «~deux~»~»"),
        ("«https://exemple.org/?x=1»", "«~https://exemple.org/?x=1~»"),
        ("«", "«~"),
        ("« ", "«~"),
        ("«»", "«~»"),
        ("mot »", "mot~»"),
    ]);
    check_left(&["«\nmot\n»", "“mot”", "\"mot\"", "‹mot›", "»"]);
}

#[test]
fn numbers_stay_with_what_they_count() {
    check(&[
        ("10 000 pas", "10_000 pas"),
        ("10\u{a0}000 pas", "10_000 pas"),
        ("1 234 567,89 $", "1_234_567,89~$"),
        ("de 1 000 à 2 000", "de 1_000 à 2_000"),
        ("-10 000", "-10_000"),
        ("(10 000)", "(10_000)"),
        ("25 %", "25~%"),
        ("25%", "25~%"),
        ("25\u{202f}% des", "25~% des"),
        ("12,5 % ?", "12,5~%_?"),
        ("100%!", "100~%_!"),
        ("(25%)", "(25~%)"),
        ("10-20%", "10-20~%"),
        ("10 $", "10~$"),
        ("10$", "10~$"),
        ("10 $?", "10~$_?"),
        ("10 €/mois", "10~€/mois"),
        ("25 °C", "25~°C"),
        ("n° 4", "n°~4"),
        ("n°4", "n°~4"),
        ("N° 12: suite", "N°~12~: suite"),
        ("le nº 4", "le nº~4"),
        ("nᵒˢ 4 et 5", "nᵒˢ~4 et 5"),
        ("p. 12", "p.~12"),
        ("(p. 12)", "(p.~12)"),
        ("pp. 12-14", "pp.~12-14"),
        ("vol. 3, chap. 2", "vol.~3, chap.~2"),
    ]);
    check_left(&[
        "2020 100",
        "514 555-1234",
        "514 555 1234",
        "+33 612 345 678",
        "06 12 34 56 78",
        "10 00",
        "10 0000",
        "3,14 159",
        "v2 000",
        "1, 2, 3",
        "10  000",
        "012 345",
        "45°",
        "le % de",
        "$10",
        "100%25",
        "width:100%",
        "$a + 10$",
        "$a + 10 $",
        "10$$",
        "echo $?",
        "p.12",
        "cap. 4",
        "coup. 12",
        "S.p. 12",
        "son 4",
        "25°C",
        "x10%",
        "10 000a",
    ]);
}

#[test]
fn apostrophes_are_curved() {
    check(&[
        ("l'été", "l’été"),
        ("aujourd'hui", "aujourd’hui"),
        ("L'École d'ici", "L’École d’ici"),
        ("qu'aujourd'hui", "qu’aujourd’hui"),
        ("l'", "l’"),
        ("jusqu'«ici»", "jusqu’«~ici~»"),
        ("d'1 m", "d’1 m"),
        ("qu'est-ce?", "qu’est-ce_?"),
        ("(l'été)", "(l’été)"),
    ]);
    check_left(&[
        "'mot'",
        "b'x'",
        "f'abc'",
        "l’été",
        "les années '80",
        "les amis'",
        "&'static",
        "'a",
        "x='a'",
        "https://x.org/l'eau",
        "'mot",
        "www.x.org/l'eau",
    ]);
}

#[test]
fn what_only_looks_like_punctuation_is_left() {
    check_left(&[
        "https://exemple.org/?x=1",
        "https://exemple.org/a;b?x=1&y=2!",
        "voir https://exemple.org:8080/",
        "http://exemple.org/?",
        "mailto:ada@exemple.org",
        "ada@exemple.org?",
        "www.exemple.org/?",
        "16:17",
        "16:17:00",
        "1:2",
        "Genèse 1:3-5",
        ":smile:",
        "Bravo :smile:",
        "Bravo :tada: encore",
        "Bravo:tada:",
        ":+1:",
        "Bravo :)",
        "Bravo ;)",
        "Bravo:)",
        "Bravo :-)",
        "Bravo :D",
        "Bravo :(",
        "std::vec",
        "std::",
        "le mot :: ici",
        "a::b",
        "C:\\Users\\ada",
        "C:/Users",
        "C:\\dossier\\?",
        "foo()?",
        "foo();",
        "main.rs:12: erreur",
        "main.rs:12:5: erreur",
        "a?.b",
        "!important",
        "un test !important",
        "a:hover",
        "un lien :hover",
        "a != b",
        "#!/bin/sh",
        "if(x){y;}",
        "let x=1;",
        "&nbsp;",
        "&#160; et &eacute;",
        "mot_clé:",
        "key:value",
        "<em>?",
        "*.md?",
        "==?",
        "->!",
        "—!",
        "/?",
        "!",
        "?",
        " ?",
        "\n? suite",
        "  : suite",
        "Ligne\n: suite",
        "",
        "Rien à faire ici.",
    ]);
}

#[test]
fn a_piece_follows_another() {
    for (text, previous, expected) in [
        (" ?", Some('x'), "_?"),
        ("?", Some('x'), "_?"),
        (" ?", None, " ?"),
        ("?", None, "?"),
        ("?", Some('('), "?"),
        ("?", Some(' '), "?"),
        (" ?", Some(' '), " ?"),
        ("!", Some('?'), "!"),
        (": suite", Some('e'), "~: suite"),
        (" : suite", Some('e'), "~: suite"),
        ("; puis", Some(')'), "_; puis"),
        ("»", Some('x'), "~»"),
        (" »", Some('x'), "~»"),
        ("»", Some('\u{a0}'), "»"),
        (" »", None, " »"),
        ("»", Some('«'), "»"),
        (" mot", Some('«'), "mot"),
        ("mot", Some('«'), "mot"),
        ("'il", Some('u'), "’il"),
        ("'il", None, "'il"),
        ("%", Some('5'), "~%"),
        (" %", Some('5'), "~%"),
        (" 000", Some('0'), " 000"),
        (" mot", Some('x'), " mot"),
    ] {
        assert_eq!(space_french_after(text, previous), shown(expected), "{previous:?} {text:?}");
    }
}

#[test]
fn other_languages_are_left() -> Result<(), crate::language::locale::LocaleError> {
    let text = "Why? \"It's\" «this»: 10 000 %!";
    for code in ["en", "en-CA", "es", "frr"] {
        let locale = Locale::parse(code)?;
        assert!(
            matches!(space_text(&locale, text, Some('x')), Cow::Borrowed(same) if same == text)
        );
    }
    let canadian = Locale::parse("fr-CA")?;
    assert_eq!(space_text(&canadian, "Quoi?", None), shown("Quoi_?"));
    Ok(())
}

/// Every text of up to `length` characters of an alphabet.
fn texts(alphabet: &str, length: usize) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut last = all.clone();
    for _ in 0..length {
        let longer = |text: &String| {
            let text = text.clone();
            alphabet.chars().map(move |character| format!("{text}{character}")).collect::<Vec<_>>()
        };
        last = last.iter().flat_map(longer).collect();
        all.extend(last.iter().cloned());
    }
    all
}

/// Longer texts, made of pieces drawn by a fixed sequence so that each run tries the same ones.
fn drawn(count: usize) -> Vec<String> {
    const PIECES: [&str; 48] = [
        "a", "mot", "l'", "qu'", "'", "’", "1", "10", "000", "100", " ", " ", " ", "\u{a0}",
        "\u{202f}", "\n", ":", ";", "!", "?", "«", "»", "(", ")", "[", "]", "\"", "“", "”", ".",
        ",", "…", "%", "$", "°", "°C", "n°", "p.", "-", "+", "@", "&", "//", "\\", "_", "#", "🎉",
        "x",
    ];
    let mut state = 2024_u64;
    let mut draw = |bound: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    let mut text = || {
        let length = draw(12);
        (0..length).map(|_| PIECES[draw(PIECES.len())]).collect()
    };
    (0..count).map(|_| text()).collect()
}

/// Short alphabets of what the rules are about, and how long a text to try of each.
const ALPHABETS: [(&str, usize); 6] = [
    ("a :;?!", 6),
    ("a«» \u{a0}\n?", 6),
    ("1a :%$°", 6),
    ("10 \u{202f}-n°", 6),
    ("l' «d\".", 6),
    ("a1:?!;.…,\"'()[]&@/=_\\{<%$€«»~ \u{202f}\n-", 3),
];

#[test]
fn twice_is_once() {
    let short = ALPHABETS.iter().flat_map(|(alphabet, length)| texts(alphabet, *length));
    for text in short.chain(drawn(200_000)) {
        for previous in [None, Some('a'), Some('1'), Some(' '), Some('«'), Some('(')] {
            let once = space_french_after(&text, previous);
            let twice = space_french_after(&once, previous);
            assert_eq!(once, twice, "{previous:?} {text:?}");
        }
    }
}

#[test]
fn only_spaces_and_apostrophes_change() {
    let bare = |text: &str| text.replace(is_space, "").replace('’', "'");
    let short = ALPHABETS.iter().flat_map(|(alphabet, length)| texts(alphabet, *length));
    for text in short.chain(drawn(100_000)) {
        let spaced = space_french(&text);
        assert_eq!(bare(&spaced), bare(&text), "{text:?}");
    }
}

#[test]
fn a_break_never_parts_a_mark_from_its_word() {
    for text in texts("a :;?!", 6) {
        let spaced: Vec<char> = space_french(&text).chars().collect();
        for around in spaced.windows(3) {
            if let ['a', ' ', mark] = around {
                let is_last = spaced.ends_with(around);
                assert!(!(is_last && matches!(mark, ':' | ';' | '!' | '?')), "{text:?}");
            }
        }
    }
}
