import unittest

from performia.tempo import Tempo, tempo_of_taps


class TempoTest(unittest.TestCase):
    def test_bars_and_beats_are_counted_from_one(self):
        self.assertEqual(Tempo(120).position(0), (1, 1))
        self.assertEqual(Tempo(120).position(2.6), (2, 2))

    def test_a_late_tap_does_not_change_the_tempo(self):
        self.assertAlmostEqual(tempo_of_taps([0, 0.5, 1.0, 1.9, 2.4]).bpm, 120)

    def test_one_tap_is_no_tempo(self):
        with self.assertRaises(ValueError):
            tempo_of_taps([3.2])


if __name__ == "__main__":
    unittest.main()
