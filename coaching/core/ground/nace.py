"""The same activity in the editions of NACE-BEL: 2003, 2008 and 2025.

The register holds codes of all three side by side, and companies write down whichever they know. What is kept here is
what changed: a code that stands in none of these lists means the same in 2008 and 2025. Classes (four figures) of NACE
Rev. 2 (2008) and Rev. 2.1 (2025); the fifth figure is Belgium's own. Written down from the annex of Delegated Regulation
(EU) 2023/137 for what moved to another division or got another number, not for parts of a class that moved alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

OLD, FORMER, PRESENT = "2003", "2008", "2025"
EDITIONS = (OLD, FORMER, PRESENT)

# Class of 2008: classes of 2025. Division 45 (cars and motorcycles) is no more.
CHANGED_IN_2025 = """
1411:1424 1412:1423 1413:1421 1414:1422 1419:1429 1431:1410 1439:1410 1610:1611,1612 2540:2530 2550:2540
2561:2551,2552 2562:2553 2571:2561 2572:2562 2573:2563 3101:3100 3102:3100 3103:3100 3109:3100 4110:4100,6812
4120:4100 4329:4323,4324 4339:4335 4391:4341 4399:4342,4350,4391,4399 4511:4671,4781 4519:4671,4781 4520:9531
4531:4672,4782 4532:4672,4782 4540:4673,4783,9532 4651:4650 4652:4650 4669:4664 4671:4681 4672:4682 4673:4683
4674:4684 4675:4685 4676:4686 4677:4687 4719:4712 4729:4727 4741:4740 4742:4740 4743:4740 4759:4755 4910:4911,4912
5229:5225,5226 5610:5611,5612 5629:5622 5812:5819 5813:5812 5814:5813 6120:6110 6130:6110 6201:6210 6202:6220
6203:6220 6209:6290 6311:6310 6312:6039,6391 6391:6031 6399:6392 6810:6811,6812 7021:7330 7022:7020 7211:7210
7219:7210 7410:7411,7412,7413,7414 7490:7491,7499 7830:7820 8010:8001 8020:8009 8030:8001 8129:8123 8211:8210
8219:8210 8541:8533 8542:8540 8560:8569 8690:8691,8692,8693,8694,8695,8696,8699 8790:8799 9001:9020 9002:9039
9003:9011,9012,9013 9004:9031 9101:9111,9112 9102:9121 9103:9122 9104:9141,9142 9511:9510 9512:9510 9601:9610
9602:9621,9622 9603:9630 9604:9623 9609:9691,9699
"""
# Division or group of 2003: divisions or groups of 2008, as far as anybody still has such a code.
CHANGED_IN_2008 = """
151:10 152:10 153:10 154:10 155:10 156:10 157:10 158:10 159:11 16:12 17:13 18:14 19:15 20:16 21:17 221:58 222:18
223:18 23:19 241:20 242:20 243:20 244:21 245:20 246:20 247:20 25:22 26:23 27:24 28:25 29:28 30:26,28 31:27 32:26
33:26,32 34:29 35:30 361:31 362:32 363:32 364:32 365:32 366:32 37:38 40:35 41:36 451:431 452:41,42,439 453:432
454:433 455:439 501:451 502:452 503:453 504:454 505:473 51:46 521:471 522:472 523:477 524:475,476,477 525:477
526:478,479 527:952 551:551 552:552,553 553:561 554:563 555:562 60:49 61:50 62:51 631:52 632:52 633:79 634:52 641:53
642:61 65:64 66:65 67:66 70:68 71:77 72:62,631 73:72 741:69,70,732 742:711 743:712 744:731 745:78 746:80 747:812
748:74,82 75:84 80:85 851:86 852:75 853:87,88 90:37,38,39 91:94 921:591 922:60 923:90 924:639 925:91 926:931
927:92,932 93:96 95:97
"""


def _table(text: str) -> dict[str, tuple[str, ...]]:
    return {old: tuple(news.split(",")) for old, news in (pair.split(":") for pair in text.split())}


def _turned(table: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for old, news in table.items():
        for new in news:
            found[new].append(old)
    return {new: tuple(olds) for new, olds in found.items()}


TO_2008, TO_2025 = _table(CHANGED_IN_2008), _table(CHANGED_IN_2025)
FROM_2025 = _turned(TO_2025)


def readings(code: str, edition: str = "") -> frozenset[str]:
    """What an activity is called in 2008 and in 2025; beginnings of codes. edition: "" where nobody knows it."""
    digits = "".join(sign for sign in code if sign.isdigit())
    if len(digits) < 2:
        return frozenset()
    if edition == OLD:  # its figures mean something else today, so they are not among the readings
        former = set(_carried(digits, TO_2008))
        return frozenset(former | {new for old in former for new in _carried(old, TO_2025)})
    found = {digits}
    if edition != PRESENT:
        found.update(_carried(digits, TO_2025))
    if edition != FORMER:
        found.update(_carried(digits, FROM_2025))
    return frozenset(found)


def _carried(digits: str, table: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """By the table: of a whole class with Belgium's own figure behind it, of a division all its classes that moved."""
    for old, news in table.items():
        if digits.startswith(old) or old.startswith(digits):
            rest = digits[len(old) :] if len(old) == 4 and len(news) == 1 else ""
            yield from (new + rest for new in news)
