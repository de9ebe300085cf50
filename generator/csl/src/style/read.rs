//! From the XML of a style to its elements.

use std::collections::HashMap;

use roxmltree::{Document, Node};

use super::{
    And, AnyVariable, Bibliography, Branch, Citation, Collapse, DateElement, DateForm, DatePart,
    DateParts, Demote, Display, Element, FontChange, GivenRule, Group, Label, LocaleOverride, Look,
    Match, NameElement, NameForm, NameOptions, Names, NumberForm, PageRange, PartForm, PartName,
    Plural, Position, Precedes, Settings, SortBy, SortKey, SortOrder, Style, StyleError, TermForm,
    Test, TextCase, TextSource,
};
use crate::item::{DateVariable, Kind, NameVariable, Variable};
use crate::line;
use crate::locale;

/// How deep elements may lie in each other: nobody writes such a style by hand.
const MOST_DEEP: usize = 100;

impl Style {
    /// Reads a `.csl` file.
    ///
    /// # Errors
    ///
    /// The file is no XML, or no independent style, or calls a macro that it does not have.
    pub fn read(xml: &str) -> Result<Self, StyleError> {
        let document = Document::parse(xml).map_err(|error| not_xml(xml, &error))?;
        let root = document.root_element();
        if root.tag_name().name() != "style" {
            return Err(at(root, "the file is no style: its first element is not `style`", None));
        }
        let info = children(root, "info").next();
        let parent = info
            .into_iter()
            .flat_map(|info| children(info, "link"))
            .find(|link| link.attribute("rel") == Some("independent-parent"));
        if let Some(link) = parent {
            let of = link.attribute("href").unwrap_or_default();
            let name = of.rsplit('/').next().unwrap_or(of);
            let help = format!("take the file `{name}.csl` instead");
            return Err(at(link, "the style only names another one", Some(help)));
        }
        let named: Vec<Node<'_, '_>> = children(root, "macro").collect();
        let places: HashMap<&str, usize> = named
            .iter()
            .enumerate()
            .filter_map(|(index, node)| Some((node.attribute("name")?, index)))
            .collect();
        let reader = Reader { macros: &places };
        let macros: Vec<Vec<Element>> =
            named.iter().map(|node| reader.elements(*node)).collect::<Result<_, _>>()?;
        circles(&named, &macros)?;
        let citation = match children(root, "citation").next() {
            Some(node) => reader.citation(node)?,
            None => {
                return Err(at(
                    root,
                    "the style does not say how to cite: it has no `citation`",
                    None,
                ));
            }
        };
        let bibliography = children(root, "bibliography").next();
        let title = info.and_then(|info| children(info, "title").next());
        let formats = info.into_iter().flat_map(|info| children(info, "category"));
        let is_numeric =
            formats.filter_map(|it| it.attribute("citation-format")).any(|it| it == "numeric");
        Ok(Self {
            title: title.and_then(|node| node.text()).unwrap_or_default().trim().to_owned(),
            default_locale: root.attribute("default-locale").map(str::to_owned),
            is_note: root.attribute("class") == Some("note"),
            is_numeric,
            prints_year_suffix: root
                .descendants()
                .any(|it| it.attribute("variable") == Some("year-suffix")),
            settings: settings(root),
            locales: children(root, "locale").map(locale_override).collect(),
            macros,
            citation,
            bibliography: bibliography.map(|node| reader.bibliography(node)).transpose()?,
        })
    }
}

fn not_xml(xml: &str, error: &roxmltree::Error) -> StyleError {
    let place = error.pos();
    let line = xml
        .split_inclusive('\n')
        .take(place.row.saturating_sub(1) as usize)
        .map(str::len)
        .sum::<usize>();
    let text = xml.get(line..).unwrap_or_default();
    let column = place.col.saturating_sub(1) as usize;
    let inside = text.char_indices().nth(column).map_or(text.len(), |(index, _)| index);
    let start = (line + inside).min(xml.len());
    StyleError { range: start..start, message: format!("the file is no XML: {error}"), help: None }
}

fn at(node: Node<'_, '_>, message: &str, help: Option<String>) -> StyleError {
    let range = node.range();
    // An element's own tag is enough to find it by.
    let text = &node.document().input_text()[range.clone()];
    let end = text.find('>').map_or(range.end, |end| range.start + end + 1);
    StyleError { range: range.start..end, message: message.to_owned(), help }
}

