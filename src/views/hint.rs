//! Hints in words: the label beside the code, and what a person sees who rests on it.

use super::links;
use super::markup::Markup;
use crate::analysis::Guidance;
use crate::analysis::hints::{Catchup, Hint, Runs, Said, Summary};
use crate::lexicon::Lexicon;
use crate::schedule::Timing;
use crate::schedule::date::{self, Date};

/// The label: the whole message, on one line. The same on every day.
pub fn label(hint: &Hint) -> String {
    let said = |said: &Said| match said {
        Said::Text(text) => text.clone(),
        Said::Timing(timing) => timing.words_with_clocks(),
        Said::Every(length) => length.every(),
        Said::Length(length) => length.words(),
        Said::Day(day) => date::short(*day),
        Said::Dag(summary) => dag(summary),
    };
    hint.said.iter().map(said).collect()
}

/// `Mon–Fri 06:00 Berlin · missed runs are skipped · up to 3 retries`
fn dag(summary: &Summary) -> String {
    let runs = summary.runs.as_ref().map(runs);
    let catchup = summary.catchup.map(catchup);
    let retries = summary.retries.map(|retries| match retries {
        0 => "no retries".to_owned(),
        1 => "up to 1 retry".to_owned(),
        many => format!("up to {many} retries"),
    });
    [runs, catchup, retries].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn runs(runs: &Runs) -> String {
    match runs {
        Runs::Timing(timing) => timing.words(),
        Runs::Every(length) => length.every(),
        Runs::Once => "runs once".to_owned(),
        Runs::Continuous => "runs again as soon as it has ended".to_owned(),
        Runs::Data => "runs when its data is updated".to_owned(),
        Runs::ByHand => "runs only when triggered".to_owned(),
    }
}

fn catchup(catchup: Catchup) -> String {
    match catchup {
        Catchup::Skipped => "missed runs are skipped".to_owned(),
        Catchup::All(Some(since)) => format!("runs all missed since {}", date::short(since)),
        Catchup::All(None) => "runs all missed since start_date".to_owned(),
    }
}

/// What a person sees who rests on a label: more about the place, what today makes of it, the term in a sentence, and
/// where to read on. `today` is a fact from outside: without one, nothing is said that would be another thing tomorrow.
pub fn tooltip(lexicon: &Lexicon, hint: &Hint, markup: Markup, guidance: &Guidance, today: Option<Date>) -> String {
    let own = lexicon.hint(hint.id);
    let id = lexicon.term_of_hint(hint.id);
    let term = lexicon.term(id);
    let mut blocks: Vec<String> = own.tooltip.iter().map(|text| markup.paragraph("", text)).collect();
    if let Some(timing) = timing(hint) {
        blocks.extend(about(timing, today).into_iter().map(|text| markup.paragraph("", &text)));
    }
    let heading = markup.strong(&term.name);
    blocks.push(format!("{heading}{}{}", markup.line_break(), markup.paragraph("", &term.card.plain_english)));
    if let Some(url) = own.docs.clone().or_else(|| links::term_url(lexicon, id, guidance)) {
        blocks.push(markup.link("Read more", &url));
    }
    blocks.join("\n\n")
}

/// The schedule that is said.
fn timing(hint: &Hint) -> Option<&Timing> {
    hint.said.iter().find_map(|said| match said {
        Said::Timing(timing) => Some(&**timing),
        Said::Dag(summary) => match &summary.runs {
            Some(Runs::Timing(timing)) => Some(&**timing),
            _ => None,
        },
        _ => None,
    })
}

/// What else there is to say about a schedule.
fn about(timing: &Timing, today: Option<Date>) -> Vec<String> {
    let zone = match timing.zone_name() {
        Some(zone) => Some(format!("In words: {}. Time zone: {zone}.", timing.words_with_clocks())),
        None if timing.is_utc_by_default() => {
            Some("No time zone is stated here, so Airflow reads it in UTC, unless its configuration sets core.default_timezone.".to_owned())
        }
        None => None,
    };
    zone.into_iter().chain(today.and_then(|today| timing.next_changes(today))).collect()
}
