"""doctor: what this PC has that pmo_xl needs, what stands in the way, and how to mend it."""

from pmo_xl.doctor.diagnosis import Check, Diagnosis, State
from pmo_xl.doctor.examine import examine

__all__ = ["Check", "Diagnosis", "State", "examine"]
