"""Distributions in 40 digits by mpmath: what the tails of the project's own are judged by.

SciPy's tails are not a judge from about 1e-16 on: several of its logsf are log(sf), and its quantiles of t and F fail there.
The incomplete functions are checked against mpmath's own in test_distributions.py; those take minutes for parameters of 10^5.
"""

from functools import cache

from mpmath import mp, mpf

mp.dps = 40


def lentz(first, term):
    """A continued fraction: `term(m)` gives the m-th numerator and denominator."""
    c = value = first
    d, m, factor = mpf(0), 0, mpf(0)
    while abs(factor - 1) > mpf(10) ** -38:
        m += 1
        numerator, denominator = term(m)
        d = 1 / (denominator + numerator * d)
        c = denominator + numerator / c
        factor = c * d
        value *= factor
    return value


def gamma_tails(a, x):
    """Lower and upper incomplete gamma function, over gamma(a)."""
    a, x = mpf(a), mpf(x)
    if x > a + 1:
        upper = mp.exp(a * mp.log(x) - x - mp.loggamma(a)) / lentz(x + 1 - a, lambda m: (-m * (m - a), x + 1 - a + 2 * m))
        return 1 - upper, upper
    with mp.workdps(110 if a < 1 else 50):
        lower = mp.exp(a * mp.log(x) - x - mp.loggamma(a)) / a * gamma_series(a, x)
        return lower, 1 - lower


def gamma_series(a, x):
    """1 + x / (a + 1) + x² / ((a + 1) (a + 2)) + …, for x of at most a + 1.

    In whole numbers, many times quicker than floating ones: there are a hundred thousand terms where a is 10^7. Each is rounded
    down by less than a unit and is less than the one before, so the sum of n of them lacks less than n² / 2 units of 2^-bits.
    """
    bits = mp.prec + 50
    # Both are doubles, or next to them: whole numbers of a small unit.
    unit = max(0, -a.exp, -x.exp)
    a, x, one = int(mp.ldexp(a, unit)), int(mp.ldexp(x, unit)), 1 << unit
    term = total = 1 << bits
    while term:
        a += one
        term = term * x // a
        total += term
    return mp.ldexp(total, -bits)


def beta_tails(a, b, x, y):
    """Lower and upper incomplete beta function, over B(a, b); y is 1 - x."""
    a, b, x, y = mpf(a), mpf(b), mpf(x), mpf(y)
    if x > (a + 1) / (a + b + 2):
        return beta_tails(b, a, y, x)[::-1]

    def term(m):
        of = a + 2 * m - 1
        numerator = m * (a + m - 1) * (a + b + m - 1) / of / of * (b - m) * x * x
        return numerator, m + m * (b - m) * x / of + (a + m) * (a * y - b * x + 1 + m * (2 - x)) / (a + 2 * m + 1)

    logs = a * mp.log(x) + b * mp.log(y) - (mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b))
    lower = mp.exp(logs) / lentz(a * (a * y - b * x + 1) / (a + 1), term)
    return lower, 1 - lower


def kolmogorov_tails(x):
    with mp.workdps(60):
        if x < 1:
            terms = (mp.exp(-((2 * j - 1) ** 2) * mp.pi**2 / (8 * x * x)) for j in range(1, 20))
            lower = mp.sqrt(2 * mp.pi) / x * sum(terms)
            return lower, 1 - lower
        upper = 2 * sum((-1) ** (j - 1) * mp.exp(-2 * j * j * x * x) for j in range(1, 20))
        return 1 - upper, upper


def tails(name, parameters, x):
    """Probabilities of at most x and of more."""
    return remembered_tails(name, tuple(parameters), x)


