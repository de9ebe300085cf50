//! Texts and addresses as every format for programs can hold them.

/// A text on one line, with plain spaces and without signs that nobody sees.
#[must_use]
pub fn one_line(text: &str) -> String {
    let is_space = |letter: char| letter.is_whitespace() || letter.is_control();
    let words: Vec<&str> = text.split(is_space).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// An address of which no sign means something in a format: letters of ASCII alone, as the
/// standard has it, and none that a format or TeX takes for its own.
#[must_use]
pub fn address(url: &str) -> String {
    let mut plain = String::new();
    for byte in url.bytes() {
        match byte {
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' => {
                plain.push_str(&format!("%{byte:02X}"));
            }
            _ if byte.is_ascii_graphic() => plain.push(char::from(byte)),
            _ => plain.push_str(&format!("%{byte:02X}")),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_on_a_line() {
        assert_eq!(one_line(" Un\ntitre\u{a0}: \t deux\u{85}lignes\r\n"), "Un titre : deux lignes");
        assert_eq!(address("https://a.example/é {x}/"), "https://a.example/%C3%A9%20%7Bx%7D/");
        assert_eq!(address("https://a.example/%C3%A9/?a=b#c"), "https://a.example/%C3%A9/?a=b#c");
    }
}
