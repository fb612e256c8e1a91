//! What is measured, and how the samples are summed up.

/// A thing to be measured.
#[derive(Clone, Copy)]
pub(crate) struct Measure {
    /// In which `{n}` stands for the size.
    name: &'static str,
    pub(crate) unit: Unit,
    /// What our own provider should stay below, in the unit.
    pub(crate) limit: Option<f64>,
    /// The same as a part of what the peer comes to in the same run; nothing where there is no peer.
    pub(crate) share: Option<f64>,
    /// Of how many things, where one figure is taken for several numbers of them.
    pub(crate) size: Option<usize>,
}

impl Measure {
    pub(crate) const fn new(name: &'static str, unit: Unit) -> Self {
        Self { name, unit, limit: None, share: None, size: None }
    }

    pub(crate) const fn at_most(self, limit: f64) -> Self {
        Self { limit: Some(limit), ..self }
    }

    pub(crate) const fn of_peer(self, share: f64) -> Self {
        Self { share: Some(share), ..self }
    }

    pub(crate) const fn at(self, size: usize) -> Self {
        Self { size: Some(size), ..self }
    }

    pub(crate) fn name(&self) -> String {
        self.size.map_or_else(|| self.name.to_owned(), |size| self.name.replace("{n}", &thousands(size)))
    }

    /// Whether the other is the same of another provider.
    pub(crate) fn is(&self, other: &Self) -> bool {
        (self.name, self.size) == (other.name, other.size)
    }
}

/// `10,000`
fn thousands(number: usize) -> String {
    let (rest, last) = (number / 1000, number % 1000);
    if rest == 0 { last.to_string() } else { format!("{},{last:03}", thousands(rest)) }
}

/// What samples count.
#[derive(Clone, Copy)]
pub(crate) enum Unit {
    Milliseconds,
    /// For each endpoint.
    MicrosecondsEach,
    /// Of 1,000,000 bytes.
    Megabytes,
    /// Of 1,000 bytes, for each endpoint.
    KilobytesEach,
    Threads,
    /// Of EC2's API.
    Calls,
    CallsPerSecond,
    /// EC2's.
    Seconds,
    /// What something is a multiple of.
    Times,
    Runs,
}

impl Unit {
    pub(crate) fn symbol(self) -> &'static str {
        match self {
            Self::Milliseconds => "ms",
            Self::MicrosecondsEach => "µs each",
            Self::Megabytes => "MB",
            Self::KilobytesEach => "KB each",
            Self::Threads => "threads",
            Self::Calls => "calls",
            Self::CallsPerSecond => "calls/s",
            Self::Seconds => "s",
            Self::Times => "×",
            Self::Runs => "runs",
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

impl Figure {
    /// What the median should not exceed, the narrower of both aims: ours, since nobody else's provider has one. `all` is
    /// where the peer's figure is looked for.
    pub(crate) fn aim(&self, all: &[Self]) -> Option<f64> {
        let measure = self.is_ours().then_some(self.measure)?;
        let of_peer = measure.share.and_then(|share| Some(share * self.peer(all)?.samples.median()));
        measure.limit.into_iter().chain(of_peer).reduce(f64::min)
    }

    pub(crate) fn is_ours(&self) -> bool {
        self.provider == 0
    }

    /// The same of the other provider, where there is one.
    pub(crate) fn peer<'a>(&self, all: &'a [Self]) -> Option<&'a Self> {
        all.iter().find(|other| !other.is_ours() && other.measure.is(&self.measure))
    }
}

/// At least one sample, in ascending order.
pub(crate) struct Samples {
    values: Vec<f64>,
    /// What they are made up of, where that is of interest.
    note: String,
}

impl Samples {
    pub(crate) fn new(mut samples: Vec<f64>) -> Self {
        assert!(!samples.is_empty(), "nothing was measured");
        samples.sort_by(f64::total_cmp);
        Self { values: samples, note: String::new() }
    }

    pub(crate) fn noted(self, note: String) -> Self {
        Self { note, ..self }
    }

    pub(crate) fn note(&self) -> &str {
        &self.note
    }

    pub(crate) fn all(&self) -> &[f64] {
        &self.values
    }

    pub(crate) fn min(&self) -> f64 {
        self.values[0]
    }

    /// The upper one of two in the middle.
    pub(crate) fn median(&self) -> f64 {
        self.values[self.values.len() / 2]
    }

    /// What so many per cent of the samples do not exceed.
    pub(crate) fn percentile(&self, percent: usize) -> f64 {
        self.values[(self.values.len() * percent).div_ceil(100).saturating_sub(1)]
    }

    pub(crate) fn max(&self) -> f64 {
        self.values[self.values.len() - 1]
    }
}
