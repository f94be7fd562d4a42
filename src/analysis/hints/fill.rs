//! The value of a setting, as its hint's label wants it.

use super::Said;
use super::dag;
use super::resolve::{Operand, Zoned, day, length};
use super::waits::waits;
use crate::analysis::conditions::Asker;
use crate::lexicon::Hint;
use crate::lexicon::hint::{Formatter, Part, Reader};
use crate::schedule::{Cron, Dialect, Length, Reading, Timing, Zone};
use crate::text::Span;

/// A value longer than this is no word.
const LONGEST_VALUE: usize = 40;

/// What a hint says at a place, and the setting with its value; `None` where its value has no words.
pub(super) fn fill(asker: &Asker, hint: &Hint, span: Span) -> Option<(Vec<Said>, Span)> {
    if hint.label.has(Formatter::Dag) {
        // What is called is the place: its arguments speak for themselves.
        let name = asker.lexed().slice(span).trim_end_matches(['(', ' ']).len() as u32;
        let said = vec![Said::Dag(Box::new(dag::summary(asker, Span::new(span.end.saturating_sub(1), span.end))?))];
        return Some((said, Span::new(span.start, span.start + name)));
    }
    let operand = asker.setting(span);
    let part = |part: &Part| match part {
        Part::Text(text) => Some(Said::Text(text.clone())),
        Part::Filled(formatter) => formatted(asker, hint, span, *formatter, operand.as_ref()?),
    };
    let said: Vec<Said> = hint.label.0.iter().map(part).collect::<Option<_>>()?;
    let place = operand.map_or(span, |operand| span.hull(operand.span));
    Some((said, place))
}

fn formatted(asker: &Asker, hint: &Hint, span: Span, formatter: Formatter, operand: &Operand) -> Option<Said> {
    match formatter {
        Formatter::Value => value(operand),
        Formatter::Cron => cron(asker, hint, span, operand),
        Formatter::Duration => length(asker.lexed(), operand, hint.unit).map(Said::Length),
        Formatter::Date => day(asker.lexed(), operand).map(Said::Day),
        Formatter::Waits => waits(asker, operand).map(Said::Text),
        Formatter::Dag => None,
    }
}

fn value(operand: &Operand) -> Option<Said> {
    let text = operand.value.text.trim();
    let plain = operand.value.literal && !text.is_empty() && text.len() <= LONGEST_VALUE && !text.contains(['\n', '\r']);
    plain.then(|| Said::Text(text.to_owned()))
}

fn cron(asker: &Asker, hint: &Hint, span: Span, operand: &Operand) -> Option<Said> {
    let text = Some(operand.value.text.trim()).filter(|_| operand.value.literal)?;
    if let Some(every) = every(text) {
        return Some(Said::Every(every));
    }
    let dialect = match hint.reader {
        // What stands in `cron(…)` is EventBridge's, wherever it stands.
        _ if text.starts_with("cron(") => Dialect::Eventbridge,
        Some(reader) => dialect(reader),
        None => asker.dialect(span),
    };
    let Reading::Cron(cron) = &*Cron::read_again(text, dialect) else { return None };
    let zone = match asker.zone_beside(span) {
        Zoned::Named(zone) => Some(zone),
        Zoned::Absent => hint.zone.as_deref().and_then(Zone::named),
        Zoned::Unclear => None,
    };
    Timing::new((**cron).clone(), zone).map(|timing| Said::Timing(Box::new(timing)))
}

/// `rate(5 minutes)` of `EventBridge`, `@every 1h30m` of Kubernetes' reader.
fn every(text: &str) -> Option<Length> {
    let inner = text.strip_prefix("rate(").and_then(|rest| rest.strip_suffix(')')).or_else(|| text.strip_prefix("@every "));
    Length::read(inner?)
}

fn dialect(reader: Reader) -> Dialect {
    match reader {
        Reader::Crontab => Dialect::Vixie,
        Reader::Croniter => Dialect::Croniter,
        Reader::Kubernetes => Dialect::Kubernetes,
        Reader::Github => Dialect::Other,
        Reader::Quartz => Dialect::Quartz,
        Reader::Eventbridge => Dialect::Eventbridge,
    }
}
