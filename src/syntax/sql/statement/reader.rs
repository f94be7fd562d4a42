//! One pass over a statement's tokens with a stack of brackets: clauses, query blocks and table names.

use super::Place;
use super::head::{Head, behind_template, keyword_at};
use crate::syntax::sql::keyword::Keyword;
use crate::syntax::sql::{Clause, StatementKind};
use crate::syntax::{Flat, Leaf, Lexed, TokenKind, Zone};

/// What is known inside one bracket, or outside of all.
#[derive(Clone, Copy)]
struct Frame {
    clause: Clause,
    block: u32,
    /// Whether keywords begin clauses here: not so in a function's arguments.
    query: bool,
    /// Whether a table's name comes next.
    expects: Expect,
    /// Whether a comma here brings another table.
    list: bool,
    /// Whether it is a function's argument list.
    call: bool,
}

/// Whether a table's name comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    Nothing,
    /// It does, and a bracket behind it makes it a function.
    Source,
    /// It does, and a bracket behind it holds columns.
    Target,
}

pub(super) struct Reader<'a> {
    lexed: &'a Lexed,
    flat: &'a Flat,
    head: Head,
    places: Vec<Place>,
    frame: Frame,
    /// The frames around, each with the bracket that `frame` or the next one is inside of.
    outer: Vec<(usize, Frame)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(lexed: &'a Lexed, flat: &'a Flat, head: Head) -> Self {
        let block = flat.get(head.first).or(flat.get(0)).map_or(0, |leaf| leaf.span.start);
        let frame = Frame { clause: Clause::Other, block, query: head.query, expects: Expect::Nothing, list: false, call: false };
        Self { lexed, flat, head, places: Vec::with_capacity(flat.len()), frame, outer: Vec::new() }
    }

    pub(super) fn read(mut self) -> Vec<Place> {
        while let Some(leaf) = self.flat.get(self.places.len()) {
            self.step(leaf);
        }
        self.places
    }

    fn step(&mut self, leaf: Leaf) {
        let at = self.places.len();
        match leaf.kind {
            TokenKind::TemplateOpen => self.template(at),
            _ if leaf.zone == Zone::Template => self.mark(1, false),
            TokenKind::Open => self.open(at),
            TokenKind::Close => self.close(at),
            TokenKind::Word => match keyword_at(self.lexed, self.flat, at) {
                Some(word) => self.keyword(at, word),
                None => self.name(at),
            },
            TokenKind::QuotedWord => self.name(at),
            TokenKind::Comma => {
                self.frame.expects = Expect::Nothing;
                if self.frame.list {
                    self.frame.expects = if self.frame.clause == Clause::Other { Expect::Target } else { Expect::Source };
                    if matches!(self.frame.clause, Clause::Join | Clause::On | Clause::Using) {
                        self.frame.clause = Clause::From;
                    }
                }
                self.mark(1, false);
            }
            _ => {
                self.frame.expects = Expect::Nothing;
                self.mark(1, false);
            }
        }
    }

    /// Gives the next `count` leaves their place.
    fn mark(&mut self, count: usize, table: bool) {
        let place = Place { clause: self.frame.clause, block: self.frame.block, table };
        let len = (self.places.len() + count).min(self.flat.len());
        self.places.resize(len, place);
    }

    /// `{{ … }}` may be a table's name; `{% … %}` stands between.
    fn template(&mut self, at: usize) {
        if self.frame.expects != Expect::Nothing && self.is_expression(at) {
            return self.name(at);
        }
        self.mark(behind_template(self.flat, at) - at, false);
    }

    fn is_expression(&self, at: usize) -> bool {
        self.flat.get(at).is_some_and(|leaf| leaf.kind == TokenKind::TemplateOpen && self.lexed.slice(leaf.span).starts_with("{{"))
    }

    /// A word that is no keyword: a table's name, if one comes next.
    fn name(&mut self, at: usize) {
        let expects = std::mem::replace(&mut self.frame.expects, Expect::Nothing);
        if expects == Expect::Nothing {
            return self.mark(1, false);
        }
        let end = self.name_end(at);
        let called = self.flat.get(end).is_some_and(|leaf| leaf.kind == TokenKind::Open && self.lexed.slice(leaf.span) == "(");
        let word = self.flat.get(at).map_or("", |leaf| self.lexed.slice(leaf.span));
        let stage = self.head.kind == StatementKind::Copy && word.starts_with('@');
        let template = self.is_expression(at);
        self.mark(end - at, !stage && (template || expects == Expect::Target || !called));
    }

    /// Behind the dotted name that begins at `at`: words, quoted words and templates joined by dots, or written together.
    fn name_end(&self, mut at: usize) -> usize {
        loop {
            at = match self.flat.get(at).map(|leaf| leaf.kind) {
                Some(TokenKind::TemplateOpen) => behind_template(self.flat, at),
                _ => at + 1,
            };
            if self.is_part(at) && self.touches(at) {
                continue;
            }
            let dash = self.flat.get(at).is_some_and(|leaf| leaf.kind == TokenKind::Operator && self.lexed.slice(leaf.span) == "-");
            let dot = self.flat.get(at).is_some_and(|leaf| leaf.kind == TokenKind::Dot && leaf.zone == Zone::Code);
            if (dot && self.is_part(at + 1)) || (dash && self.touches(at) && self.touches(at + 1) && self.is_part(at + 1)) {
                at += 1;
                continue;
            }
            return at;
        }
    }

    fn is_part(&self, at: usize) -> bool {
        let part = |leaf: Leaf| leaf.zone == Zone::Code && matches!(leaf.kind, TokenKind::Word | TokenKind::QuotedWord | TokenKind::Number);
        self.flat.get(at).is_some_and(part) || self.is_expression(at)
    }

    /// Whether a leaf stands directly behind the one before it.
    fn touches(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.flat.get(before));
        before.zip(self.flat.get(at)).is_some_and(|(before, leaf)| before.span.end == leaf.span.start)
    }

    fn open(&mut self, at: usize) {
        let expects = std::mem::replace(&mut self.frame.expects, Expect::Nothing);
        let square = self.flat.get(at).is_some_and(|leaf| self.lexed.slice(leaf.span) == "[");
        if let Some(close) = self.flat.partner(at).filter(|_| square && expects != Expect::Nothing) {
            // `[dbo].[orders]`
            self.mark(close + 1 - at, true);
            if self.flat.get(close + 1).is_some_and(|leaf| leaf.kind == TokenKind::Dot) {
                self.mark(1, true);
                self.frame.expects = expects;
            }
            return;
        }
        let before = at.checked_sub(1);
        let over = before.is_some_and(|before| keyword_at(self.lexed, self.flat, before) == Some(Keyword::Over));
        let word = before
            .and_then(|before| self.flat.get(before))
            .is_some_and(|leaf| matches!(leaf.kind, TokenKind::Word | TokenKind::QuotedWord));
        let call = word && before.is_some_and(|before| keyword_at(self.lexed, self.flat, before).is_none());
        let around = self.frame;
        if over {
            self.frame.clause = Clause::Over;
        }
        self.mark(1, false);
        let tables = expects == Expect::Source;
        self.outer.push((at, around));
        self.frame.query = tables;
        self.frame.expects = if tables { Expect::Source } else { Expect::Nothing };
        self.frame.list = tables;
        self.frame.call = call;
    }

    fn close(&mut self, at: usize) {
        if let Some(open) = self.flat.partner(at) {
            // Brackets inside it that were never closed end with it.
            while let Some((bracket, frame)) = self.outer.pop_if(|(bracket, _)| *bracket >= open) {
                let over = self.places.get(bracket).is_some_and(|place| place.clause == Clause::Over);
                self.frame = frame;
                if bracket == open && over {
                    self.frame.clause = Clause::Over;
                    self.mark(1, false);
                    self.frame = frame;
                    return;
                }
            }
        }
        self.frame.expects = Expect::Nothing;
        self.mark(1, false);
    }

    fn keyword(&mut self, at: usize, word: Keyword) {
        let before = at.checked_sub(1).and_then(|before| keyword_at(self.lexed, self.flat, before));
        let next = keyword_at(self.lexed, self.flat, at + 1);
        let starts_block = match word {
            Keyword::Select => self.frame.query || self.head.query,
            Keyword::With => self.is_first(at) && self.defines(at),
            Keyword::Values | Keyword::From => self.is_first(at) && !self.frame.call && !self.outer.is_empty(),
            _ => false,
        };
        if starts_block {
            self.frame.block = self.flat.get(at).map_or(self.frame.block, |leaf| leaf.span.start);
            self.frame.query = true;
        }
        if self.frame.query && (before != Some(Keyword::As) || starts_block || word == Keyword::Values) {
            self.clause(at, word, before, next);
        } else {
            self.frame.expects = Expect::Nothing;
        }
        self.mark(1, false);
    }

    /// Whether nothing but templates stands before a leaf in its bracket, or a word that a query may follow.
    fn is_first(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        let behind = matches!(self.flat.get(before).map(|leaf| leaf.kind), Some(TokenKind::Open | TokenKind::TemplateClose));
        behind
            || at == self.head.first
            || keyword_at(self.lexed, self.flat, before).is_some_and(|word| !matches!(word, Keyword::Group))
            || self.is_insert()
    }

    fn is_insert(&self) -> bool {
        self.outer.is_empty() && matches!(self.frame.clause, Clause::Into | Clause::Other)
    }

    /// Whether the `WITH` at a leaf names a query: `WITH a AS (`, `WITH RECURSIVE a (x) AS (`.
    fn defines(&self, at: usize) -> bool {
        let at = if keyword_at(self.lexed, self.flat, at + 1) == Some(Keyword::Recursive) { at + 1 } else { at };
        if matches!(keyword_at(self.lexed, self.flat, at + 1), Some(Keyword::Offset | Keyword::Ordinality)) {
            return false;
        }
        let Some(name) = self.flat.get(at + 1) else { return true };
        match name.kind {
            TokenKind::TemplateOpen => true,
            TokenKind::Word | TokenKind::QuotedWord => {
                let behind = self.name_end(at + 1);
                keyword_at(self.lexed, self.flat, behind) == Some(Keyword::As)
                    || self.flat.get(behind).is_none_or(|leaf| leaf.kind == TokenKind::Open)
            }
            _ => false,
        }
    }

    /// The clause that a keyword begins, and whether a table's name follows it.
    fn clause(&mut self, at: usize, word: Keyword, before: Option<Keyword>, next: Option<Keyword>) {
        use StatementKind::{Copy, Delete, Drop, Insert, Merge, Truncate, Update};
        let top = self.outer.is_empty();
        let kind = self.head.kind;
        let verb = at == self.head.verb;
        let header = top && self.frame.clause == Clause::Other;
        let clause = self.frame.clause;
        let joins = matches!(clause, Clause::From | Clause::Join | Clause::On | Clause::Using);
        match word {
            Keyword::Select => self.begin(Clause::Select, Expect::Nothing),
            Keyword::With if self.frame.block == self.flat.get(at).map_or(0, |leaf| leaf.span.start) => {
                self.begin(Clause::With, Expect::Nothing);
            }
            Keyword::From if before == Some(Keyword::Distinct) && self.is_comparison(at) => {}
            Keyword::From => {
                let source = top && kind == Copy && clause != Clause::Select;
                self.begin(Clause::From, if source { Expect::Nothing } else { Expect::Source });
                self.frame.list = !source;
            }
            Keyword::Join => {
                self.begin(Clause::Join, Expect::Source);
                self.frame.list = true;
            }
            Keyword::On if matches!(next, Some(Keyword::Conflict | Keyword::Duplicate)) => self.begin(Clause::Other, Expect::Nothing),
            Keyword::On if joins => self.frame.clause = Clause::On,
            Keyword::Using if top && matches!(kind, Merge | Delete) && !matches!(clause, Clause::Join) => {
                self.begin(Clause::Using, Expect::Source);
                self.frame.list = kind == Delete;
            }
            Keyword::Using if joins => self.frame.clause = Clause::Using,
            Keyword::Where => self.begin(Clause::Where, Expect::Nothing),
            Keyword::Group if next == Some(Keyword::By) => self.begin(Clause::GroupBy, Expect::Nothing),
            Keyword::Order if next == Some(Keyword::By) => self.begin(Clause::OrderBy, Expect::Nothing),
            Keyword::Having => self.begin(Clause::Having, Expect::Nothing),
            Keyword::Qualify => self.begin(Clause::Qualify, Expect::Nothing),
            Keyword::Window if keyword_at(self.lexed, self.flat, at + 2) == Some(Keyword::As) => {
                self.begin(Clause::Window, Expect::Nothing);
            }
            Keyword::Limit | Keyword::Fetch => self.begin(Clause::Limit, Expect::Nothing),
            Keyword::Offset if before != Some(Keyword::With) && self.flat.get(at + 1).is_some_and(|leaf| leaf.kind != TokenKind::Open) => {
                self.begin(Clause::Limit, Expect::Nothing);
            }
            Keyword::Values => self.begin(Clause::Values, Expect::Nothing),
            Keyword::Set if top && matches!(kind, Update | Merge | Insert) => self.begin(Clause::Set, Expect::Nothing),
            Keyword::Into => self.begin(Clause::Into, Expect::Target),
            Keyword::Returning | Keyword::Union | Keyword::Intersect => self.begin(Clause::Other, Expect::Nothing),
            Keyword::Except if !self.is_behind_star(at) => self.begin(Clause::Other, Expect::Nothing),
            Keyword::Minus if next == Some(Keyword::Select) => self.begin(Clause::Other, Expect::Nothing),
            // What may stand between a word that brings a table and its name.
            Keyword::Lateral if next == Some(Keyword::View) => {
                self.frame.expects = Expect::Nothing;
                self.frame.list = false;
            }
            Keyword::Only | Keyword::Lateral | Keyword::If | Keyword::Not | Keyword::Exists | Keyword::Overwrite | Keyword::Ignore => {}
            Keyword::Table if self.frame.expects != Expect::Nothing => {}
            Keyword::Table | Keyword::View if header => self.frame.expects = Expect::Target,
            Keyword::Insert | Keyword::Merge | Keyword::Update | Keyword::Delete | Keyword::Truncate | Keyword::Copy if verb => {
                self.frame.expects = Expect::Target;
                self.frame.list = matches!(kind, Update | Truncate);
            }
            _ => self.frame.expects = Expect::Nothing,
        }
        if word == Keyword::Table && kind == Drop {
            self.frame.list = true;
        }
    }

    fn begin(&mut self, clause: Clause, expects: Expect) {
        self.frame.clause = clause;
        self.frame.expects = expects;
        self.frame.list = false;
    }

    /// `IS [NOT] DISTINCT FROM`.
    fn is_comparison(&self, at: usize) -> bool {
        let word = at.checked_sub(2).and_then(|at| keyword_at(self.lexed, self.flat, at));
        matches!(word, Some(Keyword::Is | Keyword::Not))
    }

    /// `SELECT * EXCEPT (a, b)`.
    fn is_behind_star(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|at| self.flat.get(at)).is_some_and(|leaf| self.lexed.slice(leaf.span) == "*")
    }
}
