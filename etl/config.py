"""Every setting of the pipeline, and what the person asked for.

No setting was chosen by its agreement with the categories: see docs/method.md.
"""

import os
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
INSTALLED_DATA = PROJECT / "etl" / "data"  # where the wheel puts these files of data/
DATA = INSTALLED_DATA if INSTALLED_DATA.is_dir() else PROJECT / "data"

CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

DEFAULT_NORMALISATION = DATA / "models" / "open-nsfw.toml"


def normalisation_file(image_model: Path | None) -> Path:
    """The TOML file that says how a model sees a photo; it may be missing."""
    return DEFAULT_NORMALISATION if image_model is None else image_model.with_suffix(".toml")


class InputError(Exception):
    """What was given cannot be used; its text is the one sentence that the person reads.

    On one line and without control characters, whatever the names that it quotes hold.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(CONTROLS.sub(" ", sentence))


@dataclass(frozen=True)
class TextSettings:
    """How a description becomes a vector."""

    min_letters: int = 2
    # What is boilerplate: etl/embedding/boilerplate.py, docs/adr/0020.
    boilerplate_share: float = 0.05  # in more of the documents than this,
    boilerplate_documents: int = 7  # and than this: a handful is often one kind of product
    boilerplate_alone: int = 10  # the same in no phrase
    boilerplate_in_names: float = 0.3  # in the names of fewer of them than this
    phrase_share: float = 0.5  # of a word's places have the same neighbour: a phrase
    uneven_phrase: float = 0.6  # less uneven over the kinds of product than this
    uneven_word: float = 0.35  # the same for a word that is in no phrase
    telling_names: float = 0.15  # mean unevenness of the other words, from which names tell kinds
    boilerplate_sample: int = 10_000  # documents, evenly drawn from a larger catalogue
    dimensions: int = 100
    epochs: int = 25
    window: int = 5
    learning_rate: float = 0.05
    min_count: int = 3
    min_subword: int = 3
    max_subword: int = 6
    buckets: int = 200_000  # fastText's own default of 2,000,000 costs 0.8 GB
    training_tokens: int = 5_000_000  # larger catalogues train on an even sample of documents
    batch: int = 10_000
    trainings: int = 3  # the published one among them: how far another would move the scores
    tfidf_dimensions: int = 100


@dataclass(frozen=True)
class ImageSettings:
    """How a photo becomes a vector."""

    max_decoded_pixels: int = 80_000_000  # 240 MB as RGB; JPEG drafts are far below
    thumbnail: int = 128
    thumbnail_quality: int = 80
    network_input_quality: int = 75  # 7 kB a photo in the mean, 2.6 of 256 levels off
    fit: str = "crop"  # or stretch, or pad
    views: int = 1  # of each photo, 1 to 5: etl/embedding/views.py; each costs one inference
    histogram_bins: int = 4  # per colour channel
    dimensions: int = 32


@dataclass(frozen=True)
class SmoothSettings:
    """How a vector is drawn to those of its neighbours before it is clustered."""

    neighbours: int = 20
    share: float = 0.02  # of the products at most, or small kinds of product run into each other
    fewest: int = 10  # neighbours, or none: a mean of one or two is only another product
    steps: int = 10
    weight: float = 0.9  # of the neighbours; the vector itself has the rest


@dataclass(frozen=True)
class ThroughTextSettings:
    """How a photo is read through the texts of other products."""

    min_products: int = 200  # with both sides: fewer teach nothing
    folds: int = 10
    penalties: tuple[float, ...] = tuple(10.0**power for power in range(-3, 4))


@dataclass(frozen=True)
class FuseSettings:
    """How the two sides become one vector."""

    dimensions: int = 64  # of each side
    text_share: float = 0.5  # of the squared length; the image side has the rest
    donors: int = 5  # neighbours that lend a missing side


@dataclass(frozen=True)
class ProjectSettings:
    """How vectors become maps, and up to which size."""

    perplexity: float = 30.0
    umap_neighbours: int = 15
    umap_min_dist: float = 0.1
    seed: int = 0
    min_vectors: int = 8  # fewer points make no neighbourhood to project
    max_tsne: int = 20_000
    max_umap: int = 200_000
    quality_neighbours: int = 15
    quality_sample: int = 2_000


@dataclass(frozen=True)
class ClusterSettings:
    """Which clusterings are computed, and up to which size."""

    seeds: tuple[int, ...] = tuple(range(10))
    n_init: int = 10
    sweep: tuple[int, ...] = tuple(range(2, 16))
    sweep_seeds: tuple[int, ...] = tuple(range(5))
    # Where the silhouette still rises at the end of the sweep, it goes on, with one seed:
    sweep_growth: float = 1.5  # each k at most this many times the one before,
    sweep_reach: int = 3  # up to this many times the categories of the deepest scored level,
    max_sweep: int = 200  # and to this: about as much work as the sweep itself
    halves: int = 6  # pairs of disjoint halves that are clustered anew
    max_kmeans: int = 200_000  # above: mini-batches
    max_ward: int = 10_000
    max_hdbscan: int = 20_000
    hdbscan_min_share: float = 0.01  # smallest cluster, as a share of the products
    hdbscan_min_size: int = 5


@dataclass(frozen=True)
class EvaluateSettings:
    """What makes a level worth scoring, and how the scores are computed."""

    min_reach: float = 0.8  # share of the products that have a category at the level
    min_category_size: float = 5.0  # products in the mean category
    silhouette_sample: int = 5_000
    max_silhouettes: int = 20_000  # products, for one silhouette each


@dataclass(frozen=True)
class SuggestSettings:
    """Which neighbours may speak for a category."""

    neighbours: int = 10
    searched: int = 50  # among which those that may vote are looked for
    near_duplicate: float = 0.98  # cosine from which two products are the same article


@dataclass(frozen=True)
class AblationSettings:
    """How the texts are scored without the words that name their categories."""

    levels: int = 2  # whose names count, from the top
    seeds: tuple[int, ...] = tuple(range(5))
    # Fewer and longer steps than TextSettings: much the same scores for less than half the time.
    epochs: int = 10
    learning_rate: float = 0.1


@dataclass(frozen=True)
class RehearseSettings:
    """How often the promises are tried on brands that were hidden."""

    repeats: int = 8


@dataclass(frozen=True)
class DescribeSettings:
    """What is said of a cluster."""

    words: int = 10
    min_word_products: int = 2
    min_word_share: float = 0.1  # of the cluster's products, to be exceeded
    medoids: int = 8


@dataclass(frozen=True)
class Settings:
    """All settings; their values are part of the fingerprint of a build."""

    text: TextSettings = field(default_factory=TextSettings)
    image: ImageSettings = field(default_factory=ImageSettings)
    smooth: SmoothSettings = field(default_factory=SmoothSettings)
    fuse: FuseSettings = field(default_factory=FuseSettings)
    through_text: ThroughTextSettings = field(default_factory=ThroughTextSettings)
    project: ProjectSettings = field(default_factory=ProjectSettings)
    cluster: ClusterSettings = field(default_factory=ClusterSettings)
    evaluate: EvaluateSettings = field(default_factory=EvaluateSettings)
    suggest: SuggestSettings = field(default_factory=SuggestSettings)
    ablation: AblationSettings = field(default_factory=AblationSettings)
    rehearse: RehearseSettings = field(default_factory=RehearseSettings)
    describe: DescribeSettings = field(default_factory=DescribeSettings)
    neighbours: int = 10

    def as_dict(self) -> dict[str, object]:
        """Nested plain values, for the fingerprint and the `builds` table."""
        return asdict(self)


@dataclass(frozen=True)
class Request:
    """One run, as asked for on the command line."""

    catalog: Path
    images: Path
    mapping: Path | None = None  # None: the default one where it fits, else a proposal
    database: Path = Path("data/catalog.duckdb")
    jobs: int = os.cpu_count() or 1
    force: bool = False
    reuse_models: bool = False
    rehearse: bool = False
    text_model: Path | None = None
    image_model: Path | None = None
    settings: Settings = field(default_factory=Settings)
