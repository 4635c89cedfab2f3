import numpy as np
import pytest
from scipy.stats import binom

from docket_training.calibrate import (
    acceptance_bound,
    energy,
    error_upper_bound,
    fit_temperature,
    probabilities,
    risk_p_value,
    upper_quantile,
)


def test_upper_bound_is_the_clopper_pearson_limit():
    assert error_upper_bound(0, 149, 0.05) == pytest.approx(1 - 0.05 ** (1 / 149))
    limit = error_upper_bound(3, 200, 0.05)
    assert binom.cdf(3, 200, limit) == pytest.approx(0.05, abs=1e-9)
    assert error_upper_bound(5, 5, 0.05) == 1.0


@pytest.mark.parametrize(("errors", "n"), [(0, 148), (0, 149), (3, 380), (4, 380), (9, 800)])
def test_p_value_and_upper_bound_agree(errors, n):
    assert (risk_p_value(errors, n, 0.02, binary=True) <= 0.05) == (error_upper_bound(errors, n, 0.05) <= 0.02)


def test_group_risks_need_more_evidence_than_binary_ones():
    assert risk_p_value(2.0, 400, 0.02, binary=False) >= risk_p_value(2, 400, 0.02, binary=True)
    assert risk_p_value(20.0, 400, 0.02, binary=False) == 1.0


def test_bound_holds_over_repeated_draws():
    generator = np.random.default_rng(0)
    broken = found = 0
    for _ in range(200):
        confidence = generator.uniform(0.5, 1, 1000)
        right = generator.uniform(size=1000) < confidence
        bound = acceptance_bound(confidence, right, "simulated", alpha=0.1, delta=0.1)
        if bound.threshold is not None:
            found += 1
            true_error = 1 - (1 + bound.threshold) / 2
            broken += true_error > 0.1
    assert found > 140
    assert broken / 200 <= 0.1


def test_nothing_is_accepted_without_evidence():
    bound = acceptance_bound(np.full(100, 0.99), np.ones(100, bool), "few")
    assert bound.threshold is None
    assert bound.coverage == 0.0


def test_all_right_accepts_all_and_ties_stay_together():
    confidence = np.concatenate([np.full(300, 0.9), np.full(100, 0.6)])
    bound = acceptance_bound(confidence, np.ones(400, bool), "sure")
    assert bound.threshold == 0.6
    assert bound.coverage == 1.0


def test_excluded_candidates_are_not_accepted():
    right = np.ones(600, bool)
    right[300:] = False
    bound = acceptance_bound(np.full(600, 0.9), right, "flagged", candidates=right)
    assert bound.coverage == 0.5


def test_groups_are_the_units_of_evidence():
    confidence, right = np.linspace(0.9, 1, 2000), np.ones(2000, bool)
    few = acceptance_bound(confidence, right, "few documents", groups=np.arange(2000) % 20)
    many = acceptance_bound(confidence, right, "many documents", groups=np.arange(2000) % 1000)
    assert (few.threshold, few.groups) == (None, 20)
    assert many.threshold is not None
    with pytest.raises(ValueError, match="one entry a value"):
        acceptance_bound(confidence, right, "bad", groups=np.arange(3))


def test_temperature_recovers_the_scale():
    generator = np.random.default_rng(1)
    true = generator.normal(size=(20_000, 5)) * 2
    labels = np.array([generator.choice(5, p=p) for p in probabilities(true, 1.0)])
    assert fit_temperature(true * 3, labels) == pytest.approx(3, rel=0.05)


def test_energy_is_minus_log_sum_exp():
    logits = np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]])
    assert energy(logits) == pytest.approx(-np.log(np.exp(logits).sum(1)))
    assert energy(logits, 2.0) == pytest.approx(-2 * np.log(np.exp(logits / 2).sum(1)))


def test_upper_quantile_is_exceeded_by_at_most_the_share_of_new_scores():
    generator = np.random.default_rng(1)
    exceeded = [generator.normal() > upper_quantile(generator.normal(size=99), 0.05) for _ in range(4000)]
    assert np.mean(exceeded) == pytest.approx(0.05, abs=0.01)
    assert upper_quantile(np.array([3.0, 1.0, 2.0]), 0.01) == 3.0
