//! Words as a shell makes them.

/// The words of one command: up to a pipe, a redirection, the next command or a comment.
pub(crate) fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ' ' | '\t' => words.extend(word.take()),
            '|' | '&' | ';' | '<' | '>' | '(' | ')' | '`' | '\n' => break,
            '#' if word.is_none() => break,
            '\'' | '"' => {
                let word = word.get_or_insert_default();
                word.extend(letters.by_ref().take_while(|&next| next != letter));
            }
            '\\' => match letters.next() {
                // The line goes on.
                Some('\n') => {}
                next => word.get_or_insert_default().extend(next),
            },
            letter => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_as_a_shell_makes_them() {
        assert_eq!(words("ostler ps  -q make"), ["ostler", "ps", "-q", "make"]);
        assert_eq!(
            words("ostler ps --where 'age > 5m' -d \"\" | wc -l"),
            ["ostler", "ps", "--where", "age > 5m", "-d", ""]
        );
        assert_eq!(words("a b\\ c # d"), ["a", "b c"]);
        assert_eq!(words("a > b"), ["a"]);
        assert_eq!(words("a \\\nb\nc"), ["a", "b"]);
        assert_eq!(words("a:'b c'd"), ["a:b cd"]);
    }
}
