"""The strategy's part of the open interface; the project hangs it under its address."""

from ninja import Router

from .measures import router as measures
from .plans import router as plans

router = Router()
router.add_router("", plans)
router.add_router("", measures)
