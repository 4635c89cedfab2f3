"""A BERT encoder in plain torch, with optional 2-D layout positions added to the word embeddings."""

import math
from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from docket_training.base_weights import BaseWeights

LAYOUT_UNITS = 1000
ROW_WAVES = (16, 32, 64, 128, 256, 512, 1024, 2048)
EDGE_WAVES = (32, 128, 512, 2048)
"""Wavelengths, in layout units, by which attention tells how far apart words lie; the finest is a line of print."""
FURTHEST_DISTANCE = 128
"""Tokens; whatever lies further apart is of the last class of distance."""
PADDING_SCORE = -1e4
"""Added to the attention scores of padding: its weight becomes exactly zero, so padding cannot change an answer."""


@dataclass(frozen=True)
class EncoderConfig:
    vocabulary: int
    hidden: int = 384
    layers: int = 6
    heads: int = 12
    head_width: int = 0
    """0: the hidden width over the heads, as long as none of them is pruned."""
    intermediate: int = 1536
    positions: int = 512
    dropout: float = 0.1
    attention_dropout: float = 0.0
    layout: bool = False
    bearings: bool = False
    """Attention by where words lie from each other, see Bearings; needs `layout`."""
    pieces: int = 1
    """Pieces of a word that add up to one token, see WordSum; 1: every piece is a token."""
    distances: int = 0
    """Classes of distance between tokens that attention tells apart, see Distances; 0: none."""
    norm_epsilon: float = 1e-12

    def as_dict(self) -> dict:
        return asdict(self)

    def width_of_head(self) -> int:
        return self.head_width or self.hidden // self.heads


class LayoutEmbeddings(nn.Module):
    """Learned embeddings of a word's box. Zero at the start, so training begins at the text-only encoder.

    Input: int64 [B,T,4], x0,y0,x1,y1 in 0..1000 of the page. Output: [B,T,H].
    """

    def __init__(self, hidden: int):
        super().__init__()
        self.x = nn.Embedding(LAYOUT_UNITS + 1, hidden)
        self.y = nn.Embedding(LAYOUT_UNITS + 1, hidden)
        self.width = nn.Embedding(LAYOUT_UNITS + 1, hidden)
        self.height = nn.Embedding(LAYOUT_UNITS + 1, hidden)
        for table in (self.x, self.y, self.width, self.height):
            nn.init.zeros_(table.weight)

    def forward(self, bbox: Tensor) -> Tensor:
        x0, y0, x1, y1 = bbox.clamp(0, LAYOUT_UNITS).unbind(-1)
        width = (x1 - x0).clamp(min=0)
        height = (y1 - y0).clamp(min=0)
        return self.x(x0) + self.x(x1) + self.y(y0) + self.y(y1) + self.width(width) + self.height(height)


class Waves(nn.Module):
    """A box as cosines and sines: of its middle height and of its left and right edges.

    Input: int64 [B,T,4], x0,y0,x1,y1 in 0..1000. Output: cosines and sines, each [B,1,T,16].
    """

    def __init__(self) -> None:
        super().__init__()
        waves = (ROW_WAVES, EDGE_WAVES, EDGE_WAVES)
        self.register_buffer("rates", torch.tensor([2 * math.pi / w for part in waves for w in part]), persistent=False)

    def forward(self, bbox: Tensor) -> tuple[Tensor, Tensor]:
        x0, y0, x1, y1 = bbox.clamp(0, LAYOUT_UNITS).to(self.rates.dtype).unbind(-1)
        middle = (y0 + y1) / 2
        rows, edges = len(ROW_WAVES), len(EDGE_WAVES)
        places = [middle.unsqueeze(-1).expand(-1, -1, rows), *(x.unsqueeze(-1).expand(-1, -1, edges) for x in (x0, x1))]
        angles = (torch.cat(places, -1) * self.rates).unsqueeze(1)
        return torch.cos(angles), torch.sin(angles)


