use super::*;
use crate::syntax::Language;

/// What the suite of the first header named `except` holds.
#[track_caller]
fn check(suite: &str, expected: Option<&[Option<BodyKind>]>) {
    let source = format!("try:\n    x\nexcept Exception as e:{suite}");
    let lexed = Lexed::new(source.as_str().into(), Language::Python);
    let outline = Outline::new(&lexed);
    assert_eq!(body_kinds(&lexed, &outline, 2).as_deref(), expected, "{suite}");
}

#[test]
fn what_suites_hold() {
    use BodyKind::{Break, Continue, Log, Pass, Print, Return};
    check(" pass", Some(&[Some(Pass)]));
    check("  # why\n    ...\n", Some(&[Some(Pass)]));
    check("\n    \"\"\"Doc.\"\"\"\n    continue\n", Some(&[Some(Continue)]));
    check("\n    print('a', f(x)); break\n", Some(&[Some(Print), Some(Break)]));
    check("\n    self.log.warning('x %s', e)\n    return None\n", Some(&[Some(Log), Some(Return)]));
    check("\n    logging.exception(\n        'x',\n    )\n    context.log.info(1)\n    _LOGGER.error(2)\n", Some(&[Some(Log); 3]));
    check("\n    return\n", Some(&[Some(Return)]));
    check(" return {}", Some(&[Some(Return)]));
    check(" return -1", Some(&[Some(Return)]));
    check(" return f(e)", Some(&[None]));
    check(" return f'{e}'", Some(&[None]));
    check("\n    raise\n", Some(&[None]));
    check("\n    logger.error(1)\n    if a:\n        raise\n", Some(&[Some(Log), None]));
    check("\n    logger.x(1).y(2)\n    print(1) or f()\n    math.log.z\n    math.dialog(1)", Some(&[None; 4]));
    check("", None);
    check("\nx = 1", None);
}
