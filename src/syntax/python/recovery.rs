//! Recovery from brackets left open: half-typed code must not swallow the rest of a file.

use super::class::{Class, class};

/// Whether a line can only be the beginning of a statement, so that brackets open above it were left open by mistake.
///
/// Words that are never a part of an expression say so at any column; `for`, `if` and `async`, which may go on with a
/// comprehension or a condition, only at column 0 and on a line that ends in a colon; `from` where `import` follows;
/// `@` at column 0 before a name. Nothing that is valid inside brackets is taken for a statement.
pub(super) fn begins_statement(line: &str) -> bool {
    let blanks = line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\x0c')).count();
    // Most lines inside brackets begin with a quote, a bracket or a name: one look at the first byte is enough.
    let Some(&first) = line.as_bytes().get(blanks) else { return false };
    if !matches!(first, b'@' | b'a'..=b'i' | b'n' | b'p' | b'r' | b't' | b'w') {
        return false;
    }
    let code = line.get(blanks..).unwrap_or_default();
    let flush = blanks == 0;
    if first == b'@' {
        return flush && code.as_bytes().get(1).is_some_and(|&byte| class(byte) == Class::Word);
    }
    let len = code.bytes().position(|byte| !byte.is_ascii_lowercase()).unwrap_or(code.len());
    let (word, rest) = (code.get(..len).unwrap_or_default(), code.get(len..).unwrap_or_default());
    if rest.bytes().next().is_some_and(|byte| matches!(class(byte), Class::Word | Class::Digit)) {
        return false;
    }
    match word {
        "def" | "class" | "import" | "with" | "while" | "try" | "except" | "finally" | "return" | "raise" | "del" | "global"
        | "nonlocal" | "assert" | "pass" | "break" | "continue" | "elif" => true,
        "else" => rest.trim_start().starts_with(':'),
        "for" | "if" | "async" => flush && rest.split('#').next().is_some_and(|code| code.trim_end().ends_with(':')),
        "from" => rest.split_whitespace().nth(1) == Some("import"),
        _ => false,
    }
}
