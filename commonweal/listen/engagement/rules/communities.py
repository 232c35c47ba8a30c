"""What may a community have in common?"""

from __future__ import annotations

BASIS = {
    "ethnicity": "Ethnic group",
    "faith": "Faith or belief",
    "language": "Language",
    "origin": "Country of origin",
    "migration": "New or emerging community",
    "occupation": "Work",
    "age": "Age",
    "gender": "Sex or gender",
    "disability": "Disability",
    "sexuality": "Sexual orientation or gender identity",
    "interest": "Interest or place",
}
