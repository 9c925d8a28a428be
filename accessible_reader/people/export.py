"""All that is known of one person, for that person: as data for programs, and the same in sentences (PIPL 45)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Final

from accessible_reader.audit import record
from accessible_reader.audit.log import seen
from accessible_reader.audit.models import AuditRow
from accessible_reader.catalogue.models import Branch
from accessible_reader.conversions.models import Provision
from accessible_reader.database import Database, Keys, Session, now, or_, select
from accessible_reader.people.access import get_person, require
from accessible_reader.people.eligibility import open_eligibility
from accessible_reader.people.fields import SEALED
from accessible_reader.people.models import CareRelation, Consent, RoleGrant
from accessible_reader.people.permissions import Action
from accessible_reader.people.persons import open_fields
from accessible_reader.people.preferences import preferences_of
from accessible_reader.people.sealing import pseudonym, unseal
from accessible_reader.people.sign_in.models import (
    AppPassword,
    Passkey,
    PinRecord,
    PinReset,
    PrivateFeed,
    RecoveryCode,
    SignInSession,
    TotpRecord,
)
from accessible_reader.people.words import say_to

FORM: Final = "accessible-reader-person/1"

Source = Callable[[Session, str], Any]
"""What another part of the service knows of a person: plain data for JSON."""


@dataclass(frozen=True, slots=True)
class PersonExport:
    """``data`` is for programs, ``sentences`` for people; :meth:`to_json` has both. Never printed."""

    person_id: str
    data: dict[str, Any] = field(repr=False)
    sentences: tuple[str, ...] = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {"form": FORM, "in_plain_words": list(self.sentences), "data": self.data}


def export_person(
    database: Database, keys: Keys, actor: str, subject: str, sources: Mapping[str, Source] | None = None
) -> PersonExport:
    """Everything about ``subject``; the export is noted before it is handed out. ``sources`` add what other parts know, under their names.

    Raises:
        NotAllowed: ``permission-...``.
        NotFound: ``person-not-found``.

    """
    with database.transaction() as session:
        by = require(session, actor, Action.EXPORT_PERSON, subject).by
        data = _collect(session, keys, subject)
        for name, source in (sources or {}).items():
            data[name] = source(session, subject)
        record(
            session,
            keys,
            actor=actor,
            subject=subject,
            act="export",
            fields=sorted(data),
            purpose="own-data" if by == "self" else "export",
        )
    plain: dict[str, Any] = _plain(data)
    return PersonExport(subject, plain, tuple(_sentences(plain)))


def _collect(session: Session, keys: Keys, subject: str) -> dict[str, Any]:
    person = get_person(session, subject)
    branch = session.get(Branch, person.home_branch_id) if person.home_branch_id else None
    pin = session.get(PinRecord, subject)
    return {
        "exported_at": now(),
        "person": {
            "id": person.id,
            **open_fields(session, keys, subject, SEALED),
            "language": person.language,
            "home_branch": branch.name if branch else None,
            "added_at": person.added_at,
        },
        "roles": [
            {
                "role": row.role,
                "branch_id": row.branch_id,
                "granted_at": row.granted_at,
                "ended_at": row.ended_at,
            }
            for row in session.scalars(select(RoleGrant).where(RoleGrant.person_id == subject))
        ],
        "eligibility": [asdict(view) for view in open_eligibility(session, keys, subject)],
        "consents": [
            {
                "kind": row.kind,
                "text_version": row.text_version,
                "how": row.how,
                "given_at": row.given_at,
                "withdrawn_at": row.withdrawn_at,
            }
            for row in session.scalars(
                select(Consent).where(Consent.person_id == subject).order_by(Consent.given_at)
            )
        ],
        "preferences": preferences_of(session, subject).model_dump(mode="json"),
        "care": [
            {
                "i_am": "patron" if row.patron_id == subject else "carer",
                "scopes": row.scopes,
                "how": row.how,
                "from_at": row.from_at,
                "until_at": row.until_at,
                "revoked_at": row.revoked_at,
            }
            for row in session.scalars(
                select(CareRelation).where(
                    or_(CareRelation.patron_id == subject, CareRelation.carer_id == subject)
                )
            )
        ],
        "sign_in": {
            "has_pin": pin is not None,
            "pin_set_at": pin.set_at if pin else None,
            "pin_resets": [
                {"at": row.at, "note": unseal(keys, "pin_reset", row.id, "note", row.note_sealed)}
                for row in session.scalars(select(PinReset).where(PinReset.person_id == subject))
            ],
            "app_for_codes_since": session.scalar(
                select(TotpRecord.set_up_at).where(TotpRecord.person_id == subject)
            ),
            "recovery_codes": [
                {"made_at": row.made_at, "used_at": row.used_at}
                for row in session.scalars(select(RecoveryCode).where(RecoveryCode.person_id == subject))
            ],
            "passkeys": [
                {
                    "label": unseal(keys, "passkey", row.credential_id, "label", row.label_sealed),
                    "added_at": row.added_at,
                    "used_at": row.used_at,
                }
                for row in session.scalars(select(Passkey).where(Passkey.person_id == subject))
            ],
            "app_passwords": [
                {
                    "label": unseal(keys, "app_password", row.id, "label", row.label_sealed),
                    "made_at": row.made_at,
                    "used_at": row.used_at,
                    "ended_at": row.ended_at,
                }
                for row in session.scalars(select(AppPassword).where(AppPassword.person_id == subject))
            ],
            "private_feeds": [
                {"made_at": row.made_at}
                for row in session.scalars(select(PrivateFeed).where(PrivateFeed.person_id == subject))
            ],
            "sessions": [
                {
                    "method": row.method,
                    "second_factor": row.second,
                    "made_at": row.made_at,
                    "expires_at": row.expires_at,
                    "ended_at": row.ended_at,
                }
                for row in session.scalars(select(SignInSession).where(SignInSession.person_id == subject))
            ],
        },
        "provided": [
            {
                "at": row.at,
                "title": row.title,
                "authors": row.authors,
                "format": row.format,
                "how": row.how,
                "copy_id": row.copy_id,
            }
            for row in session.scalars(
                select(Provision)
                .where(Provision.recipient == pseudonym(keys, subject))
                .order_by(Provision.at)
            )
        ],
        "acts_for_others": [
            {"at": row.at, "act": row.act, "purpose": row.purpose}
            for row in session.scalars(
                select(AuditRow)
                .where(AuditRow.actor == subject, AuditRow.subject.is_distinct_from(subject))
                .order_by(AuditRow.number)
            )
        ],
        "who_looked": [
            asdict(seen(row))
            for row in session.scalars(
                select(AuditRow).where(AuditRow.subject == subject).order_by(AuditRow.number)
            )
        ],
    }


def _plain(value: Any) -> Any:
    """As JSON has it; times in ISO 8601."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _sentences(data: Mapping[str, Any]) -> list[str]:
    person = data["person"]
    language = str(person["language"])

    def say(code: str, **params: Any) -> str:
        return say_to(language, code, **params)

    lines = [say("export-first", at=data["exported_at"])]
    for name in (*SEALED, "language", "home_branch"):
        shown = person[name] if person[name] is not None else say("export-nothing")
        lines.append(say("export-field", field=say(f"field-{name.replace('_', '-')}"), value=shown))
    lines += [
        say("export-role", role=say(f"role-{row['role'].replace('_', '-')}"), since=row["granted_at"])
        for row in data["roles"]
    ]
    for row in data["eligibility"]:
        if row["basis"] is not None:
            basis = say(f"basis-{row['basis'].replace('_', '-')}")
            proof = say(f"proof-{row['proof'].replace('_', '-')}")
            until = row["ended_at"] or row["until_at"] or say("export-no-end")
            lines.append(
                say("export-eligibility", basis=basis, proof=proof, since=row["from_at"], until=until)
            )
    for row in data["consents"]:
        code = "export-consent-withdrawn" if row["withdrawn_at"] else "export-consent"
        what = say(f"consent-{row['kind'].replace('_', '-')}")
        lines.append(say(code, what=what, since=row["given_at"], until=row["withdrawn_at"] or ""))
    lines += [
        say(f"export-care-{row['i_am']}", since=row["from_at"], until=row["revoked_at"] or row["until_at"])
        for row in data["care"]
    ]
    lines.append(say("export-pin" if data["sign_in"]["has_pin"] else "export-no-pin"))
    lines.append(say("export-passkeys", count=len(data["sign_in"]["passkeys"])))
    lines += [
        say("export-provided", at=row["at"], title=row["title"], format=say(f"format-{row['format']}"))
        for row in data["provided"]
    ]
    lines += _shelf_sentences(data.get("shelf", {}), say)
    lines += [
        say(
            "export-seen",
            at=row["at"],
            purpose=say(f"purpose-{row['purpose']}"),
            fields=_fields(language, row["fields"]),
        )
        for row in data["who_looked"]
    ]
    return lines


def _shelf_sentences(shelf: Mapping[str, Any], say: Callable[..., str]) -> list[str]:
    lines = []
    for row in shelf.get("loans", ()):
        title = row["title"] or ", ".join(row["barcodes"])
        code = "export-past-loan" if row["ended_at"] else "export-loan"
        lines.append(say(code, title=title, since=row["began_at"], until=row["ended_at"] or row["due"] or ""))
    for what in ("hold", "wish", "position", "bookmark"):
        for row in shelf.get(f"{what}es" if what == "wish" else f"{what}s", ()):
            at = row.get("at") or row.get("placed_at") or row.get("added_at") or row.get("made_at")
            lines.append(say(f"export-{what}", title=row["title"], at=at, note=row.get("note", "")))
    return lines


def _fields(language: str, names: list[str]) -> str:
    known = {*SEALED, "basis", "proof", "certificate_last4"}
    shown = [say_to(language, f"field-{name.replace('_', '-')}") for name in names if name in known]
    return ", ".join(shown) or say_to(language, "export-other-fields")
