"""The one place where the parts of the service are put together."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from accessible_reader.catalogue.desk import Branches, Copies, Titles
from accessible_reader.catalogue.intake_desk import IntakeDesk
from accessible_reader.catalogue.intakes import Intakes
from accessible_reader.catalogue.list_desk import TitleLists
from accessible_reader.conversions.copies import KeptCopies
from accessible_reader.conversions.handing import Handouts
from accessible_reader.conversions.provision import Provisions
from accessible_reader.conversions.requests import Requests
from accessible_reader.conversions.service import Conversions
from accessible_reader.database import AWAY, Database, Keys, load_keys, make_engine, text, upgrade
from accessible_reader.deliveries.carriers import Carriers
from accessible_reader.deliveries.carrying import Carrying
from accessible_reader.deliveries.channels import channels_of
from accessible_reader.deliveries.desk import Deliveries
from accessible_reader.deliveries.figures import DeliveryFigures
from accessible_reader.deliveries.notices import CallList
from accessible_reader.deliveries.packing import Packing
from accessible_reader.deliveries.papers.service import Papers
from accessible_reader.deliveries.personal import deliveries_of, forget_deliveries
from accessible_reader.deliveries.places import Places
from accessible_reader.deliveries.rounds import Rounds
from accessible_reader.deliveries.routes import Routes
from accessible_reader.deliveries.workflow import DeliveryWork
from accessible_reader.jobs import JobQueue
from accessible_reader.jobs.engine import DbosQueue, prepare
from accessible_reader.listening import Listening, PrivateFeeds
from accessible_reader.people.app_passwords import AppPasswords
from accessible_reader.people.consents import ConsentKind
from accessible_reader.people.services import (
    AuditView,
    Care,
    Consents,
    Eligibilities,
    People,
    PreferencesService,
)
from accessible_reader.people.sign_in.mail import Outbox
from accessible_reader.people.sign_in.passkeys import site_at
from accessible_reader.people.sign_in.pins import PinHasher
from accessible_reader.people.sign_in.service import SignIn
from accessible_reader.settings import Settings, settings
from accessible_reader.shelf.desk import Holds, LendingRules, Loans
from accessible_reader.shelf.loans import forget_history
from accessible_reader.shelf.own import Bookmarks, Positions, Wishes
from accessible_reader.shelf.personal import forget_shelf, shelf_of
from accessible_reader.storage import FileStore, open_store

_PAUSE = 1.0
_log = logging.getLogger(__name__)
_LOCK = 0x41_52_55_50
"""Of PostgreSQL's advisory locks, ours: one process at a time changes tables."""


@dataclass(frozen=True, slots=True)
class Service:
    """Everything a process of the service shares. Safe to share between threads."""

    settings: Settings
    database: Database
    store: FileStore
    keys: Keys
    queue: JobQueue
    conversions: Conversions
    provisions: Provisions
    kept_copies: KeptCopies
    intakes: Intakes
    delivery_work: DeliveryWork

    # What pages call: who asks is the first argument, and each method sees to it that they may.
    sign_in: SignIn
    app_passwords: AppPasswords
    people: People
    eligibility: Eligibilities
    consents: Consents
    care: Care
    preferences: PreferencesService
    audit: AuditView
    titles: Titles
    copies: Copies
    branches: Branches
    lending_rules: LendingRules
    loans: Loans
    holds: Holds
    wishes: Wishes
    positions: Positions
    bookmarks: Bookmarks
    requests: Requests
    handouts: Handouts
    intake_desk: IntakeDesk
    title_lists: TitleLists
    deliveries: Deliveries
    packing: Packing
    rounds: Rounds
    carriers: Carriers
    routes: Routes
    papers: Papers
    carrying: Carrying
    call_list: CallList
    delivery_figures: DeliveryFigures
    places: Places
    listening: Listening
    private_feeds: PrivateFeeds

    def close(self) -> None:
        """Let go of everything."""
        self.listening.close()
        self.queue.close()
        self.database.close()