class Bearings(nn.Module):
    """Scores of attention by relative place: each word says, head by head, in which directions it looks.

    The score of key k for query q is the sum over waves f of a_f cos(p_k - p_q) + b_f sin(p_k - p_q), where a and b are
    linear in the query's state: a relative 2-D bias (Hong et al. 2022, BROS) that depends on content (Dai et al. 2019,
    Transformer-XL) and factors into further columns of queries and keys (Su et al. 2021, RoFormer), so that fused
    attention still serves. Zero at the start.
    """

    def __init__(self, hidden: int, heads: int):
        super().__init__()
        self.heads = heads
        self.waves = len(ROW_WAVES) + 2 * len(EDGE_WAVES)
        self.look = nn.Linear(hidden, heads * 2 * self.waves)
        nn.init.zeros_(self.look.weight)
        nn.init.zeros_(self.look.bias)

    def forward(self, x: Tensor, cosines: Tensor, sines: Tensor) -> tuple[Tensor, Tensor]:
        """States [B,T,H] to further columns of the queries and of the keys, each [B,heads,T,32]."""
        batch, length, _ = x.shape
        a, b = self.look(x).view(batch, length, self.heads, 2 * self.waves).transpose(1, 2).chunk(2, -1)
        queries = torch.cat([a * cosines - b * sines, a * sines + b * cosines], -1)
        return queries, torch.cat([cosines, sines], -1).expand(-1, self.heads, -1, -1)


class Distances(nn.Module):
    """A score of attention for how many tokens lie between key and query, one a head, shared by all layers.

    Half of the classes are for keys behind the query; the near half of either has one class a distance, the other ever
    wider ones. Source: Raffel et al. 2020 (T5), as in MPNet (Song et al. 2020).
    """

    def __init__(self, classes: int, heads: int):
        super().__init__()
        self.classes = classes
        self.bias = nn.Embedding(classes, heads)

    def forward(self, length: int) -> Tensor:
        """Scores [1,heads,T,T] of T = `length` tokens."""
        place = torch.arange(length)
        away = place[None, :] - place[:, None]
        half = self.classes // 2
        near = half // 2
        far = near + (
            torch.log(away.abs().clamp(min=1) / near) / math.log(FURTHEST_DISTANCE / near) * (half - near)
        ).long().clamp(max=half - near - 1)
        kind = torch.where(away.abs() < near, away.abs(), far) + half * (away > 0).long()
        return self.bias(kind).permute(2, 0, 1).unsqueeze(0)


class WordSum(nn.Module):
    """One token a word: the sum of its pieces' embeddings, each weighed by its place in the word, over sqrt(pieces).

    A number has three to six pieces, so a page has a third of the tokens and fits one window. Weights by place keep the
    order of the pieces. Ones at the start.
    """

    def __init__(self, pieces: int, hidden: int):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(pieces, hidden))

    def forward(self, embeddings: Tensor, input_ids: Tensor) -> Tensor:
        """Embeddings [B,T,P,H], zero at padding, and ids [B,T,P] to [B,T,H]."""
        count = (input_ids != 0).to(embeddings.dtype).sum(-1, keepdim=True).clamp(min=1)
        return (embeddings * self.weight).sum(2) / torch.sqrt(count)


class Embeddings(nn.Module):
    def __init__(self, config: EncoderConfig):
        super().__init__()
        self.word = nn.Embedding(config.vocabulary, config.hidden, padding_idx=0)
        self.pieces = WordSum(config.pieces, config.hidden) if config.pieces > 1 else None
        self.position = nn.Embedding(config.positions, config.hidden)
        self.layout = LayoutEmbeddings(config.hidden) if config.layout else None
        self.norm = nn.LayerNorm(config.hidden, eps=config.norm_epsilon)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, input_ids: Tensor, bbox: Tensor | None) -> Tensor:
        x = self.word(input_ids)
        if self.pieces is not None:
            x = self.pieces(x, input_ids)
        x = x + self.position.weight[: input_ids.shape[1]]
        if self.layout is not None:
            if bbox is None:
                raise ValueError("this encoder has layout positions: pass bbox [B,T,4]")
            x = x + self.layout(bbox)
        return self.dropout(self.norm(x))


