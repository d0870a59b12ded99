import unittest

from performia.session import NotOnStage, Session
from performia.tempo import Tempo


class SessionTest(unittest.TestCase):
    def test_a_session_lasts_until_its_end(self):
        session = Session("veria", Tempo(90), started_at=100)
        self.assertEqual(session.seconds(now=160), 60)
        session.end(at=130)
        self.assertEqual(session.seconds(now=160), 30)

    def test_nobody_leaves_who_has_not_come(self):
        with self.assertRaises(NotOnStage):
            Session("veria", Tempo(90), started_at=100).leave("Ada")


if __name__ == "__main__":
    unittest.main()
