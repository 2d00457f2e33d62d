//! Just enough of Rust's grammar to look for names in code and nowhere else: not in comments, not in strings.

/// A piece of code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Token<'a> {
    /// A name or a keyword.
    Ident(&'a str),
    /// `::`
    Path,
    /// What stands in a string, as it is written; only if asked for.
    Str(&'a str),
    /// Any other character that is neither space nor part of a literal.
    Punct(char),
}

/// The tokens of `text`, each with its line (from 1).
pub(crate) fn lex(text: &str) -> Vec<(usize, Token<'_>)> {
    let mut tokens = lex_with_strings(text);
    tokens.retain(|(_, token)| !matches!(token, Token::Str(_)));
    tokens
}

/// The same, and the strings.
pub(crate) fn lex_with_strings(text: &str) -> Vec<(usize, Token<'_>)> {
    let mut lexer = Lexer { text, at: 0, line: 1, tokens: Vec::new() };
    while let Some(next) = lexer.peek() {
        lexer.step(next);
    }
    lexer.tokens
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    tokens: Vec<(usize, Token<'a>)>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Passes `bytes`, which must end on a character.
    fn skip(&mut self, bytes: usize) {
        self.line += self.rest()[..bytes].matches('\n').count();
        self.at += bytes;
    }

    fn skip_past(&mut self, end: &str) {
        let rest = self.rest();
        self.skip(rest.find(end).map_or(rest.len(), |n| n + end.len()));
    }

    fn push(&mut self, token: Token<'a>) {
        self.tokens.push((self.line, token));
    }

    fn step(&mut self, next: char) {
        let rest = self.rest();
        if rest.starts_with("//") {
            self.skip(rest.find('\n').unwrap_or(rest.len()));
        } else if rest.starts_with("/*") {
            self.block_comment();
        } else if next == '"' {
            self.string();
        } else if next == '\'' {
            self.quote();
        } else if next.is_alphabetic() || next == '_' {
            self.word();
        } else if next.is_ascii_digit() {
            self.skip(length(rest, |c| c.is_alphanumeric() || c == '_'));
        } else if rest.starts_with("::") {
            self.push(Token::Path);
            self.skip(2);
        } else {
            if !next.is_whitespace() {
                self.push(Token::Punct(next));
            }
            self.skip(next.len_utf8());
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        loop {
            let rest = self.rest();
            if rest.starts_with("/*") {
                depth += 1;
                self.skip(2);
            } else if rest.starts_with("*/") {
                depth -= 1;
                self.skip(2);
            } else if let Some(next) = self.peek() {
                self.skip(next.len_utf8());
            } else {
                return;
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// A string in which `\"` does not end it. The opening quote is next.
    fn string(&mut self) {
        self.skip(1);
        let from = self.at;
        while let Some(next) = self.peek() {
            let to = self.at;
            self.skip(next.len_utf8());
            match next {
                '"' => return self.push(Token::Str(&self.text[from..to])),
                '\\' => self.skip(self.peek().map_or(0, char::len_utf8)),
                _ => {}
            }
        }
    }

    /// A character, or a lifetime.
    fn quote(&mut self) {
        let mut after = self.rest().chars().skip(1);
        match (after.next(), after.next()) {
            (Some('\\'), _) => {
                self.skip(2);
                self.skip(self.peek().map_or(0, char::len_utf8));
                self.skip_past("'");
            }
            (Some(one), Some('\'')) => self.skip(2 + one.len_utf8()),
            _ => {
                self.skip(1);
                self.skip(length(self.rest(), |c| c.is_alphanumeric() || c == '_'));
            }
        }
    }

    fn word(&mut self) {
        let rest = self.rest();
        let word = &rest[..length(rest, |c| c.is_alphanumeric() || c == '_')];
        let after = &rest[word.len()..];
        let hashes = length(after, |c| c == '#');
        if matches!(word, "r" | "br" | "cr") && after[hashes..].starts_with('"') {
            self.skip(word.len() + hashes + 1);
            let end = format!("\"{}", "#".repeat(hashes));
            let text = self.rest().split(&end).next().unwrap_or_default();
            self.push(Token::Str(text));
            self.skip_past(&end);
        } else if matches!(word, "b" | "c") && after.starts_with('"') {
            self.skip(word.len());
        } else if word == "r" && hashes == 1 {
            self.skip(2);
        } else {
            self.push(Token::Ident(word));
            self.skip(word.len());
        }
    }
}

fn length(text: &str, wanted: impl Fn(char) -> bool) -> usize {
    text.find(|c| !wanted(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        lex(text)
            .into_iter()
            .filter_map(|(_, token)| if let Token::Ident(word) = token { Some(word) } else { None })
            .collect()
    }

    #[test]
    fn comments_and_strings_are_no_code() {
        assert_eq!(words("a // b\n/* c /* d */ e */ f"), ["a", "f"]);
        assert_eq!(words(r#"a("b \" c", b"d", c"e") f"#), ["a", "f"]);
        assert_eq!(words(r###"a(r"b\", r#"c " d"#, br##"e"# f"##) g"###), ["a", "g"]);
        assert_eq!(words("\"open"), Vec::<&str>::new());
        assert_eq!(words("/* open"), Vec::<&str>::new());
    }

    #[test]
    fn strings_if_asked_for() {
        let strings: Vec<_> = lex_with_strings("a(\"b \\\" c\", r#\"d \" e\"#, b\"\") // \"f\"")
            .into_iter()
            .filter_map(|(_, token)| if let Token::Str(text) = token { Some(text) } else { None })
            .collect();
        assert_eq!(strings, ["b \\\" c", "d \" e", ""]);
    }

    #[test]
    fn characters_and_lifetimes() {
        assert_eq!(
            words("fn a<'b>(c: &'b str, d: char) { e('f', '\\'', '\"', b'g', '\\u{61}') }"),
            ["fn", "a", "c", "str", "d", "char", "e", "b"]
        );
        assert_eq!(words("'é' x"), ["x"]);
    }

    #[test]
    fn raw_identifiers_and_numbers() {
        assert_eq!(words("r#type 0x1f_u8 1e5 a.0.b"), ["type", "a", "b"]);
    }

    #[test]
    fn lines_and_paths() {
        let tokens = lex("os\n::\"x\ny\"open");
        assert_eq!(tokens, [(1, Token::Ident("os")), (2, Token::Path), (3, Token::Ident("open"))]);
    }
}
