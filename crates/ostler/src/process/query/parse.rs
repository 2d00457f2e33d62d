//! From text to tree.

use super::super::{Field, Kind};
use super::error::Mistake;
use super::lexer::{Token, What, tokens};
use super::literal::{Literal, wanted};
use super::near::nearest;
use super::node::{INSIDE, Node, Op, Test};

/// How deep parentheses and negations may be nested.
pub(super) const DEPTH: usize = 100;

pub(super) fn parse(text: &str) -> Result<Node, Mistake> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens, at: 0, depth: 0 };
    if parser.peek().what == What::End {
        return Err(Mistake::at(0..text.len(), "an empty query: `all` selects every process"));
    }
    let node = parser.either()?;
    match &parser.peek().what {
        What::End => Ok(node),
        _ => Err(parser.mistake("expected `and`, `or` or the end here")),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> &Token {
        // The last one is the end, which is never passed.
        &self.tokens[self.at]
    }

    fn next(&mut self) -> Token {
        let token = self.peek().clone();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    fn mistake(&self, message: impl Into<String>) -> Mistake {
        let token = self.peek();
        Mistake::at(token.from..token.to, message)
    }

    /// Goes past one of these words or symbols.
    fn accept(&mut self, these: &[&str]) -> bool {
        let found = match &self.peek().what {
            What::Word(word) => these.contains(&word.as_str()),
            What::Symbol(symbol) => these.contains(symbol),
            _ => false,
        };
        if found {
            self.next();
        }
        found
    }

    fn either(&mut self) -> Result<Node, Mistake> {
        let mut node = self.both()?;
        while self.accept(&["or", "||"]) {
            node = node.or(self.both()?);
        }
        Ok(node)
    }

    fn both(&mut self) -> Result<Node, Mistake> {
        let mut node = self.not()?;
        while self.accept(&["and", "&&"]) {
            node = node.and(self.not()?);
        }
        Ok(node)
    }

    fn not(&mut self) -> Result<Node, Mistake> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.mistake("nested too deep"));
        }
        let node = if self.accept(&["not", "!"]) {
            Node::Not(Box::new(self.not()?))
        } else if self.accept(&["("]) {
            let node = self.either()?;
            if !self.accept(&[")"]) {
                return Err(self.mistake("expected `)` here"));
            }
            node
        } else if self.accept(&["all"]) {
            Node::All
        } else {
            self.test()?
        };
        self.depth -= 1;
        Ok(node)
    }

    fn test(&mut self) -> Result<Node, Mistake> {
        let token = self.next();
        let What::Word(word) = &token.what else {
            return Err(Mistake::at(
                token.from..token.to,
                "expected an attribute, such as `name`, here",
            ));
        };
        let (inside, word) = match word.strip_prefix(INSIDE) {
            Some(word) => (true, word),
            None => (false, word.as_str()),
        };
        let (field, part) =
            subject(word, inside).map_err(|message| Mistake::at(token.from..token.to, message))?;
        let place = self.peek().clone();
        let Some((op, negative)) = self.operator() else {
            if field.kind() == Kind::Bool {
                let yes = vec![Literal::word("true")];
                return Ok(Node::Test(Test { inside, ..Test::new(field, part, Op::Eq, yes) }));
            }
            return Err(self
                .mistake(format!("expected an operator after `{word}`, such as == or contains")));
        };
        let from = self.peek().from;
        let literals = if op == Op::In { self.list()? } else { vec![self.literal()?] };
        let to = self.tokens[self.at.saturating_sub(1)].to;
        let nocase = self.accept(&["nocase"]);
        let test = Test { inside, nocase, ..Test::new(field, part, op, literals) };
        let test = check(test).map_err(|wrong| match wrong {
            Wrong::Operator(message) => Mistake::at(place.from..place.to, message),
            Wrong::Literal(message) => Mistake::at(from..to, message),
        })?;
        let node = Node::Test(test);
        Ok(if negative { Node::Not(Box::new(node)) } else { node })
    }

    /// The operator, and whether it is the opposite of what it says.
    fn operator(&mut self) -> Option<(Op, bool)> {
        let op = match &self.peek().what {
            What::Symbol("==" | "=") => (Op::Eq, false),
            What::Symbol("!=") => (Op::Eq, true),
            What::Symbol("<") => (Op::Lt, false),
            What::Symbol("<=") => (Op::Le, false),
            What::Symbol(">") => (Op::Gt, false),
            What::Symbol(">=") => (Op::Ge, false),
            What::Symbol("=~") => (Op::Matches, false),
            What::Symbol("!~") => (Op::Matches, true),
            What::Word(word) => match word.as_str() {
                "contains" => (Op::Contains, false),
                "startswith" => (Op::StartsWith, false),
                "endswith" => (Op::EndsWith, false),
                "glob" => (Op::Glob, false),
                "matches" => (Op::Matches, false),
                "in" => (Op::In, false),
                "is" => (Op::Eq, false),
                "not" if matches!(&self.tokens.get(self.at + 1)?.what, What::Word(word) if word == "in") =>
                {
                    self.next();
                    (Op::In, true)
                }
                _ => return None,
            },
            _ => return None,
        };
        self.next();
        Some(op)
    }

    fn literal(&mut self) -> Result<Literal, Mistake> {
        match &self.peek().what {
            What::Word(word) => {
                let literal = Literal::word(word);
                self.next();
                Ok(literal)
            }
            What::Quoted(bytes) => {
                let literal = Literal::quoted(bytes.clone());
                self.next();
                Ok(literal)
            }
            _ => {
                Err(self
                    .mistake("expected a value here; quotes go round one with blanks or brackets"))
            }
        }
    }

    fn list(&mut self) -> Result<Vec<Literal>, Mistake> {
        if !self.accept(&["(", "["]) {
            return Err(self.mistake("expected a list such as (a, b) after `in`"));
        }
        let mut literals = vec![self.literal()?];
        while self.accept(&[","]) {
            literals.push(self.literal()?);
        }
        if !self.accept(&[")", "]"]) {
            return Err(self.mistake("expected `,` or `)` here"));
        }
        Ok(literals)
    }
}

