import unittest

from performia.session import Session
from performia.tempo import Tempo
from performia.usage import usage_reports


class UsageTest(unittest.TestCase):
    def test_sessions_of_a_project_are_one_report(self):
        sessions = [Session("veria", Tempo(90), 0, ended_at=60), Session("veria", Tempo(90), 100)]
        self.assertEqual(
            usage_reports(sessions, now=150),
            [{"project": "veria", "from": "1970-01-01T00:00:00Z", "to": "1970-01-01T00:02:30Z", "seconds": 110}],
        )


if __name__ == "__main__":
    unittest.main()
