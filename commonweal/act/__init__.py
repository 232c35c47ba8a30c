"""Act: the agreed plan, who leads each action, and whether it is being done."""
