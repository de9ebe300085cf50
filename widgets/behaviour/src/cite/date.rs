//! The reader's day, in the parts that a citation asks for.

use alloc::string::String;

/// The reader's day, on the reader's own calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Today {
    /// The year.
    pub year: u32,
    /// The month, from 1.
    pub month: u32,
    /// The day of the month, from 1.
    pub day: u32,
}

impl Today {
    /// A part of the day, in the form that the page names: see `data-cite-day` in the contract.
    /// `first` stands for the first day of a month; `months` are the names of all twelve.
    pub fn part(self, form: &str, first: Option<&str>, months: Option<&str>) -> String {
        let number = match form {
            "d" | "dd" => self.day,
            "m" | "mm" | "month" => self.month,
            _ => self.year,
        };
        let name = match form {
            "d" if self.day == 1 => first,
            "month" => months.and_then(|it| it.split('|').nth(self.month as usize - 1)),
            _ => None,
        };
        match (name, form) {
            (Some(name), _) => name.into(),
            (None, "yyyy") => figures(number, 1000),
            (None, "dd" | "mm" | "yy") => figures(number % 100, 10),
            (None, _) if number > 9 => figures(number, 10),
            (None, _) => figures(number, 1),
        }
    }
}

/// A number of so many figures; `place` is the value of the first.
fn figures(number: u32, place: u32) -> String {
    let places = [1000, 100, 10, 1].into_iter().filter(|it| *it <= place);
    places.filter_map(|place| char::from_digit(number / place % 10, 10)).collect()
}
