"""The arithmetic both peers share: crates/findings on arrays [key figure, area, true year].

Polars or DuckDB reads, pivots, finds the true years and takes the national medians (what a query
engine is good at); the recursions along the years are whole-array numpy, newest year first, without
a loop over key figures or areas.
"""

import os
import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np

warnings.filterwarnings("ignore", category=RuntimeWarning)  # empty means are meant
NAN = np.nan
TAILS = np.array([
    (4, 2.776445105197793, 7.173182219782308), (6, 2.446911851144969, 5.207626238725373),
    (8, 2.306004135204167, 4.500790933723724), (10, 2.228138851986274, 4.143700494046589),
    (14, 2.144786687917804, 3.7873902375233457), (20, 2.085963447265864, 3.551808343203334),
    (30, 2.042272456301238, 3.3851848668293045), (60, 2.0002978220142604, 3.23170912602436),
])
RECENT, LAGS, LONGEST = 8, 4, 32
# As crates/findings/src/model.rs; the equality check shows when one side has moved.
PRIOR_YEARS, PRIOR_ERRORS_95, PRIOR_ERRORS_998 = 8.0, 150.0, 600.0
LEAST_SHARE, LEAST_SHARE_COMPARED, LEAST_SHARE_YOUNG = 0.22, 0.175, 1.2
NEW_WAY, TIE, OVERLAP, PRIOR_RHO, PRIOR_PAIRS, QUIET = 2.0, 1e-9, 0.15, -0.3, 100.0, 0.01
WIDEN_95, WIDEN_998, WIDEN_AMOUNT, POOLED = 0.06, (0.02, 0.25), 0.08, 1.5
USUAL_95, USUAL_998 = 2.05, 4.4


def first_changes(spread, n):
    """Distance (from the newest) of the oldest change used; spread[:, r], newest first."""
    out = np.zeros(len(n), int)
    for f, years in enumerate(n):
        earliest = max(years - RECENT, 1)
        first = earliest
        if years >= 5:
            at = lambda j: spread[f, years - 1 - j]
            now = (at(years - 1) + at(years - 2)) / 2
            first = years - 2
            while first > earliest:
                then = at(first - 1)
                if then * NEW_WAY < now * (1 - TIE):
                    break
                first -= 1
        out[f] = first
    return out


def two_sided(t, nu):
    """Two-sided tail of Student's t, even nu (Abramowitz & Stegun 26.7.4)."""
    t, nu = np.broadcast_arrays(t, nu)
    out = np.full(t.shape, NAN)
    ok = np.isfinite(t)
    t, nu = t[ok], nu[ok]
    cos2, sin = nu / (nu + t * t), np.sqrt(t * t / (nu + t * t))
    half = nu / 2
    total, c = np.zeros_like(t), np.ones_like(t)
    for k in range(30):
        on = k < half
        total += np.where(on, c, 0.0)
        c = np.where(on, c * cos2 * ((2 * k + 1) / (2 * k + 2)), c)
    p = np.clip(1 - sin * total, 0, 1)
    far = np.flatnonzero(c <= 1e-6)
    cf, rest, h = c[far], np.zeros(len(far)), half[far].astype(int)
    for _ in range(98):
        rest += cf
        cf = cf * cos2[far] * ((2 * h + 1) / (2 * h + 2))
        h += 1
    p[far] = np.clip(sin[far] * rest, 0, 1)
    out[ok] = p
    return out


def smoother(rho):
    rho = np.clip(rho, -0.49, 0.0)
    safe = np.where(rho < 0, rho, -1.0)
    theta = np.where(rho < 0, np.minimum((1 - np.sqrt(np.maximum(1 - 4 * safe * safe, 0))) / (-2 * safe), 0.8), 0.0)
    chance, wander = -rho, 1 + 2 * rho
    estimate = np.full((len(rho), LONGEST), NAN)
    power = theta[:, None] ** np.arange(LONGEST)[None, :]
    for k in range(1, LONGEST):
        w = power[:, :k] / power[:, :k].sum(1, keepdims=True)
        left = 1 - np.cumsum(w, 1)
        estimate[:, k] = chance * (w * w).sum(1) + wander * (left * left).sum(1)
    return theta, chance, wander, estimate, estimate + (chance + wander)[:, None]


