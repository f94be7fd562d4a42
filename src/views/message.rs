//! What a finding says where there is room for a line or two.

use crate::analysis::Finding;
use crate::lexicon::Lexicon;

/// The message of a diagnostic: what will happen, and on a line of its own what to do instead.
pub fn diagnostic(lexicon: &Lexicon, finding: &Finding) -> String {
    let rule = lexicon.rule(finding.rule);
    if rule.advice.is_empty() { rule.message.clone() } else { format!("{}\n{}", rule.message, rule.advice) }
}
