//! Words that somebody may have meant.

/// The candidates that are a few typing mistakes away from a word, nearest first. With the feature `query`.
///
/// ```
/// use ostler::process::nearest;
/// assert_eq!(nearest("maek", ["bash", "make", "man"]), ["make"]);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let word: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let most = match word.len() {
        0 => return Vec::new(),
        1..=2 => 1,
        3..=5 => 2,
        _ => 3,
    };
    let mut near: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let letters: Vec<char> = candidate.chars().flat_map(char::to_lowercase).collect();
            // Two letters of three have to be right.
            let distance = distance(&word, &letters, most)?;
            (3 * distance <= word.len().max(3)).then_some((distance, candidate))
        })
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().map(|(_, candidate)| candidate).collect()
}

/// How many letters have to be put in, taken out, replaced or swapped with their neighbour; `None` if more than `most`.
fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let width = b.len() + 1;
    let mut table = vec![0; (a.len() + 1) * width];
    for i in 0..=a.len() {
        for j in 0..width {
            let at = i * width + j;
            table[at] = if i == 0 || j == 0 {
                i + j
            } else {
                let replaced = table[at - width - 1] + usize::from(a[i - 1] != b[j - 1]);
                let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                let swapped = if swapped { table[at - 2 * width - 2] + 1 } else { replaced };
                replaced.min(swapped).min(table[at - 1] + 1).min(table[at - width] + 1)
            };
        }
    }
    table.last().copied().filter(|distance| *distance <= most)
}
