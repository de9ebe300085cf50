//! What styles make of works, element by element.

use std::cmp::Ordering;

use crate::line::{DayPart, Font, Part, Run};
use crate::{
    Cite, Cluster, Date, DateVariable, Item, Kind, Line, Locale, Manner, Name, NameVariable,
    Processor, Style, Variable, bundled,
};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// A style whose entries are `layout`, with macros before it.
fn style(macros: &str, citation: &str, layout: &str) -> String {
    format!(
        r#"<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
            <info><title>Test</title></info>{macros}{citation}
            <bibliography><layout>{layout}</layout></bibliography></style>"#
    )
}

const CITATION: &str = "<citation><layout><text variable='title'/></layout></citation>";

fn locale(code: &str) -> Result<Locale, Box<dyn std::error::Error>> {
    bundled::locale(code).ok_or_else(|| format!("no locale {code}").into())
}

fn text(line: &Line) -> String {
    let parts = line.iter().map(|run| match &run.part {
        Part::Text(text) | Part::Link(text) => text.clone(),
        Part::Day(part) => match part {
            DayPart::Day { padded: true, .. } => "{dd}".to_owned(),
            DayPart::Day { first: Some(first), .. } => format!("{{d, {first}}}"),
            DayPart::Day { .. } => "{d}".to_owned(),
            DayPart::Month { padded } => if *padded { "{mm}" } else { "{m}" }.to_owned(),
            DayPart::MonthName(names) => format!("{{{}…}}", names[0]),
            DayPart::Year { short } => if *short { "{yy}" } else { "{yyyy}" }.to_owned(),
        },
    });
    parts.collect()
}

/// Writes the entry of a work in French and checks it.
#[track_caller]
fn check(layout: &str, item: &Item, expect: &str) {
    check_in("fr-CA", layout, item, expect);
}

#[track_caller]
fn check_in(code: &str, layout: &str, item: &Item, expect: &str) {
    let read = Style::read(&style("", CITATION, layout));
    let (Ok(style), Some(locale)) = (read, bundled::locale(code)) else {
        panic!("{layout} is no style, or {code} no locale");
    };
    assert_eq!(text(&Processor::new(style, &locale).entry(item)), expect, "{layout}");
}

fn note(title: &str) -> Item {
    let mut item = Item::new("note", Kind::Webpage);
    item.texts.push((Variable::Title, title.to_owned()));
    item.texts.push((Variable::Language, "fr-CA".to_owned()));
    item
}

fn by(names: &[(&str, &str)]) -> Item {
    let mut item = note("Un titre");
    let names = names.iter().map(|(given, family)| match given.is_empty() {
        true => Name::whole(*family),
        false => Name::person(*given, *family),
    });
    item.names.push((NameVariable::Author, names.collect()));
    item
}

fn on(date: Date) -> Item {
    let mut item = note("Un titre");
    item.dates.push((DateVariable::Issued, date));
    item
}

#[test]
fn signs_that_meet_are_joined() {
    for (title, expect) in [
        ("Qui vient ?", "Qui vient\u{202f}? Ensuite"),
        ("On y va !", "On y va\u{202f}! Ensuite"),
        ("Fin.", "Fin. Ensuite"),
        ("Et puis…", "Et puis…. Ensuite"),
        ("Un titre", "Un titre. Ensuite"),
    ] {
        check("<text variable='title' suffix='. '/><text value='Ensuite'/>", &note(title), expect);
    }
}

#[test]
fn quotation_marks_are_those_of_the_locale() {
    let quoted = "<text variable='title' quotes='true' suffix='.'/>";
    check(quoted, &note("Un titre"), "«\u{a0}Un titre\u{a0}».");
    check(quoted, &note("Qui vient ?"), "«\u{a0}Qui vient\u{202f}?\u{a0}»");
    check(quoted, &note("Dire \"oui\""), "«\u{a0}Dire “oui”\u{a0}».");
    check("<text variable='title'/>", &note("L'aube d\"ici"), "L’aube d\"ici");
    check_in("en-US", quoted, &note("A title"), "“A title.”");
    check_in("en-US", quoted, &note("It's a \"word\""), "“It’s a ‘word.’”");
}

#[test]
fn a_group_without_its_facts_is_left_out() {
    let layout = "<group delimiter=', '><text variable='title'/><group><text value='dans '/>\
        <text variable='container-title'/></group></group>";
    check(layout, &note("Un titre"), "Un titre");
    let mut item = note("Un titre");
    item.texts.push((Variable::ContainerTitle, "Praxis".to_owned()));
    check(layout, &item, "Un titre, dans Praxis");
}