/// The most macros that one may call in all, every branch counted; the longest of the bundled styles
/// stay below, while an entry calls some hundreds.
const MOST_CALLS: usize = 10_000_000;

/// A macro that calls itself would never end, and macros that call each other twice end too late.
fn circles(named: &[Node<'_, '_>], macros: &[Vec<Element>]) -> Result<(), StyleError> {
    let calls: Vec<Vec<usize>> = macros.iter().map(|elements| called(elements)).collect();
    // 0: not seen, 1: being followed, 2: known to end.
    let mut state = vec![0_u8; macros.len()];
    // How many macros each calls in all, one through the other.
    let mut weights = vec![1_usize; macros.len()];
    for start in 0..macros.len() {
        let mut path = vec![(start, 0)];
        while let Some((at_macro, next)) = path.pop() {
            if next == 0 && state[at_macro] == 2 {
                continue;
            }
            state[at_macro] = 1;
            match calls[at_macro].get(next) {
                None => {
                    state[at_macro] = 2;
                    let inner = calls[at_macro].iter().map(|it| weights[*it]);
                    weights[at_macro] = inner.fold(1, usize::saturating_add);
                    if weights[at_macro] > MOST_CALLS {
                        return Err(at(named[at_macro], "the macro calls too many others", None));
                    }
                }
                Some(called) => {
                    path.push((at_macro, next + 1));
                    match state[*called] {
                        1 => {
                            return Err(at(named[*called], "the macro calls itself", None));
                        }
                        0 => path.push((*called, 0)),
                        _ => {}
                    }
                }
            }
        }
    }
    Ok(())
}

fn called(elements: &[Element]) -> Vec<usize> {
    let mut found = Vec::new();
    for element in elements {
        match element {
            Element::Text(TextSource::Macro(index), _) => found.push(*index),
            Element::Group(group) => found.extend(called(&group.elements)),
            Element::Names(names) => found.extend(called(&names.substitute)),
            Element::Choose(branches) => {
                found.extend(branches.iter().flat_map(|branch| called(&branch.elements)));
            }
            _ => {}
        }
    }
    found
}

fn children<'a, 'i>(
    node: Node<'a, 'i>,
    name: &'a str,
) -> impl Iterator<Item = Node<'a, 'i>> + use<'a, 'i> {
    node.children().filter(move |child| child.tag_name().name() == name)
}

fn settings(root: Node<'_, '_>) -> Settings {
    Settings {
        page_range: match root.attribute("page-range-format") {
            Some("chicago" | "chicago-16") => Some(PageRange::Chicago16),
            Some("chicago-15") => Some(PageRange::Chicago15),
            Some("expanded") => Some(PageRange::Expanded),
            Some("minimal") => Some(PageRange::Minimal),
            Some("minimal-two") => Some(PageRange::MinimalTwo),
            _ => None,
        },
        demote: match root.attribute("demote-non-dropping-particle") {
            Some("never") => Demote::Never,
            Some("sort-only") => Demote::SortOnly,
            _ => Demote::DisplayAndSort,
        },
        initialize_with_hyphen: root.attribute("initialize-with-hyphen") != Some("false"),
        names: name_options(root),
    }
}

fn locale_override(node: Node<'_, '_>) -> LocaleOverride {
    LocaleOverride {
        language: locale::language(node),
        terms: locale::terms(node),
        dates: locale::dates(node),
        options: locale::options(node),
    }
}

struct Reader<'a> {
    macros: &'a HashMap<&'a str, usize>,
}

