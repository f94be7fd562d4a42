"""The churn network as ONNX, for the service that has no Python."""

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Dropout(0.2), nn.Linear(16, 1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layers(x)


def export(sample: torch.Tensor) -> None:
    model = Net()
    model.load_state_dict(torch.load("churn_weights.pt", weights_only=True))
    torch.onnx.export(model, (sample,), "churn.onnx", dynamo=True)


def resume() -> nn.Module:
    return torch.load("churn_whole.pt", weights_only=False)
