"""A session: who is on stage, since when, and at what tempo."""

from dataclasses import dataclass, field

from performia.tempo import Tempo


class NotOnStage(Exception):
    """Somebody left who had not come."""


@dataclass
class Session:
    """One performance. Moments are seconds since 1970, given by the caller."""

    project: str
    tempo: Tempo
    started_at: float
    ended_at: float | None = None
    on_stage: set = field(default_factory=set)

    def enter(self, performer):
        self.on_stage.add(performer)

    def leave(self, performer):
        if performer not in self.on_stage:
            raise NotOnStage(performer)
        self.on_stage.remove(performer)

    def end(self, at):
        """Ends the session; whoever is still on stage leaves with it."""
        self.on_stage.clear()
        self.ended_at = max(at, self.started_at)

    def seconds(self, now):
        """How long it has lasted, or did."""
        return (self.ended_at if self.ended_at is not None else now) - self.started_at

    # @planned let the tempo change in mid-session, without a jump in the count
    def position(self, now):
        return self.tempo.position(self.seconds(now))
