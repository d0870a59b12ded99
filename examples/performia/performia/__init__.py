"""Performia: the beat of live sessions, and how long each project was on stage."""