impl Reader<'_> {
    fn citation(&self, node: Node<'_, '_>) -> Result<Citation, StyleError> {
        let is = |name: &str| node.attribute(name) == Some("true");
        let text = |name: &str| node.attribute(name).map(str::to_owned);
        Ok(Citation {
            layout: self.layout(node)?,
            sort: self.sort(node)?,
            names: name_options(node),
            disambiguate_names: is("disambiguate-add-names"),
            disambiguate_given: is("disambiguate-add-givenname"),
            given_rule: match node.attribute("givenname-disambiguation-rule") {
                Some("all-names" | "all-names-with-initials") => GivenRule::AllNames,
                Some("primary-name" | "primary-name-with-initials") => GivenRule::PrimaryName,
                _ => GivenRule::ByCite,
            },
            disambiguate_year: is("disambiguate-add-year-suffix"),
            collapse: match node.attribute("collapse") {
                Some("citation-number") => Some(Collapse::CitationNumber),
                Some("year") => Some(Collapse::Year),
                Some("year-suffix") => Some(Collapse::YearSuffix),
                Some("year-suffix-ranged") => Some(Collapse::YearSuffixRanged),
                _ => None,
            },
            year_suffix_delimiter: text("year-suffix-delimiter"),
            after_collapse: text("after-collapse-delimiter"),
            cite_group_delimiter: text("cite-group-delimiter"),
            near_note_distance: number(node, "near-note-distance").unwrap_or(5),
        })
    }

    fn bibliography(&self, node: Node<'_, '_>) -> Result<Bibliography, StyleError> {
        Ok(Bibliography {
            layout: self.layout(node)?,
            sort: self.sort(node)?,
            names: name_options(node),
            second_field_align: node.attribute("second-field-align").is_some(),
            author_substitute: node.attribute("subsequent-author-substitute").map(str::to_owned),
        })
    }

    fn layout(&self, node: Node<'_, '_>) -> Result<Group, StyleError> {
        match children(node, "layout").next() {
            Some(layout) => self.group(layout),
            None => Err(at(node, "the element has no `layout`", None)),
        }
    }

    fn sort(&self, node: Node<'_, '_>) -> Result<Vec<SortKey>, StyleError> {
        let keys = children(node, "sort").flat_map(|sort| children(sort, "key"));
        let mut read = Vec::new();
        for key in keys {
            let by = match (key.attribute("macro"), key.attribute("variable")) {
                (Some(name), _) => SortBy::Macro(self.place_of(key, name)?),
                (None, variable) => match AnyVariable::of(variable.unwrap_or_default()) {
                    Some(variable) => SortBy::Variable(variable),
                    None => continue,
                },
            };
            let names = NameOptions {
                et_al_min: number(key, "names-min"),
                et_al_first: number(key, "names-use-first"),
                et_al_last: key.attribute("names-use-last").map(|it| it == "true"),
                ..NameOptions::default()
            };
            read.push(SortKey {
                by,
                descending: key.attribute("sort") == Some("descending"),
                names,
            });
        }
        Ok(read)
    }

    fn place_of(&self, node: Node<'_, '_>, name: &str) -> Result<usize, StyleError> {
        self.macros
            .get(name)
            .copied()
            .ok_or_else(|| at(node, &format!("there is no macro `{name}`"), None))
    }

    fn elements(&self, node: Node<'_, '_>) -> Result<Vec<Element>, StyleError> {
        if node.ancestors().take(MOST_DEEP + 1).count() > MOST_DEEP {
            return Err(at(node, "the elements are nested too deep", None));
        }
        let mut elements = Vec::new();
        for child in node.children().filter(Node::is_element) {
            elements.extend(self.element(child)?);
        }
        Ok(elements)
    }

    fn group(&self, node: Node<'_, '_>) -> Result<Group, StyleError> {
        Ok(Group {
            elements: self.elements(node)?,
            delimiter: node.attribute("delimiter").unwrap_or_default().to_owned(),
            look: look(node),
        })
    }

    fn element(&self, node: Node<'_, '_>) -> Result<Option<Element>, StyleError> {
        let variable = node.attribute("variable").unwrap_or_default();
        Ok(match node.tag_name().name() {
            "text" => self.text(node)?.map(|source| Element::Text(source, look(node))),
            "number" => Variable::of(variable).map(|variable| {
                let form = match node.attribute("form") {
                    Some("ordinal") => NumberForm::Ordinal,
                    Some("long-ordinal") => NumberForm::LongOrdinal,
                    Some("roman") => NumberForm::Roman,
                    _ => NumberForm::Numeric,
                };
                Element::Number(variable, form, look(node))
            }),
            "label" => Variable::of(variable).map(|of| Element::Label(label(node, Some(of)))),
            "date" => DateVariable::of(variable).map(|of| Element::Date(Box::new(date(node, of)))),
            "names" => Some(Element::Names(Box::new(self.names(node)?))),
            "group" => Some(Element::Group(self.group(node)?)),
            "choose" => {
                let mut branches = Vec::new();
                for branch in node.children().filter(Node::is_element) {
                    branches.push(Branch {
                        tests: tests(branch),
                        which: match branch.attribute("match") {
                            Some("any") => Match::Any,
                            Some("none") => Match::None,
                            _ => Match::All,
                        },
                        elements: self.elements(branch)?,
                    });
                }
                Some(Element::Choose(branches))
            }
            _ => None,
        })
    }

    fn text(&self, node: Node<'_, '_>) -> Result<Option<TextSource>, StyleError> {
        if let Some(name) = node.attribute("macro") {
            return Ok(Some(TextSource::Macro(self.place_of(node, name)?)));
        }
        if let Some(name) = node.attribute("variable") {
            let is_short = node.attribute("form") == Some("short");
            return Ok(Variable::of(name).map(|of| TextSource::Variable(of, is_short)));
        }
        if let Some(name) = node.attribute("term") {
            return Ok(Some(TextSource::Term {
                name: name.to_owned(),
                form: term_form(node),
                plural: node.attribute("plural") == Some("true"),
            }));
        }
        Ok(node.attribute("value").map(|value| TextSource::Value(value.to_owned())))
    }

    fn names(&self, node: Node<'_, '_>) -> Result<Names, StyleError> {
        let variables = node.attribute("variable").unwrap_or_default();
        let element = |name: &'static str| children(node, name).next();
        let (name, of_label) = (element("name"), element("label"));
        let substitute = element("substitute").map(|it| self.elements(it)).transpose()?;
        Ok(Names {
            variables: variables.split_whitespace().filter_map(NameVariable::of).collect(),
            name: name.map(|node| {
                let part = |of: &str| {
                    let found =
                        children(node, "name-part").find(|it| it.attribute("name") == Some(of));
                    found.map(look).unwrap_or_default()
                };
                NameElement {
                    options: NameOptions {
                        form: match node.attribute("form") {
                            Some("short") => Some(NameForm::Short),
                            Some("count") => Some(NameForm::Count),
                            Some(_) => Some(NameForm::Long),
                            None => None,
                        },
                        delimiter: node.attribute("delimiter").map(str::to_owned),
                        ..name_options(node)
                    },
                    family: part("family"),
                    given: part("given"),
                    look: look(node),
                }
            }),
            et_al: element("et-al")
                .map(|it| (it.attribute("term").unwrap_or("et-al").to_owned(), look(it))),
            label: of_label.map(|it| label(it, None)),
            label_first: match (name, of_label) {
                (Some(name), Some(label)) => label.range().start < name.range().start,
                _ => false,
            },
            substitute: substitute.unwrap_or_default(),
            delimiter: node.attribute("delimiter").map(str::to_owned),
            look: look(node),
        })
    }
}

