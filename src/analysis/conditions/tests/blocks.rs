//! Blocks by what their headers say.

use super::*;

#[test]
fn handlers() {
    for (marked, expected) in [
        ("try:\n  a\n«except»:\n  pass", Yes),
        ("try:\n  a\n«except» Exception:\n  pass", Yes),
        ("try:\n  a\n«except» (ValueError, builtins.Exception) as e:\n  pass", Yes),
        ("try:\n  a\n«except» KeyError, Exception:\n  pass", Yes),
        ("try:\n  a\n«except*» Exception:\n  pass", Yes),
        ("try:\n  a\nexcept Exception:\n  if x:\n    «a»", Yes),
        ("try:\n  a\n«except» (ValueError, requests.HTTPError):\n  pass", No),
        ("try:\n  a\n«except» MyException:\n  pass", No),
        ("try:\n  a\n«except» RETRIED:\n  pass", Unknown),
        ("try:\n  a\n«except» (ValueError,) + others:\n  pass", Unknown),
        ("try:\n  a\n«except» errors():\n  pass", Unknown),
        ("try:\n  a\n«except» \n  pass", Unknown),
        ("try:\n  a\nexcept Exception:\n  def f():\n    «a»", No),
        ("try:\n  «a»\nexcept Exception:\n  pass", No),
        ("«a»", No),
    ] {
        check(Python, marked, "catches: [bare, Exception]", expected);
    }
    check(Python, "try:\n  a\n«except» Exception:\n  pass", "catches: bare", No);
    check(Sql, "«a»", "catches: bare", No);
}

#[test]
fn classes_comprehensions_and_guards() {
    for (marked, condition, expected) in [
        ("class A(beam.DoFn, B[int]):\n  def f(self):\n    «a»", "inside: { subclass: DoFn }", Yes),
        ("class A[T](B[int], DoFn):\n  def f(self):\n    «a»", "inside: { subclass: B }", Yes),
        ("class A(metaclass=DoFn):\n  def f(self):\n    «a»", "inside: { subclass: DoFn }", No),
        ("class A(MyDoFn):\n  def f(self):\n    «a»", "inside: { subclass: DoFn }", No),
        ("class A:\n  def f(self):\n    «a»", "inside: { subclass: true }", No),
        ("x = [f(«a») for a in b]", "inside: { comprehension: true }", Yes),
        ("x = {k: v for k in b for v in «c»(k)}", "inside: { comprehension: true }", Yes),
        ("x = [a for a in «c»()]", "inside: { comprehension: true }", No),
        ("x = [a for a in c if «d»(a)]", "inside: { comprehension: true }", Yes),
        ("x = sum(«f»(a) for a in b)", "inside: { comprehension: true }", Yes),
        ("x = [g(«f»)]", "inside: { comprehension: true }", No),
        ("for a in b: «f»(a)", "inside: { comprehension: true }", No),
        ("for a in b: «f»(a)", "inside: { loop: true }", Yes),
        ("for a in «b»: f(a)", "inside: { loop: true }", No),
        ("if __name__ == '__main__':\n  «a»", "inside: { main_guard: true }", Yes),
        ("if \"__main__\" == __name__: «a»", "inside: { main_guard: true }", Yes),
        ("if __name__ == 'x':\n  «a»", "inside: { main_guard: true }", No),
    ] {
        check(Python, marked, condition, expected);
    }
}
