"""The report as HTML and as JSON: one file, the same figures, nothing from outside."""

import dataclasses
import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from itertools import product

import pytest

from tests.verdict.evidence_factory import NOTHING, evidence, operating, rule, votes
from verdict import page, words
from verdict.evidence import Evidence, VotingRule, agree, gather
from verdict.page import html
from verdict.report import Report, record, thinned, to_json, workflows
from verdict.rules import OUTCOMES, Thresholds, decide
from verdict.savings import Work
from verdict.words import TEXTS, number, percent

HOSTILE = "<script>alert('&')</script>"


def report() -> Report:
    suggestions = votes(right=1)
    names = [(HOSTILE,), ("B",), ("C",)]
    agreed = agree(suggestions.listed, suggestions.listed, suggestions.groups)
    measured = gather("text", 1, agreed, suggestions, suggestions, names, 0.9)
    thresholds = Thresholds(precision=0.9)
    return Report(
        catalogue=HOSTILE,
        built_at="2026-11-22T10:00:00+00:00",
        n_products=240,
        thresholds=thresholds,
        work=Work(products=12_345),
        verdicts=[
            decide(measured, thresholds),
            decide(evidence(rule(operating(0.5, 0.2)), space="image"), thresholds),
            decide(
                evidence(
                    rule(operating(0.5, precision_high=0.6), first_low=0.1, first_high=0.2),
                    space="fused",
                ),
                thresholds,
            ),
            decide(evidence(interval=None, ari=0, level=2, space="text"), thresholds),
            decide(Evidence("image", 2, 12, 2, missing="products"), thresholds),
            decide(Evidence("fused", 2, 40, 1, missing="categories"), thresholds),
        ],
        branches=[HOSTILE],
    )


def test_without_a_level_to_judge_one_sentence_says_so(language: str) -> None:
    empty = html(dataclasses.replace(report(), verdicts=[]), language)
    assert TEXTS.text("report.none", language) in empty
    assert "<table" not in empty
    assert TEXTS.text("report.none", language) not in html(report(), language)


