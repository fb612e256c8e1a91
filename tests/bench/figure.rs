//! What is measured, and how the samples are summed up.

/// A thing to be measured.
#[derive(Clone, Copy)]
pub(crate) struct Measure {
    pub(crate) name: &'static str,
    pub(crate) unit: Unit,
    /// What our own provider should stay below.
    pub(crate) aim: Option<f64>,
}

/// What samples count.
#[derive(Clone, Copy)]
pub(crate) enum Unit {
    Milliseconds,
    /// Of 1,000,000 bytes.
    Megabytes,
    Threads,
}

impl Unit {
    pub(crate) fn symbol(self) -> &'static str {
        match self {
            Self::Milliseconds => "ms",
            Self::Megabytes => "MB",
            Self::Threads => "threads",
        }
    }
}

/// What was measured of one provider.
pub(crate) struct Figure {
    pub(crate) measure: Measure,
    /// Position in the list of providers; ours is the first.
    pub(crate) provider: usize,
    pub(crate) samples: Samples,
}

/// At least one sample, in ascending order.
pub(crate) struct Samples(Vec<f64>);

impl Samples {
    pub(crate) fn new(mut samples: Vec<f64>) -> Self {
        assert!(!samples.is_empty(), "nothing was measured");
        samples.sort_by(f64::total_cmp);
        Self(samples)
    }

    pub(crate) fn all(&self) -> &[f64] {
        &self.0
    }

    pub(crate) fn min(&self) -> f64 {
        self.0[0]
    }

    /// The upper one of two in the middle.
    pub(crate) fn median(&self) -> f64 {
        self.0[self.0.len() / 2]
    }

    pub(crate) fn max(&self) -> f64 {
        self.0[self.0.len() - 1]
    }
}
