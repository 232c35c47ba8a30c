"""Partners: the organisations that listen, assess, act and answer together, by whatever name they had on a given day.

Names, parents, members, seats and contacts come in with their dates; out goes who was who on any day. The partnership
manager owns it.
"""
