import numpy as np

from docket_training.proven_bound import ALPHA, DELTA, LEAST_CONFIDENCE, Scored, proven_bound, threshold_order


def drawn(generator: np.random.Generator, count: int, error: float, per_group: int = 1) -> Scored:
    """Values whose error falls from twice `error` to none as confidence rises from 0.9 to 1."""
    place = generator.random(count)
    right = generator.random(count) >= 2 * error * (1 - place)
    return Scored(LEAST_CONFIDENCE + 0.1 * place, right, np.arange(count) // per_group)


def true_error(threshold: float, error: float) -> float:
    return error * (1 - (threshold - LEAST_CONFIDENCE) / 0.1)


def test_the_bound_holds_as_often_as_it_says():
    broken, runs = 0, 300
    for seed in range(runs):
        generator = np.random.default_rng(seed)
        bound = proven_bound(drawn(generator, 800, 0.03), drawn(generator, 800, 0.03), "simulated")
        broken += bound.threshold is not None and true_error(bound.threshold, 0.03) > ALPHA
    assert broken / runs <= DELTA + 2 * (DELTA * (1 - DELTA) / runs) ** 0.5


def test_a_mistake_among_the_surest_does_not_end_the_tests():
    generator = np.random.default_rng(1)
    first, second = (Scored(generator.uniform(0.9, 1, 1300), np.ones(1300, bool), np.arange(1300)) for _ in range(2))
    for scored in (first, second):
        scored.right[np.argsort(-scored.confidence)[[0, 3, 40]]] = False
    bound = proven_bound(first, second, "a sure mistake")
    assert bound.coverage > 0.99


def test_thresholds_that_hold_on_the_first_half_are_tested_first():
    generator = np.random.default_rng(2)
    first = drawn(generator, 2000, 0.03)
    order = threshold_order(first, single=True)
    values = [first.p_value(threshold, single=True) for threshold in order]
    assert values == sorted(values)
    assert values[0] < DELTA < values[-1]


def test_nothing_is_accepted_where_all_err_or_nothing_is_known():
    wrong = Scored(np.linspace(0, 1, 500), np.zeros(500, bool), np.arange(500))
    assert proven_bound(wrong, wrong, "wrong").threshold is None
    nothing = Scored(np.empty(0), np.empty(0, bool), np.empty(0, int))
    assert proven_bound(nothing, nothing, "nothing").threshold is None


def test_values_of_one_group_count_as_one():
    generator = np.random.default_rng(3)
    few = proven_bound(drawn(generator, 2000, 0.0, 100), drawn(generator, 2000, 0.0, 100), "20 groups")
    many = proven_bound(drawn(generator, 2000, 0.0, 2), drawn(generator, 2000, 0.0, 2), "1,000 groups")
    assert few.threshold is None
    assert few.groups == 20
    assert many.coverage > 0.9


def test_a_doubtful_value_is_not_let_pass_among_sure_ones():
    scored = Scored(np.linspace(0.3, 1, 3000), np.ones(3000, bool), np.arange(3000))
    assert proven_bound(scored, scored, "no error at all").threshold == LEAST_CONFIDENCE