impl Test {
    pub(super) fn new(field: Field, part: Option<String>, op: Op, literals: Vec<Literal>) -> Self {
        Self { field, inside: false, part, op, literals, nocase: false, regex: None }
    }
}

/// The field a word stands for, and the part of it.
fn subject(word: &str, inside: bool) -> Result<(Field, Option<String>), String> {
    let (name, part) = match word.split_once('.') {
        Some((name, part)) => (name, Some(part.to_owned())),
        None => (word, None),
    };
    let Ok(field) = name.parse::<Field>() else {
        let names = Field::ALL
            .iter()
            .flat_map(|field| std::iter::once(field.name()).chain(field.aliases().iter().copied()));
        let near = nearest(name, names);
        return Err(match near.first() {
            Some(near) => format!("no such attribute: `{name}`; did you mean `{near}`?"),
            None => format!("no such attribute: `{name}`"),
        });
    };
    if inside && !field.is_namespaced() {
        return Err(format!("`{name}` is the same in every namespace: leave `{INSIDE}` out"));
    }
    let has_parts = matches!(field.kind(), Kind::Map | Kind::Maps) || field == Field::Environ;
    match (&part, has_parts) {
        (Some(_), false) => Err(format!("`{name}` has no parts")),
        (None, true) if field != Field::Environ => {
            Err(format!("`{name}` has parts: say which, as in `{name}.part`"))
        }
        _ => Ok((field, part)),
    }
}

/// Which half of a comparison makes no sense, and why.
pub(super) enum Wrong {
    Operator(String),
    Literal(String),
}

impl Wrong {
    pub(super) fn message(self) -> String {
        match self {
            Self::Operator(message) | Self::Literal(message) => message,
        }
    }
}

/// Whether a comparison makes sense; and what can be done once instead of for each process.
pub(super) fn check(mut test: Test) -> Result<Test, Wrong> {
    // A user or a group by number.
    let by_number = match test.field {
        Field::User => Some(Field::Euid),
        Field::Username => Some(Field::Uid),
        Field::Group => Some(Field::Egid),
        Field::RealGroup => Some(Field::Gid),
        _ => None,
    };
    let all_numbers = test.literals.iter().all(|literal| literal.int.is_some() && !literal.quoted);
    if let (Some(field), true) = (by_number, all_numbers && !test.op.is_textual()) {
        test.field = field;
    }
    if test.field == Field::Terminal {
        for literal in &mut test.literals {
            if let Some(short) = literal.text.strip_prefix(b"/dev/") {
                literal.text = short.to_vec();
            }
        }
    }
    let (name, kind) = (test.field.name(), test.field.kind());
    let text = matches!(kind, Kind::Text | Kind::Texts | Kind::Map | Kind::Maps);
    if test.op.is_textual() && !text {
        return Err(Wrong::Operator(format!("`{name}` is no text: compare it with == or <")));
    }
    let ordered = !matches!(kind, Kind::Text | Kind::Texts | Kind::Bool);
    if test.op.is_order() && !ordered {
        return Err(Wrong::Operator(format!(
            "`{name}` has no order: compare it with == or contains"
        )));
    }
    if let Some(literal) = test.literals.iter().find(|literal| !literal.suits(kind)) {
        return Err(Wrong::Literal(format!(
            "`{name}` is compared with {}, which {literal} is not",
            wanted(kind)
        )));
    }
    test.compile().map_err(Wrong::Literal)
}