def scan(w, m, year, shift, spread, n, population, level, kind, peers, base, window):
    """`part` over a few key figures at a time, so that the arrays stay in the cache, on all cores."""
    step = 12
    pieces = [slice(i, i + step) for i in range(0, len(n), step)]

    def one(piece):
        # As few years as these key figures have.
        longest = max(int(n[piece].max()), RECENT + LAGS + 1)
        short = lambda v: v[piece, ..., :longest]
        return part(short(w), short(m), short(year), short(shift), short(spread), n[piece], population, level, kind[piece], peers, base[piece], window[piece])

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        done = list(pool.map(one, pieces))
    return {name: np.concatenate([piece[name] for piece in done]) for name in done[0]}


def part(w, m, year, shift, spread, n, population, level, kind, peers, base, window):
    """w, m: [figure, area, r] on true years, newest first (r = 0); year: [figure, r] calendar;
    shift, spread: [figure, r]; n: true years a figure. Returns a dict of [figure, area] arrays."""
    F, A, R = w.shape
    fi, ai = np.arange(F)[:, None], np.arange(A)[None, :]
    r = np.arange(R)
    raw = w - m
    has = np.isfinite(raw)
    years = has.sum(2)
    latest = np.where(years > 0, has.argmax(2), 0)
    lift = np.concatenate([np.zeros((F, 1)), np.cumsum(shift, 1)[:, :-1]], 1)
    d = raw + lift[:, None, :]
    k_shift = np.maximum(n - 1, 1)
    real = r[None, :] < (n - 1)[:, None]
    shock = (shift * shift * real).sum(1) / k_shift
    mean = (shift * real).sum(1) / k_shift
    shock_spread = np.where(n - 1 > 2, (((shift - mean[:, None]) ** 2) * real).sum(1) / np.maximum(n - 2, 1), shock)
    first = first_changes(spread, n)
    used = n - first                                     # changes r = 0 .. used-1
    U = min(RECENT, R - 1)
    change = d[:, :, :U] - d[:, :, 1:U + 1]
    change[~np.broadcast_to((np.arange(U)[None, :] < used[:, None])[:, None, :], change.shape)] = NAN
    cf = np.isfinite(change)
    own, count = np.nansum(change * change, 2), cf.sum(2).astype(float)
    total, pooled = count.sum(1), own.sum(1)
    none = (n < 2) | (total < 12) | ((count > 0).sum(1) < 5) | (pooled <= 0)
    with np.errstate(all="ignore"):
        whole = (np.abs(w - np.rint(w)) < 1e-9) & (np.abs(m - np.rint(m)) < 1e-9) | ~has
        tenth = (np.abs(w * 10 - np.rint(w * 10)) < 1e-7) & (np.abs(m * 10 - np.rint(m * 10)) < 1e-7) | ~has
        tenth_all = tenth.all((1, 2))
        grain = np.where(~tenth_all, 0.0, np.where(whole.all((1, 2)), 1.0, 0.1))
        per = pooled / total
        floor = np.maximum(grain * grain / 3, 1e-9 * per)
        quiet = np.maximum(floor, QUIET * per)
        # Population and level.
        x = np.where(population >= 1, np.log(population), NAN)
        x = np.where(np.isfinite(x), x, np.nanmean(x))[None, :].repeat(F, 0)
        w4, m4, h4 = w[:, :, :4], m[:, :, :4], has[:, :, :4]
        lev = np.where(h4, (w4 + m4) / 2, 0).sum(2) / h4.sum(2)
        share = (kind == "share") & (~h4 | ((w4 >= 0) & (m4 >= 0) & (w4 <= 100) & (m4 <= 100))).all((1, 2))
        typical = np.nansum(np.abs(lev), 1) / A
        size = np.where(share[:, None], (lev + 0.5) * (100.5 - lev), np.abs(lev) + 0.02 * typical[:, None])
        z = np.where(np.isfinite(lev), np.where(size > 0, np.log(np.where(size > 0, size, 1)), 0.0), NAN)
        z = np.nan_to_num(np.where(np.isfinite(z), z, np.nanmean(z, 1, keepdims=True)))
        pull_pop = np.where(kind == "count", 0.0, np.where(kind == "amount", -0.5, -0.7))
        pull_level = np.where((kind == "count") | (kind == "amount"), 1.0, 0.3)
        weight = np.where(count >= 1, count / (count + 2), 0.0)
        y = np.where(count >= 1, np.log(np.maximum(own / count, quiet[:, None])) + 1.27 / count, 0.0)
        sw = weight.sum(1)
        mx, mz, my = ((weight * v).sum(1) / sw for v in (x, z, y))
        xc, zc, yc = x - mx[:, None], z - mz[:, None], y - my[:, None]
        s = lambda p, q: (weight * p * q).sum(1)
        a, b, c = s(xc, xc) + 3, s(xc, zc), s(zc, zc) + 3
        u, v = s(xc, yc) + 3 * pull_pop, s(zc, yc) + 3 * pull_level
        det = a * c - b * b
        sp = np.clip(np.where(det > 1e-9, (u * c - v * b) / det, pull_pop), -1.3, 1.5)
        sl = np.clip(np.where(det > 1e-9, (a * v - b * u) / det, pull_level), -0.5, 2.2)
        f = np.exp(my[:, None] + sp[:, None] * xc + sl[:, None] * zc)
        up = np.where(count > 0, count * np.minimum(own / count / f, 9), 0).sum(1)
        height = np.where(up > 0, up / total, 1.0)
        f = np.maximum(f * height[:, None], floor[:, None])
        variance = (own + PRIOR_YEARS * f) / (count + PRIOR_YEARS)
        # How much of a change is undone.
        scale = 1 / np.sqrt(variance)
        two = (count >= 2)[:, :, None]
        ch = np.where(two, np.clip(change * scale[:, :, None], -3, 3), NAN)
        near = np.nansum(ch * ch, (1, 2))
        near_n = np.isfinite(ch).sum((1, 2))
        rho, pairs = np.zeros((F, LAGS + 1)), np.zeros((F, LAGS + 1))
        far, far_n = np.zeros((F, LAGS + 1)), np.zeros((F, LAGS + 1))
        for lag in range(1, LAGS + 1):
            if lag < U:
                now, then = ch[:, :, :U - lag], ch[:, :, lag:]
                cross = np.nansum(now * then, (1, 2))
                square = np.nansum(np.where(np.isfinite(now * then), (now * now + then * then) / 2, NAN), (1, 2))
                pairs[:, lag] = np.isfinite(now * then).sum((1, 2))
                rho[:, lag] = np.where(square > 0, cross / square, 0.0)
            if lag >= 2:
                span = min(U, R - lag)
                apart = (d[:, :, :span] - d[:, :, lag:lag + span]) * scale[:, :, None]
                ok = np.isfinite(apart) & np.isfinite(ch[:, :, :span])
                far[:, lag] = np.where(ok, np.minimum(apart * apart, 36), 0).sum((1, 2))
                far_n[:, lag] = ok.sum((1, 2))
        overlap = np.ones(F, int)
        for lag in range(2, LAGS + 1):
            strongest = np.where(overlap == 1, np.minimum(rho[:, 1] - 0.05, -OVERLAP), rho[np.arange(F), overlap])
            overlap = np.where((pairs[:, lag] >= 60) & (rho[:, lag] < strongest), lag, overlap)
        at = np.arange(F), overlap
        over = far[at] / np.maximum(far_n[at], 1)
        # Years that one value is made of: said of the figure, or seen in a rate that moves less than Poisson.
        cases = 2 * (2 * lev) * base[:, None] / (0.5 * population[None, :])
        counts = (count >= 1) & np.isfinite(cases) & (cases > 0)
        ratio = np.where(counts, count * cases / f, 0.0).sum(1) / np.where(counts, count, 0.0).sum(1)
        seen = np.where((kind == "rate") & np.isfinite(ratio), np.clip(np.sqrt(ratio), 1, 10), 1.0)
        together = np.maximum(window, seen)
        told = np.where(together >= POOLED, 0.5 * together, 0.5)
        one = np.where(together >= POOLED, 0.5 * together, 0.0)
        overlap_share = np.where(overlap > 1, np.maximum(0.5 * over * near_n / np.maximum(near, 1e-300), told), one)
        shrunk = (rho[:, 1] * pairs[:, 1] + PRIOR_PAIRS * PRIOR_RHO) / (pairs[:, 1] + PRIOR_PAIRS)
        theta, chance, wander, estimate, predict = smoother(np.where((overlap > 1) | (together >= POOLED), 0.0, shrunk))
        # Lasting difference, and what predicting each year from those before it missed.
        sums, wsum, k = np.zeros((F, A)), np.zeros((F, A)), np.zeros((F, A), int)
        errors = np.full((F, A, U), NAN)
        beta = theta[:, None]
        for i in range(R - 1, -1, -1):
            yv, here = d[:, :, i], has[:, :, i]
            if i < U:
                cs = np.where(cf[:, :, i], change[:, :, i] ** 2, 0.0)
                va = (np.maximum(own - cs, 0) + PRIOR_YEARS * f) / (count - cf[:, :, i] + PRIOR_YEARS)
                e = np.abs(yv - sums / wsum) / np.sqrt(va * predict[fi, np.minimum(k, LONGEST - 1)])
                errors[:, :, i] = np.where(here & (k > 0) & (i < used)[:, None], e, NAN)
            sums = np.where(here, sums * beta + np.where(here, yv, 0), sums)
            wsum = np.where(here, wsum * beta + 1, wsum)
            k = k + here
        lasting = np.where(none[:, None], d[fi, ai, latest], sums / wsum)
        lasting[years == 0] = NAN
        # Calibration.
        es = np.sort(errors.reshape(F, -1), 1)
        ne = np.isfinite(es).sum(1)

        def upper(q):
            above = ((ne + 1) * q).astype(int)
            return np.where(ne > 0, es[np.arange(F), np.maximum(np.maximum(ne - 1, 0) - above, 0)], NAN)

        q95, q998 = upper(0.05), upper(0.002)
        w95, w998 = ne / (ne + PRIOR_ERRORS_95), ne / (ne + PRIOR_ERRORS_998)
        m95 = np.where(np.isfinite(q95), w95 * q95 + (1 - w95) * USUAL_95, USUAL_95)
        ratio = USUAL_998 / USUAL_95
        m998 = np.where(np.isfinite(q998), w998 * q998 + (1 - w998) * ratio * m95, ratio * m95)
        ch_n = np.maximum(np.maximum(n - first, 0), 1)
        wages = np.where(kind == "amount", WIDEN_AMOUNT, 0.0)
        m95 = m95 * (1 + wages + WIDEN_95 / ch_n)
        m998 = np.maximum(m998 * (1 + wages + WIDEN_998[0] + WIDEN_998[1] / ch_n), 1.5 * m95)
        rr = m998 / m95
        best = np.zeros(F, int)
        for row, (nu, t95, t998) in enumerate(TAILS):
            best = np.where(t998 / t95 >= rr, row, best)
        nu, t95 = TAILS[best, 0], TAILS[best, 1]
        sc = m95 / t95
        # Judged.
        stale = wander[:, None] * latest
        weighed = estimate[fi, np.minimum(years, LONGEST - 1)]
        weighed = np.maximum(weighed, overlap_share[:, None])
        variance[none] = NAN
        young = (1 + LEAST_SHARE_YOUNG / ch_n)[:, None]
        error = np.sqrt(variance * (np.maximum(weighed, LEAST_SHARE * young) + stale))
        compared = variance * (np.maximum(weighed, LEAST_SHARE_COMPARED * young) + stale)
        reach = m95[:, None] * error
        p = two_sided(lasting / (error * sc[:, None]), nu[:, None])
        # Beside the similar municipalities, in the area's own latest year.
        P = peers.shape[1]
        ok = (peers >= 0)[None, :, :]
        pi = np.maximum(peers, 0)
        there = has[fi[:, :, None], pi[None], latest[:, :, None]] & ok & (years > 0)[:, :, None]
        pn = there.sum(2)
        pick = lambda v: np.where(there, v[:, pi], 0.0).sum(2) / pn
        raw_then = np.where(there, raw[fi[:, :, None], pi[None], latest[:, :, None]], 0.0).sum(2) / pn
        excess = lasting - pick(lasting)
        below = np.where(there, (lasting[:, pi] < lasting[:, :, None]) + 0.5 * (lasting[:, pi] == lasting[:, :, None]), 0.0).sum(2)
        ex_err = np.sqrt(compared + np.where(there, compared[:, pi], 0.0).sum(2) / (pn * pn))
        p2 = two_sided(excess / (ex_err * sc[:, None]), nu[:, None])
        # Trend over the last five to ten true values.
        cum = np.cumsum(has, 2)
        use = has & (cum <= 10)
        tn = use.sum(2)
        yr = np.broadcast_to(year[:, None, :], use.shape)
        ymean = np.where(use, yr, 0).sum(2) / tn
        yc = np.where(use, yr - ymean[:, :, None], 0.0)
        wt = yc / (yc * yc).sum(2)[:, :, None]
        slope = (wt * np.where(use, raw, 0)).sum(2)
        tail = np.cumsum(wt, 2)
        # Steps of true years from each value used to the next older one used.
        older = np.full((F, A), -1)
        wan = np.zeros((F, A))
        for i in range(R - 1, -1, -1):
            wan += np.where(use[:, :, i] & (older >= 0), tail[:, :, i] ** 2 * (older - i), 0.0)
            older = np.where(use[:, :, i], i, older)
        noise = variance * np.maximum(chance, overlap_share)[:, None] * (wt * wt).sum(2)
        noise = noise + (variance * wander[:, None] + shock_spread[:, None]) * wan
        short = tn < 5
        slope = np.where(short, NAN, slope)
        tp = two_sided(np.where(short, NAN, slope / (np.sqrt(noise) * sc[:, None])), nu[:, None])
    no = years == 0
    return {
        "year": np.where(no, 0, year[fi, latest]), "women": w[fi, ai, latest], "men": m[fi, ai, latest],
        "difference": np.where(no, NAN, raw[fi, ai, latest]), "lasting": lasting, "se": error,
        "lower": lasting - reach, "upper": lasting + reach, "p": p,
        "peers_n": pn, "peers_mean": raw_then, "peers_excess": np.where(pn > 0, excess, NAN),
        "peers_lower": excess - m95[:, None] * ex_err, "peers_upper": excess + m95[:, None] * ex_err,
        "peers_p": np.where(pn > 0, p2, NAN), "peers_percentile": np.where(pn > 0, 100 * below / np.maximum(pn, 1), NAN),
        "trend_n": np.where(short, 0, tn), "trend_slope": slope, "trend_p": tp,
    }


def tables(folder, codes):
    """Areas and peers as arrays, in the order of `codes`."""
    import polars as pl

    areas = pl.read_csv(folder / "areas.csv", infer_schema=False).sort("municipality")
    assert areas["municipality"].to_list() == list(codes)
    population = areas["population"].cast(pl.Float64).fill_null(NAN).to_numpy()
    level = areas["level"].to_numpy()
    at = {code: i for i, code in enumerate(codes)}
    peers = np.full((len(codes), 20), -1)
    regions = [i for i, v in enumerate(level) if v == "R"]
    for i in regions:
        others = [j for j in regions if j != i]
        peers[i, :len(others)] = others
    lists = {}
    for code, peer in pl.read_csv(folder / "peers.csv", infer_schema=False).iter_rows():
        lists.setdefault(code, []).append(at[peer])
    for code, own in lists.items():
        peers[at[code], :len(own)] = own
    # Only municipalities are written: seven places are enough where no region has a row.
    return population, level, peers[:, :max(7, max(map(len, lists.values())))]
