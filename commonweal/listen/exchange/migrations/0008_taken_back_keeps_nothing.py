"""What was taken back has no receipt that opens it and nothing that was added to it, in the database too."""

from django.db import migrations

from commonweal.ground.audit.row_locks import Lay, RowLock

WHY = "what was taken back keeps no words"
TAKEN_BACK = "EXISTS (SELECT 1 FROM exchange_exchange e WHERE e.id = NEW.exchange_id AND e.state = 'withdrawn')"
LOCKS = [
    RowLock("exchange_receipt_of_taken", "exchange_exchangereceipt", ("exchange_id",), TAKEN_BACK, WHY),
    RowLock("exchange_added_to_taken", "exchange_exchangeaddition", ("exchange_id", "text"), TAKEN_BACK, WHY),
    RowLock(
        "exchange_taken_with_words", "exchange_exchange", ("state",),
        "NEW.state = 'withdrawn' AND (EXISTS (SELECT 1 FROM exchange_exchangeaddition a WHERE a.exchange_id = NEW.id)"
        " OR EXISTS (SELECT 1 FROM exchange_exchangereceipt r WHERE r.exchange_id = NEW.id))", WHY,
    ),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("exchange", "0007_receipts")]
    operations = [Lay(LOCKS)]
