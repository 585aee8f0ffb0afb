"""Hours and money saved a month, and what it costs in errors."""

from dataclasses import dataclass

from verdict.evidence import OperatingPoint, VotingRule


@dataclass(frozen=True)
class Work:
    """What listing products by hand costs today.

    Attributes
    ----------
    minutes : float
        To choose the category of one product by hand.
    check_minutes : float
        To check one that is proposed.
    hourly_cost : float
    products : float
        A month.
    """

    minutes: float = 2.0
    check_minutes: float = 0.5
    hourly_cost: float = 30.0
    products: float = 10_000.0


@dataclass(frozen=True)
class Estimate:
    """A value, and what it may be by the interval it comes from."""

    value: float
    low: float
    high: float

    def times(self, factor: float) -> "Estimate":
        """Return it in another unit; `factor` is positive."""
        return Estimate(self.value * factor, self.low * factor, self.high * factor)


@dataclass(frozen=True)
class Savings:
    """A month of one way to work.

    Attributes
    ----------
    hours, money : Estimate
        Negative where checking costs more than it saves.
    errors : Estimate
        Wrong categories that nobody looked at.
    """

    hours: Estimate
    money: Estimate
    errors: Estimate


def automatic(operating: OperatingPoint, work: Work) -> Savings:
    """Accept without review what is above the threshold; do the rest by hand.

    The ends for the errors take the worst of coverage and precision together.

    Examples
    --------
    >>> from agreement import Interval
    >>> at = OperatingPoint(0.95, 0.8, 0.5, 0.96, Interval(0.4, 0.6), Interval(0.9, 1.0))
    >>> saved = automatic(at, Work(minutes=3, hourly_cost=20, products=1000))
    >>> saved.hours, saved.money.value
    (Estimate(value=25.0, low=20.0, high=30.0), 500.0)
    >>> round(saved.errors.value), round(saved.errors.low), round(saved.errors.high)
    (20, 0, 60)
    """
    share, right = operating.coverage_interval, operating.precision_interval
    hours = Estimate(operating.coverage, share.low, share.high).times(
        work.products * work.minutes / 60
    )
    wrong = operating.coverage * (1 - operating.precision) if operating.coverage else 0.0
    errors = Estimate(wrong, share.low * (1 - right.high), share.high * (1 - right.low))
    return Savings(hours, hours.times(work.hourly_cost), errors.times(work.products))


def assisted(rule: VotingRule, work: Work) -> Savings:
    """Propose a category for each product; a person checks it, and does the wrong ones by hand.

    Examples
    --------
    >>> from agreement import Curve, Interval
    >>> rule = VotingRule(Curve(*([],) * 3), 0.8, Interval(0.7, 0.9), (), 100)
    >>> work = Work(minutes=3, check_minutes=0.6, hourly_cost=20, products=1000)
    >>> hours = assisted(rule, work).hours
    >>> round(hours.value, 6), round(hours.low, 6), round(hours.high, 6)
    (30.0, 25.0, 35.0)
    """
    low, high = rule.first_interval
    saved = [
        (share * work.minutes - work.check_minutes) * work.products / 60
        for share in (rule.first_right, low, high)
    ]
    hours = Estimate(*saved)
    return Savings(hours, hours.times(work.hourly_cost), Estimate(0.0, 0.0, 0.0))
