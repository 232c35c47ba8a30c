"""How is anything about communities changed? Each drawer's file holds one kind of thing; every change is audited."""
