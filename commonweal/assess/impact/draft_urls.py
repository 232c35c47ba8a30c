"""The addresses of drafts, lessons and dated events."""

from __future__ import annotations

from django.urls import path

from commonweal.assess.impact.views import drafting, events, lessons

urlpatterns = [
    path("assessments/<int:pk>/draft/", drafting.draft, name="draft"),
    path("assessments/<int:pk>/draft/draw/", drafting.draw, name="draw"),
    path("assessments/<int:pk>/draft/add/", drafting.add, name="add_statement"),
    path("assessments/<int:pk>/lessons/new/", lessons.record_of, name="record_lesson_of"),
    path("assessments/<int:pk>/lessons/answer/", drafting.answer_lesson, name="answer_lesson"),
    path("statements/<int:pk>/change/", drafting.change, name="change_statement"),
    path("statements/<int:pk>/strike/", drafting.strike, name="strike_statement"),
    path("lessons/", lessons.list_page, name="lessons"),
    path("lessons/new/", lessons.record, name="record_lesson"),
    path("lessons/<int:pk>/", lessons.show, name="lesson"),
    path("events/", events.list_page, name="events"),
    path("events/new/", events.open_event, name="open_event"),
    path("events/<int:pk>/", events.show, name="event"),
    path("events/<int:pk>/tasks/", events.add_task, name="add_task"),
    path("events/<int:pk>/ask/", events.ask, name="ask_for_event"),
    path("events/<int:pk>/call-off/", events.call_off, name="call_off"),
    path("tasks/<int:pk>/settle/", events.settle, name="settle_task"),
]
