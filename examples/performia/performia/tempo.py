"""Musical time: beats, bars and tempo, without any clock of its own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tempo:
    """A steady tempo in beats a minute, with so many beats to a bar."""

    bpm: float
    beats_per_bar: int = 4

    def __post_init__(self):
        if not 20 <= self.bpm <= 400:
            raise ValueError(f"{self.bpm} beats a minute cannot be played")

    def beat_at(self, seconds):
        """The beat that sounds so many seconds after the first, counted from 0."""
        return int(seconds * self.bpm / 60)

    def position(self, seconds):
        """Bar and beat as musicians say them, both counted from 1."""
        bar, beat = divmod(self.beat_at(seconds), self.beats_per_bar)
        return bar + 1, beat + 1


def tempo_of_taps(moments):
    """The tempo somebody taps, from the moments of the taps in seconds.

    The median of the distances is taken, so that one late tap does not matter.
    """
    distances = sorted(after - before for before, after in zip(moments, moments[1:]))
    if not distances:
        raise ValueError("two taps at least are needed")
    return Tempo(60 / distances[len(distances) // 2])