@contextmanager
def open_service(given: Settings | None = None, *, patience: float = 0.0) -> Iterator[Service]:
    """The service as ``given`` (default: the environment) sets it up, its tables up to date.

    ``patience``: seconds that a database is waited for which is away or held by somebody; what starts by itself after a power cut may be up before the database.
    """
    chosen = given or settings()
    chosen.data.mkdir(parents=True, exist_ok=True)
    database = Database(make_engine(chosen.database))
    queue = DbosQueue(database)
    try:
        _wait_for(database, patience)
        keys = load_keys(chosen.keys_path, chosen.keys.get_secret_value() if chosen.keys else None)
        store = open_store(chosen.storage)
        yield _wired(chosen, database, store, keys, queue)
    finally:
        queue.close()
        database.close()


def _wired(chosen: Settings, database: Database, store: FileStore, keys: Keys, queue: JobQueue) -> Service:
    both = (database, keys)
    conversions = Conversions(database, queue)
    intakes = Intakes(database, store, queue)
    provisions = Provisions(database, store, keys, chosen.downloads_a_day)
    return Service(
        settings=chosen,
        database=database,
        store=store,
        keys=keys,
        queue=queue,
        conversions=conversions,
        provisions=provisions,
        kept_copies=KeptCopies(chosen.data / "kept-copies", keys, provisions),
        intakes=intakes,
        delivery_work=DeliveryWork(database, keys, conversions, channels_of(chosen)),
        sign_in=SignIn(
            *both,
            hasher=PinHasher(keys),
            carrier=Outbox(chosen.data / "outbox", chosen.mail_sender),
            site=site_at(chosen.public_url, chosen.site_name),
            demanding=chosen.second_factor_roles,
        ),
        app_passwords=AppPasswords(*both),
        people=People(
            *both,
            sources={"shelf": shelf_of, "deliveries": deliveries_of(keys)},
            also=(forget_shelf, forget_deliveries(keys)),
        ),
        eligibility=Eligibilities(*both),
        consents=Consents(*both, {ConsentKind.READING_HISTORY: forget_history}),
        care=Care(*both),
        preferences=PreferencesService(*both),
        audit=AuditView(*both),
        titles=Titles(*both),
        copies=Copies(*both),
        branches=Branches(*both),
        lending_rules=LendingRules(*both),
        loans=Loans(*both),
        holds=Holds(*both),
        wishes=Wishes(*both),
        positions=Positions(*both),
        bookmarks=Bookmarks(*both),
        requests=Requests(*both, conversions),
        handouts=Handouts(*both, provisions),
        intake_desk=IntakeDesk(*both, intakes),
        title_lists=TitleLists(*both),
        private_feeds=PrivateFeeds(*both),
        deliveries=Deliveries(*both),
        packing=Packing(*both),
        rounds=Rounds(*both),
        carriers=Carriers(*both),
        routes=Routes(*both),
        papers=Papers(*both),
        carrying=Carrying(*both),
        call_list=CallList(*both),
        delivery_figures=DeliveryFigures(*both),
        places=Places(*both),
        listening=Listening(*both, store, chosen.data, chosen.speakers),
    )


def _wait_for(database: Database, patience: float) -> None:
    end = time.monotonic() + patience
    while True:
        try:
            bring_up_to_date(database)
        except AWAY as error:
            if time.monotonic() + _PAUSE > end:
                raise
            _log.warning("waiting for the database: %s", type(error))
            time.sleep(_PAUSE)
        else:
            return


def bring_up_to_date(database: Database, *, jobs: bool = True) -> None:
    """Our tables and (``jobs``) the job engine's; of many processes that start at once, one does it and the others wait."""
    if database.dialect == "sqlite":
        upgrade(database.engine)  # a writer there waits for the others by itself
        if jobs:
            prepare(database)
        return
    with database.transaction() as session:
        # This session waits for the others, idle, as long as the changes take.
        session.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        session.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        upgrade(database.engine)
        if jobs:
            prepare(database)
