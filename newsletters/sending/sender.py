"""One thread at one edition: a batch is claimed, rendered by groups of the same wishes, and handed over one by one."""

import logging
import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import mailers
from django.db import DatabaseError
from django.db.models import Exists, OuterRef
from django.utils import timezone

from newsletters.letter.addressed import Addressed, Envelope, Reader
from newsletters.letter.sheet import Letter, Sheet
from newsletters.models import Delivery, Edition
from newsletters.sending import claims
from press.mail import pace
from press.mail.handing import NotNow, Refused, close_line, hand_over, open_line, sentence
from press.mail.suppression import suppressed_among
from press.work.beats import own_name

logger = logging.getLogger(__name__)

Why = Delivery.Why
MAILER = "bulk"
BATCH = 200
MOST_TRIES = 20  # with the waits between them, some six hours
# So many mails in a row, and the cause is none of theirs: nobody knows of them, they are refused, they are put off.
MOST_UNKNOWN, MOST_REFUSED, MOST_LATE = 3, 5, 5
TURN = timedelta(seconds=10)  # of one edition, while another is due
SEEN_ANEW = timedelta(seconds=2)  # so old may the knowledge be that what a letter tells is live
Stopping = Callable[[], bool]


class _LineGone(Exception):
    """The provider takes nothing at the moment."""


class _Unknown(Exception):
    """The provider may have taken the mail or not."""


