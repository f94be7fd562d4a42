//! What the lexer carries from one line to the next: open brackets, open strings and the holes of f-strings.

/// How many frames fit: five f-strings inside each other. What nests deeper is read as string text.
const MAX: usize = 10;

/// Something open that is no bracket of plain code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Frame {
    /// No frame: what unused places hold, so that equal states compare equal.
    #[default]
    None,
    /// The text of a string.
    Text(Quotes),
    /// The hole of an f-string, with the brackets open inside it.
    Hole(u8),
    /// The format spec of the hole below it: text with holes of its own.
    Spec,
}

/// How a string was opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Quotes(u8);

impl Quotes {
    const DOUBLE: u8 = 1;
    const TRIPLE: u8 = 2;
    const RAW: u8 = 4;
    const HOLES: u8 = 8;

    /// Of a string with this prefix.
    pub(super) fn new(prefix: &[u8], quote: u8, triple: bool) -> Self {
        let mut bits = if quote == b'"' { Self::DOUBLE } else { 0 } | if triple { Self::TRIPLE } else { 0 };
        for letter in prefix {
            bits |= match letter.to_ascii_lowercase() {
                b'r' => Self::RAW,
                b'f' | b't' => Self::HOLES,
                _ => 0,
            };
        }
        Self(bits)
    }

    pub(super) const fn byte(self) -> u8 {
        if self.0 & Self::DOUBLE != 0 { b'"' } else { b'\'' }
    }

    pub(super) const fn triple(self) -> bool {
        self.0 & Self::TRIPLE != 0
    }

    pub(super) const fn raw(self) -> bool {
        self.0 & Self::RAW != 0
    }

    pub(super) const fn holes(self) -> bool {
        self.0 & Self::HOLES != 0
    }
}

/// What the lexer carries from one line to the next.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct State {
    frames: [Frame; MAX],
    len: u8,
    /// The line above ended in a backslash, in code or in a string.
    pub(super) joined: bool,
    /// Brackets open in plain code.
    pub(super) brackets: u16,
}

impl State {
    /// How many brackets are open; inside an f-string's hole, the hole and its brackets too.
    pub fn depth(self) -> u16 {
        self.frames.iter().take(self.len as usize).fold(self.brackets, |depth, frame| match frame {
            Frame::Hole(brackets) => depth.saturating_add(u16::from(*brackets) + 1),
            _ => depth,
        })
    }

    /// Whether the line goes on with a string or a joined line begun above.
    pub fn inside(self) -> bool {
        self.joined || self.len > 0
    }

    pub(super) fn top(&self) -> Frame {
        (self.len as usize).checked_sub(1).and_then(|top| self.frames.get(top)).copied().unwrap_or_default()
    }

    pub(super) fn push(&mut self, frame: Frame) {
        if let Some(place) = self.frames.get_mut(self.len as usize) {
            *place = frame;
            self.len += 1;
        }
    }

    pub(super) fn pop(&mut self) {
        self.truncate((self.len as usize).saturating_sub(1));
    }

    fn truncate(&mut self, len: usize) {
        for place in self.frames.iter_mut().take(self.len as usize).skip(len) {
            *place = Frame::None;
        }
        self.len = self.len.min(len as u8);
    }

    /// Whether a hole may open: there must be room for it and for the string or spec inside it.
    pub(super) const fn has_room(&self) -> bool {
        self.len as usize + 2 <= MAX
    }

    /// The innermost string, which the lexer is in a hole or spec of, or in the text of.
    pub(super) fn string(&self) -> Option<Quotes> {
        self.frames
            .iter()
            .take(self.len as usize)
            .rev()
            .find_map(|frame| if let Frame::Text(quotes) = frame { Some(*quotes) } else { None })
    }

    /// Leaves the innermost string with all that is open in it.
    pub(super) fn close_string(&mut self) {
        let at = self.frames.iter().take(self.len as usize).rposition(|frame| matches!(frame, Frame::Text(_)));
        self.truncate(at.unwrap_or_default());
    }

    /// Ends what cannot go on behind a line's end: strings with single quotes, and all that is open in them.
    pub(super) fn end_line(&mut self) {
        let open = |frame: &Frame| matches!(frame, Frame::Text(quotes) if !quotes.triple());
        if let Some(at) = self.frames.iter().take(self.len as usize).position(open) {
            self.truncate(at);
        }
    }

    /// A bracket opens.
    pub(super) fn open(&mut self) {
        match (self.len as usize).checked_sub(1).and_then(|top| self.frames.get_mut(top)) {
            Some(Frame::Hole(depth)) => *depth = depth.saturating_add(1),
            _ => self.brackets = self.brackets.saturating_add(1),
        }
    }

    /// A bracket closes; a `}` that matches no bracket of a hole ends the hole.
    pub(super) fn close(&mut self, byte: u8) {
        match (self.len as usize).checked_sub(1).and_then(|top| self.frames.get_mut(top)) {
            Some(Frame::Hole(0)) if byte == b'}' => self.pop(),
            Some(Frame::Hole(depth)) => *depth = depth.saturating_sub(1),
            _ => self.brackets = self.brackets.saturating_sub(1),
        }
    }
}
