"""A visit holds a seat while any of its screens is at work, and no longer."""

from __future__ import annotations

import asyncio

import pytest

from crawler.seats import Place, Seat


def _free(seats: asyncio.Semaphore) -> bool:
    return not seats.locked()


def test_two_screens_of_a_visit_share_one_seat_until_both_have_left() -> None:
    async def scene() -> None:
        seats = asyncio.Semaphore(1)
        seat = Seat(seats)
        desktop, phone = Place(seat), Place(seat)
        await desktop.take()
        await phone.take()
        async with phone.left():
            assert not _free(seats), "the desktop is still at work"
            async with desktop.left():
                assert _free(seats)
            assert not _free(seats)
        desktop.leave()
        assert not _free(seats)
        phone.leave()
        phone.leave()
        assert _free(seats)

    asyncio.run(scene())


def test_another_visit_works_while_the_first_rests_and_the_first_waits_for_it() -> None:
    async def scene() -> list[str]:
        seats, done = asyncio.Semaphore(1), []
        rested = asyncio.Event()

        async def resting() -> None:
            place = Place(Seat(seats))
            await place.take()
            async with place.left():
                await rested.wait()
            done.append("rested")
            place.leave()

        async def working() -> None:
            place = Place(Seat(seats))
            await place.take()
            rested.set()
            await asyncio.sleep(0.05)
            done.append("worked")
            place.leave()

        await asyncio.gather(resting(), working())
        return done

    assert asyncio.run(scene()) == ["worked", "rested"]


def test_a_rest_that_fails_leaves_the_seat_to_others() -> None:
    async def scene() -> None:
        seats = asyncio.Semaphore(1)
        place = Place(Seat(seats))
        await place.take()
        with pytest.raises(ValueError, match="stopped"):
            async with place.left():
                raise ValueError("stopped")
        place.leave()
        assert _free(seats)
        await Place(Seat(seats)).take()

    asyncio.run(scene())
