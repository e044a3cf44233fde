//! Numbers that look random and are the same on every run: splitmix64.

/// A stream of numbers.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// The stream of one document: documents do not depend on each other's.
    pub(crate) fn of(seed: u64, document: usize) -> Self {
        let mut random = Self(seed ^ 0x5851_F42D_4C95_7F2D);
        let offset = random.next();
        Self(offset.wrapping_add((document as u64).wrapping_mul(0xD134_2543_DE82_EF95)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    #[expect(clippy::cast_possible_truncation, reason = "the remainder is below a usize")]
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// True once in `of` times.
    pub(crate) fn once_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    /// One of a few, which are at least one.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// So many different ones of a few, in their order; all if there are fewer.
    pub(crate) fn sample<'a, T>(&mut self, from: &'a [T], count: usize) -> Vec<&'a T> {
        let mut left = count.min(from.len());
        let mut taken = Vec::with_capacity(left);
        for (i, item) in from.iter().enumerate() {
            if self.below(from.len() - i) < left {
                taken.push(item);
                left -= 1;
            }
        }
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_keeps_order_and_has_its_count() {
        let from: Vec<u32> = (0..20).collect();
        for document in 0..100 {
            let sample = Random::of(1, document).sample(&from, 7);
            assert_eq!(sample.len(), 7);
            assert!(sample.is_sorted());
        }
    }

    #[test]
    fn a_stream_is_the_same_again_and_another_is_not() {
        let numbers = |seed, document| -> Vec<u64> {
            let mut random = Random::of(seed, document);
            (0..4).map(|_| random.next()).collect()
        };
        assert_eq!(numbers(1, 7), numbers(1, 7));
        assert_ne!(numbers(1, 7), numbers(1, 8));
        assert_ne!(numbers(1, 7), numbers(2, 7));
    }
}
