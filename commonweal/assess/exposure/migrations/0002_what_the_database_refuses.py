"""An answer and a layer stay as they were made, whatever asks the database to change them."""

from django.db import migrations

from commonweal.ground.audit.row_locks import Lay, RowRefusal

STUDY = ("title", "owner_id", "reach", "way", "says", "answer", "answer_hash", "made_at", "made_by_id")
LAYER = (
    "what", "title", "source", "licence", "limits", "dated_on", "file_name", "file_digest", "held", "held_hash",
    "row_count", "loaded_at", "loaded_by_id",
)  # fmt: skip


def _changed(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"NEW.{column} <> OLD.{column}" for column in columns)


LOCKS = (
    RowRefusal(
        "exposure_study_stays_update", "exposure_study", "UPDATE",
        f"({_changed(STUDY)}) OR (OLD.withdrawn_at IS NOT NULL AND (NEW.withdrawn_at IS NULL"
        " OR NEW.withdrawn_reason <> OLD.withdrawn_reason))",
        "a study is answered once and stays as it is",
    ),
    RowRefusal("exposure_study_stays_delete", "exposure_study", "DELETE", "TRUE", "a study is kept"),
    RowRefusal(
        "exposure_layer_stays_update", "exposure_layer", "UPDATE", _changed(LAYER), "a layer is loaded whole and stays",
    ),
    RowRefusal("exposure_layer_stays_delete", "exposure_layer", "DELETE", "TRUE", "a layer is kept"),
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("exposure", "0001_initial")]
    operations = [Lay(LOCKS)]
