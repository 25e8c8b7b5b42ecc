"""What becomes of the members of an archive from night to night."""

from __future__ import annotations

import pytest

import flows.archives.members
import flows.archives.unpack
from flows.discover import Ignored
from flows.errors import ShrunkError
from flows.forget import FORGET, UNDO, apply
from flows.verify import verify
from schemas.fates import Reason, Status
from tests.flows.conftest import House, article, counts
from tests.flows.packed import KINDS, archive, zipped

NAME = "nb/2022-02.zip"


def texts(*numbers: int) -> dict[str, str | bytes]:
    return {f"2022/{number}.txt": article(number) for number in numbers}


def write(house: House, members: dict[str, str | bytes], *, age: float = 3600, name: str = NAME) -> None:
    kind = next(kind for kind in sorted(KINDS, key=len, reverse=True) if name.endswith(kind))
    house.write(name, archive(kind, members), age=age)


@pytest.fixture
def shelf(house: House) -> House:
    """A house with a file and an archive of three articles, read once."""
    house.write("a.txt", article(9))
    write(house, texts(1, 2, 3))
    assert counts(house) == {"new": 5}  # the archive is a source, too
    return house


def statuses(house: House) -> dict[str, str]:
    """Status by address within the archive."""
    rows = house.rows("sources").select("source_uri", "status").iter_rows()
    return {uri.partition("!/")[2]: status for uri, status in rows if "!/" in uri}


@pytest.mark.parametrize("kind", KINDS)
def test_a_member_gives_the_rows_that_its_file_would(house: House, kind: str) -> None:
    members = texts(*range(12)) | {"b.md": "x", "c.zip": zipped([("d.txt", b"x")])}
    write(house, members, name=f"x{kind}")
    report = house.run(batch_size=5)
    assert report.ignored == {Ignored.NAME: 1, Ignored.NESTED: 1}
    found = house.rows("documents").sort("source_uri")
    assert found["source_uri"].to_list() == sorted(f"x{kind}!/2022/{number}.txt" for number in range(12))
    assert set(found["text"]) == {article(number) for number in range(12)}
    assert house.source(f"x{kind}")["document_id"] is None
    assert "12 texts; ignored: 1 (archive in an archive)" in house.source(f"x{kind}")["detail"]
    assert list(verify(house.out)) == []


def test_the_rows_do_not_depend_on_batches_and_workers(house: House) -> None:
    write(house, texts(*range(20)), name="x.tar.gz")
    house.run(batch_size=3)
    before = house.hashes()
    other = House(house.raw, house.out.with_name("other"))
    other.run(batch_size=100)
    assert other.hashes() == before