class Layer(nn.Module):
    def __init__(self, config: EncoderConfig):
        super().__init__()
        self.heads = config.heads
        self.head_width = config.width_of_head()
        self.attention_dropout = config.attention_dropout
        attended = self.heads * self.head_width
        self.query = nn.Linear(config.hidden, attended)
        self.key = nn.Linear(config.hidden, attended)
        self.value = nn.Linear(config.hidden, attended)
        self.attention_out = nn.Linear(attended, config.hidden)
        self.attention_norm = nn.LayerNorm(config.hidden, eps=config.norm_epsilon)
        self.up = nn.Linear(config.hidden, config.intermediate)
        self.down = nn.Linear(config.intermediate, config.hidden)
        self.out_norm = nn.LayerNorm(config.hidden, eps=config.norm_epsilon)
        self.dropout = nn.Dropout(config.dropout)
        self.bearings = Bearings(config.hidden, config.heads) if config.bearings else None

    def split_heads(self, x: Tensor) -> Tensor:
        batch, length, _ = x.shape
        return x.view(batch, length, self.heads, self.head_width).transpose(1, 2)

    def forward(self, x: Tensor, mask: Tensor, places: tuple[Tensor, Tensor] | None = None) -> Tensor:
        """Training takes the fused attention of torch, five times as fast; what is exported spells it out."""
        batch, length, _ = x.shape
        query, key, value = (self.split_heads(part(x)) for part in (self.query, self.key, self.value))
        if self.bearings is not None and places is not None:
            looking, lying = self.bearings(x, *places)
            query, key = torch.cat([query, looking], -1), torch.cat([key, lying], -1)
        scale = self.head_width**-0.5
        if self.training:
            wide = F.pad(value, (0, query.shape[-1] - self.head_width))
            context = F.scaled_dot_product_attention(
                query, key, wide, mask.to(query.dtype), dropout_p=self.attention_dropout, scale=scale
            )[..., : self.head_width]
        else:
            weights = torch.softmax(query @ key.transpose(-1, -2) * scale + mask, dim=-1)
            context = weights.to(x.dtype) @ value
        context = context.transpose(1, 2).reshape(batch, length, self.heads * self.head_width)
        x = self.attention_norm(x + self.dropout(self.attention_out(context)))
        return self.out_norm(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """`input_ids` int64 [B,T], or [B,T,P] where pieces add up to words, `attention_mask` int64 [B,T], `bbox` int64
    [B,T,4] with layout. Output: [B,T,H]."""

    def __init__(self, config: EncoderConfig):
        super().__init__()
        self.config = config
        self.embeddings = Embeddings(config)
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.layers))
        self.waves = Waves() if config.bearings else None
        self.distances = Distances(config.distances, config.heads) if config.distances else None

    def forward(self, input_ids: Tensor, attention_mask: Tensor, bbox: Tensor | None = None) -> Tensor:
        x = self.embeddings(input_ids, bbox)
        mask = (1.0 - attention_mask[:, None, None, :].to(x.dtype)) * PADDING_SCORE
        if self.distances is not None:
            mask = mask + self.distances(x.shape[1])
        places = None if self.waves is None or bbox is None else self.waves(bbox)
        for layer in self.layers:
            x = layer(x, mask, places)
        return x


def mean_pool(states: Tensor, attention_mask: Tensor) -> Tensor:
    """Mean of the states [B,T,H] over the tokens that are not padding: [B,H].

    A product, not a reduction: its sum runs token by token, so that padding adds exact zeros and changes no bit.
    """
    weights = attention_mask.to(states.dtype)
    shares = weights / weights.sum(1, keepdim=True).clamp(min=1)
    return (shares.unsqueeze(1) @ states).squeeze(1)


LAYER_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "attention_out": "attention.output.dense",
    "attention_norm": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "out_norm": "output.LayerNorm",
}


