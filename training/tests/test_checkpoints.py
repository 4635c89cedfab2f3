from pathlib import Path

import torch
from torch import nn

from docket_training.checkpoints import Resumable, run_folder

PASSES = 4


def train(path: Path, until: int) -> list[torch.Tensor]:
    """Passes with dropout and a schedule, up to `until`; the weights after it."""
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(4, 8), nn.Dropout(0.5), nn.Linear(8, 2))
    optimiser = torch.optim.AdamW(model.parameters(), 1e-2)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 1 - step / PASSES)
    inputs = torch.linspace(-1, 1, 40).view(10, 4)
    run = Resumable(path, model, optimiser, schedule)
    for number in range(run.resume(), until):
        optimiser.zero_grad()
        model(inputs).square().mean().backward()
        optimiser.step()
        schedule.step()
        run.save(number + 1)
    return [parameter.detach().clone() for parameter in model.parameters()]


def test_a_training_that_was_stopped_ends_where_one_without_a_stop_does(tmp_path):
    whole = train(tmp_path / "whole.pt", PASSES)
    train(tmp_path / "stopped.pt", 2)
    torch.manual_seed(99)
    for before, after in zip(whole, train(tmp_path / "stopped.pt", PASSES), strict=True):
        assert torch.equal(before, after)


def test_a_finished_training_is_taken_as_it_is(tmp_path):
    done = train(tmp_path / "done.pt", PASSES)
    for before, after in zip(done, train(tmp_path / "done.pt", PASSES), strict=True):
        assert torch.equal(before, after)


def test_a_run_has_the_folder_of_its_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("DOCKET_CACHE_DIR", str(tmp_path))
    assert run_folder("a", {"seed": 1}) == run_folder("a", {"seed": 1})
    assert run_folder("a", {"seed": 1}) != run_folder("a", {"seed": 2})