fn tests(node: Node<'_, '_>) -> Vec<Test> {
    let mut tests = Vec::new();
    for attribute in node.attributes() {
        for value in attribute.value().split_whitespace() {
            let test = match attribute.name() {
                "disambiguate" => Some(Test::Disambiguate).filter(|_| value == "true"),
                "is-numeric" => Variable::of(value).map(Test::IsNumeric),
                "is-uncertain-date" => DateVariable::of(value).map(Test::IsUncertain),
                "locator" => Some(Test::Locator(value.replace("sub-verbo", "sub verbo"))),
                "position" => match value {
                    "first" => Some(Test::Position(Position::First)),
                    "subsequent" => Some(Test::Position(Position::Subsequent)),
                    "ibid" => Some(Test::Position(Position::Ibid)),
                    "ibid-with-locator" => Some(Test::Position(Position::IbidWithLocator)),
                    "near-note" => Some(Test::Position(Position::NearNote)),
                    _ => None,
                },
                "type" => Kind::of(value).map(Test::Type),
                "variable" => AnyVariable::of(value).map(Test::Variable),
                _ => continue,
            };
            tests.push(test.unwrap_or(Test::Never));
        }
    }
    tests
}

fn term_form(node: Node<'_, '_>) -> TermForm {
    locale::form(node.attribute("form"))
}

fn label(node: Node<'_, '_>, variable: Option<Variable>) -> Label {
    Label {
        variable,
        form: term_form(node),
        plural: match node.attribute("plural") {
            Some("always") => Plural::Always,
            Some("never") => Plural::Never,
            _ => Plural::Contextual,
        },
        look: look(node),
    }
}

fn date(node: Node<'_, '_>, variable: DateVariable) -> DateElement {
    DateElement {
        variable,
        localized: match node.attribute("form") {
            Some("numeric") => Some(DateForm::Numeric),
            Some(_) => Some(DateForm::Text),
            None => None,
        },
        only: match node.attribute("date-parts") {
            Some("year") => DateParts::Year,
            Some("year-month") => DateParts::YearMonth,
            _ => DateParts::YearMonthDay,
        },
        parts: date_parts(node),
        delimiter: node.attribute("delimiter").unwrap_or_default().to_owned(),
        look: look(node),
    }
}

