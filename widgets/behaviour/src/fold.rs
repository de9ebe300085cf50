//! Text as a search sees it: lower case, without accents, ligatures or typographic apostrophes.
//!
//! Ranges stand in for Unicode's tables, which would weigh more than the rest of the widget. They
//! know the scripts with two cases that notes are likely to hold: Latin, Greek and Cyrillic.

use alloc::string::String;

/// Folds a text, so that "Cœur d’été" and "coeur d'ete" are one.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars().map(lower) {
        match character {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            '’' | 'ʼ' | '‘' | '´' | '`' => folded.push('\''),
            // Accents that stand apart from their letter, and the soft hyphen.
            '\u{300}'..='\u{36f}' | '\u{ad}' => {}
            _ => folded.push(plain(character)),
        }
    }
    folded
}

/// Whether a folded character is part of a word, and no space, punctuation or symbol.
pub fn is_letter(character: char) -> bool {
    match character {
        '\0'..='\u{7f}' => character.is_ascii_alphanumeric(),
        'ª' | 'µ' | 'º' => true,
        // Latin-1 signs, general punctuation and symbols, private use, CJK and full-width signs.
        '\u{80}'..='¿' | '×' | '÷' => false,
        '\u{2000}'..='\u{2bff}' | '\u{2e00}'..='\u{2e7f}' | '\u{3000}'..='\u{303f}' => false,
        '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff0f}' => false,
        _ => true,
    }
}

fn lower(character: char) -> char {
    let code = u32::from(character);
    let lower = match character {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ω' | 'А'..='Я' => code + 32,
        'Ѐ'..='Џ' => code + 80,
        'Ÿ' => u32::from('ÿ'),
        // Pairs of a capital and its small letter, even and odd, or odd and even.
        'Ĺ'..='Ň' | 'Ź'..='Ž' => code + code % 2,
        'Ā'..='ķ' | 'Ŋ'..='ŷ' => code | 1,
        _ => code,
    };
    char::from_u32(lower).unwrap_or(character)
}

/// The letter under the accent, for the Latin letters of Unicode's first two blocks.
fn plain(character: char) -> char {
    const LETTERS: &[(char, &str)] = &[
        ('a', "àáâãäåāăą"),
        ('c', "çćĉċč"),
        ('d', "ðďđ"),
        ('e', "èéêëēĕėęě"),
        ('g', "ĝğġģ"),
        ('h', "ĥħ"),
        ('i', "ìíîïĩīĭįı"),
        ('j', "ĵ"),
        ('k', "ķ"),
        ('l', "ĺļľŀł"),
        ('n', "ñńņňŉ"),
        ('o', "òóôõöøōŏő"),
        ('r', "ŕŗř"),
        ('s', "śŝşšſ"),
        ('t', "ţťŧ"),
        ('u', "ùúûüũūŭůűų"),
        ('w', "ŵ"),
        ('y', "ýÿŷ"),
        ('z', "źżž"),
    ];
    if character.is_ascii() {
        return character;
    }
    let row = LETTERS.iter().find(|(_, accented)| accented.contains(character));
    row.map_or(character, |(letter, _)| *letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds() {
        for (text, expect) in [
            ("Cœur d’Été", "coeur d'ete"),
            ("ŒUVRE, ex æquo", "oeuvre, ex aequo"),
            ("Là-bas où ça naît", "la-bas ou ca nait"),
            ("e\u{301}te\u{301}", "ete"),
            ("ŁÓDŹ, Ŷ, ŸŁŁ, Žižek, ŇĽ", "lodz, y, yll, zizek, nl"),
            ("ΑΘΗΝΑ МОСКВА Ђ", "αθηνα москва ђ"),
            ("ᐃᓄᒃᑎᑐᑦ", "ᐃᓄᒃᑎᑐᑦ"),
        ] {
            assert_eq!(fold(text), expect);
        }
    }

    #[test]
    fn lowers_the_letters_it_knows_as_unicode_does() {
        for character in ('\0'..='\u{17f}').chain('Α'..='Ω').chain('Ѐ'..='Я') {
            let expect = character.to_lowercase().next();
            // İ has no single small letter, and there is no Greek capital at U+03A2.
            if !matches!(character, 'İ' | '\u{3a2}') {
                assert_eq!(Some(lower(character)), expect, "{character:?}");
            }
        }
    }

    #[test]
    fn words_end_where_unicode_says() {
        for character in ('\0'..='\u{17f}').chain('\u{2000}'..='\u{206f}') {
            let is_exponent = matches!(character, '²' | '³' | '¹' | '¼' | '½' | '¾');
            let expect = character.is_alphanumeric() && !is_exponent;
            assert_eq!(is_letter(character), expect, "{character:?}");
        }
    }
}