class Reader(HTMLParser):
    """The tags, attributes and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.words.append(data)


@pytest.fixture(params=TEXTS.languages)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def read(language: str) -> Reader:
    reader = Reader()
    reader.feed(html(report(), language))
    return reader


def test_the_page_asks_for_nothing_and_runs_nothing(language: str) -> None:
    reader = read(language)
    assert not {"script", "link", "img", "iframe"} & set(reader.tags)
    links = [value for name, value in reader.attributes if name in ("href", "src", "xlink:href")]
    assert links
    assert all(link and link.startswith("#") for link in links)
    assert not re.search(r"https?://|url\(|@import", html(report(), language))


def test_what_comes_from_the_catalogue_is_only_text(language: str) -> None:
    assert HOSTILE not in html(report(), language)
    assert any(HOSTILE in words for words in read(language).words)


def test_the_page_is_well_formed_and_its_anchors_exist(language: str) -> None:
    root = ET.fromstring(html(report(), language).split("\n", 1)[1])  # noqa: S314 - our own page
    assert root.attrib["lang"] == language
    names = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(names) == len(set(names))
    targets = {element.attrib["href"][1:] for element in root.iter("a") if "href" in element.attrib}
    assert targets <= set(names)
    for chart in root.iter("svg"):
        title, description = chart.find("title"), chart.find("desc")
        assert title is not None
        assert description is not None
        labelled = chart.attrib["aria-labelledby"].split()
        assert labelled == [title.attrib["id"], description.attrib["id"]]
        assert title.text
        assert description.text


def test_the_page_says_what_the_json_says(language: str) -> None:
    sentences = " ".join(read(language).words)
    content = json.loads(to_json(report()))
    for verdict in content["verdicts"]:
        assert words.say(f"outcome.{verdict['outcome']}", language) in sentences
        if verdict["strict"] is None:
            assert number(verdict["n"], language) in sentences
            continue
        assert percent(verdict["operating"]["coverage"], language) in sentences
        assert percent(verdict["operating"]["precision"], language) in sentences
        assert number(verdict["agreement"]["ari"], language, 2) in sentences
        if verdict["space"] == "text":  # the best of each level
            for way in verdict["savings"].values():
                assert number(way["hours"]["value"], language) in sentences
                assert number(way["money"]["low"], language) in sentences
            for branch in verdict["branches"]:
                assert percent(branch["coverage"], language) in sentences


def test_the_json_holds_every_figure_and_no_nan() -> None:
    content = record(report())
    assert json.loads(to_json(report())) == json.loads(json.dumps(content))
    assert content["is_classifier_trained"] is False
    assert content["thresholds"] == {"precision": 0.9, "coverage": 0.5, "first_right": 0.6}
    outcomes = [verdict.outcome for verdict in report().verdicts]
    assert set(outcomes) == set(OUTCOMES)
    assert "NaN" not in to_json(report())


def test_a_way_to_work_is_advised_possible_or_not() -> None:
    def standing(strict: VotingRule) -> list[tuple[str, str]]:
        verdict = decide(evidence(strict), Thresholds())
        return [(way.name, way.standing) for way in workflows(verdict, Work())]

    assert standing(rule()) == [("automatic", "advised"), ("assisted", "possible")]
    assert standing(rule(operating(0.5))) == [("assisted", "advised"), ("automatic", "undecided")]
    assert standing(rule(operating(0.5, precision_high=0.6))) == [
        ("assisted", "advised"),
        ("automatic", "not_advised"),
    ]
    neither = standing(rule(operating(0.5, precision_high=0.6), first_low=0.1, first_high=0.2))
    assert [advice for _, advice in neither] == ["not_advised", "not_advised"]


def test_what_no_threshold_was_found_for_saves_nobody_knows_how_much() -> None:
    verdict = decide(evidence(rule(NOTHING, most=1)), Thresholds())
    assert [(way.name, way.standing) for way in workflows(verdict, Work())] == [
        ("assisted", "advised")
    ]


def test_a_score_without_an_interval_says_so_and_is_drawn_otherwise(language: str) -> None:
    document, verdicts = html(report(), language), report().verdicts
    scored = [verdict.evidence.agreement for verdict in verdicts if verdict.evidence.agreement]
    without = sum(agreement.interval is None for agreement in scored)
    assert document.count('<rect class="hollow"') == without > 0
    assert words.say("interval.none", language) in document


def test_it_is_said_that_nothing_was_trained(language: str) -> None:
    assert words.say("report.method.study", language) in " ".join(read(language).words)


def test_a_curve_is_thinned_without_moving_a_point() -> None:
    [verdict, *_] = report().verdicts
    strict = verdict.evidence.strict
    assert strict is not None
    whole = set(zip(*(values.tolist() for values in strict.curve), strict=True))
    kept = thinned(strict, 25)
    assert 2 < len(kept) <= 25
    assert set(kept) <= whole
    assert kept[-1] == tuple(values[-1] for values in strict.curve)
    assert all(coverage * strict.n > 19 for _, coverage, _ in kept)


# -- words -------------------------------------------------------------------------------


def test_a_precision_is_never_rounded_up() -> None:
    assert words.at_least(0.9499, "en") == "94%"
    assert words.at_least(0.95, "en") == "95%"
    assert words.at_least(0.29, "en") == "29%"  # 0.29 * 100 is 28.999... in floats
    assert words.share_between(0.909, 0.981, "fr") == "[90 – 99\u202f%]"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            "on the surest 70% of the products the category is right 97% of the time; "
            "allowing for error we can guarantee 93%, and the target is 95%",
        ),
        (
            "fr",
            "sur les 70 % de produits les plus sûrs, la catégorie est juste dans 97 % des cas ; "
            "avec la marge d’erreur, on ne peut en garantir que 93 %, pour un objectif de 95 %",
        ),
    ],
)
def test_an_undecided_precision_says_what_was_measured_and_what_is_sure(
    language: str, sentence: str
) -> None:
    verdict = decide(evidence(rule(operating(0.93))), Thresholds())
    assert sentence in words.why(verdict, language).replace("\u202f", " ")


def test_work_on_one_product_is_in_the_singular() -> None:
    alone = dataclasses.replace(report(), work=Work(products=1))
    assert "Pour 1 produit par mois" in html(alone, "fr")
    assert "For 1 product per month" in html(alone, "en")


def test_each_outcome_has_a_sign_of_its_own_beside_its_colour() -> None:
    assert set(page.SIGNS) == set(OUTCOMES)
    assert len(set(page.SIGNS.values())) == len(OUTCOMES)


def test_every_reason_has_a_sentence() -> None:
    thresholds = Thresholds()
    ends = ((0.1, 0.2), (0.1, 1.0), (0.96, 0.99))
    seen = set()
    for precision, coverage, first, chance in product(ends, ends, ends, (-0.1, 0.6, 0.9)):
        at = operating(
            precision[0], coverage[0], precision_high=precision[1], coverage_high=coverage[1]
        )
        for aim in (at, NOTHING):
            strict = rule(aim, first_low=first[0], first_high=first[1], most=coverage[1])
            decision = decide(evidence(strict, null_high=chance), thresholds)
            seen.add(decision.outcome)
            for language in TEXTS.languages:
                assert words.why(decision, language)
    assert seen == set(OUTCOMES)
