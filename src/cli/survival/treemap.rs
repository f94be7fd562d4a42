//! The map of words: rectangles that fill a rectangle, each as large as it weighs, as square as can be.

/// A rectangle, in whatever unit its whole has.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Area {
    /// Without a margin on each side.
    pub(super) fn inset(self, left: f64, top: f64, right: f64, bottom: f64) -> Self {
        let (width, height) = ((self.width - left - right).max(0.0), (self.height - top - bottom).max(0.0));
        Self { x: self.x + left, y: self.y + top, width, height }
    }
}

/// Shares `whole` out among `weights` (none negative), which come largest first. The areas are in the order of the
/// weights and proportional to them.
///
/// Rows are laid along the shorter side, each filled as long as its rectangles become squarer by it.
pub(super) fn areas(weights: &[f64], whole: Area) -> Vec<Area> {
    let mut left: f64 = weights.iter().sum();
    let mut rest = whole;
    let mut out = Vec::with_capacity(weights.len());
    let mut weights = weights;
    while !weights.is_empty() && left > 0.0 {
        let scale = rest.width * rest.height / left;
        let (row, others) = weights.split_at(row_len(weights, scale, rest.width.min(rest.height)));
        let sum: f64 = row.iter().sum();
        rest = lay(row, sum, sum * scale, rest, &mut out);
        left -= sum;
        weights = others;
    }
    out.extend(weights.iter().map(|_| Area { width: 0.0, height: 0.0, ..rest }));
    out
}

/// How many of the first weights make the best row along a side of this length.
fn row_len(weights: &[f64], scale: f64, side: f64) -> usize {
    let (mut sum, mut best) = (0.0, f64::INFINITY);
    let largest = weights.first().copied().unwrap_or_default() * scale;
    for (len, weight) in weights.iter().enumerate() {
        sum += weight * scale;
        let worst = (side * side * largest / (sum * sum)).max(sum * sum / (side * side * weight * scale));
        if len > 0 && worst > best {
            return len;
        }
        best = worst;
    }
    weights.len()
}

/// Lays a row of this area along the shorter side; gives what is left.
fn lay(row: &[f64], sum: f64, area: f64, rest: Area, out: &mut Vec<Area>) -> Area {
    let wide = rest.width >= rest.height;
    let side = if wide { rest.height } else { rest.width };
    let depth = if side > 0.0 { area / side } else { 0.0 };
    let mut at = 0.0;
    for weight in row {
        let len = if sum > 0.0 { side * weight / sum } else { 0.0 };
        out.push(if wide {
            Area { x: rest.x, y: rest.y + at, width: depth, height: len }
        } else {
            Area { x: rest.x + at, y: rest.y, width: len, height: depth }
        });
        at += len;
    }
    if wide { rest.inset(depth, 0.0, 0.0, 0.0) } else { rest.inset(0.0, depth, 0.0, 0.0) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WHOLE: Area = Area { x: 0.0, y: 0.0, width: 600.0, height: 400.0 };

    #[test]
    fn as_the_paper_on_squarified_treemaps_has_it() {
        let areas = areas(&[6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0], WHOLE);
        let told: Vec<(i64, i64, i64, i64)> =
            areas.iter().map(|a| (a.x.round() as i64, a.y.round() as i64, a.width.round() as i64, a.height.round() as i64)).collect();
        assert_eq!(told[..4], [(0, 0, 300, 200), (0, 200, 300, 200), (300, 0, 171, 233), (471, 0, 129, 233)]);
    }

    proptest! {
        #[test]
        fn areas_fill_the_whole_and_are_as_large_as_they_weigh(mut weights in proptest::collection::vec(0.1f64..1000.0, 1..60)) {
            weights.sort_by(|a, b| b.total_cmp(a));
            let total: f64 = weights.iter().sum();
            let areas = areas(&weights, WHOLE);
            prop_assert_eq!(areas.len(), weights.len());
            for (area, weight) in areas.iter().zip(&weights) {
                let share = area.width * area.height / (WHOLE.width * WHOLE.height);
                prop_assert!((share - weight / total).abs() < 1e-6);
                prop_assert!(area.x >= -1e-6 && area.x + area.width <= WHOLE.width + 1e-6);
                prop_assert!(area.y >= -1e-6 && area.y + area.height <= WHOLE.height + 1e-6);
            }
        }
    }
}