#[test]
fn what_a_choice_chooses_stands_among_its_neighbours() {
    let layout = "<group delimiter='. '><text value='A'/><choose><if type='webpage'><text value='B'/>\
        <text value='C'/></if></choose><text value='D'/></group>";
    check(layout, &note("Un titre"), "A. B. C. D");
}

#[test]
fn names_are_joined_cut_and_turned() {
    let three = [("Marie Michèle", "Lemay"), ("Claudia", "Loutfi"), ("Jean-Paul", "Roy")];
    let names = |attributes: &str| format!("<names variable='author'><name {attributes}/></names>");
    for (attributes, expect) in [
        ("", "Marie Michèle Lemay, Claudia Loutfi, Jean-Paul Roy"),
        (
            "and='text' delimiter-precedes-last='never'",
            "Marie Michèle Lemay, Claudia Loutfi et Jean-Paul Roy",
        ),
        ("and='text'", "Marie Michèle Lemay, Claudia Loutfi, et Jean-Paul Roy"),
        ("form='short' and='symbol' delimiter-precedes-last='never'", "Lemay, Loutfi & Roy"),
        ("name-as-sort-order='first'", "Lemay, Marie Michèle, Claudia Loutfi, Jean-Paul Roy"),
        ("name-as-sort-order='all' initialize-with='. '", "Lemay, M. M., Loutfi, C., Roy, J.-P."),
        (
            "name-as-sort-order='all' sort-separator=' ' initialize-with=''",
            "Lemay MM, Loutfi C, Roy J-P",
        ),
        ("et-al-min='3' et-al-use-first='1'", "Marie Michèle Lemay et al."),
        (
            "et-al-min='3' et-al-use-first='2' et-al-use-last='true'",
            "Marie Michèle Lemay, … Jean-Paul Roy",
        ),
    ] {
        check(&names(attributes), &by(&three), expect);
    }
    check(
        &names("and='text'"),
        &by(&[("", "Coop, Santé & Cie"), ("bell", "hooks")]),
        "Coop, Santé & Cie et bell hooks",
    );
}

#[test]
fn particles_stay_or_go_as_they_do_in_speech() {
    let mut item = by(&[]);
    let musset = Name { dropping_particle: "de".to_owned(), ..Name::person("Alfred", "Musset") };
    let gogh = Name { non_dropping_particle: "van".to_owned(), ..Name::person("Vincent", "Gogh") };
    let aubigne =
        Name { dropping_particle: "d’".to_owned(), ..Name::person("Agrippa", "Aubigné") };
    item.names[0].1 = vec![musset, gogh, aubigne, Name::person("Jean", "de la Fontaine")];
    check(
        "<names variable='author'><name/></names>",
        &item,
        "Alfred de\u{a0}Musset, Vincent van\u{a0}Gogh, Agrippa d’Aubigné, Jean de la\u{a0}Fontaine",
    );
    check(
        "<names variable='author'><name form='short'/></names>",
        &item,
        "Musset, van\u{a0}Gogh, Aubigné, de la\u{a0}Fontaine",
    );
    check(
        "<names variable='author'><name name-as-sort-order='all'/></names>",
        &item,
        "Musset, Alfred de, Gogh, Vincent van, Aubigné, Agrippa d’, Fontaine, Jean de la",
    );
}

#[test]
fn what_stands_in_for_authors_is_not_said_again() {
    let layout = "<names variable='author'><substitute><names variable='editor'/>\
        <text variable='title'/></substitute></names><text variable='title' prefix=' / '/>";
    check(layout, &note("Un titre"), "Un titre");
    check(layout, &by(&[("Claudia", "Loutfi")]), "Claudia Loutfi / Un titre");
}