/// The parts of a date of a style or of a locale.
pub(crate) fn date_parts(node: Node<'_, '_>) -> Vec<DatePart> {
    let parts = children(node, "date-part").filter_map(|part| {
        Some(DatePart {
            name: match part.attribute("name")? {
                "year" => PartName::Year,
                "month" => PartName::Month,
                "day" => PartName::Day,
                _ => return None,
            },
            form: match part.attribute("form") {
                Some("numeric") => Some(PartForm::Numeric),
                Some("numeric-leading-zeros") => Some(PartForm::LeadingZeros),
                Some("ordinal") => Some(PartForm::Ordinal),
                Some("long") => Some(PartForm::Long),
                Some("short") => Some(PartForm::Short),
                _ => None,
            },
            range_delimiter: part.attribute("range-delimiter").map(str::to_owned),
            look: look(part),
        })
    });
    parts.collect()
}

fn number(node: Node<'_, '_>, name: &str) -> Option<usize> {
    node.attribute(name)?.trim().parse().ok()
}

fn name_options(node: Node<'_, '_>) -> NameOptions {
    let text = |name: &str| node.attribute(name).map(str::to_owned);
    let precedes = |name: &str| match node.attribute(name)? {
        "always" => Some(Precedes::Always),
        "never" => Some(Precedes::Never),
        "after-inverted-name" => Some(Precedes::AfterInvertedName),
        _ => Some(Precedes::Contextual),
    };
    NameOptions {
        and: match node.attribute("and") {
            Some("symbol") => Some(And::Symbol),
            Some(_) => Some(And::Text),
            None => None,
        },
        delimiter: text("name-delimiter"),
        names_delimiter: text("names-delimiter"),
        before_last: precedes("delimiter-precedes-last"),
        before_et_al: precedes("delimiter-precedes-et-al"),
        et_al_min: number(node, "et-al-min"),
        et_al_first: number(node, "et-al-use-first"),
        et_al_subsequent_min: number(node, "et-al-subsequent-min"),
        et_al_subsequent_first: number(node, "et-al-subsequent-use-first"),
        et_al_last: node.attribute("et-al-use-last").map(|it| it == "true"),
        form: match node.attribute("name-form") {
            Some("short") => Some(NameForm::Short),
            Some("count") => Some(NameForm::Count),
            Some(_) => Some(NameForm::Long),
            None => None,
        },
        initialize: node.attribute("initialize").map(|it| it == "true"),
        initialize_with: text("initialize-with"),
        sort_order: match node.attribute("name-as-sort-order") {
            Some("first") => Some(SortOrder::First),
            Some(_) => Some(SortOrder::All),
            None => None,
        },
        sort_separator: text("sort-separator"),
    }
}

/// Fonts, affixes and cases of any element.
fn look(node: Node<'_, '_>) -> Look {
    let text = |name: &str| node.attribute(name).unwrap_or_default().to_owned();
    Look {
        prefix: text("prefix"),
        suffix: text("suffix"),
        font: FontChange {
            italic: node.attribute("font-style").map(|it| it != "normal"),
            bold: node.attribute("font-weight").map(|it| it == "bold"),
            small_caps: node.attribute("font-variant").map(|it| it == "small-caps"),
            underline: node.attribute("text-decoration").map(|it| it == "underline"),
            position: node.attribute("vertical-align").map(|it| match it {
                "sup" => line::Position::Superscript,
                "sub" => line::Position::Subscript,
                _ => line::Position::Baseline,
            }),
        },
        case: match node.attribute("text-case") {
            Some("lowercase") => Some(TextCase::Lowercase),
            Some("uppercase") => Some(TextCase::Uppercase),
            Some("capitalize-first") => Some(TextCase::CapitalizeFirst),
            Some("capitalize-all") => Some(TextCase::CapitalizeAll),
            Some("sentence") => Some(TextCase::Sentence),
            Some("title") => Some(TextCase::Title),
            _ => None,
        },
        quotes: node.attribute("quotes") == Some("true"),
        strip_periods: node.attribute("strip-periods") == Some("true"),
        display: match node.attribute("display") {
            Some("block") => Some(Display::Block),
            Some("left-margin") => Some(Display::LeftMargin),
            Some("right-inline") => Some(Display::RightInline),
            Some("indent") => Some(Display::Indent),
            _ => None,
        },
    }
}