def test_an_unchanged_archive_is_not_opened(shelf: House, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (flows.archives.members, flows.archives.unpack):
        monkeypatch.setattr(module, "entries", lambda *_: pytest.fail("opened an archive"))
    shelf.write("b.txt", article(5))
    assert counts(shelf) == {"new": 1, "unchanged": 5}


def test_only_changed_members_of_a_changed_archive_are_replaced(shelf: House) -> None:
    write(shelf, texts(1, 3) | {"2022/2.txt": article(7), "2022/4.txt": article(4)}, age=60)
    assert counts(shelf) == {"new": 1, "changed": 2, "unchanged": 3}
    revisions = {n: shelf.source(f"{NAME}!/2022/{n}.txt")["revision"] for n in range(1, 5)}
    assert revisions == {1: 0, 2: 1, 3: 0, 4: 0}


def test_a_touched_archive_counts_as_unchanged(shelf: House) -> None:
    before = shelf.rows("sources")
    write(shelf, texts(1, 2, 3), age=60)
    assert counts(shelf) == {"unchanged": 5}
    assert shelf.rows("sources").equals(before)


def test_a_member_that_is_gone_is_removed_and_counts_in_the_shrink_guard(shelf: House) -> None:
    write(shelf, texts(1, 2), age=60)
    with pytest.raises(ShrunkError, match="1 of the 5 known"):
        shelf.run()
    assert counts(shelf, accept_removals=True) == {"changed": 1, "unchanged": 3, "removed": 1}
    assert statuses(shelf) == {"2022/1.txt": "ok", "2022/2.txt": "ok", "2022/3.txt": "removed"}
    assert counts(shelf, prune=True) == {"unchanged": 4}
    assert statuses(shelf)["2022/3.txt"] == Status.FORGOTTEN
    assert counts(shelf) == {"unchanged": 4}


def test_an_archive_that_is_gone_takes_its_members_with_it(shelf: House) -> None:
    (shelf.raw / NAME).unlink()
    assert counts(shelf, accept_removals=True) == {"unchanged": 1, "removed": 4}
    write(shelf, texts(1, 2, 3), age=60)
    assert counts(shelf) == {"unchanged": 5}
    assert set(statuses(shelf).values()) == {"ok"}


def test_members_of_a_damaged_archive_keep_their_rows(shelf: House) -> None:
    whole = (shelf.raw / NAME).read_bytes()
    shelf.write(NAME, whole[:-30], age=60)
    for _ in range(2):
        assert counts(shelf)["unreadable"] == 3
    assert shelf.source(NAME)["reason"] == Reason.BAD_ARCHIVE
    assert shelf.source(f"{NAME}!/2022/1.txt")["reason"] == Reason.BAD_ARCHIVE
    assert shelf.rows("documents").height == 4
    shelf.write(NAME, whole, age=30)
    assert counts(shelf) == {"changed": 1, "unchanged": 4}
    assert set(statuses(shelf).values()) == {"ok"}


def test_a_cut_archive_gives_what_lies_before_the_cut(house: House) -> None:
    whole = archive(".tar", texts(1, 2, 3))
    house.write("x.tar", whole[:2600])
    assert counts(house) == {"new": 4, "rejected": 2}
    assert statuses(house) == {"2022/1.txt": "ok", "2022/2.txt": "ok", "2022/3.txt": "rejected"}
    assert counts(house) == {"unchanged": 4}
    house.write("x.tar", whole, age=60)
    assert counts(house) == {"changed": 2, "unchanged": 2}


def test_an_unusable_member_is_rejected_with_its_reason(house: House) -> None:
    write(house, {"a.txt": " \n", "b.txt.gz": b"no gzip", "c.txt": article(1)})
    assert counts(house) == {"new": 4, "rejected": 2}
    assert house.source(f"{NAME}!/a.txt")["reason"] == Reason.EMPTY
    assert house.source(f"{NAME}!/b.txt.gz")["reason"] == Reason.BAD_ARCHIVE
    assert counts(house) == {"unchanged": 4}


def test_of_two_members_with_one_name_the_later_counts(house: House) -> None:
    twice = [("a.txt", article(1).encode()), ("./a.txt", article(2).encode())]
    house.write(NAME, zipped(twice))
    house.run()
    assert house.rows("documents")["text"].to_list() == [article(2)]


def test_globs_of_the_settings_match_members(house: House) -> None:
    (house.raw.parent / "spalte.toml").write_text('[sources."**/drafts/**"]\nexclude = true')
    write(house, {"drafts/a.txt": article(1), "b.txt": article(2)})
    report = house.run()
    assert report.ignored == {Ignored.EXCLUDED: 1}
    assert house.rows("documents")["source_uri"].to_list() == [f"{NAME}!/b.txt"]


def test_an_excluded_archive_is_not_opened(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    (house.raw.parent / "spalte.toml").write_text('[sources."nb/*"]\nexclude = true')
    monkeypatch.setattr(flows.archives.members, "entries", lambda *_: pytest.fail("opened an archive"))
    write(house, texts(1))
    house.write("a.txt")
    assert counts(house) == {"new": 1}


def test_to_forget_an_archive_is_to_forget_what_is_in_it(shelf: House) -> None:
    apply(shelf.out, [NAME], FORGET)
    assert shelf.rows("documents")["source_uri"].to_list() == ["a.txt"]
    write(shelf, texts(1, 2, 3, 4), age=60)
    assert counts(shelf) == {"unchanged": 1}
    apply(shelf.out, [NAME], UNDO)
    assert counts(shelf) == {"new": 1, "changed": 4, "unchanged": 1}


def test_a_forgotten_member_stays_out_and_may_come_back(shelf: House) -> None:
    member = f"{NAME}!/2022/1.txt"
    apply(shelf.out, [member], FORGET)
    write(shelf, texts(1, 2, 3, 4), age=60)
    shelf.run()
    assert shelf.source(member)["status"] == Status.FORGOTTEN
    apply(shelf.out, [member], UNDO)
    assert counts(shelf)["changed"] == 1
    assert shelf.source(member)["status"] == Status.OK


def test_no_name_of_a_member_becomes_a_path(house: House) -> None:
    names = ["../../up.txt", "/etc/abs.txt", "C:\\drive.txt", "a/\x1b[31m.txt", "${HOME}.txt"]
    write(house, dict.fromkeys(names, article(1)), name="x.tar")
    before = {path for path in house.raw.parents[1].rglob("*") if "out" not in path.parts}
    assert counts(house) == {"new": 6}
    assert {path for path in house.raw.parents[1].rglob("*") if house.out not in path.parents} - before == {
        house.out
    }
    assert not [
        part for uri in house.rows("sources")["source_uri"] for part in uri.split("/") if part == ".."
    ]