#[test]
fn dates_are_those_of_the_locale() {
    let long = "<date variable='issued' form='text'/>";
    check(long, &on(Date::day(2023, 9, 17)), "17 septembre 2023");
    check(long, &on(Date::day(2023, 7, 1)), "1er juillet 2023");
    check_in("en-US", long, &on(Date::day(2023, 7, 1)), "July 1, 2023");
    check(long, &on(Date::day(2023, 9, 0)), "septembre 2023");
    check(long, &on(Date::day(2023, 0, 0)), "2023");
    check(long, &on(Date::Words("vers 1900".to_owned())), "vers 1900");
    check_in("en-US", long, &on(Date::day(2023, 9, 17)), "September 17, 2023");
    check(
        "<date variable='issued' form='text' date-parts='year-month'/>",
        &on(Date::day(2023, 9, 17)),
        "septembre 2023",
    );
    let ordinal = "<date variable='issued'><date-part name='day' form='ordinal'/></date>";
    check(ordinal, &on(Date::day(2023, 7, 1)), "1ᵉʳ");
    check(ordinal, &on(Date::day(2023, 7, 2)), "2");
}

#[test]
fn the_readers_day_is_a_place_to_fill() {
    let mut item = note("Un titre");
    item.dates.push((DateVariable::Accessed, Date::Reader));
    check(
        "<date variable='accessed' form='text' prefix='le '/>",
        &item,
        "le {d, 1er} {janvier…} {yyyy}",
    );
    check("<date variable='accessed' form='numeric'/>", &item, "{dd}/{mm}/{yyyy}");
}

#[test]
fn pages_are_shortened_as_styles_want() {
    use crate::style::PageRange;
    for (range, first, last, expect) in [
        (PageRange::Expanded, "101", "8", "101–108"),
        (PageRange::Minimal, "101", "108", "101–8"),
        (PageRange::MinimalTwo, "101", "108", "101–08"),
        (PageRange::Chicago16, "321", "328", "321–28"),
        (PageRange::Chicago16, "600", "613", "600–613"),
        (PageRange::Chicago16, "107", "108", "107–8"),
        (PageRange::Minimal, "xi", "xv", "xi–xv"),
    ] {
        let mut read = match Style::read(&style("", CITATION, "<text variable='page'/>")) {
            Ok(read) => read,
            Err(error) => panic!("{error:?}"),
        };
        read.settings.page_range = Some(range);
        let mut item = note("Un titre");
        item.texts.push((Variable::Page, format!("{first}-{last}")));
        let Some(locale) = bundled::locale("en-US") else { panic!("no locale") };
        assert_eq!(text(&Processor::new(read, &locale).entry(&item)), expect, "{first} to {last}");
    }
}

#[test]
fn titles_have_capitals_in_english_alone() {
    let layout = "<text variable='title' text-case='title'/>";
    let mut english = note("the art of small steps: a guide to ONU and iPhone");
    english.texts[1].1 = "en-CA".to_owned();
    check(layout, &english, "The Art of Small Steps: A Guide to ONU and iPhone");
    check(layout, &note("l’art des petits pas"), "l’art des petits pas");
}

fn works() -> Vec<Item> {
    let work = |id: &str, given: &str, family: &str, year: i32| {
        let mut item = Item::new(id, Kind::Book);
        item.texts.push((Variable::Title, format!("Titre {id}")));
        item.names.push((NameVariable::Author, vec![Name::person(given, family)]));
        item.dates.push((DateVariable::Issued, Date::day(year, 0, 0)));
        item
    };
    vec![
        work("a", "Claudia", "Loutfi", 2023),
        work("b", "Claudia", "Loutfi", 2023),
        work("c", "Yann", "Pezzini", 2021),
        work("d", "Zoé", "Pezzini", 2020),
    ]
}

fn cite(item: usize) -> Cite {
    Cite { item, ..Cite::default() }
}

#[track_caller]
fn check_document(style: &str, clusters: &[Cluster], citations: &[&str], bibliography: &[&str]) {
    let Some(processor) = bundled::processor(style, "fr-CA") else { panic!("no style {style}") };
    let collate = |one: &str, other: &str| -> Ordering { one.cmp(other) };
    let document = processor.document(&works(), clusters, &collate);
    let written: Vec<String> = document
        .citations
        .iter()
        .map(|it| it.text.iter().chain(&it.note).map(|(_, line)| text(line)).collect())
        .collect();
    assert_eq!(written, citations);
    let entries: Vec<String> = document.bibliography.iter().map(|(_, line)| text(line)).collect();
    assert_eq!(entries, bibliography);
}

