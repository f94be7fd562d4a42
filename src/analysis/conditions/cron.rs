//! Conditions about a cron expression and the time zone stated beside it.

use std::ops::Range;

use super::call::Site;
use super::value::{Value, unquoted};
use super::{Answer, Asker, Place};
use crate::analysis::hints::Zoned;
use crate::analysis::shape::Shape;
use crate::lexicon::Condition;
use crate::lexicon::condition::CronKind;
use crate::schedule::{Cron, Dialect, Reading, Zone};
use crate::syntax::python::call;
use crate::syntax::yaml::tree::Tree;
use crate::syntax::{Flat, TokenKind};
use crate::text::Span;

/// Where a call states its time zone: itself, or in the date that it begins at.
const ZONE_ARGUMENTS: [&str; 9] = [
    "timezone",
    "tz",
    "timezone_id",
    "time_zone",
    "execution_timezone",
    "ScheduleExpressionTimezone",
    "start_date",
    "default_args.start_date",
    "default_args",
];

/// The keys beside a YAML schedule that do so.
const ZONE_KEYS: [&str; 6] = ["timezone", "time_zone", "timezone_id", "tz", "execution_timezone", "ScheduleExpressionTimezone"];

/// What makes a time zone of a name, as code calls it.
const ZONE_CALLS: [&str; 3] = ["pendulum.timezone(", "pytz.timezone(", "ZoneInfo("];

/// Leaves of an argument in which a zone is looked for.
const LEAVES: usize = 128;

impl Asker<'_> {
    pub(super) fn cron(&self, condition: &Condition, place: &Place, kinds: &[CronKind]) -> Answer {
        let ask = |value: &Value| {
            if !value.literal {
                return Answer::Unknown;
            }
            match &*Cron::read_again(&value.text, self.dialect(place.span)) {
                Reading::No => Answer::No,
                Reading::Unclear => Answer::Unknown,
                // Five bare numbers name one day of the year, or are no schedule at all.
                Reading::Cron(_) if !value.text.contains(['*', '?', '@']) => Answer::Unknown,
                Reading::Cron(cron) => kinds.iter().map(|kind| self.cron_is(cron, *kind, place)).max().unwrap_or(Answer::No),
            }
        };
        self.with_value(condition, place.span, ask).unwrap_or(Answer::No)
    }

    fn cron_is(&self, cron: &Cron, kind: CronKind, place: &Place) -> Answer {
        match kind {
            CronKind::FixedHour => cron.is_fixed_hour().into(),
            CronKind::EveryMinute => cron.is_every_minute().into(),
            CronKind::BothDays => cron.has_both_days().map_or(Answer::Unknown, Answer::from),
            CronKind::DstGap => self.zone(place).map_or(Answer::Unknown, |zone| cron.meets_shift(&zone).into()),
        }
    }

    /// Who reads the expression at a place.
    pub(in crate::analysis) fn dialect(&self, span: Span) -> Dialect {
        match self.document.shape() {
            Shape::Python(_) => Dialect::Croniter,
            Shape::Yaml(tree) => {
                let names = self.entry_at(span).into_iter().flat_map(|entry| tree.ancestors(entry).take(2));
                let kubernetes = names.map(|entry| tree.name(self.lexed(), entry)).eq(["schedule", "spec"]);
                if kubernetes { Dialect::Kubernetes } else { Dialect::Other }
            }
            Shape::Sql(_) | Shape::None => Dialect::Other,
        }
    }

    /// What is known of the time zone beside an expression.
    pub(in crate::analysis) fn zone_beside(&self, span: Span) -> Zoned {
        let place = Place { span, call: None };
        if let Some(zone) = self.zone(&place) {
            return Zoned::Named(zone);
        }
        let stated = match self.document.shape() {
            Shape::Yaml(tree) => self.entry_at(span).is_some_and(|entry| self.zone_key(tree, entry).is_some()),
            Shape::Python(_) => self.subject(&place).is_some_and(|site| {
                ZONE_ARGUMENTS.iter().any(|name| self.find_argument(&site, name).map_or_else(|unsure| unsure == Answer::Unknown, |_| true))
            }),
            Shape::Sql(_) | Shape::None => false,
        };
        if stated { Zoned::Unclear } else { Zoned::Absent }
    }

    /// The time zone stated beside an expression.
    fn zone(&self, place: &Place) -> Option<Zone> {
        match self.document.shape() {
            Shape::Yaml(tree) => {
                let entry = self.entry_at(place.span)?;
                let found = self.zone.get(self.mapping_at(entry), || self.zone_of_mapping(tree, entry));
                Option::clone(&found)
            }
            Shape::Python(_) => {
                let site = self.subject(place)?;
                let found = self.zone.get(site.start(), || self.zone_of_call(&site));
                Option::clone(&found)
            }
            Shape::Sql(_) | Shape::None => None,
        }
    }

    fn zone_of_mapping(&self, tree: &Tree, entry: u32) -> Option<Zone> {
        Zone::named(unquoted(self.lexed().slice(tree.get(self.zone_key(tree, entry)?)?.value?)))
    }

    /// The key beside an entry that states a time zone.
    fn zone_key(&self, tree: &Tree, entry: u32) -> Option<u32> {
        let is_zone = |&entry: &u32| ZONE_KEYS.iter().any(|key| tree.name(self.lexed(), entry).eq_ignore_ascii_case(key));
        tree.siblings(entry).find(is_zone)
    }

    /// The first argument that may state a zone decides.
    fn zone_of_call(&self, site: &Site) -> Option<Zone> {
        let value = ZONE_ARGUMENTS.iter().find_map(|name| self.find_argument(site, name).ok())?;
        let flat = site.flat();
        let leaves = value.start..value.end.min(value.start + LEAVES);
        let strings = leaves.clone().filter_map(|leaf| call::string_content(flat, self.lexed(), leaf));
        let named: Vec<Zone> = strings.filter_map(|content| Zone::named(self.lexed().slice(content))).collect();
        match named.as_slice() {
            [] if self.names_something(flat, leaves) => self.zone_of_file(),
            [zone] => Some(zone.clone()),
            _ => None,
        }
    }

    /// Whether a value holds a name that is not called: perhaps a zone that the file made before.
    fn names_something(&self, flat: &Flat, leaves: Range<usize>) -> bool {
        let kind = |leaf: usize| flat.get(leaf).map(|leaf| leaf.kind);
        let text = |leaf: usize| flat.get(leaf).map_or("", |leaf| self.lexed().slice(leaf.span));
        leaves.into_iter().any(|leaf| {
            let free = !matches!(kind(leaf + 1), Some(TokenKind::Open | TokenKind::Dot | TokenKind::Equals));
            kind(leaf) == Some(TokenKind::Word) && free && !matches!(text(leaf), "None" | "True" | "False" | "utc" | "UTC")
        })
    }

    /// The one zone that the file makes of a name; none where it makes several.
    pub(in crate::analysis) fn zone_of_file(&self) -> Option<Zone> {
        let found = self.file_zone.get_or_init(|| {
            let text: &str = self.lexed().text();
            let names = ZONE_CALLS.iter().flat_map(|call| text.match_indices(call).map(|(at, call)| at + call.len()));
            let literals = names.filter_map(|at| {
                let rest = text.get(at..)?.trim_start();
                let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
                rest.get(1..)?.split(quote).next()
            });
            let mut zones: Vec<String> = literals.map(str::to_owned).collect();
            zones.sort_unstable();
            zones.dedup();
            zones.pop().filter(|_| zones.is_empty())
        });
        Zone::named(found.as_ref()?)
    }
}
