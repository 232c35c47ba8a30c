"""A paper that nobody ever wrote, with a plan in it and with the faults that real papers have."""

MEETING_PAPER = """Trust on the night bus

Report 9 of the 22 July 2010 meeting of the Community Safety Link Body
Date: 22 July 2010
By: Community safety link body lead

Summary

Two actions are put forward so that people who travel at night feel safe doing so.

A. Recommendation

That members agree the actions in appendix 1.

B. Supporting information

1. Passengers who do not speak English said in May that they no longer take the last bus home.

2. Drivers said the same month that they do not know whom to ring.

C. Contact details

Report author: Community safety link body lead

Appendix 1

Core objective: Everybody gets home safely

Proposed action 4.1.1: A number that drivers know
Give every driver one number to ring, and answer it all night.

Key tasks
1. Print the number on the cab door
2. Answer it from ten at night until six

Outcome
1. Fewer passengers say that they avoid the last bus

Delivery partners
Metropolitan Police Service
Refugee Council

Resources
Subject to a successful bid to Capital Ambition

Proposed action 4.1.3: Stops where somebody waits with you
Ask volunteers to stand at six stops after midnight.

Key tasks
1. Choose the stops
3. Train the volunteers

Outcome
1. Volunteers stand at six stops on Fridays

Delivery partners
Refugee Council (Lead)

Resources
None stated
"""
