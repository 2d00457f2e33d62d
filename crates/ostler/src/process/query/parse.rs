//! From text to tree.

use super::super::{Field, Kind};
use super::error::Mistake;
use super::lexer::{Token, What, tokens};
use super::literal::{Literal, wanted};
use super::near::nearest;
use super::node::{INSIDE, Node, Op, Test};
use super::wmi::{self, Unit};

/// How deep parentheses and negations may be nested.
pub(super) const DEPTH: usize = 100;

pub(super) fn parse(text: &str) -> Result<Node, Mistake> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens, at: 0, depth: 0, statement: false };
    if parser.peek().what == What::End {
        return Err(Mistake::at(0..text.len(), "an empty query: `all` selects every process"));
    }
    let node = if parser.is_word(0, "select") { parser.select()? } else { parser.either()? };
    match &parser.peek().what {
        What::End => Ok(node),
        _ => Err(parser.mistake("expected `and`, `or` or the end here")),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    /// Whether this is behind `select * from Win32_Process where`.
    statement: bool,
}

/// What is compared.
struct Subject {
    field: Field,
    part: Option<String>,
    /// The unit that a property of WMI's has.
    unit: Option<Unit>,
}

/// An operator as it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Plain(Op),
    Like,
    Is,
    /// `IS`: in small letters it always has been `==`, and `null` behind it a text.
    CapitalIs,
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
            What::Word(word) => these.iter().any(|this| this.eq_ignore_ascii_case(word)),
            What::Symbol(symbol) => these.contains(symbol),
            _ => false,
        };
        if found {
            self.next();
        }
        found
    }

    /// Whether that is the word which stands so many pieces farther on, capitals or not.
    fn is_word(&self, ahead: usize, word: &str) -> bool {
        let what = self.tokens.get(self.at + ahead).map(|token| &token.what);
        matches!(what, Some(What::Word(here)) if here.eq_ignore_ascii_case(word))
    }

    /// `select * from Win32_Process where …`, as WMI has it.
    fn select(&mut self) -> Result<Node, Mistake> {
        self.next();
        let from = self.peek().from;
        let mut to = from;
        let mut columns = 0;
        let all = self.is_word(0, "*");
        while self.peek().what != What::End && !self.is_word(0, "from") {
            to = self.next().to;
            columns += 1;
        }
        if columns > 0 && !(all && columns == 1) {
            return Err(Mistake::at(
                from..to,
                "a query says which processes, not what is shown of them: write `select *`",
            ));
        }
        if columns == 0 || !self.accept(&["from"]) {
            return Err(self.mistake("expected `* from Win32_Process` here"));
        }
        if !self.accept(&[wmi::CLASS]) {
            return Err(self.mistake(format!("the only class here is `{}`", wmi::CLASS)));
        }
        if self.peek().what == What::End {
            return Ok(Node::All);
        }
        if !self.accept(&["where"]) {
            return Err(self.mistake("expected `where` or the end here"));
        }
        self.statement = true;
        self.either()
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
        let Subject { field, part, unit } = self
            .subject(word, inside)
            .map_err(|message| Mistake::at(token.from..token.to, message))?;
        let place = self.peek().clone();
        let Some((said, mut negative)) = self.operator() else {
            if field.kind() == Kind::Bool {
                let yes = vec![Literal::word("true")];
                return Ok(Node::Test(Test { inside, ..Test::new(field, part, Op::Eq, yes) }));
            }
            return Err(self
                .mistake(format!("expected an operator after `{word}`, such as == or contains")));
        };
        // WMI does not tell capitals from small letters.
        let wmi = unit.is_some() || self.statement || said == Said::Like;
        let from = self.peek().from;
        let mut subject = Test::new(field, part, Op::Eq, Vec::new());
        if let Some(opposite) = self.null(said, wmi, word)? {
            negative = opposite;
            subject.literals.push(Literal::word("none"));
            // One without arguments has a command, in brackets.
            if unit.is_some() && field == Field::Command {
                subject.field = Field::Cmdline;
            }
        } else {
            subject.op = match said {
                Said::Plain(op) => op,
                Said::Like => Op::Like,
                Said::Is | Said::CapitalIs => Op::Eq,
            };
            if wmi && self.is_word(0, "null") {
                return Err(self.mistake("nothing equals NULL: write `is null` or `is not null`"));
            }
            subject.literals =
                if subject.op == Op::In { self.list()? } else { vec![self.literal()?] };
        }
        let to = self.tokens[self.at.saturating_sub(1)].to;
        let textual = matches!(field.kind(), Kind::Text | Kind::Texts)
            && !subject.literals.iter().all(|literal| literal.none);
        let nocase = self.accept(&["nocase"]) || wmi && textual;
        if let Some(unit) = unit {
            let literals = std::mem::take(&mut subject.literals);
            (subject.op, subject.literals) = unit
                .convert(word, subject.op, literals)
                .map_err(|message| Mistake::at(from..to, message))?;
        }
        let name = if unit.is_some() { Some(word) } else { None };
        let test =
            check_named(Test { inside, nocase, ..subject }, name).map_err(|wrong| match wrong {
                Wrong::Operator(message) => Mistake::at(place.from..place.to, message),
                Wrong::Literal(message) => Mistake::at(from..to, message),
            })?;
        let node = Node::Test(test);
        Ok(if negative { Node::Not(Box::new(node)) } else { node })
    }

    /// Goes past `null` and `not null` behind `is`: whether it is the opposite that is asked for.
    fn null(&mut self, said: Said, wmi: bool, word: &str) -> Result<Option<bool>, Mistake> {
        let opposite = self.is_word(0, "not");
        if !matches!(said, Said::Is | Said::CapitalIs)
            || !self.is_word(usize::from(opposite), "null")
        {
            return Ok(None);
        }
        if said == Said::Is && !wmi {
            if opposite {
                return Err(self.mistake(format!("write `not {word} == none` here")));
            }
            return Ok(None);
        }
        if opposite {
            self.next();
        }
        self.next();
        Ok(Some(opposite))
    }

    /// The operator, and whether it is the opposite of what it says.
    fn operator(&mut self) -> Option<(Said, bool)> {
        let (op, negative) = match &self.peek().what {
            What::Symbol("==" | "=") => (Op::Eq, false),
            What::Symbol("!=" | "<>") => (Op::Eq, true),
            What::Symbol("<") => (Op::Lt, false),
            What::Symbol("<=") => (Op::Le, false),
            What::Symbol(">") => (Op::Gt, false),
            What::Symbol(">=") => (Op::Ge, false),
            What::Symbol("=~") => (Op::Matches, false),
            What::Symbol("!~") => (Op::Matches, true),
            What::Word(word) => match word.to_ascii_lowercase().as_str() {
                "contains" => (Op::Contains, false),
                "startswith" => (Op::StartsWith, false),
                "endswith" => (Op::EndsWith, false),
                "glob" => (Op::Glob, false),
                "matches" => (Op::Matches, false),
                "in" => (Op::In, false),
                "is" => {
                    let said = if word == "is" { Said::Is } else { Said::CapitalIs };
                    self.next();
                    return Some((said, false));
                }
                "like" => {
                    self.next();
                    return Some((Said::Like, false));
                }
                "not" if self.is_word(1, "in") => {
                    self.next();
                    (Op::In, true)
                }
                "not" if self.is_word(1, "like") => {
                    self.next();
                    self.next();
                    return Some((Said::Like, true));
                }
                _ => return None,
            },
            _ => return None,
        };
        self.next();
        Some((Said::Plain(op), negative))
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

impl Parser {
    /// What a word stands for. In a statement of WMI's its names are first, elsewhere our own.
    fn subject(&self, word: &str, inside: bool) -> Result<Subject, String> {
        let own = |word: &str| own(word, inside);
        let plain = |(field, part)| Subject { field, part, unit: None };
        if !self.statement
            && let Some(found) = own(word)
        {
            return found.map(plain);
        }
        if let Some(property) = wmi::property(word) {
            let (ours, unit) = property?;
            let (field, part) = own(ours).ok_or_else(|| no_such(ours, false))??;
            return Ok(Subject { field, part, unit: Some(unit) });
        }
        own(word).unwrap_or_else(|| Err(no_such(word, self.statement))).map(plain)
    }
}

impl Test {
    pub(super) fn new(field: Field, part: Option<String>, op: Op, literals: Vec<Literal>) -> Self {
        Self { field, inside: false, part, op, literals, nocase: false, regex: None }
    }
}

/// The field a word of our own stands for, and the part of it; `None` if it is no field.
fn own(word: &str, inside: bool) -> Option<Result<(Field, Option<String>), String>> {
    let (name, part) = match word.split_once('.') {
        Some((name, part)) => (name, Some(part.to_owned())),
        None => (word, None),
    };
    let field = name.parse::<Field>().ok()?;
    if inside && !field.is_namespaced() {
        return Some(Err(format!("`{name}` is the same in every namespace: leave `{INSIDE}` out")));
    }
    let has_parts = matches!(field.kind(), Kind::Map | Kind::Maps) || field == Field::Environ;
    Some(match (&part, has_parts) {
        (Some(_), false) => Err(format!("`{name}` has no parts")),
        (None, true) if field != Field::Environ => {
            Err(format!("`{name}` has parts: say which, as in `{name}.part`"))
        }
        _ => Ok((field, part)),
    })
}

/// That a word is no attribute, and which one may have been meant.
fn no_such(word: &str, statement: bool) -> String {
    let name = word.split_once('.').map_or(word, |(name, _)| name);
    let ours = Field::ALL
        .iter()
        .flat_map(|field| std::iter::once(field.name()).chain(field.aliases().iter().copied()));
    let (ours, theirs) = (nearest(name, ours), nearest(name, wmi::names()));
    // A word with capitals is one of WMI's.
    let theirs_first = statement || name.contains(|c: char| c.is_ascii_uppercase());
    let near = if theirs_first {
        theirs.first().or(ours.first())
    } else {
        ours.first().or(theirs.first())
    };
    match near {
        Some(near) => format!("no such attribute: `{name}`; did you mean `{near}`?"),
        None => format!("no such attribute: `{name}`"),
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
pub(super) fn check(test: Test) -> Result<Test, Wrong> {
    check_named(test, None)
}

/// The same, of an attribute that is called otherwise.
fn check_named(mut test: Test, name: Option<&str>) -> Result<Test, Wrong> {
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
    let (name, kind) = (name.unwrap_or(test.field.name()), test.field.kind());
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
