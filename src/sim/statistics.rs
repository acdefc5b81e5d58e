//! Statistics of repeated runs: the mean, its variance, and the interval that the true mean lies in.
//!
//! Owns what one number from each of several independent runs says about the model behind them. Floats pass only through
//! IEEE 754 `+ - * /` and the `libm` crate, as in the samplers. Knows neither the model nor what the number means.

/// How far the true mean may lie from the mean of 2, 3, … runs, in standard errors, so that 99 in 100 intervals hold it:
/// the 0.995 quantiles of Student's distribution for 1 to 30 degrees of freedom.
///
/// Source: NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.6.7.2, critical values of Student's t.
const STUDENT_99: [f64; 30] = [
    63.657, 9.925, 5.841, 4.604, 4.032, 3.707, 3.499, 3.355, 3.250, 3.169, 3.106, 3.055, 3.012, 2.977, 2.947, 2.921,
    2.898, 2.878, 2.861, 2.845, 2.831, 2.819, 2.807, 2.797, 2.787, 2.779, 2.771, 2.763, 2.756, 2.750,
];

/// What independent runs of one model say about the mean of what was measured once in each.
///
/// ```
/// use spec911::sim::Estimate;
/// let estimate = Estimate::of(&[9.0, 10.0, 11.0]).expect("enough runs");
/// assert_eq!((estimate.mean(), estimate.variance()), (10.0, 1.0));
/// assert!(estimate.holds(5.0) && !estimate.holds(4.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    runs: usize,
    mean: f64,
    variance: f64,
}

impl Estimate {
    /// The estimate from one value a run; `None` below two runs, which have no variance.
    pub fn of(values: &[f64]) -> Option<Self> {
        let runs = values.len();
        if runs < 2 {
            return None;
        }
        let mean = values.iter().sum::<f64>() / runs as f64;
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        Some(Estimate { runs, mean, variance: squares / (runs - 1) as f64 })
    }

    /// The mean of the runs.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// The variance of one run, by one less than the number of runs, and so without bias.
    pub fn variance(&self) -> f64 {
        self.variance
    }

    /// Half the width of the interval around the mean that holds the true one with a confidence of 99 %.
    ///
    /// Beyond 31 runs the quantile of 31 stands in, which is too wide by a fifteenth at most and never too narrow.
    ///
    /// Source: Student, "The probable error of a mean" (1908), for values that are normally distributed.
    pub fn half_width_99(&self) -> f64 {
        let quantile = STUDENT_99[(self.runs - 2).min(STUDENT_99.len() - 1)];
        quantile * libm::sqrt(self.variance / self.runs as f64)
    }

    /// Whether the interval of 99 % confidence holds a value.
    pub fn holds(&self, value: f64) -> bool {
        libm::fabs(value - self.mean) <= self.half_width_99()
    }
}