@dataclass(slots=True)
class Sender:
    """One thread at one edition, with its line to the provider."""

    edition: Edition
    stopping: Stopping
    lease: timedelta
    mailer: Any = field(default_factory=lambda: mailers[MAILER])
    who: str = field(default_factory=lambda: f"{own_name()[-40:]} {secrets.token_hex(6)}")
    turn_began: datetime = field(default_factory=timezone.now)
    begun: int = 0
    on_this_line: int = 0
    sent: int = 0
    unknown_in_a_row: int = 0
    late_in_a_row: int = 0
    refused_in_a_row: list[Delivery] = field(default_factory=list)
    taken: Delivery | None = None  # by the provider; it is noted with the next call, or at the end of the batch

    def run(self) -> None:
        try:
            while not self.stopping() and self._batch():
                if self._had_its_turn() and self._another_waits():
                    break
        except (_LineGone, NotNow) as trouble:
            logger.warning("%s waits: %s", self.edition, trouble)
            self._tell(str(trouble))
        except DatabaseError:
            raise
        except Exception as error:
            self._tell(sentence(error))
            raise
        finally:
            close_line(self.mailer)

    def _had_its_turn(self) -> bool:
        """Say whether it went on for as long as others may wait; several small batches, where the rate is small."""
        return self.begun >= BATCH or timezone.now() - self.turn_began > TURN

    def _another_waits(self) -> bool:
        """Say whether another edition's readers would wait for all of this one's."""
        going = Edition.objects.filter(state=Edition.State.SENDING).exclude(pk=self.edition.pk)
        return going.filter(Exists(Delivery.objects.due(timezone.now()).filter(edition=OuterRef("pk")))).exists()

    def _pause(self, why: str) -> None:
        going = Edition.objects.filter(pk=self.edition.pk, state=Edition.State.SENDING)
        going.update(state=Edition.State.PAUSED, trouble=f"It was paused: {why}"[:300])
        logger.error("%s was paused: %s", self.edition, why)

    def _tell(self, trouble: str) -> None:
        Edition.objects.filter(pk=self.edition.pk, state=Edition.State.SENDING).update(trouble=trouble[:300])

    def _batch(self) -> bool:
        """Send one batch; return whether there may be another."""
        most = self._allowed()
        open_line(self.mailer)  # before anything is claimed
        began = timezone.now()
        claimed = claims.claim(self.edition, who=self.who, most=most, lease=self.lease, at=began)
        if not claimed:
            return False
        self.begun += len(claimed)
        left = list(claimed)
        try:
            for delivery, make in self._made(claimed, at=began):
                # What is begun must end before its claim lapses.
                if self.stopping() or timezone.now() - began > self.lease / 2:
                    break
                if make is not None and not self._send(delivery, make):
                    return False
                left.remove(delivery)
        finally:
            self._note()
            claims.give_back(left, at=timezone.now())
        if self.on_this_line and self.edition.trouble:
            self.edition.trouble = ""
            self._tell("")
        return True

    def _note(self, begun: Delivery | None = None) -> bool:
        """Note the mail that was taken, and that the next is begun; see claims.note_step."""
        is_noted = claims.note_step(self.who, done=self.taken, begun=begun, at=timezone.now())
        self.taken = None
        return is_noted

    def _allowed(self) -> int:
        """Return how many may be claimed now, when the pace allows any."""
        rate: int = settings.BULK_MAIL_RATE
        most = min(BATCH, max(1, rate)) if rate else BATCH
        wait = pace.take(MAILER, most, rate=rate, at=timezone.now())
        pause = threading.Event()
        until = timezone.now() + wait
        while wait and timezone.now() < until and not self.stopping():
            pause.wait(min(0.2, max(0.0, (until - timezone.now()).total_seconds())))
        return most

    def _made(
        self, claimed: list[Delivery], *, at: datetime
    ) -> Iterator[tuple[Delivery, Callable[[], Addressed] | None]]:
        """Yield each delivery with what makes its mail, or None once it is noted why there is none."""
        sheet = Sheet(self.edition, at=at)
        seen_at = at
        addresses = {one.subscription.subscriber.address for one in claimed if one.subscription}
        unwanted = suppressed_among(addresses)
        envelopes: dict[int, Envelope] = {}
        for delivery in claimed:
            if timezone.now() - seen_at > SEEN_ANEW:
                seen_at, unwanted = timezone.now(), suppressed_among(addresses)
                if not sheet.is_live(seen_at):  # something was killed meanwhile: the next batch is made without it
                    return
            why = _reason(delivery, unwanted)
            try:
                letter = None if why else sheet.letter(delivery.wishes, since=delivery.since, until=delivery.until)
            except DatabaseError:
                raise
            except Exception as error:  # one group's letter cannot be made; the others' can
                logger.exception("Delivery %s: its letter cannot be made.", delivery.pk)
                self._try_later(delivery, sentence(error))
                yield delivery, None
                continue
            if letter is not None and letter.new_stories < self.edition.newsletter.minimum:
                why = Why.TOO_LITTLE
            if why or letter is None or delivery.subscription is None:
                claims.skip(delivery, why)
                yield delivery, None
                continue
            yield delivery, self._maker(delivery, letter, envelopes)

    def _maker(self, delivery: Delivery, letter: Letter, envelopes: dict[int, Envelope]) -> Callable[[], Addressed]:
        subscription = delivery.subscription
        assert subscription is not None, "who has none was skipped"
        subscriber = subscription.subscriber
        reader = Reader(subscriber.address, subscriber.key, subscription.key, delivery.pk)
        if id(letter) not in envelopes:
            envelopes[id(letter)] = Envelope(letter, self.edition.newsletter, self.edition.pk)
        envelope = envelopes[id(letter)]
        return lambda: envelope.address(reader, at=timezone.now())

    def _send(self, delivery: Delivery, make: Callable[[], Addressed]) -> bool:
        """Hand one mail over; return False when the edition does not go on. Raises _LineGone, NotNow."""
        try:
            return self._call(delivery, make())
        except (Refused, ValueError) as refusal:  # an address that cannot stand in a header is a ValueError
            return self._skip_refused(delivery, sentence(refusal))
        except NotNow as trouble:
            self._put_off(delivery, trouble)
        except _Unknown as unknown:
            claims.leave_uncertain(delivery, trouble=str(unknown), at=timezone.now())
            self.unknown_in_a_row += 1
            if self.unknown_in_a_row >= MOST_UNKNOWN:
                self._pause(
                    f"of {MOST_UNKNOWN} mails in a row nobody knows whether the provider took them. Look there."
                )
                return False
            self._dial_again()
        return True

    def _skip_refused(self, delivery: Delivery, trouble: str) -> bool:
        """Skip a mail that is refused; of several in a row, put them back and pause. Return whether it goes on."""
        is_first = delivery.tries == 1  # else it was put back, or put off, before: this is its own
        if not is_first or len(self.refused_in_a_row) < MOST_REFUSED - 1:
            claims.skip(delivery, Why.REFUSED, trouble=trouble)
            self.refused_in_a_row += [delivery] if is_first else []
            return True
        claims.take_back(self.refused_in_a_row, at=timezone.now())
        claims.put_off(delivery, until=timezone.now(), trouble=trouble)
        self._pause(f"the provider refused {MOST_REFUSED} mails in a row. None is lost: mend it, then go on. {trouble}")
        return False

    def _call(self, delivery: Delivery, mail: Addressed) -> bool:
        """Call the provider, a second time on a new line when the old one was gone before the mail."""
        for is_last in (False, True):
            if not self._note(begun=delivery):
                claims.give_back([delivery], at=timezone.now())
                return self._goes_on()
            try:
                hand_over(self.mailer, mail)
                break
            except NotNow as trouble:
                if is_last or not (trouble.line_is_gone and self.on_this_line):
                    raise
                self._dial_again()  # many servers hang up after so many mails
            except Refused:
                raise
            except Exception as error:  # it broke off in the middle: the provider may have taken it
                logger.exception("Delivery %s: it is not known whether it was handed over.", delivery.pk)
                raise _Unknown(sentence(error)) from error
        self.taken = delivery
        self.unknown_in_a_row = self.late_in_a_row = 0
        self.refused_in_a_row.clear()
        self.sent += 1
        self.on_this_line += 1
        return True

    def _goes_on(self) -> bool:
        return Edition.objects.filter(pk=self.edition.pk, state=Edition.State.SENDING).exists()

    def _put_off(self, delivery: Delivery, trouble: NotNow) -> None:
        if trouble.line_is_gone:  # no fault of this mail: an outage of a day costs it no try
            wait = timedelta(seconds=15)
            claims.put_off(delivery, until=timezone.now() + wait, trouble=str(trouble)[:300], counts=False)
            raise _LineGone(str(trouble))
        self._try_later(delivery, str(trouble))
        self.late_in_a_row += 1
        if self.late_in_a_row >= MOST_LATE:
            raise _LineGone(str(trouble))

    def _try_later(self, delivery: Delivery, trouble: str) -> None:
        if delivery.tries >= MOST_TRIES:
            claims.skip(delivery, Why.REFUSED, trouble=f"Given up after {delivery.tries} tries. {trouble}"[:300])
        else:
            wait = timedelta(seconds=min(15 * 2 ** (delivery.tries - 1), 1800))
            claims.put_off(delivery, until=timezone.now() + wait, trouble=trouble[:300])

    def _dial_again(self) -> None:
        close_line(self.mailer)
        self.on_this_line = 0
        open_line(self.mailer)


def _reason(delivery: Delivery, unwanted: set[str]) -> str:
    """Return why a delivery is not sent, or nothing."""
    subscription = delivery.subscription
    if subscription is None:
        return Why.ERASED
    if subscription.left_at or subscription.subscriber.confirmed_at is None:
        return Why.LEFT
    paused = subscription.subscriber.paused_until
    if paused and paused > timezone.localdate():
        return Why.LEFT
    return Why.SUPPRESSED if subscription.subscriber.address in unwanted else ""