def pretrained_encoder(
    base: BaseWeights,
    kept_ids: list[int] | None = None,
    positions: int = 512,
    dropout: float = 0.1,
    attention_dropout: float = 0.0,
    layout: bool = False,
    bearings: bool = False,
    pieces: int = 1,
) -> Encoder:
    """An encoder with the base weights; where pieces add up to words, padding is zero, which a sum must not hear.

    `kept_ids`: rows of the word embeddings to keep, in their new order (see
    `vocabulary.cut_vocabulary`); None keeps all.
    The embedding of token type 0 is folded into the position embeddings, since every input is of that type.
    """
    source = base.tensors
    words = source["embeddings.word_embeddings.weight"]
    if kept_ids is not None:
        words = words[torch.tensor(kept_ids)]
    place = source["embeddings.position_embeddings.weight"] + source["embeddings.token_type_embeddings.weight"][0]
    config = EncoderConfig(
        vocabulary=words.shape[0],
        hidden=base.config["hidden_size"],
        layers=base.config["num_hidden_layers"],
        heads=base.config["num_attention_heads"],
        intermediate=base.config["intermediate_size"],
        positions=positions,
        dropout=dropout,
        attention_dropout=attention_dropout,
        layout=layout,
        bearings=bearings,
        pieces=pieces,
        distances=base.config.get("relative_attention_num_buckets", 0),
        norm_epsilon=base.config["layer_norm_eps"],
    )
    encoder = Encoder(config)
    tensors = {
        "embeddings.word.weight": words,
        "embeddings.position.weight": place[:positions],
        "embeddings.norm.weight": source["embeddings.LayerNorm.weight"],
        "embeddings.norm.bias": source["embeddings.LayerNorm.bias"],
    }
    if config.distances:
        tensors["distances.bias.weight"] = source["encoder.relative_attention_bias.weight"]
    for index in range(config.layers):
        for ours, theirs in LAYER_NAMES.items():
            for kind in ("weight", "bias"):
                tensors[f"layers.{index}.{ours}.{kind}"] = source[f"encoder.layer.{index}.{theirs}.{kind}"]
    missing, unexpected = encoder.load_state_dict({k: v.clone() for k, v in tensors.items()}, strict=False)
    added = ("embeddings.layout.", "embeddings.pieces.", "bearings.")
    wrong = [name for name in missing if not any(part in name for part in added)] + list(unexpected)
    if wrong:
        raise ValueError(f"base weights do not fit the encoder: {', '.join(wrong)}")
    if pieces > 1:
        with torch.no_grad():
            encoder.embeddings.word.weight[encoder.embeddings.word.padding_idx] = 0
    return encoder


def layer_decay_groups(encoder: Encoder, head: nn.Module, rate: float, decay: float, weight_decay: float) -> list[dict]:
    """Optimiser groups with a learning rate that falls by `decay` a layer from the head down to the embeddings.

    Biases and normalisation weights get no weight decay. What the base weights do not have, layout embeddings and the
    weights of pieces, learns at the head's rate.
    Source: Howard & Ruder 2018 (discriminative fine-tuning); Clark et al. 2020 (ELECTRA, layer-wise decay).
    """
    depth = encoder.config.layers
    parts: list[tuple[list[tuple[str, nn.Parameter]], float]] = [(list(head.named_parameters()), rate)]
    for index, layer in enumerate(encoder.layers):
        parts.append((list(layer.named_parameters()), rate * decay ** (depth - index)))
    named = list(encoder.embeddings.named_parameters())
    if encoder.distances is not None:
        named += list(encoder.distances.named_parameters())
    own = ("layout.", "pieces.")
    parts.append(([p for p in named if not p[0].startswith(own)], rate * decay ** (depth + 1)))
    parts.append(([p for p in named if p[0].startswith(own)], rate))
    groups = []
    for parameters, group_rate in parts:
        matrices = [p for _, p in parameters if p.ndim >= 2]
        vectors = [p for _, p in parameters if p.ndim < 2]
        for chosen, strength in ((matrices, weight_decay), (vectors, 0.0)):
            if chosen:
                groups.append({"params": chosen, "lr": group_rate, "weight_decay": strength})
    return groups
