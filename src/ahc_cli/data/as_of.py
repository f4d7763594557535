"""What was known of an event on a day."""

from datetime import date

from msgspec.structs import replace

from ahc_cli.model.records import Event


def event_as_of(event: Event, day: date) -> Event | None:
    """Return the event if it was over by the day, else its latest plan announced by then, else None.

    Plans and caveats, which are the editors' notes of today, are left out.
    """
    if event.end is not None and event.end <= day:
        return replace(event, history=(), caveats=())
    plan = max((plan for plan in event.history if plan.as_of <= day), key=lambda plan: plan.as_of, default=None)
    if plan is None:
        return None
    return Event(
        id=event.id, date=plan.date, kind=event.kind, title=plan.title, status=plan.status,
        series=event.series, body=event.body, place=plan.place, format=plan.format, summary=plan.summary,
    )  # fmt: skip
