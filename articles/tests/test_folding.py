"""Words are found however they are spelt: with or without vowel signs, accents, and the forms of one letter."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.asking import read
from articles.search.engine import Narrowed, find
from articles.search.fold import words_of
from articles.tests.builders import make_article

PAIRS = [
    # Arabic with and without the signs of vowels.
    ("مُحَمَّد", "محمد"), ("كِتَابٌ", "كتاب"), ("مَدْرَسَة", "مدرسة"), ("بَحْر", "بحر"),
    ("سَلَامًا", "سلاما"), ("حُرِّيَّة", "حرية"),
    ("اللُّغَةُ", "اللغة"), ("قُرْآن", "قران"), ("رَحْمٰن", "رحمن"), ("شُكْرًا", "شكرا"),
    # The forms of alef and of hamza.
    ("أحمد", "احمد"), ("إسلام", "اسلام"), ("آمال", "امال"), ("ٱلكتاب", "الكتاب"),
    ("أنهار", "انهار"), ("إلى", "الى"),
    ("مسؤول", "مسوول"), ("رؤية", "روية"), ("رئيس", "رييس"), ("سائل", "سايل"),
    ("ماء", "ما"), ("سماء", "سما"), ("شيء", "شي"),
    # Teh marbuta and alef maqsura.
    ("مدينة", "مدينه"), ("سفينة", "سفينه"), ("مستشفى", "مستشفي"), ("على", "علي"),
    ("ليلى", "ليلي"), ("غزة", "غزه"),
    # Tatweel, Persian letters, digits, presentation forms.
    ("ســـلام", "سلام"), ("کتاب", "كتاب"), ("ایران", "ايران"), ("٢٠٢٦", "2026"),
    ("۱۴۰۵", "1405"), ("ﺳﻼم", "سلام"),
    # The article, with what stands before it.
    ("الميناء", "ميناء"), ("والبحر", "بحر"), ("بالسفينة", "سفينة"), ("فالمدينة", "مدينة"),
    ("كالنهر", "نهر"),
    # Hebrew with and without niqqud, geresh and gershayim.
    ("שָׁלוֹם", "שלום"), ("יִשְׂרָאֵל", "ישראל"), ("בְּרֵאשִׁ֖ית", "בראשית"), ("יָם", "ים"),
    ("נָמָל", "נמל"), ("מֶלֶךְ", "מלך"), ("צה״ל", "צהל"),
    ('צה"ל', "צהל"), ("ד״ר", "דר"), ("ג׳ירפה", "גירפה"), ("ג'ירפה", "גירפה"),
    ("שׂמחה", "שמחה"), ("שּׁבת", "שבת"),
    # Latin with and without accents.
    ("Beyoncé", "beyonce"), ("ÎLE", "ile"), ("Škoda", "skoda"), ("Łódź", "lodz"),
    ("Straße", "strasse"), ("naïve", "naive"),
    ("ﬁnance", "finance"), ("Ｆｅｒｒｙ", "ferry"), ("İzmir", "izmir"), ("Ærø", "aero"),
    ("co\u00adoperate", "cooperate"),
]  # fmt: skip


def test_the_table_has_sixty_pairs() -> None:
    assert len(set(PAIRS)) >= 60


@pytest.mark.parametrize(("written", "typed"), PAIRS)
def test_two_spellings_are_one_word(written: str, typed: str) -> None:
    assert words_of(written) == words_of(typed)
    assert len(words_of(typed)) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("بنك", "بنت"), ("نمل", "نمر"), ("שלום", "שלג"), ("الله", "له"), ("ram", "rum")]
)
def test_two_words_stay_two(one: str, other: str) -> None:
    assert words_of(one) != words_of(other)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "typed"),
    [PAIRS[0], ("مِينَاءُ السَّرَّة", "ميناء السره"), ("נָמָל", "נמל"), ("Beyoncé", "beyonce")],
)
def test_story_is_found_by_either_spelling(written: str, typed: str) -> None:
    story = make_article("A Story", slug="a-story", body=f"<p>Before {written} after.</p>")
    for asked in (written, typed):
        assert find(read(asked), Narrowed()).story_ids == [story.pk]


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    words = words_of(text)
    assert words_of(" ".join(words)) == words or any(word.startswith(("ال", "وال")) for word in words)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_english_is_parted_like_any_other_text(text: str) -> None:
    assert words_of(text) == re.findall(r"[^\W_]+", text.lower())