@cache
def remembered_tails(name, parameters, x):
    """Several tests ask for the same ones."""
    p, x = [mpf(parameter) for parameter in parameters], mpf(x)
    match name:
        case "normal":
            z = (x - p[0]) / p[1] / mp.sqrt(2)
            return mp.erfc(-z) / 2, mp.erfc(z) / 2
        case "t":
            far = beta_tails(p[0] / 2, mpf(1) / 2, p[0] / (p[0] + x * x), x * x / (p[0] + x * x))[0] / 2 if x else mpf(1) / 2
            return (far, 1 - far) if x < 0 else (1 - far, far)
        case "chiSquared":
            return gamma_tails(p[0] / 2, x / 2)
        case "gamma":
            return gamma_tails(p[0], x / p[1])
        case "f":
            u = p[0] * x
            return beta_tails(p[0] / 2, p[1] / 2, u / (u + p[1]), p[1] / (u + p[1]))
        case "beta":
            return beta_tails(p[0], p[1], x, 1 - x)
        case "binomial":
            k = mp.floor(x)
            return beta_tails(k + 1, p[0] - k, p[1], 1 - p[1])[::-1] if k < p[0] else (mpf(1), mpf(0))
        case "poisson":
            return gamma_tails(mp.floor(x) + 1, p[0])[::-1]
        case "kolmogorov":
            return kolmogorov_tails(x)


def log_density(name, parameters, x):
    """Of a count: the logarithm of its probability."""
    p, x = [mpf(parameter) for parameter in parameters], mpf(x)
    log, log_gamma = mp.log, mp.loggamma
    match name:
        case "normal":
            return -(((x - p[0]) / p[1]) ** 2) / 2 - log(p[1] * mp.sqrt(2 * mp.pi))
        case "t":
            half = (p[0] + 1) / 2
            return log_gamma(half) - log_gamma(p[0] / 2) - log(p[0] * mp.pi) / 2 - half * mp.log1p(x * x / p[0])
        case "chiSquared":
            return log_density("gamma", [p[0] / 2, 2], x)
        case "gamma":
            return (p[0] - 1) * log(x) - x / p[1] - log_gamma(p[0]) - p[0] * log(p[1])
        case "f":
            a, b = p[0] / 2, p[1] / 2
            logs = log_gamma(a) + log_gamma(b) - log_gamma(a + b)
            return a * log(a / b) + (a - 1) * log(x) - (a + b) * mp.log1p(a / b * x) - logs
        case "beta":
            logs = log_gamma(p[0]) + log_gamma(p[1]) - log_gamma(p[0] + p[1])
            return (p[0] - 1) * log(x) + (p[1] - 1) * mp.log1p(-x) - logs
        case "binomial":
            ways = log_gamma(p[0] + 1) - log_gamma(x + 1) - log_gamma(p[0] - x + 1)
            return ways + x * log(p[1]) + (p[0] - x) * mp.log1p(-p[1])
        case "poisson":
            return x * log(p[0]) - p[0] - log_gamma(x + 1)
        case "kolmogorov":
            if x < 0.5:
                powers = [(2 * j - 1) ** 2 * mp.pi**2 / 8 for j in range(1, 30)]
                return log(mp.sqrt(2 * mp.pi) * sum(mp.exp(-c / x**2) * (2 * c / x**4 - 1 / x**2) for c in powers))
            with mp.workdps(80):
                return log(8 * x * sum((-1) ** (j - 1) * j * j * mp.exp(-2 * j * j * x * x) for j in range(1, 400)))


def expected(name, parameters, x):
    """What each function of a distribution says of x."""
    lower, upper = tails(name, parameters, x)
    density = log_density(name, parameters, x)
    kind, log_kind = ("mass", "logMass") if name in ("binomial", "poisson") else ("density", "logDensity")
    return {
        "cdf": lower,
        "survival": upper,
        "logCdf": mp.log(lower) if lower < 0.5 else mp.log1p(-upper),
        "logSurvival": mp.log(upper) if upper < 0.5 else mp.log1p(-lower),
        kind: mp.exp(density),
        log_kind: density,
    }