#[test]
fn works_of_one_year_have_letters_and_people_of_one_name_initials() {
    let beside = |cites: Vec<Cite>| Cluster { cites, manner: Manner::Beside };
    let located = Cite { locator: Some(("page".to_owned(), "12".to_owned())), ..cite(2) };
    check_document(
        "apa",
        &[
            beside(vec![cite(0), cite(1)]),
            beside(vec![located]),
            Cluster { cites: vec![cite(3)], manner: Manner::InText },
            beside(vec![Cite { without_author: true, ..cite(0) }]),
            beside(vec![Cite {
                prefix: "voir".to_owned(),
                suffix: ", passim".to_owned(),
                ..cite(0)
            }]),
        ],
        &[
            "(Loutfi, 2023a, 2023b)",
            "(Y. Pezzini, 2021, p. 12)",
            "Z. Pezzini (2020)",
            "(2023a)",
            "(voir Loutfi, 2023a, passim)",
        ],
        &[
            "Loutfi, C. (2023a). Titre a.",
            "Loutfi, C. (2023b). Titre b.",
            "Pezzini, Y. (2021). Titre c.",
            "Pezzini, Z. (2020). Titre d.",
        ],
    );
}

#[test]
fn numbers_in_a_row_are_told_by_the_first_and_the_last() {
    let cites = |indices: &[usize]| Cluster {
        cites: indices.iter().map(|index| cite(*index)).collect(),
        manner: Manner::Beside,
    };
    check_document(
        "vancouver",
        &[cites(&[2]), cites(&[0, 1]), cites(&[2, 0, 1, 3])],
        &["(1)", "(2,3)", "(1–4)"],
        &[
            "1. Pezzini Y. Titre c. 2021.",
            "2. Loutfi C. Titre a. 2023.",
            "3. Loutfi C. Titre b. 2023.",
            "4. Pezzini Z. Titre d. 2020.",
        ],
    );
}

#[test]
fn a_style_that_is_none_says_where_and_why() {
    let in_text = |macros: &str, layout: &str| style(macros, CITATION, layout);
    for (xml, message) in [
        ("<style".to_owned(), "the file is no XML"),
        ("<html/>".to_owned(), "no style"),
        ("<style/>".to_owned(), "no `citation`"),
        (in_text("", "<text macro='x'/>"), "there is no macro `x`"),
        (in_text("<macro name='x'><text macro='x'/></macro>", ""), "calls itself"),
        (in_text("", &["<group>".repeat(120), "</group>".repeat(120)].concat()), "too deep"),
        (
            "<style><info><link rel='independent-parent' href='http://x/apa'/></info></style>"
                .to_owned(),
            "only names another one",
        ),
    ] {
        match Style::read(&xml) {
            Ok(_) => panic!("{xml} was taken for a style"),
            Err(error) => {
                assert!(error.message.contains(message), "{}: {xml}", error.message);
                assert!(
                    xml.get(error.range.clone()).is_some(),
                    "{:?} is no place in {xml}",
                    error.range
                );
            }
        }
    }
}

#[test]
fn macros_that_double_each_other_are_refused() {
    let calls = |index: usize| match index {
        39 => "<text value='x'/>".to_owned(),
        _ => format!("<text macro='m{0}'/><text macro='m{0}'/>", index + 1),
    };
    let macros: String =
        (0..40).map(|index| format!("<macro name='m{index}'>{}</macro>", calls(index))).collect();
    let read = Style::read(&style(&macros, CITATION, "<text macro='m0'/>"));
    assert!(read.is_err_and(|error| error.message.contains("too many")));
}

#[test]
fn the_letter_of_a_work_without_a_year_has_one_hyphen() {
    let clusters = [Cluster { cites: vec![cite(0), cite(1)], manner: Manner::Beside }];
    let Some(processor) = bundled::processor("apa", "fr-CA") else { panic!("no style") };
    let mut works = works();
    for work in &mut works {
        work.dates.clear();
    }
    let document = processor.document(&works, &clusters, &|one: &str, other: &str| one.cmp(other));
    let written: String = document.citations[0].text.iter().map(|(_, line)| text(line)).collect();
    assert_eq!(written, "(Loutfi, s. d.-a, s. d.-b)");
}

#[test]
fn fonts_are_told_run_by_run() -> Outcome {
    let layout = "<text variable='title' font-style='italic' suffix='.'/>";
    let read = Style::read(&style("", CITATION, layout)).map_err(|error| error.message)?;
    let entry = Processor::new(read, &locale("fr-CA")?).entry(&note("Un titre"));
    let run = |text: &str, italic| Run {
        part: Part::Text(text.to_owned()),
        font: Font { italic, ..Font::default() },
    };
    assert_eq!(entry, [run("Un titre", true), run(".", false)]);
    Ok(())
}
